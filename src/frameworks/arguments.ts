/** The arguments of one call, bound to a signature: asked for by name and type. */
import type { DType } from '../engine/dtype';
import { numberTensor, unknownNumberTensor } from '../engine/ops/number';
import type { Dim, Shape } from '../engine/shape';
import { Tensor } from '../engine/tensor';
import { dimOfSize } from './contract';
import { NotKnown, PythonError } from './errors';
import { floatOf } from './integers';
import type { Signature, SignatureDefault } from './signature';
import { bool, float, int, none, plain, str, typeName, type TensorValue, type Value } from './values';

const BEYOND = 'an integer beyond 2^53 is not exact in a tensor, and no size';

export class Arguments {
  readonly #values = new Map<string, Value>();
  readonly #given = new Set<string>();
  readonly rest: readonly Value[];
  readonly keywords: Readonly<Record<string, Value>>;

  /**
   * Binds what was passed. `spread` says that a `*args` or `**kwargs` of unknown content was in the call,
   * so that missing arguments are not known rather than wrong. Throws Python's TypeError when they do not fit.
   */
  constructor(
    readonly functionName: string,
    readonly signature: Signature,
    positional: readonly Value[],
    keywords: Readonly<Record<string, Value>>,
    readonly spread = false,
  ) {
    const rest: Value[] = [];
    const others: Record<string, Value> = {};
    const { slots, names, takesRest, takesOthers, required, defaults } = bindingOf(signature);
    positional.forEach((value, at) => {
      const slot = slots[at];
      if (slot !== undefined) this.#put(slot, value);
      else if (takesRest) rest.push(value);
      else {
        throw new PythonError(
          'TypeError',
          `${shortName(functionName)}() takes ${slots.length} positional argument${slots.length === 1 ? '' : 's'} but ${positional.length} ${positional.length === 1 ? 'was' : 'were'} given`,
        );
      }
    });
    for (const [written, value] of Object.entries(keywords)) {
      const alias = numpySpellings[written];
      const name = alias !== undefined && !names.has(written) && names.has(alias) ? alias : written;
      if (names.has(name)) {
        if (this.#given.has(name)) {
          throw new PythonError(
            'TypeError',
            `${shortName(functionName)}() got multiple values for argument '${name}'`,
          );
        }
        this.#put(name, value);
      } else if (takesOthers) others[name] = value;
      else {
        throw new PythonError(
          'TypeError',
          `${shortName(functionName)}() got an unexpected keyword argument '${name}'`,
        );
      }
    }
    for (const [name, value] of defaults) if (!this.#given.has(name)) this.#values.set(name, value);
    const missing = spread ? undefined : required.find((name) => !this.#given.has(name));
    if (missing !== undefined) {
      throw new PythonError(
        'TypeError',
        `${shortName(functionName)}() missing required argument: '${missing}'`,
      );
    }
    this.rest = rest;
    this.keywords = others;
  }

  #put(name: string, value: Value): void {
    this.#values.set(name, value);
    this.#given.add(name);
  }

  /** Whether the argument was passed, not defaulted. */
  given(name: string): boolean {
    return this.#given.has(name);
  }

  /** The argument itself. */
  value(name: string): Value {
    const value = this.#values.get(name);
    if (!value) throw new NotKnown(`the argument '${name}' of ${this.functionName} is not known`);
    return value;
  }

  isNone(name: string): boolean {
    return this.value(name).kind === 'None';
  }

  /** The same arguments with the defaults of some. */
  withDefaultsOf(names: readonly string[]): Arguments {
    const given = [...this.#given].flatMap((name): [string, Value][] =>
      names.includes(name) ? [] : [[name, this.#values.get(name)!]],
    );
    return new Arguments(
      this.functionName,
      this.signature,
      [],
      { ...this.keywords, ...Object.fromEntries(given) },
      true,
    );
  }

  /** A tensor; a number becomes a scalar tensor; something unknown becomes a tensor of which nothing is known. */
  tensor(name: string): Tensor {
    return asTensor(this.value(name), `argument '${name}' of ${this.functionName}`);
  }

  tensorObject(name: string): TensorValue {
    const value = this.value(name);
    if (value.kind === 'tensor') return value;
    if (value.kind === 'unknown') throw new NotKnown(value.reason);
    throw this.#wrong(name, 'Tensor', value);
  }

  optionalTensor(name: string): Tensor | undefined {
    return this.isNone(name) ? undefined : this.tensor(name);
  }

  int(name: string): number {
    const value = plain(this.value(name));
    if (value.kind === 'int') return value.value;
    if (value.kind === 'bool') return Number(value.value);
    if (value.kind === 'tensor' && value.tensor.hasValues && value.tensor.numel === 1)
      return value.tensor.values()[0]!;
    this.#failUnlessKnown(name, value);
    throw this.#wrong(name, 'int', value);
  }

  /** A size; one that is not known stays symbolic. */
  size(name: string): Dim {
    const value = plain(this.value(name));
    return value.kind === 'unknown' ? dimOfSize(value) : this.int(name);
  }

  optionalInt(name: string): number | undefined {
    return this.isNone(name) ? undefined : this.int(name);
  }

  number(name: string): number {
    const value = plain(this.value(name));
    if (value.kind === 'int' || value.kind === 'float') return value.value;
    if (value.kind === 'long') return floatOf(value.value);
    if (value.kind === 'bool') return Number(value.value);
    if (value.kind === 'tensor' && value.tensor.hasValues && value.tensor.numel === 1) {
      // A number has no derivative: what jax.grad asks for would come out as zero.
      if (value.framework === 'jax' && value.tensor.requiresGrad)
        throw new NotKnown(
          `the derivative with respect to '${name}' of ${this.functionName} is not followed`,
        );
      return value.tensor.values()[0]!;
    }
    this.#failUnlessKnown(name, value);
    throw this.#wrong(name, 'float', value);
  }

  optionalNumber(name: string): number | undefined {
    return this.isNone(name) ? undefined : this.number(name);
  }

  bool(name: string): boolean {
    const value = this.value(name);
    if (value.kind === 'bool') return value.value;
    if (value.kind === 'int') return value.value !== 0;
    this.#failUnlessKnown(name, value);
    throw this.#wrong(name, 'bool', value);
  }

  optionalBool(name: string): boolean | undefined {
    return this.isNone(name) ? undefined : this.bool(name);
  }

  string(name: string): string {
    const value = plain(this.value(name));
    if (value.kind === 'str') return value.value;
    this.#failUnlessKnown(name, value);
    throw this.#wrong(name, 'str', value);
  }

  optionalString(name: string): string | undefined {
    return this.isNone(name) ? undefined : this.string(name);
  }

  optionalDType(name: string): DType | undefined {
    const value = this.value(name);
    if (value.kind === 'None') return undefined;
    const dtype = dtypeMeantBy(value);
    if (dtype) return dtype;
    this.#failUnlessKnown(name, value);
    // Elsewhere than in PyTorch there are more: numpy's records, texts and Python's objects.
    if (!this.functionName.startsWith('torch.'))
      throw new NotKnown(
        `a dtype of which ${this.functionName} makes an array is none that is computed with`,
      );
    throw this.#wrong(name, 'torch.dtype', value);
  }

  /** One int or a sequence of ints. */
  ints(name: string): number[] {
    return readInts(this.value(name), `argument '${name}' of ${this.functionName}`);
  }

  optionalInts(name: string): number[] | undefined {
    return this.isNone(name) ? undefined : this.ints(name);
  }

  /** Sizes given as `f(2, 3)` or `f((2, 3))` through a `*size` parameter. */
  sizes(): number[] {
    if (this.spread) throw new NotKnown(`the arguments of ${this.functionName} are not known`);
    const [only] = this.rest;
    if (this.rest.length === 1 && only && only.kind !== 'int')
      return readInts(only, `size of ${this.functionName}`);
    return this.rest.map((item) => readInts(item, `size of ${this.functionName}`)[0]!);
  }

  /**
   * The shape that is given as `f(2, 3)`, `f((2, 3))` or `f(size=(2, 3))`: a size among others that is not known stays
   * symbolic. Throws NotKnown where even their number is not known.
   */
  shape(): Shape {
    const given = this.given('size') ? [this.value('size')] : this.rest;
    if (this.spread) throw new NotKnown(`the arguments of ${this.functionName} are not known`);
    const [only] = given;
    const isSequence =
      given.length === 1 &&
      (only?.kind === 'tuple' || only?.kind === 'size' || (only?.kind === 'list' && !only.open));
    const sizes = isSequence ? only.items : given;
    return sizes.flatMap((size): Shape =>
      size.kind === 'unknown' && (isSequence || sizes.length > 1 || size.contract?.number === 'int')
        ? [dimOfSize(size)]
        : readInts(size, `size of ${this.functionName}`),
    );
  }

  #failUnlessKnown(name: string, value: Value): void {
    if (value.kind === 'long') throw new NotKnown(BEYOND);
    if (value.kind === 'unknown') throw new NotKnown(value.reason);
    if (value.kind === 'tensor' && !value.tensor.hasValues) {
      throw new NotKnown(`the value of the argument '${name}' of ${this.functionName} is not known`);
    }
  }

  #wrong(name: string, wanted: string, value: Value): PythonError {
    return new PythonError(
      'TypeError',
      `${shortName(this.functionName)}(): argument '${name}' must be ${wanted}, not ${typeName(value)}`,
    );
  }
}

/** Whether the value of a setting can be read. */
export const isReadable = (value: Value): boolean =>
  value.kind !== 'unknown' && (value.kind !== 'tensor' || value.tensor.hasValues);

/** PyTorch takes numpy's names of these parameters too. */
const numpySpellings: Readonly<Record<string, string>> = { axis: 'dim', keepdims: 'keepdim', x: 'input' };

const shortName = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

const isDTypeName = (name: string): name is DType =>
  ['bool', 'uint8', 'int8', 'int16', 'int32', 'int64', 'float16', 'bfloat16', 'float32', 'float64'].includes(
    name,
  );

/** numpy's other names and its codes of a kind and a number of bytes (NumPy documentation, "Data type objects"). */
const dtypeCodes: Readonly<Record<string, DType>> = {
  int: 'int64',
  float: 'float64',
  double: 'float64',
  single: 'float32',
  half: 'float16',
  '?': 'bool',
  b1: 'bool',
  u1: 'uint8',
  i1: 'int8',
  i2: 'int16',
  i4: 'int32',
  i8: 'int64',
  f2: 'float16',
  f4: 'float32',
  f8: 'float64',
  i: 'int32',
  l: 'int64',
  f: 'float32',
  d: 'float64',
};

/** The dtype that a value means where one is wanted: itself, numpy's name of it, or a type of Python; undefined for others. */
export function dtypeMeantBy(value: Value): DType | undefined {
  if (value.kind === 'dtype') return value.dtype;
  if (value.kind === 'str') return dtypeOfName(value.value);
  if (value.kind !== 'native' && value.kind !== 'class') return undefined;
  const named: Readonly<Record<string, DType>> = { float: 'float64', int: 'int64', bool: 'bool' };
  return named[value.name.replace('builtins.', '')];
}

function dtypeOfName(name: string): DType | undefined {
  if (isDTypeName(name)) return name;
  const code = name.replace(/^[<=|](?=\w\d)/, '');
  return Object.hasOwn(dtypeCodes, code) ? dtypeCodes[code] : undefined;
}

/** What binding asks of a signature. */
interface Binding {
  /** The parameters that positions fill, in their order. */
  readonly slots: readonly string[];
  /** All that may be passed by name. */
  readonly names: ReadonlySet<string>;
  readonly takesRest: boolean;
  readonly takesOthers: boolean;
  readonly required: readonly string[];
  readonly defaults: readonly (readonly [name: string, value: Value])[];
}

/** Worked out at the first call of a function, not at each. */
function bindingOf(signature: Signature): Binding {
  const known = bindings.get(signature);
  if (known) return known;
  const named = signature.parameters.filter(({ kind }) => !kind.startsWith('var-'));
  const binding: Binding = {
    slots: named.filter(({ kind }) => kind === 'positional').map(({ name }) => name),
    names: new Set(named.map(({ name }) => name)),
    takesRest: signature.parameters.some(({ kind }) => kind === 'var-positional'),
    takesOthers: signature.parameters.some(({ kind }) => kind === 'var-keyword'),
    required: named.filter((parameter) => parameter.default === undefined).map(({ name }) => name),
    defaults: named.flatMap((parameter) =>
      parameter.default === undefined ? [] : [[parameter.name, defaultValue(parameter.default)] as const],
    ),
  };
  bindings.set(signature, binding);
  return binding;
}

const bindings = new WeakMap<Signature, Binding>();

function defaultValue(given: SignatureDefault): Value {
  if (given === null) return none;
  if (typeof given === 'string') return str(given);
  if (typeof given === 'boolean') return bool(given);
  return typeof given === 'number' ? int(given) : float(given.float);
}

/** A value as an operand: a tensor's node, a number as a scalar, the unknown as a node of which nothing is known. */
export function asTensor(value: Value, what: string): Tensor {
  switch (value.kind) {
    case 'tensor':
      return value.tensor;
    case 'int':
      return numberTensor(value.value, 'int');
    case 'float':
      return numberTensor(value.value, 'float');
    case 'bool':
      return numberTensor(value.value);
    case 'unknown': {
      const { array, number } = value.contract ?? {};
      return number ? unknownNumberTensor(number) : (array?.().tensor ?? Tensor.leaf({}));
    }
    case 'long':
      throw new NotKnown(BEYOND);
    default:
      throw new PythonError('TypeError', `${what} must be Tensor, not ${typeName(value)}`);
  }
}

/** One int or a sequence of ints as a list. */
export function readInts(value: Value, what: string): number[] {
  switch (value.kind) {
    case 'int':
      return [value.value];
    case 'bool':
      return [Number(value.value)];
    case 'list':
    case 'tuple':
    case 'size':
      return value.items.flatMap((item) => readInts(item, what));
    case 'range': {
      const items: number[] = [];
      for (let at = value.start; value.step > 0 ? at < value.stop : at > value.stop; at += value.step)
        items.push(at);
      return items;
    }
    case 'tensor':
      if (value.tensor.hasValues) return Array.from(value.tensor.values());
      throw new NotKnown(`the ${what} is not known`);
    case 'unknown':
      throw new NotKnown(value.reason);
    case 'long':
      throw new NotKnown(BEYOND);
    default:
      throw new PythonError('TypeError', `${what} must be int or a tuple of ints, not ${typeName(value)}`);
  }
}
