/** What is done with something that is one of several known things: it is read for each of them, and joined. */
import { PythonError } from '../frameworks/errors';
import type { UnknownValue, Value } from '../frameworks/values';
import { eitherValue } from './branches';
import type { Interpreter } from './interpreter';
import { joinValues } from './join';
import { holding, parametersIn, resultOfUnknown } from './unknowns';

/** An unknown value of which it is known what it may be. */
export type Choice = UnknownValue & { readonly options: readonly Value[] };

export const isChoice = (value: UnknownValue): value is Choice => value.options !== undefined;

/**
 * Calls one of several things. What has no weights and is given two things at once may be a loss, which goes with a
 * model of its own setting, so that it is not followed.
 */
export function callChoice(
  interpreter: Interpreter,
  choice: Choice,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
): Value {
  const { options } = choice;
  const call = (option: Value): Value => interpreter.call(option, positional, keywords);
  // What every Module can be told, as `train` and `to`, changes one of the objects, and no other is there.
  const result = options.every(isOfModule)
    ? atEach(interpreter, options, call)
    : isPerhapsLoss(options, [...positional, ...Object.values(keywords)])
      ? resultOfUnknown(interpreter, withoutOptions(choice), positional, keywords)
      : oneOfEach(interpreter, options, call);
  return result.kind === 'unknown' && !isChoice(result) ? holding(result, parametersIn(options)) : result;
}

const isOfModule = (value: Value): boolean =>
  value.kind === 'native' && value.name.startsWith('torch.nn.Module.');

const isPerhapsLoss = (options: readonly Value[], given: readonly Value[]): boolean =>
  options.some((option) => option.kind !== 'class' && !isTrained(option)) &&
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
): Value {
  if (others.length === 0) return body(first!);
  return eitherValue(
    interpreter,
    () => body(first!),
    () => oneOfEach(interpreter, others, body),
  );
}

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
  const attribute = atEach(interpreter, choice.options, (option) => interpreter.getAttribute(option, name));
  return attribute.kind === 'unknown' && !isChoice(attribute)
    ? holding(attribute, parametersIn(choice.options))
    : attribute;
}
