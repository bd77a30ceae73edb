/**
 * What reading leaves behind while it goes on: loss calls, tensors of expressions,
 * operations, unknowns, printed lines. It keeps nodes of the graph and of the
 * syntax; `records.ts` makes plain data of them at the end.
 */
import type { Place, Span } from '../base/place';
import type { Tensor } from '../engine/tensor';
import { asTensor } from '../frameworks/arguments';
import type { LossReport } from '../frameworks/runtime';
import type { Value } from '../frameworks/values';
import type { Call, CompareOperator, Expression, Parameter } from '../python/syntax';
import type { Unknown } from './inspection';
import type { Interpreter } from './interpreter';
import type { InspectOptions } from './options';

/** One evaluation of a loss, with the written arguments found. */
export interface RecordedLoss {
  readonly place: Place;
  readonly report: LossReport;
  readonly inputs: readonly {
    readonly name: string;
    readonly expression: string;
    readonly place: Place | null;
    readonly tensor: Tensor;
  }[];
  readonly underNoGrad: boolean;
  /** How many branches surround the call of which it is not known whether they are taken. */
  readonly conditions: number;
  /** The name of the loss, where it is one of several that the program chooses from. */
  readonly chosen: string | null;
  /** How often the place was evaluated when this evaluation was recorded, this one included. */
  readonly count: number;
}

export interface RecordedExpression {
  readonly place: Place;
  readonly text: string;
  readonly tensor: Tensor;
}

export interface RecordedOperation {
  readonly place: Place;
  readonly operation: string;
  readonly function: string | null;
  readonly inputs: readonly (Tensor | null)[];
  readonly output: Tensor | null;
  readonly options: Readonly<Record<string, number | string | boolean | null>>;
  readonly within?: readonly Place[];
}

/** Evaluations of one loss call that are kept: the first ones, and always the last. */
const KEPT_EVALUATIONS = 16;
const MAXIMUM_UNKNOWNS = 500;
const MAXIMUM_PRINTED = 2_000;
const MAXIMUM_TEXT = 60;
/** A loop of training has its steps in fewer functions than this. */
const MAXIMUM_CALLS_AROUND = 12;

/** A text that was printed, and what follows it. */
export type Printed = readonly [text: string, end: string];

export class Recorder {
  readonly losses: RecordedLoss[] = [];
  readonly expressions = new Map<Span, RecordedExpression>();
  readonly operations = new Map<Span, RecordedOperation>();
  readonly unknowns: Unknown[] = [];
  readonly printed: string[] = [];
  #heldBack: Printed[] | undefined;
  #lineIsOpen = false;
  readonly limits = new Set<string>();
  /** How often a loss was computed or a backward pass was made. */
  trained = 0;
  readonly #lossKinds = new Set<string>();

  readonly #record: NonNullable<InspectOptions['record']>;
  readonly #evaluations = new Map<string, number>();
  readonly #unknownPlaces = new Set<string>();
  readonly #limitedPlaces = new Set<string>();
  /** The calls as they are written that surround the present moment, innermost last; null for one that nobody wrote. */
  readonly #calls: (Call | null)[] = [];
  /** The sources that they stand in. */
  readonly #sources: number[] = [];

  constructor(record: NonNullable<InspectOptions['record']>) {
    this.#record = record;
  }

  /** Whether only rules look at what is recorded. */
  get isForRules(): boolean {
    return this.#record === 'judge';
  }

  /** Whether of losses only what they come to is looked at. */
  get isForValues(): boolean {
    return this.#record === 'loss';
  }

  /** How many losses there were that differ in more than their numbers. */
  get lossKinds(): number {
    return this.#lossKinds.size;
  }

  /** Runs the evaluation of a call, and notes what it made of tensors. */
  call(interpreter: Interpreter, node: Call, callee: Value, body: () => Value): Value {
    this.#calls.push(node);
    this.#sources.push(interpreter.currentSource);
    try {
      const result = body();
      if (callee.kind === 'native' || (callee.kind === 'method' && callee.function.kind === 'native')) {
        const native = callee.kind === 'native' ? callee : callee.function;
        this.#nativeCall(interpreter, node, native.kind === 'native' ? native.name : '', callee, result);
      } else if (callee.kind === 'instance') this.#moduleCall(interpreter, node, result);
      return result;
    } finally {
      this.#calls.pop();
      this.#sources.pop();
    }
  }

