/** What the interpreter lends to the functions of a framework while it calls them. */
import type { Place } from '../base/place';
import type { Expectation, LossResult } from '../engine/loss';
import type { Tensor } from '../engine/tensor';
import type { BinaryOperator } from '../python/syntax';
import type { PrintOptions } from './numpy/format';
import type { RandomGenerators } from './random';
import type { TorchPrintOptions } from './torch/format';
import type { ClassValue, InstanceValue, TensorValue, Value } from './values';

/** One evaluation of a loss, as a framework reports it. */
export interface LossReport {
  /** The qualified name of what the user calls. */
  readonly function: string;
  /** The engine's name of the loss. */
  readonly loss: string;
  readonly reduction: string;
  /** The tensors by the framework's parameter name, in order; the place is found from the call's arguments. */
  readonly inputs: readonly { readonly name: string; readonly tensor: Tensor }[];
  /** The name of the input whose gradient people look at; undefined for the first. */
  readonly prediction?: string;
  /** What the target of a loss of classes is, where the framework has a loss for either. */
  readonly classTargets?: 'indices' | 'probabilities' | undefined;
  /** What it expects, where the engine's loss does not say it. */
  readonly expects?: readonly Expectation[] | undefined;
  readonly options: Readonly<Record<string, number | string | boolean | null>>;
  readonly result: LossResult | null;
  readonly error: { readonly type: string; readonly message: string } | null;
  readonly warnings: readonly string[];
  /** The loss object of the class form. */
  readonly object: InstanceValue | null;
  /** Computes the same loss again on other tensors, for gradients; null when it cannot. */
  readonly again: ((inputs: Readonly<Record<string, Tensor | undefined>>) => LossResult) | null;
}

/** Settings of printing, which the program changes as it runs. */
export interface Printing {
  /** null after options that are not followed. */
  numpy: PrintOptions | null;
  torch: TorchPrintOptions | null;
}

export interface Versions {
  readonly expected: number;
  readonly now: number;
  /** What was put in its place. */
  readonly next: Tensor;
  /** What the storage holds now. */
  readonly overwritten: Tensor;
}

