/** Keras' layers that make one tensor of several, and the functions of the same names in small letters. */
import { over, plus, sumOf, times } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { define } from '../../define';
import { NotKnown } from '../../errors';
import { wrap } from '../../tensorflow/dialect';
import type { ClassValue, NativeFunction, Value } from '../../values';
import { kerasLayer, result, tensorOf } from './layer';

/** The tensors of a list. Throws NotKnown where it is not known which they are. */
export function tensorsOf(inputs: Value): readonly Tensor[] {
  if ((inputs.kind !== 'list' && inputs.kind !== 'tuple') || (inputs.kind === 'list' && inputs.open))
    throw new NotKnown('which tensors a layer makes one of is not known');
  return inputs.items.map(tensorOf);
}

type Merge = (tensors: readonly Tensor[], given: Arguments) => Value;

/** Element by element, from the first to the last. */
const elementwise =
  (op: typeof ops.add | typeof ops.mul | typeof ops.maximum | typeof ops.minimum): Merge =>
  (tensors) =>
    wrap(tensors.reduce((all, next) => Tensor.apply(op, [all, next], {})));

const average: Merge = (tensors) => {
  const sum = tensors.reduce((all, next) => plus(all, next));
  return wrap(over(sum, tensors.length));
};

const concatenate: Merge = (tensors, given) =>
  wrap(Tensor.apply(ops.cat, tensors, { dim: given.int('axis') }));

/** The products of the rows of two matrices, added up: one number for each sample. Of more dims only the kind is said. */
const dot: Merge = (tensors, given) => {
  const [axes, normalize] = [given.value('axes'), given.value('normalize')];
  const isOfRows =
    tensors.every(({ rank }) => rank === 2) && axes.kind === 'int' && Math.abs(axes.value) === 1;
  if (!isOfRows || normalize.kind !== 'bool' || normalize.value) return result(undefined);
  const product = tensors.reduce((all, next) => times(all, next));
  return wrap(sumOf(product, 1, true));
};

/** The name of the layer, that of the function, the parameters of both, and what they make. */
const rows: readonly (readonly [string, string, string, Merge])[] = [
  ['Add', 'add', '**kwargs', elementwise(ops.add)],
  ['Subtract', 'subtract', '**kwargs', elementwise(ops.sub)],
  ['Multiply', 'multiply', '**kwargs', elementwise(ops.mul)],
  ['Maximum', 'maximum', '**kwargs', elementwise(ops.maximum)],
  ['Minimum', 'minimum', '**kwargs', elementwise(ops.minimum)],
  ['Average', 'average', '**kwargs', average],
  ['Concatenate', 'concatenate', 'axis=-1, **kwargs', concatenate],
  ['Dot', 'dot', 'axes=-1, normalize=False, **kwargs', dot],
];

export const mergingLayers: readonly ClassValue[] = rows.map(([name, , parameters, merge]) =>
  kerasLayer(name, `(${parameters})`, ({ input, given }) => merge(tensorsOf(input), given)),
);

export const mergingFunctions: readonly NativeFunction[] = rows.map(([, name, parameters, merge]) =>
  define(`keras.layers.${name}`, `(inputs, ${parameters})`, (args) =>
    merge(tensorsOf(args.value('inputs')), args),
  ),
);
