/**
 * The values that Python's names have while code is read. Lists, dicts, sets,
 * objects and tensors are mutable and have identity, as in Python; the others
 * are plain. `unknown` is a value like any other, with the reason and the place.
 * Over 400 lines because the union of all kinds of value stands in one place.
 */
import { givenGradFn } from '../engine/grad_fn';
import type { Place } from '../base/place';
import type { DType } from '../engine/dtype';
import type { Tensor } from '../engine/tensor';
import type { Signature } from './signature';
import type { Arguments } from './arguments';
import type { ReadOff } from './read-off';
import type { Contract } from './contract';
import type { Runtime } from './runtime';

export type Value =
  | NoneValue
  | BoolValue
  | IntValue
  | LongValue
  | FloatValue
  | StrValue
  | EllipsisValue
  | ListValue
  | TupleValue
  | DictValue
  | SetValue
  | RangeValue
  | SliceValue
  | IteratorValue
  | TensorValue
  | DTypeValue
  | SizeValue
  | ModuleValue
  | NativeFunction
  | UserFunction
  | BoundMethod
  | ClassValue
  | InstanceValue
  | UnknownValue;

export interface NoneValue {
  readonly kind: 'None';
}

/** `sampled`: a random number without a seed of the user's went into it. */
interface Markable {
  readonly sampled?: true;
}

export interface BoolValue extends Markable {
  readonly kind: 'bool';
  readonly value: boolean;
}

/** An int that a double holds exactly. */
export interface IntValue extends Markable {
  readonly kind: 'int';
  readonly value: number;
}

/** An int that a double does not hold exactly; `integers.ts` computes with it. */
export interface LongValue extends Markable {
  readonly kind: 'long';
  readonly value: bigint;
}

export interface FloatValue extends Markable {
  readonly kind: 'float';
  readonly value: number;
  readonly readOff?: ReadOff;
}

export interface StrValue extends Markable {
  readonly kind: 'str';
  readonly value: string;
  /** An item of an array of numpy's, which shows as `np.str_('a')` among others. */
  readonly isNumpys?: true;
}

export interface EllipsisValue {
  readonly kind: 'Ellipsis';
}

export interface ListValue {
  readonly kind: 'list';
  items: Value[];
  /** Items that are not known were put in or taken out: length and content are not known. */
  open?: boolean;
  /** A list of another name: a deque, or what a dict's `keys()` gives. */
  readonly type?: 'deque' | `${'' | 'o'}dict_${'keys' | 'values' | 'items'}`;
  /** The most items that a deque holds. */
  maximum?: number;
}

export interface TupleValue {
  readonly kind: 'tuple';
  readonly items: readonly Value[];
  /** The field names of a namedtuple such as `torch.max(x, 1)` gives. */
  readonly names?: readonly string[];
  /** The qualified name of a namedtuple's type. */
  readonly type?: string;
  /** The class that a program made of `namedtuple` or `NamedTuple`. */
  readonly class?: ClassValue;
  /** What its type can beside a tuple's methods. */
  readonly methods?: Readonly<Record<string, NativeFunction>>;
  /** What its type says of itself beside its items. */
  readonly facts?: Readonly<Record<string, Value>>;
}

/** Keys are compared by `keyOf`; insertion order is kept. */
export interface DictValue {
  readonly kind: 'dict';
  entries: Map<string, readonly [key: Value, value: Value]>;
  /** Entries with unknown keys were put in or taken out: what is absent may be there. */
  open?: boolean;
  /** A dict of `collections`. */
  readonly type?: 'defaultdict' | 'Counter' | 'OrderedDict';
  /** What makes the entry of a key that a defaultdict does not have yet. */
  factory?: Value;
  /** What each entry is that is not known: that of a comprehension over unknown keys, until something else is put in. */
  each?: Value | undefined;
}

export interface SetValue {
  readonly kind: 'set';
  items: Map<string, Value>;
  /** Each of the items is perhaps in it, and others may be: what it holds is not known. */
  open?: boolean;
  readonly isFrozen?: boolean;
}

export interface RangeValue {
  readonly kind: 'range';
  readonly start: number;
  readonly stop: number;
  readonly step: number;
}

export interface SliceValue {
  readonly kind: 'slice';
  readonly lower: Value;
  readonly upper: Value;
  readonly step: Value;
}