export interface Runtime {
  /** Calls any callable value. */
  call(callee: Value, positional: readonly Value[], keywords?: Readonly<Record<string, Value>>): Value;
  /** The same with further arguments of which neither the number nor anything else is known. */
  callWithAny(callee: Value, positional: readonly Value[]): Value;
  getAttribute(value: Value, name: string): Value;
  /** The module of that name, as `import` in the text that is read finds it; undefined where it is not known. */
  importModule(name: string): Value | undefined;
  /** A function of this name in a file of the user's that the program imports, however it is registered there. */
  functionInImports(name: string): Value | undefined;
  /** Whether such a file has a word. */
  importsMention(word: string): boolean;
  setAttribute(value: Value, name: string, to: Value): void;
  /** Runs something inside which errors travel to the caller, as in a `try`. */
  attempt<Result>(body: () => Result): Result;
  /** `del value.name`; nothing happens where there is no such attribute. */
  deleteAttribute(value: InstanceValue, name: string): void;
  /** The items of an iterable; undefined when they are not known. */
  iterate(value: Value): Iterable<Value> | undefined;
  /** Python's truth; undefined when it is not known. */
  truth(value: Value): boolean | undefined;
  /** `left == right`; undefined where it is not known. */
  equals(left: Value, right: Value): boolean | undefined;
  /** `left < right` and its kin, as a value: of tensors it is a tensor. */
  compare(operator: '<' | '<=' | '>' | '>=', left: Value, right: Value): Value;
  /** `left operator right`, as Python's own types and the classes of the user define it. */
  operate(operator: BinaryOperator, left: Value, right: Value): Value;
  /** `container[index]`. */
  getItem(container: Value, index: Value): Value;
  /** `container[index] = value`. */
  setItem(container: Value, index: Value, value: Value): void;
  /** `del container[index]`. */
  deleteItem(container: Value, index: Value): void;
  /** `str(value)` and `repr(value)`; undefined when something in it is not known. */
  format(value: Value, how: 'str' | 'repr'): string | undefined;
  /** `end` is what Python prints after the text: a newline unless the call says something else. */
  print(text: string, end?: string): void;
  /**
   * Reads what a framework will call later, with arguments that are not known yet. What it changes is taken back,
   * what it prints is not said, what it raises proves nothing, and a loss in it belongs to the call that is read now.
   */
  foresee(body: () => void): void;
  /**
   * Reads the rounds of a framework's own loop. `run` asks before each round whether it may begin, and ends after one
   * that may not, because the loop would take more steps than there are for it.
   *
   * @returns Whether the loop was left so, or so that it is not known how many rounds there are.
   */
  readRounds(run: (mayBegin: () => boolean) => void): boolean;
  /** Notes that a part of what is printed here is not known, and why. */
  noteUnknown(reason: string): void;
  reportLoss(report: LossReport): void;
  /**
   * Notes an event that rules look at: `backward`, `step`, `zero_grad`, `loss_settings`, `Categorical`, `log_of_output`.
   * `backward_of_number` stands where the number was read off a tensor.
   * `requires_grad` has what a tensor was and the leaf that it became.
   * `labels` are a tensor that nobody trains; `unrecorded` has what a tape is asked about and what it did not see of it.
   * A `backward` says its `framework`, and whether it refuses all but a scalar (`wantsScalar`).
   * `output` is what it made.
   */
  noteOperation(
    operation: string,
    inputs: readonly (Tensor | null)[],
    options?: Readonly<Record<string, number | string | boolean | null>>,
    output?: Tensor | null,
  ): void;
  /** Notes that an optimizer steps, or that gradients are cleared, and of which parameters; `isAll` says that they are all. */
  noteGradients(operation: 'step' | 'zero_grad', parameters: readonly TensorValue[], isAll: boolean): void;
  /** Notes, where a number was read off a tensor, that a backward pass is asked of it; nothing for other values. */
  noteBackwardOfNumber(value: Value, framework: 'torch' | 'trainer'): void;
  /** Moves a tensor object to a new node, so that a branch that is only walked can be taken back. */
  rebind(object: TensorValue, tensor: Tensor): void;
  /** Gives an instance another class. Where only one of two branches did, its `state` says that it is unknown. */
  become(instance: InstanceValue, type: ClassValue): void;
  /** The same for this object alone: nothing is written to what it is a view of, as `requires_grad_` writes nothing. */
  retarget(object: TensorValue, tensor: Tensor): void;
  setGrad(object: TensorValue, grad: TensorValue | null): void;
  /** The gradient that an object has; one without values where a pass that is not followed may have changed it. */
  gradOf(object: TensorValue): TensorValue | null;
  /** Notes a backward pass of which it is not known what it reached. */
  passBackUnseen(): void;
  /** Changes a list, dict, set or instance so that a branch that is only walked can be taken back. */
  touch(value: Value): void;
  /** The tensor object that owns a leaf of the graph, to which gradients are given. */
  ownerOf(leaf: Tensor): TensorValue | undefined;
  own(object: TensorValue): void;
  /** Notes that what an operation kept for its gradient is let go, and says whether it was. */
  release(result: Tensor): void;
  isReleased(result: Tensor): boolean;
  /** Notes that an operation in place overwrote the storage of `before`, which now holds `after`; the graph may not be told. */
  overwrite(before: Tensor, after: Tensor, isTold?: boolean): void;
  /** How often the storage of a tensor was overwritten before it held this one. */
  versionOf(tensor: Tensor): number;
  /** How often a tensor's storage had been overwritten when it held this tensor, and is by now; undefined if it still does. */
  versionsOf(tensor: Tensor): Versions | undefined;
  /** `super()` in the method that is being read. */
  superOf(): Value;
  readonly random: RandomGenerators;
  /** What the program set about how arrays are printed. */
  readonly printing: Printing;
  /** The place of the expression being read. */
  readonly place: Place | undefined;
}
