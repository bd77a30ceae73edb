/**
 * einops: rearrange, reduce and repeat as the reshapes, permutations and reductions that they are, so that what the
 * elements mean, the classes of a dim and the gradient go through them.
 */
import { ops } from '../../engine/ops/index';
import { SymbolicDim, type Dim, type Shape } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import { signature } from '../signature';
import { moduleClass } from '../torch/module';
import { tensorValue, type ClassValue, type NativeFunction, type TensorValue, type Value } from '../values';
import { patternOf, withoutDots, type Group, type Pattern } from './pattern';

type Sizes = Map<string, Dim>;

/** The sizes that a call gives by name. */
function sizesGiven(keywords: Readonly<Record<string, Value>>): Sizes {
  const sizes: Sizes = new Map();
  for (const [name, value] of Object.entries(keywords))
    sizes.set(name, value.kind === 'int' ? value.value : new SymbolicDim(name));
  return sizes;
}

/** The product of the sizes of a dim's axes. */
function sizeOf(group: Group, sizes: Sizes): Dim {
  const parts = group.map((axis) => sizes.get(axis) ?? new SymbolicDim(axis));
  const [only] = parts;
  if (parts.length === 1) return only!;
  return parts.every((part) => typeof part === 'number')
    ? parts.reduce((product, part) => product * part, 1)
    : new SymbolicDim(group.join('*'));
}

/** Learns the size of each axis of a dim; of several, of the one that is not given. */
function learn(group: Group, size: Dim, sizes: Sizes): void {
  const open = group.filter((axis) => !sizes.has(axis));
  const given = group.filter((axis) => sizes.has(axis)).map((axis) => sizes.get(axis)!);
  const [axis] = open;
  if (axis === undefined) return;
  const known = given.every((part) => typeof part === 'number')
    ? given.reduce<number>((product, part) => product * part, 1)
    : undefined;
  const isWhole = group.length === 1;
  const fits = open.length === 1 && known !== undefined && typeof size === 'number' && size % known === 0;
  sizes.set(axis, isWhole ? size : fits ? size / known! : new SymbolicDim(axis));
  for (const other of open.slice(1)) sizes.set(other, new SymbolicDim(other));
}

const reshaped = (x: Tensor, shape: Shape): Tensor => Tensor.apply(ops.reshape, [x], { shape });

/** The tensor with a dim for each axis of the left side, and the sizes of these. */
function takenApart(x: Tensor, { left }: Pattern, sizes: Sizes): Tensor {
  const shape = x.shape ?? left.map((group) => sizeOf(group, group.length === 1 ? new Map() : sizes));
  if (shape.length !== left.length)
    throw new NotKnown('the pattern has another number of dims than the tensor');
  left.forEach((group, dim) => {
    learn(group, shape[dim]!, sizes);
  });
  const axes = left.flat();
  const isApart = x.shape !== undefined && left.every((group) => group.length === 1);
  return isApart
    ? x
    : reshaped(
        x,
        axes.map((axis) => sizes.get(axis)!),
      );
}

const permuted = (x: Tensor, dims: readonly number[]): Tensor =>
  dims.every((from, to) => from === to) ? x : Tensor.apply(ops.permute, [x], { dims });

/** The axes in the order of the right side, in its dims. */
function putTogether(x: Tensor, axes: readonly string[], right: readonly Group[], sizes: Sizes): Tensor {
  const order = right.flat().map((axis) => axes.indexOf(axis));
  if (order.includes(-1) || order.length !== axes.length)
    throw new NotKnown('both sides of the pattern need the same axes');
  const moved = permuted(x, order);
  if (right.every((group) => group.length === 1)) return moved;
  return reshaped(
    moved,
    right.map((group) => sizeOf(group, sizes)),
  );
}

/** The tensor that a call is about, and the pattern for its dims. */
function read(args: Arguments, name: string): readonly [TensorValue, Pattern, Sizes] {
  const given = args.value(name);
  const object = given.kind === 'unknown' ? tensorValue(Tensor.leaf({})) : given;
  if (object.kind !== 'tensor') throw new NotKnown('a list of tensors is not followed');
  return [
    object,
    withoutDots(patternOf(args.string('pattern')), object.tensor.rank),
    sizesGiven(args.keywords),
  ];
}

