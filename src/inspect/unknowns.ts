/** What can still be said of things that are not known. */
import { define } from '../frameworks/define';
import { tensorAttribute, tensorOnlyMethods } from '../frameworks/index';
import { castOf } from './casts-of-unknowns';
import { promisedNumber, promisedShape, type Contract } from '../frameworks/contract';
import { isOneOfLeaves } from '../engine/ops/either';
import { Tensor } from '../engine/tensor';
import {
  inheritsFrom,
  tensorValue,
  unknown,
  type ClassValue,
  type TensorValue,
  type UnknownValue,
  type Value,
} from '../frameworks/values';
import type { Interpreter } from './interpreter';

/** Calling something unknown gives something unknown, for the same reason. */
export function resultOfUnknown(
  interpreter: Interpreter,
  callee: UnknownValue,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
): Value {
  const arguments_ = [...positional, ...Object.values(keywords)];
  const steps = keras.test(callee.name ?? '') ? parametersIn(arguments_.flatMap(itemsHandedOver)) : [];
  const given = parametersIn(arguments_);
  // What was handed to it may have been changed by it.
  for (const value of arguments_) {
    if (value.kind === 'list' || value.kind === 'dict') {
      interpreter.touch(value);
      value.open = true;
      if (value.kind === 'dict') value.each = undefined;
    } else if (value.kind === 'instance') value.state.set('handedOver', callee.name ?? callee.reason);
  }
  loseGenerator(interpreter, callee.name);
  // What was made with parameters may change them in whatever it does: an optimizer of another library steps.
  for (const parameter of [...(callee.holds ?? []), ...steps]) {
    const { shape, dtype, requiresGrad } = parameter.tensor;
    interpreter.rebind(parameter, Tensor.leaf({ shape, dtype, requiresGrad }));
  }
  if (mayDraw(callee)) interpreter.random.torch.lose();
  const holds = [...(callee.holds ?? []), ...given];
  const kept = callee.contract?.call?.(positional);
  if (kept) return kept;
  const name = callee.name === undefined ? undefined : `${callee.name}()`;
  return holding(unknown(callee.reason, callee.place, name), holds);
}

/** Packages whose functions draw initial parameters and samples from PyTorch's generator. */
const drawing: ReadonlySet<string> = new Set(['torch', 'torchvision', 'timm', 'transformers']);

/** Modules of PyTorch that have nothing to do with random numbers. */
const drawingNothing: readonly string[] = [
  'torch.accelerator.',
  'torch.backends.',
  'torch.cuda.',
  'torch.distributed.',
  'torch.mps.',
  'torch.onnx.',
  'torch.profiler.',
  'torch.utils.tensorboard.',
];

/** Whether something unknown that is called may draw: then what PyTorch's generator gives afterwards is not known. */
const mayDraw = ({ name }: UnknownValue): boolean =>
  name !== undefined &&
  drawing.has(name.slice(0, name.indexOf('.'))) &&
  !drawingNothing.some((module) => name.startsWith(module));

/** A function of a random module that is not known draws, or puts the generator elsewhere. */
function loseGenerator(interpreter: Interpreter, name: string | undefined): void {
  const { torch, numpy, python } = interpreter.random;
  if (name?.startsWith('random.')) python.lose();
  if (name?.startsWith('numpy.random.')) numpy.lose();
  if (name?.startsWith('torch.random.')) torch.lose();
}

/** The same value, which may change these parameters whenever it is called. */
export const holding = (value: UnknownValue, holds: readonly TensorValue[]): UnknownValue =>
  holds.length > 0 ? { ...value, holds } : value;

/** An attribute of a tensor that is not known. By PyTorch's convention a method whose name ends in one `_` changes it. */
export const unknownAttributeOf = (
  tensor: TensorValue,
  name: string,
  attribute: UnknownValue,
): UnknownValue => (/[^_]_$/.test(name) ? holding(attribute, [tensor]) : attribute);