/** `iter(x)`, a generator, zip, enumerate …: what is left of it. */
export interface IteratorValue {
  readonly kind: 'iterator';
  readonly next: () => Value | undefined;
  /**
   * Where items come from code that runs between them, as a generator's do: runs it and hands each item over
   * as it comes, until the consumer returns false.
   */
  readonly drive?: (consumer: (item: Value) => boolean) => void;
  /** How far that code has run. Once a loop has left it before its end, it has more items, and nobody knows which. */
  readonly progress?: () => 'not begun' | 'collected' | 'left';
  /** Gives one item of a generator to which something may be sent before the next. */
  readonly single?: () => Value | undefined;
  /** What a generator that is at its end returned: the value of `yield from`. */
  readonly returned?: () => Value;
  /** What is left, where that is known without running anything. */
  readonly rest?: () => readonly Value[];
}

export type TensorFramework = 'torch' | 'numpy' | 'jax' | 'tensorflow';

/** A view made while no gradients were recorded, or one of several that `unbind` or `split` gave. */
export interface ViewOrigin {
  readonly withoutGradients: boolean;
  /** Its place among the outputs, and what made them as `grad_fn` names it; `isOfFunction`: a Function that gives its input. */
  readonly output?: {
    readonly place: number;
    readonly gradFn: string | undefined;
    readonly isOfFunction?: true;
  };
}

/** A framework's tensor object: it points to a node of the graph, and in-place operations move the pointer. */
export interface TensorValue {
  readonly kind: 'tensor';
  tensor: Tensor;
  grad: TensorValue | null;
  readonly framework: TensorFramework;
  readonly isParameter: boolean;
  /** What is printed as grad_fn, where it is not the last operation's: a loss is one function to PyTorch. */
  readonly gradFn?: string;
  /** `retain_grad()` was called on a result of operations. */
  retainsGrad?: boolean;
  /** What `register_hook` was given, in order. */
  hooks?: readonly Value[];
  /** What `register_post_accumulate_grad_hook` was given, in order. */
  accumulationHooks?: readonly Value[];
  /** The tensor whose storage this one looks at, and how a change of it is written back there. */
  readonly view?: {
    readonly base: TensorValue;
    readonly write: (baseTensor: Tensor, changed: Tensor) => Tensor;
    /** How it was made, where PyTorch does not take every change through it. */
    readonly made?: ViewOrigin;
  };
  /** What `x.data` gives: PyTorch is not told of changes through it. */
  readonly hidesChanges?: true;
  /** The storage that views look at, where there are any. */
  storage?: Storage | undefined;
}

/** What views of a tensor look at: the tensor, until `x.data = …` gives it another storage, and from then on what it had. */
export interface Storage {
  former?: TensorValue | undefined;
}

export interface DTypeValue {
  readonly kind: 'dtype';
  readonly dtype: DType;
  /** As it was spelled: `torch.float32`, `np.float32`. */
  readonly framework: TensorFramework;
  /** The class of numpy's scalars, `np.float32`; what an array has as `dtype` is none. */
  readonly isClass?: true;
}

/** `torch.Size`: a tuple of sizes that prints in its own way. */
export interface SizeValue {
  readonly kind: 'size';
  readonly items: readonly Value[];
}

/** A package or module by its qualified name. */
export interface ModuleValue {
  readonly kind: 'module';
  readonly name: string;
  /** Present in a module of the user's own: what the interpreter knows of it. */
  readonly user?: object;
}

/** A function of a framework or of Python itself. */
export interface NativeFunction {
  readonly kind: 'native';
  /** Qualified: `torch.nn.functional.softmax`. */
  readonly name: string;
  readonly signature: Signature;
  readonly call: (args: Arguments, runtime: Runtime) => Value;
}

/** A function of the user's; what it closes over is the interpreter's business. */
export interface UserFunction {
  readonly kind: 'function';
  readonly name: string;
  readonly closure: unknown;
  /** Attributes set on the function object. */
  readonly attributes: Map<string, Value>;
  /** Whether its calls record gradients, where `@torch.no_grad()` or its kin decided that. */
  readonly gradMode?: boolean;
  /** Whether they run in inference mode, where `@torch.inference_mode()` decided that. */
  readonly inferenceMode?: boolean;
}

export interface BoundMethod {
  readonly kind: 'method';
  readonly self: Value;
  readonly function: NativeFunction | UserFunction | UnknownValue;
  /** The class in which the method was found, for `super()`. */
  readonly owner: ClassValue | undefined;
}

