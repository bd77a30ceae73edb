/** What is done with something that is one of several known things: it is read for each of them, and joined. */
import { PythonError } from '../frameworks/errors';
import { either, type EitherAttributes } from '../engine/ops/either';
import { Tensor } from '../engine/tensor';
import {
  tensorValue,
  typeName,
  type DictValue,
  type TensorValue,
  type UnknownValue,
  type Value,
} from '../frameworks/values';
import { eitherValue } from './branches';
import { isLoss } from './choices';
import type { Interpreter } from './interpreter';
import { joinValues } from './join';
import { holding, parametersIn, resultOfUnknown } from './unknowns';

/** An unknown value of which it is known what it may be. */
export type Choice = UnknownValue & { readonly options: readonly Value[] };

export const isChoice = (value: UnknownValue): value is Choice => value.options !== undefined;

/**
 * Calls one of several things. What has no weights and is given two things at once may be a loss: where a condition decided
 * that it is called with these, it may be one of them only, so that it is not followed.
 */
export function callChoice(
  interpreter: Interpreter,
  choice: Choice,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
): Value {
  const options = thatAreThere(choice);
  if (options.length === 1) return interpreter.call(options[0]!, positional, keywords);
  const call = (option: Value): Value => interpreter.call(option, positional, keywords);
  // What every Module can be told, as `train` and `to`, changes one of the objects, and no other is there.
  const result = options.every((option) => isOfModule(option) || option.kind === 'unknown')
    ? atEach(interpreter, options, call)
    : isPerhapsLoss(options, [...positional, ...Object.values(keywords)]) && isUnderCondition(interpreter)
      ? resultOfUnknown(interpreter, withoutOptions(choice), positional, keywords)
      : oneOfEach(interpreter, options, call);
  return result.kind === 'unknown' && !isChoice(result) ? holding(result, parametersIn(options)) : result;
}

/** Of nothing nothing is asked. */
const thatAreThere = ({ options }: Choice): readonly Value[] => options.filter(({ kind }) => kind !== 'None');

/** Whether the function that is being read is perhaps not taken to where it is read. */
function isUnderCondition({ branchDepth, frame, leavesLoopPerhaps }: Interpreter): boolean {
  return (
    branchDepth > (frame?.branchDepth ?? 0) || leavesLoopPerhaps || (frame?.possibleReturns.length ?? 0) > 0
  );
}

const isOfModule = (value: Value): boolean =>
  value.kind === 'native' && value.name.startsWith('torch.nn.Module.');

const isPerhapsLoss = (options: readonly Value[], given: readonly Value[]): boolean =>
  options.some((option) => option.kind !== 'class' && option.kind !== 'unknown' && !isTrained(option)) &&
  given.filter(({ kind }) => kind === 'tensor' || kind === 'unknown').length > 1;

/** An object with weights of its own is a model, whatever it is given. */
const isTrained = (option: Value): boolean => option.kind === 'instance' && parametersIn([option]).length > 0;

function withoutOptions({ options, ...rest }: Choice): UnknownValue {
  return holding(rest, parametersIn(options));
}

/** What `body` gives for one of the options, each of them read as a branch. Errors end an option. */
function oneOfEach(
  interpreter: Interpreter,
  [first, ...others]: readonly Value[],
  body: (option: Value) => Value,
  conditions = interpreter.branchDepth,
): Value {
  const ofFirst = (): Value => {
    const name = nameOf(first!);
    const read = (): Value => body(first!);
    return givenBy(name, conditions, isLoss(first!) ? asChosenLoss(interpreter, name, read) : read());
  };
  if (others.length === 0) return ofFirst();
  return eitherValue(
    interpreter,
    ofFirst,
    () => oneOfEach(interpreter, others, body, conditions),
    undefined,
    joinResults,
  );
}

/** Reads a loss that is one of several. */
function asChosenLoss(interpreter: Interpreter, name: string, body: () => Value): Value {
  const { chosenLoss } = interpreter;
  interpreter.chosenLoss = name;
  try {
    return body();
  } finally {
    interpreter.chosenLoss = chosenLoss;
  }
}

/** The name by which a person knows an option. */
const nameOf = (option: Value): string => {
  switch (option.kind) {
    case 'class':
    case 'function':
    case 'native':
      return option.name;
    case 'instance':
      return option.class.name;
    case 'method':
      return nameOf(option.self);
    default:
      return typeName(option);
  }
};