  /** The written calls around the innermost one, which is left out; the innermost first. */
  callsAround(interpreter: Interpreter): readonly Place[] {
    const places: Place[] = [];
    for (let at = this.#calls.length - 2; at >= 0 && places.length < MAXIMUM_CALLS_AROUND; at--) {
      const call = this.#calls[at];
      if (call) places.push(interpreter.placeIn(call, this.#sources[at]!));
    }
    return places;
  }

  /** Runs what a framework calls by itself: the arguments of the surrounding call are not those of a loss in it. */
  unwritten(body: () => void): void {
    this.#calls.push(null);
    this.#sources.push(-1);
    try {
      body();
    } finally {
      this.#calls.pop();
      this.#sources.pop();
    }
  }

  #nativeCall(interpreter: Interpreter, node: Call, name: string, callee: Value, result: Value): void {
    const output = result.kind === 'tensor' ? result.tensor : null;
    if (!output && this.operations.has(node)) return;
    if (!output) return;
    const own = callee.kind === 'method' && callee.self.kind === 'tensor' ? [callee.self.tensor] : [];
    const given = node.args.map((argument) => this.#newest.get(argument) ?? null);
    this.operations.set(node, {
      place: interpreter.placeOf(node),
      operation: output.producer?.op.name ?? name.slice(name.lastIndexOf('.') + 1),
      function: name,
      inputs: [...own, ...given],
      output,
      options: {},
    });
  }

  /** A call of a layer or a model: what comes out of it. */
  #moduleCall(interpreter: Interpreter, node: Call, result: Value): void {
    if (result.kind !== 'tensor') return;
    this.operations.set(node, {
      place: interpreter.placeOf(node),
      operation: 'call',
      function: null,
      inputs: node.args.map((argument) => this.#newest.get(argument) ?? null),
      output: result.tensor,
      options: {},
    });
  }

  /** The newest tensor of each expression, by node. */
  readonly #newest = new Map<Span, Tensor>();

  /** Notes that an expression is a tensor. */
  expression(interpreter: Interpreter, node: Expression, value: Value): void {
    if (value.kind !== 'tensor') return;
    this.#newest.set(node, value.tensor);
    if (this.#record !== 'all') return;
    this.expressions.set(node, {
      place: interpreter.placeOf(node),
      text: shorten(interpreter.textOf(node)),
      tensor: value.tensor,
    });
  }

  /** Notes the tensor that a parameter of a function received. */
  parameter(source: number, interpreter: Interpreter, parameter: Parameter, value: Value): void {
    if (value.kind !== 'tensor' || this.#record !== 'all') return;
    const outer = interpreter.currentSource;
    interpreter.currentSource = source;
    const span = { start: parameter.start, end: parameter.start + parameter.name.length };
    this.expressions.set(parameter, {
      place: interpreter.placeAt(span),
      text: parameter.name,
      tensor: value.tensor,
    });
    interpreter.currentSource = outer;
  }

  /** Notes an operator on tensors. */
  operator(
    interpreter: Interpreter,
    node: Span,
    operator: string,
    operands: readonly Value[],
    result: Value,
  ): void {
    if (result.kind !== 'tensor') return;
    this.operations.set(node, {
      place: interpreter.placeOf(node),
      operation: result.tensor.producer?.op.name ?? operator,
      function: null,
      inputs: operands.map((operand) =>
        operand.kind === 'tensor'
          ? operand.tensor
          : operand.kind === 'int' || operand.kind === 'float'
            ? asTensor(operand, 'operand')
            : null,
      ),
      output: result.tensor,
      options: {},
    });
  }

  /** Where operands of operators are written of which nothing is known. */
  readonly unread = new Map<Tensor, Place>();

  /** Notes what stands for the operands of an operator that are not known. */
  unreadOperands(
    interpreter: Interpreter,
    nodes: readonly Expression[],
    operands: readonly Value[],
    result: Value,
  ): void {
    if (result.kind !== 'tensor') return;
    operands.forEach((operand, at) => {
      const leaf = result.tensor.producer?.inputs[at];
      if (operand.kind === 'unknown' && leaf && !leaf.producer && !leaf.place)
        this.unread.set(leaf, interpreter.placeOf(nodes[at]!));
    });
  }

  /** Notes a comparison of two tensors that raised, as where their shapes do not fit: rules may say why. */
  refusedComparison(
    interpreter: Interpreter,
    node: Span,
    operator: CompareOperator,
    operands: readonly Value[],
  ): void {
    const inputs = operands.flatMap((operand) => (operand.kind === 'tensor' ? [operand.tensor] : []));
    const operation = comparisons[operator];
    if (operation === undefined || inputs.length < 2) return;
    this.operations.set(node, {
      place: interpreter.placeOf(node),
      operation,
      function: null,
      inputs,
      output: null,
      options: {},
    });
  }

  operation(record: RecordedOperation): void {
    if (record.operation === 'backward') this.trained++;
    this.operations.set({ start: record.place.start, end: record.place.end }, record);
  }

  /** Notes one evaluation of a loss at the innermost written call. */
  loss(report: LossReport, place: Place, underNoGrad: boolean, interpreter: Interpreter): void {
    const key = `${place.source}:${place.start}:${place.end}`;
    this.trained++;
    this.#lossKinds.add(kindOfLoss(key, report));
    const count = (this.#evaluations.get(key) ?? 0) + 1;
    this.#evaluations.set(key, count);
    const call = this.#calls[this.#calls.length - 1];
    const inputs = report.inputs.map(({ name, tensor }, index) => {
      const written = call ? this.#argumentOf(call, tensor, name, index) : undefined;
      return {
        name,
        tensor,
        expression: written ? shorten(interpreter.textOf(written)) : '',
        place: written ? interpreter.placeOf(written) : null,
      };
    });
    const { branchDepth: conditions, chosenLoss } = interpreter;
    const chosen = chosenLoss ?? null;
    const recorded: RecordedLoss = { place, report, inputs, underNoGrad, conditions, chosen, count };
    const last = count > KEPT_EVALUATIONS ? this.#lastAt(key) : -1;
    if (last >= 0) this.losses.splice(last, 1);
    this.losses.push(recorded);
  }

  /**
   * The written argument whose newest value is this tensor. A value that is not known became a tensor only
   * on the way into the loss, so it is found by the parameter's name, or by its place where nothing is unpacked.
   */
  #argumentOf(node: Call, tensor: Tensor, name: string, index: number): Expression | undefined {
    const written = [...node.args, ...node.keywords.map((keyword) => keyword.value)];
    const same = written.find((argument) => this.#newest.get(argument) === tensor);
    if (same) return same;
    const named = node.keywords.find((keyword) => keyword.name === name)?.value;
    const isPlain = node.args.slice(0, index + 1).every((argument) => argument.kind !== 'Starred');
    const candidate = named ?? (isPlain ? node.args[index] : undefined);
    return candidate && this.#newest.has(candidate) ? undefined : candidate;
  }

  #lastAt(key: string): number {
    for (let at = this.losses.length - 1; at >= 0; at--) {
      const { place } = this.losses[at]!;
      if (`${place.source}:${place.start}:${place.end}` === key) return at;
    }
    return -1;
  }

  /** How often the place of a loss was evaluated in all. */
  evaluationsAt(place: Place): number {
    return this.#evaluations.get(`${place.source}:${place.start}:${place.end}`) ?? 0;
  }

  /** Notes something that could not be evaluated; once per place and reason. */
  unknown(record: Unknown): void {
    const key = `${record.place.source}:${record.place.start}:${record.reason}`;
    if (this.#unknownPlaces.has(key) || this.unknowns.length >= MAXIMUM_UNKNOWNS) return;
    this.#unknownPlaces.add(key);
    this.unknowns.push(record);
  }

  /** Keeps what is printed from here on in a list, to be printed later; gives the list that was in force, if any. */
  holdBack(prints: Printed[] | undefined): Printed[] | undefined {
    const before = this.#heldBack;
    this.#heldBack = prints;
    return before;
  }

  /** A call that does not end its line is continued by the next one. */
  print(text: string, end: string): void {
    if (this.#heldBack) {
      this.#heldBack.push([text, end]);
      return;
    }
    const written = text + end;
    if (written === '') return;
    // The newline that ends a line is not part of it, whether it was the end of the text or came after it.
    const isEnded = written.endsWith('\n');
    const line = isEnded ? written.slice(0, -1) : written;
    if (this.#lineIsOpen) this.printed[this.printed.length - 1] += line;
    else if (this.printed.length < MAXIMUM_PRINTED) this.printed.push(line);
    else this.limits.add(`only the first ${MAXIMUM_PRINTED.toLocaleString('en')} printed lines are kept`);
    this.#lineIsOpen = !isEnded;
  }

  /** Notes a bound that cut the reading; once a place, since what stands in a loop may be cut in each round. */
  limit(place: Place, sentence: string): void {
    const key = `${place.source}:${place.start}`;
    if (this.#limitedPlaces.has(key)) return;
    this.#limitedPlaces.add(key);
    this.limits.add(`line ${place.line}: ${sentence}`);
    this.unknown({ place, reason: sentence, error: null });
  }
}

/** The engine's names of comparisons of tensors. */
const comparisons: Readonly<Partial<Record<CompareOperator, string>>> = {
  '==': 'eq',
  '!=': 'ne',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
};

/** What tells an evaluation of a loss from others at the same place, but for numbers: the loss, and how each input was made. */
const kindOfLoss = (place: string, { function: name, inputs }: LossReport): string =>
  [place, name, ...inputs.map(({ tensor }) => kindOfTensor(tensor))].join(' ');

/** Operations that are looked at behind an input of a loss. */
const OPERATIONS_BEHIND = 8;

function kindOfTensor(tensor: Tensor): string {
  const parts = [
    tensor.shape?.map((size) => (typeof size === 'number' ? size : size.name)).join('x'),
    tensor.dtype,
  ];
  let node: Tensor | undefined = tensor;
  for (let depth = 0; node?.producer && depth < OPERATIONS_BEHIND; depth++) {
    parts.push(`${node.producer.op.name}@${node.place?.source}:${node.place?.start}`);
    node = node.producer.inputs[0];
  }
  return parts.join(' ');
}

/** One line, not too long. */
const shorten = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > MAXIMUM_TEXT ? `${line.slice(0, MAXIMUM_TEXT - 1)}…` : line;
};
