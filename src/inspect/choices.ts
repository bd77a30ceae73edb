/**
 * Something that is one of several known things: a model that a condition chooses, the entry of a table of classes
 * under a name from the command line. It is unknown like anything else, but what it is called, asked or told is read
 * for each of them (each-option.ts), so that a rule hears what they agree in.
 */
import { lossSpellings } from '../frameworks/torch/losses/spellings';
import { inheritsFrom, linearize, unknown, type ClassValue, type Value } from '../frameworks/values';

/**
 * Of more things than this the first are walked, each by itself: what is found of one of them holds for that one, whatever
 * the others are.
 */
const MAXIMUM_OPTIONS = 16;

/**
 * One of `values`, where each of them may be a model, a loss or what makes one; undefined where that cannot be said. Beside
 * something that is known there may be nothing, or something of which nothing is known: what is found of the one holds
 * whatever the other is.
 */
export function choiceOf(reason: string, values: readonly Value[]): Value | undefined {
  const all = [...new Set(values.flatMap((value) => optionsOf(value) ?? [value]))];
  const known = all.filter(isOption);
  const others = all.filter((value) => !known.includes(value));
  if (known.length === 0) return undefined;
  if (others.length > 0 && !(known.every(isOfObject) && others.every(isNothingKnown))) return undefined;
  const few = known.length > MAXIMUM_OPTIONS ? oneOfEachClass(known).slice(0, MAXIMUM_OPTIONS) : known;
  const options = [
    ...few,
    ...['unknown', 'None'].flatMap((kind) => others.find((other) => other.kind === kind) ?? []),
  ];
  return options.length === 1 ? options[0] : { ...unknown(reason), options };
}

/** Models, losses and their methods; what only makes them may be any function. */
const isOfObject = ({ kind }: Value): boolean => kind !== 'function';

const isNothingKnown = (value: Value): boolean =>
  value.kind === 'None' || (value.kind === 'unknown' && !value.contract);

/** Networks of one class that differ in their depths end alike. */
const oneOfEachClass = (options: readonly Value[]): readonly Value[] => {
  const classes = new Set<ClassValue>();
  return options.filter((option) => {
    if (option.kind !== 'instance') return true;
    if (classes.has(option.class)) return false;
    classes.add(option.class);
    return true;
  });
};

/** The things of which a value is one; undefined where it is no such value. */
export const optionsOf = (value: Value): readonly Value[] | undefined =>
  value.kind === 'unknown' ? value.options : undefined;

/** A function with some of its arguments: `partial(focal_loss, gamma=2)`. */
const PARTIAL = 'functools.partial';

/** Classes, functions and objects that may be models, losses, and optimizers. */
function isOption(value: Value): boolean {
  switch (value.kind) {
    case 'class':
      return isModuleClass(value);
    case 'instance':
      return isOptimizer(value.class) || isModuleClass(value.class) || value.class.name === PARTIAL;
    case 'function':
      return true;
    case 'method':
      return value.function.kind !== 'unknown';
    case 'native':
      return isLoss(value) || makers.some((start) => value.name.startsWith(start));
    default:
      return false;
  }
}

/** Functions of frameworks that make models, and what every Module and every optimizer can be told. */
const makers: readonly string[] = ['torchvision.models.', 'torch.nn.Module.', 'torch.optim.'];

/** A loss of PyTorch's, as an object or as a function. */
export const isLoss = (value: Value): boolean =>
  value.kind === 'instance'
    ? !value.class.isUser && inheritsFrom(value.class, 'torch.nn._Loss')
    : value.kind === 'native' && lossFunctions.has(value.name);

const lossFunctions: ReadonlySet<string> = new Set(
  lossSpellings.map(({ loss }) => `torch.nn.functional.${loss}`),
);

/** Which of PyTorch's optimizers takes a step is a setting like others: each of them steps, and takes the same gradients. */
export const isOptimizer = (type: ClassValue): boolean => inheritsFrom(type, 'torch.optim.Optimizer');

const modules: readonly string[] = [
  'torch.nn.Module',
  'keras.layers.Layer',
  'flax.linen.Module',
  'equinox.Module',
];

/** Whether a class is below what a framework calls a module or a layer. */
export const isModel = (type: ClassValue): boolean => modules.some((name) => inheritsFrom(type, name));

const isModuleClass = (type: ClassValue): boolean =>
  isModel(type) || linearize(type).some((base) => base.bases.some((above) => above.kind === 'unknown'));