/** A tensor that remembers which of the options gave it. */
function givenBy(name: string, conditions: number, value: Value): Value {
  if (value.kind === 'tuple')
    return { ...value, items: value.items.map((item) => givenBy(name, conditions, item)) };
  if (isPlainDict(value)) return ofEachEntry(value, (item) => givenBy(name, conditions, item));
  if (value.kind !== 'tensor' || value.isParameter) return value;
  return tensorValue(Tensor.apply(either, [value.tensor], { options: [name], conditions }), value.framework);
}

const isPlainDict = (value: Value): value is DictValue =>
  value.kind === 'dict' && value.type === undefined && value.factory === undefined;

/** A dict with the same keys. */
const ofEachEntry = (value: DictValue, change: (item: Value, key: string) => Value): DictValue => ({
  ...value,
  entries: new Map([...value.entries].map(([key, [name, item]]) => [key, [name, change(item, key)]])),
});

/** The entries that both have are one of two each; what only one has is there perhaps. */
function joinDicts(a: DictValue, b: DictValue): DictValue {
  const joined = ofEachEntry(a, (item, key) => {
    const other = b.entries.get(key)?.[1];
    return other ? joinResults(item, other) : item;
  });
  for (const [key, entry] of b.entries) if (!joined.entries.has(key)) joined.entries.set(key, entry);
  const isSame = a.entries.size === b.entries.size && joined.entries.size === a.entries.size;
  return isSame ? joined : { ...joined, open: true };
}

/** What two options give: of tensors it stays known which is whose, and what is not known of one is known of the other. */
function joinResults(a: Value, b: Value): Value {
  if (a.kind === 'tuple' && b.kind === 'tuple' && a.items.length === b.items.length)
    return { ...a, items: a.items.map((item, at) => joinResults(item, b.items[at]!)) };
  // As many as one gives another gives as well, or the program would stop where they are unpacked.
  if (a.kind === 'tuple' && isNothingKnown(b))
    return { ...a, items: a.items.map((item) => joinResults(item, b)) };
  if (b.kind === 'tuple' && isNothingKnown(a))
    return { ...b, items: b.items.map((item) => joinResults(a, item)) };
  if (isPlainDict(a) && isPlainDict(b)) return joinDicts(a, b);
  const [one, other] = [ofOptions(a) ?? ofNothingKnown(a, b), ofOptions(b) ?? ofNothingKnown(b, a)];
  if (!one || !other) return joinValues(a, b)!;
  const { framework } = a.kind === 'tensor' ? a : (b as TensorValue);
  if (a.kind === b.kind && framework !== (b as TensorValue).framework) return joinValues(a, b)!;
  return tensorValue(
    Tensor.apply(either, [...one.inputs, ...other.inputs], {
      options: [...one.options, ...other.options],
      conditions: one.conditions ?? other.conditions ?? 0,
    }),
    framework,
  );
}

interface OfOptions {
  readonly inputs: readonly Tensor[];
  readonly options: readonly string[];
  readonly conditions?: number | undefined;
}

function ofOptions(value: Value): OfOptions | undefined {
  const producer = value.kind === 'tensor' ? value.tensor.producer : undefined;
  if (producer?.op !== (either as unknown)) return undefined;
  const { options, conditions } = producer!.attributes as EitherAttributes;
  return options && { inputs: producer!.inputs, options, conditions };
}

/** Where one option gives a tensor, what another gives is one as well, of which nothing is known. */
const ofNothingKnown = (value: Value, other: Value): OfOptions | undefined =>
  isNothingKnown(value) && ofOptions(other) ? { inputs: [Tensor.leaf({})], options: ['?'] } : undefined;

const isNothingKnown = (value: Value): value is UnknownValue =>
  value.kind === 'unknown' && !value.options && !value.contract;

/** Does something to each of the options, whichever it is: those that it is not are not there. */
export function atEach(
  interpreter: Interpreter,
  options: readonly Value[],
  body: (option: Value) => Value,
): Value {
  const results = options.flatMap((option): Value[] => {
    try {
      return [interpreter.attempt(() => body(option))];
    } catch (error) {
      if (error instanceof PythonError) return [];
      throw error;
    }
  });
  return joined(interpreter, results);
}

const joined = (interpreter: Interpreter, results: readonly Value[]): Value =>
  results.length === 0
    ? interpreter.unknown('none of the things that it may be takes this')
    : results.reduce((a, b) => joinValues(a, b)!);

/** An attribute of one of several things. */
export function attributeOfChoice(interpreter: Interpreter, choice: Choice, name: string): Value {
  const options = thatAreThere(choice);
  const attribute = atEach(interpreter, options, (option) => interpreter.getAttribute(option, name));
  return attribute.kind === 'unknown' && !isChoice(attribute)
    ? holding(attribute, parametersIn(choice.options))
    : attribute;
}
