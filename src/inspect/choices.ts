/**
 * Something that is one of several known things: a model that a condition chooses, the entry of a table of classes
 * under a name from the command line. It is unknown like anything else, but what it is called, asked or told is read
 * for each of them (each-option.ts), so that a rule hears what they agree in.
 */
import { inheritsFrom, linearize, unknown, type ClassValue, type Value } from '../frameworks/values';

/**
 * Of more things than this the first are walked, each by itself: what is found of one of them holds for that one, whatever
 * the others are.
 */
const MAXIMUM_OPTIONS = 16;

/** One of `values`, where each of them may be a model or what makes one; undefined where that cannot be said. */
export function choiceOf(reason: string, values: readonly Value[]): Value | undefined {
  const all = [...new Set(values.flatMap((value) => optionsOf(value) ?? [value]))];
  if (all.length === 0 || !all.every(isOption)) return undefined;
  const options = all.length > MAXIMUM_OPTIONS ? oneOfEachClass(all).slice(0, MAXIMUM_OPTIONS) : all;
  return options.length === 1 ? options[0] : { ...unknown(reason), options };
}

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

/**
 * Classes, functions and objects that may be models, and optimizers. A loss goes with the model that it was chosen for, by the same
 * setting: of one of two losses nothing is said, unless they are of one class (join.ts).
 */
function isOption(value: Value): boolean {
  switch (value.kind) {
    case 'class':
      return isModuleClass(value);
    case 'instance':
      return (
        isOptimizer(value.class) ||
        (!inheritsFrom(value.class, 'torch.nn._Loss') && isModuleClass(value.class))
      );
    case 'function':
      return true;
    case 'method':
      return value.function.kind !== 'unknown';
    case 'native':
      return makers.some((start) => value.name.startsWith(start));
    default:
      return false;
  }
}

/** Functions of frameworks that make models, and what every Module and every optimizer can be told. */
const makers: readonly string[] = ['torchvision.models.', 'torch.nn.Module.', 'torch.optim.'];

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