/** A class: the user's, or a framework's such as `torch.nn.Linear`. */
export interface ClassValue {
  readonly kind: 'class';
  /** Qualified for a framework's class, plain for the user's. */
  readonly name: string;
  readonly bases: readonly (ClassValue | UnknownValue)[];
  readonly attributes: Map<string, Value>;
  readonly isUser: boolean;
  /** The interpreter's record of a user class. */
  readonly closure?: unknown;
  /** The fields of a dataclass, in order, those that it inherits included. */
  readonly fields?: readonly string[];
  /** JAX goes into the fields of its objects; those that are named here belong to what they are, as a dict's keys do. */
  readonly treeOf?: { readonly outside: readonly string[] };
  /** A dataclass whose objects do not change, and which are keys by their fields. */
  readonly isFrozen?: boolean;
  /** The signature of a framework class's constructor. */
  readonly signature?: Signature;
  /** Gives an instance what it has before any constructor runs: a Module's training flag. */
  readonly prepare?: (self: InstanceValue, runtime: Runtime) => void;
  /** Sets up an instance of a framework class. */
  readonly construct?: (self: InstanceValue, args: Arguments, runtime: Runtime) => void;
  /** Classes below it are dataclasses, as those below Flax's Module; `ignored` are names that their constructors take as well. */
  readonly makesDataclasses?: { readonly ignored: readonly string[] };
  /** Runs once an instance, also of a class below it, has its fields or was constructed. */
  readonly complete?: (self: InstanceValue, runtime: Runtime) => void;
  /** Replaces the making of an instance altogether: `torch.Tensor(…)` gives a tensor. */
  readonly make?: (args: Arguments, runtime: Runtime) => Value;
  /** What calling an instance does: a layer's forward, a loss. */
  readonly invoke?: NativeMethod;
  /** Methods and properties of a framework class's instances. */
  readonly methods?: Readonly<Record<string, NativeMethod>>;
  /** What `print` shows of an instance. */
  readonly describe?: (self: InstanceValue, runtime: Runtime, how: 'str' | 'repr') => string | undefined;
  /** Attributes that are worked out; undefined where an instance does not have one. */
  readonly properties?: Readonly<
    Record<string, (self: InstanceValue, runtime: Runtime) => Value | undefined>
  >;
  /** Whether an instance is known not to have an attribute that was not set: Python raises then. */
  readonly lacks?: (self: InstanceValue, name: string) => boolean;
  /** Its objects have more attributes and methods than are listed here: what is not found is unknown, and no error. */
  readonly isOpen?: true;
  /**
   * What the framework hands to methods that classes below this one define, by the method's name: by the parameters'
   * names, or in their order behind `self`. It is used where nothing that was read calls them. `self` is undefined
   * where no object is known.
   */
  readonly handsOver?: Readonly<
    Record<
      string,
      (
        self: InstanceValue | undefined,
        runtime: Runtime,
      ) => Readonly<Record<string, Value>> | readonly Value[]
    >
  >;
  /** The method of classes below this one whose result is a loss of which the framework makes the backward pass. */
  readonly takesLossOf?: string;
  /** The class of which it is an object, where that is not Python's `type`; classes below it have the same. */
  readonly metaclass?: ClassValue;
  /** What an object gives in each round of a loop, where it is not known how many rounds there are. */
  readonly eachItem?: (self: InstanceValue, runtime: Runtime) => Value | undefined;
  /** Methods of the class itself, for it and the classes that inherit from it. */
  readonly classMethods?: Readonly<Record<string, (type: ClassValue) => NativeFunction>>;
}

export interface NativeMethod {
  readonly signature: Signature;
  readonly call: (self: InstanceValue, args: Arguments, runtime: Runtime) => Value;
}

export interface InstanceValue {
  readonly kind: 'instance';
  /** Changed by `Runtime.become` only: a lazy layer becomes an ordinary one. */
  class: ClassValue;
  readonly attributes: Map<string, Value>;
  /** What a framework's class keeps beside the attributes that Python sees. */
  readonly state: Map<string, unknown>;
  /** The constructor call. */
  readonly place: Place | undefined;
  /** Made without knowing the arguments, to read a class that nobody instantiates. */
  readonly isGuess?: boolean;
}