/** What goes through an iterator such as `zip(gradients, variables)`, which whoever is given it uses up. */
function itemsHandedOver(value: Value): readonly Value[] {
  if (value.kind !== 'iterator' || value.rest) return [value];
  const items: Value[] = [];
  for (let item = value.next(); item && items.length < MAXIMUM_ITEMS; item = value.next()) items.push(item);
  return items;
}

const MAXIMUM_ITEMS = 10_000;

/** Methods of Keras' optimizers that change the variables they are given. */
const keras = /^(?:keras|tensorflow)\.optimizers\..*\.(?:apply|apply_gradients|minimize)$/;

/** Objects whose attributes lead to parameters. */
const hasParameters = (type: ClassValue): boolean =>
  ['torch.nn.Module', 'torch.optim.Optimizer'].some((name) => inheritsFrom(type, name));

/** The leaves that require grad among values, and inside what they hold. */
export function parametersIn(values: Iterable<Value>, seen = new Set<Value>()): TensorValue[] {
  const found: TensorValue[] = [];
  for (const value of values) {
    if (seen.has(value)) continue;
    seen.add(value);
    if (value.kind === 'tensor') {
      if (value.tensor.requiresGrad && isOneOfLeaves(value.tensor)) found.push(value);
    } else if (value.kind === 'list' || value.kind === 'tuple') {
      found.push(...parametersIn(value.items, seen));
    } else if (value.kind === 'dict') {
      found.push(
        ...parametersIn(
          [...value.entries.values()].map(([, item]) => item),
          seen,
        ),
      );
    } else if (value.kind === 'iterator') found.push(...parametersIn(value.rest?.() ?? [], seen));
    else if (value.kind === 'instance' && hasParameters(value.class))
      found.push(...parametersIn(value.attributes.values(), seen));
    else if (value.kind === 'unknown')
      found.push(...(value.holds ?? []), ...parametersIn(value.options ?? [], seen));
  }
  return found;
}

/**
 * An attribute of something unknown. `x.softmax(1)` makes x a tensor, whatever it
 * is: only tensors have such methods, and the role of the result follows.
 */
export function attributeOfUnknown(interpreter: Interpreter, value: UnknownValue, name: string): Value {
  if (tensorOnlyMethods.has(name)) {
    const found = tensorAttribute(tensorValue(Tensor.leaf({})), name, interpreter);
    if (found) return found;
  }
  // What was made with parameters may be a model.
  const cast = value.holds ? undefined : castOf(value, name);
  if (cast) return cast;
  if (name === 'view') return viewOfUnknown(interpreter, value);
  if (name === 'shape') return { ...attributeAlone(value, name), ...promisedShape(value.reason) };
  if (name === 'size') return { ...attributeAlone(value, name), contract: { call: sizeOf(value) } };
  return attributeAlone(value, name);
}

/** `x.view(8, -1)`: only tensors are viewed in a shape; arrays of NumPy are viewed in a dtype. */
function viewOfUnknown(interpreter: Interpreter, value: UnknownValue): Value {
  return define('torch.Tensor.view', '(*args, **kwargs)', (args, runtime) => {
    const isShape =
      args.rest.some(({ kind }) => kind === 'int') &&
      args.rest.every(({ kind }) => kind === 'int' || kind === 'unknown');
    const view = isShape ? tensorAttribute(tensorValue(Tensor.leaf({})), 'view', interpreter) : undefined;
    if (view) return runtime.call(view, args.rest);
    const keywords = Object.values(args.keywords);
    return resultOfUnknown(interpreter, attributeAlone(value, 'view'), [...args.rest, ...keywords], {});
  });
}

/** `x.size(0)`: one dim of a tensor. Without an argument there may be another method of this name. */
const sizeOf =
  (value: UnknownValue): NonNullable<Contract['call']> =>
  (positional) =>
    positional.length === 1 && positional[0]!.kind === 'int' ? promisedNumber(value, 'int') : undefined;

const attributeAlone = (value: UnknownValue, name: string): UnknownValue =>
  holding(
    unknown(value.reason, value.place, value.name === undefined ? undefined : `${value.name}.${name}`),
    value.holds ?? [],
  );