const like = (object: TensorValue, made: Tensor): TensorValue => tensorValue(made, object.framework);

function rearrange(args: Arguments): Value {
  const [object, pattern, sizes] = read(args, 'tensor');
  const apart = takenApart(object.tensor, pattern, sizes);
  return like(object, putTogether(apart, pattern.left.flat(), pattern.right, sizes));
}

/** Axes that stand on the right alone are new: the elements are repeated along them. */
function repeat(args: Arguments): Value {
  const [object, pattern, sizes] = read(args, 'tensor');
  const axes = pattern.left.flat();
  const apart = takenApart(object.tensor, pattern, sizes);
  const added = pattern.right.flat().filter((axis) => !axes.includes(axis));
  const counts = added.map((axis) => sizes.get(axis) ?? new SymbolicDim(axis));
  if (!counts.every((count) => typeof count === 'number')) {
    const shape = pattern.right.map((group) => sizeOf(group, sizes));
    return like(object, Tensor.leaf({ shape, dtype: apart.dtype, role: { kind: 'values' } }));
  }
  const size = [...axes.map(() => -1), ...counts];
  const opened = added.reduce((x) => Tensor.apply(ops.unsqueeze, [x], { dim: -1 }), apart);
  const repeated = Tensor.apply(ops.expand, [opened], { size });
  return like(object, putTogether(repeated, [...axes, ...added], pattern.right, sizes));
}

const reductions: Readonly<Record<string, (x: Tensor, dim: readonly number[]) => Tensor>> = {
  mean: (x, dim) => Tensor.apply(ops.mean, [x], { dim, keepdim: false }),
  sum: (x, dim) => Tensor.apply(ops.sum, [x], { dim, keepdim: false }),
  max: (x, dim) => Tensor.apply(ops.amax, [x], { dim, keepdim: false }),
  min: (x, dim) => Tensor.apply(ops.amin, [x], { dim, keepdim: false }),
};

/** Axes that stand on the left alone are gone through. */
function reduce(args: Arguments): Value {
  const [object, pattern, sizes] = read(args, 'tensor');
  const axes = pattern.left.flat();
  const kept = pattern.right.flat();
  const gone = axes.flatMap((axis, dim) => (kept.includes(axis) ? [] : [dim]));
  const reduction = args.value('reduction');
  const apply = reduction.kind === 'str' ? reductions[reduction.value] : undefined;
  if (!apply) throw new NotKnown('this reduction is not followed');
  const apart = takenApart(object.tensor, pattern, sizes);
  const reduced = gone.length > 0 ? apply(apart, gone) : apart;
  return like(
    object,
    putTogether(
      reduced,
      axes.filter((axis) => kept.includes(axis)),
      pattern.right,
      sizes,
    ),
  );
}

const functions: readonly NativeFunction[] = [
  define('einops.rearrange', '(tensor, pattern, **axes_lengths)', rearrange),
  define('einops.repeat', '(tensor, pattern, **axes_lengths)', repeat),
  define('einops.reduce', '(tensor, pattern, reduction, **axes_lengths)', reduce),
];

/** A layer that does the same with whatever it is given. */
const layerOf = (name: string, from: string, parameters: string): ClassValue =>
  moduleClass(`einops.layers.torch.${name}`, parameters, {
    construct: (self, args) => {
      self.state.set('given', args);
    },
    invoke: {
      signature: signature('(input)'),
      call: (self, args, runtime: Runtime) => {
        const given = self.state.get('given') as Arguments;
        const of = functions.find((one) => one.name === from)!;
        const rest = given.signature.parameters
          .filter(({ kind }) => kind === 'positional')
          .map((parameter) => given.value(parameter.name));
        return runtime.call(of, [args.value('input'), ...rest], given.keywords);
      },
    },
  });

/** Every name of einops that is known, by its qualified name. */
export const einopsNames: ReadonlyMap<string, Value> = new Map<string, Value>(
  [
    ...functions,
    layerOf('Rearrange', 'einops.rearrange', '(pattern, **axes_lengths)'),
    layerOf('Reduce', 'einops.reduce', '(pattern, reduction, **axes_lengths)'),
  ].map((value) => [value.name, value]),
);