export interface UnknownValue {
  readonly kind: 'unknown';
  readonly reason: string;
  readonly place: Place | undefined;
  /** The qualified name, when it is something of a package that LossLens does not know: `timm.create_model`. */
  readonly name?: string;
  readonly readOff?: ReadOff;
  /** Parameters that it was made with: whatever it does later may change them, as an optimizer's step does. */
  readonly holds?: readonly TensorValue[];
  /** Where it is one of several known things, such as the models that a condition chooses from: these. */
  readonly options?: readonly Value[];
  /** Where a condition on something unknown chose it: what it is if the condition holds, and what otherwise. */
  readonly chosen?: Chosen;
  /** What its library promises of it all the same. */
  readonly contract?: Contract;
}

/** A comparison of an unknown value, or of an attribute of it, with a constant; `true` asks for its truth. */
export interface Condition {
  readonly of: Value;
  /** The attributes that are asked of the value: `.loss.name`. */
  readonly path: string;
  readonly operator: '==' | '<' | '>' | 'true';
  readonly than: number | string | boolean | null;
}

export interface Chosen {
  readonly condition: Condition;
  readonly whenTrue: Value;
  readonly whenFalse: Value;
}

export const none: NoneValue = { kind: 'None' };
export const ellipsis: EllipsisValue = { kind: 'Ellipsis' };
const yes: BoolValue = { kind: 'bool', value: true };
const no: BoolValue = { kind: 'bool', value: false };

export const bool = (value: boolean): BoolValue => (value ? yes : no);
export const int = (value: number): IntValue => ({ kind: 'int', value });
export const float = (value: number): FloatValue => ({ kind: 'float', value });
export const str = (value: string): StrValue => ({ kind: 'str', value });
export const list = (items: Value[]): ListValue => ({ kind: 'list', items });

/** An iterator that can be gone through once, over items that are there already. */
export const iteratorOver = (items: readonly Value[]): IteratorValue => {
  let at = 0;
  return { kind: 'iterator', next: () => items[at++], rest: () => items.slice(at) };
};

/** An iterator that makes its items when they are asked for. */
export const lazyIterator = (items: Iterable<Value>): IteratorValue => {
  const source = items[Symbol.iterator]();
  return {
    kind: 'iterator',
    next: () => {
      const { done, value } = source.next();
      return done ? undefined : value;
    },
  };
};
export const tuple = (items: readonly Value[]): TupleValue => ({ kind: 'tuple', items });
export const size = (sizes: readonly Value[]): SizeValue => ({ kind: 'size', items: sizes });

/** A namedtuple such as `torch.return_types.max(values, indices)`. */
export const namedTuple = (type: string, fields: Readonly<Record<string, Value>>): TupleValue => ({
  kind: 'tuple',
  type,
  names: Object.keys(fields),
  items: Object.values(fields),
});

export const dict = (entries: Iterable<readonly [Value, Value]> = []): DictValue => {
  const map = new Map<string, readonly [Value, Value]>();
  for (const [key, value] of entries) putEntry(map, key, value);
  return { kind: 'dict', entries: map };
};

/** Puts a value under a key. Where an equal key is there already it stays: of 1 and True the first is kept. */
export function putEntry(entries: DictValue['entries'], key: Value, value: Value): void {
  const name = keyOf(key);
  entries.set(name, [entries.get(name)?.[0] ?? key, value]);
}

/** Items by their keys, of equal ones the first. */
export function itemsByKey(items: Iterable<Value>): Map<string, Value> {
  const map = new Map<string, Value>();
  for (const item of items) {
    const key = keyOf(item);
    if (!map.has(key)) map.set(key, item);
  }
  return map;
}

export const unknown = (reason: string, place?: Place, name?: string): UnknownValue => ({
  kind: 'unknown',
  reason,
  place,
  ...(name === undefined ? {} : { name }),
});

/** A tensor object around a node. */
export const tensorValue = (
  tensor: Tensor,
  framework: TensorFramework = 'torch',
  isParameter = false,
): TensorValue => ({ kind: 'tensor', tensor, grad: null, framework, isParameter });

/** What is printed as grad_fn: an object that was changed in place has lost the name that it was made with. */
export const gradFnOf = ({ tensor, gradFn }: TensorValue): string | undefined =>
  givenGradFn(tensor) ?? gradFn ?? tensor.gradFn;

/**
 * What an object of a class below one of Python's own types is as that type: the dict of a `class Config(dict)`, the text
 * of a member of `class Mode(str, Enum)`. Any other value is itself.
 */
export function plain(value: Value): Value {
  if (value.kind !== 'instance') return value;
  return (value.state.get('plain') as Value | undefined) ?? value;
}

let identities = 0;
const identityOf = new WeakMap<object, number>();

/** A string that is equal for values that are equal as keys of a dict: 1, 1.0 and True are one key. */
export function keyOf(value: Value): string {
  switch (value.kind) {
    case 'None':
      return 'None';
    case 'bool':
      return `n${Number(value.value)}`;
    case 'long':
      return `n${value.value}`;
    case 'int':
    case 'float':
      return `n${Math.abs(value.value) < 2 ** 53 || !Number.isInteger(value.value) ? value.value : BigInt(value.value)}`;
    case 'str':
      return `s${value.value}`;
    case 'tuple':
    case 'size':
      return `t(${value.items.map(keyOf).join(',')})`;
    case 'dtype':
      return `d${value.dtype}`;
    case 'module':
      return `m${value.name}`;
    case 'tensor': {
      // One of numpy's scalars is the same key as the number that it holds.
      const { framework, tensor } = value;
      const isScalar = framework === 'numpy' && tensor.shape?.length === 0 && tensor.hasValues;
      return isScalar ? keyOf(float(tensor.values()[0]!)) : identityKey(value);
    }
    case 'instance': {
      const own = plain(value);
      if (['str', 'int', 'float', 'tuple'].includes(own.kind)) return keyOf(own);
      if (!value.class.isFrozen) return identityKey(value);
      const fields = value.class.fields ?? [];
      return `f${identityKey(value.class)}(${fields.map((name) => keyOf(value.attributes.get(name) ?? none)).join(',')})`;
    }
    default:
      return identityKey(value);
  }
}

function identityKey(value: object): string {
  let identity = identityOf.get(value);
  if (identity === undefined) identityOf.set(value, (identity = ++identities));
  return `i${identity}`;
}

/** The name of a value's type, as Python's messages say it. */
export function typeName(value: Value): string {
  switch (value.kind) {
    case 'None':
      return 'NoneType';
    case 'tensor':
      return value.framework === 'numpy'
        ? 'numpy.ndarray'
        : value.framework === 'jax'
          ? 'jax.Array'
          : 'Tensor';
    case 'instance':
      return value.class.name;
    case 'tuple':
      return value.type ?? 'tuple';
    case 'size':
      return 'torch.Size';
    case 'set':
      return value.isFrozen ? 'frozenset' : 'set';
    case 'list':
      return value.type ?? 'list';
    case 'dict':
      return value.type ?? 'dict';
    case 'dtype':
      return 'torch.dtype';
    case 'native':
    case 'function':
      return 'function';
    case 'class':
      return 'type';
    case 'Ellipsis':
      return 'ellipsis';
    case 'long':
      return 'int';
    default:
      return value.kind;
  }
}

/**
 * A class and those that it inherits from, nearest first, without repetition (a simplification of Python's C3 order).
 * The bases of a class never change, so the order is made once.
 */
export function linearize(start: ClassValue): readonly ClassValue[] {
  const made = orders.get(start);
  if (made) return made;
  const order: ClassValue[] = [];
  const visit = (current: ClassValue): void => {
    const at = order.indexOf(current);
    if (at >= 0) order.splice(at, 1);
    order.push(current);
    for (const base of current.bases) if (base.kind === 'class') visit(base);
  };
  visit(start);
  orders.set(start, order);
  return order;
}

const orders = new WeakMap<ClassValue, readonly ClassValue[]>();

/** The class of which a class is an object, where that is not Python's `type`. */
export const metaclassOf = (type: ClassValue): ClassValue | undefined =>
  type.isUser ? linearize(type).find((base) => base.metaclass)?.metaclass : undefined;

/** What has the special methods that a class of the user's may define: an object, or a class whose metaclass defines them. */
export const isObject = (value: Value): value is InstanceValue | ClassValue =>
  value.kind === 'instance' || (value.kind === 'class' && metaclassOf(value) !== undefined);

/** Whether a class is, or inherits from, the framework class of that qualified name. */
export const inheritsFrom = (candidate: ClassValue, name: string): boolean =>
  linearize(candidate).some((base) => base.name === name && !base.isUser);
