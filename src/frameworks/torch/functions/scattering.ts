/** Elements taken from positions and put to positions that tensors name: scatter, index_add, masked_select and their kin. */
import { ops } from '../../../engine/ops/index';
import type { IndexItem } from '../../../engine/index_items';
import type { ScatterReduction } from '../../../engine/ops/scatter_reduce';
import { broadcastShapes, normalizeDim, type Shape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import { itemsOf } from '../../standard/items';
import { tensorValue, type NativeFunction, type Value } from '../../values';
import { rankOf, sizesOf, vectorOf } from './reorderings';
import { at } from './rows';

const input = (args: Arguments): Tensor => args.tensor('input');

const flat = (tensor: Tensor): Tensor => Tensor.apply(ops.reshape, [tensor], { shape: [-1] });

const into = (tensor: Tensor, shape: readonly number[]): Tensor =>
  Tensor.apply(ops.reshape, [tensor], { shape });

/** A number as a tensor without dims of another's dtype. */
const asElement = (value: Tensor, like: Tensor): Tensor =>
  like.dtype && value.dtype !== like.dtype ? Tensor.apply(ops.cast, [value], { dtype: like.dtype }) : value;

/** Positions along one dim, for every element of `shape`: what `scatter` takes. */
function alongDim(index: Tensor, shape: readonly number[], dim: number): Tensor {
  const line = shape.map((_, place) => (place === dim ? -1 : 1));
  return Tensor.apply(ops.expand, [into(index, line)], {
    size: shape.map((size, place) => (place === dim ? index.numel : size)),
  });
}

/** The positions without repetition: the gradient of what is filled in counts each once. */
function onceEach(index: Tensor): Tensor {
  if (!index.hasValues) return index;
  const positions = new Set(index.values());
  return positions.size === index.numel ? index : vectorOf([...positions]);
}

/** Scatters a source along `index`, a vector of positions of a dim; a tensor without dims is one of one element. */
function indexed(
  args: Arguments,
  scatter: (tensor: Tensor, dim: number, index: Tensor, source: Tensor) => Tensor,
): Value {
  const tensor = input(args);
  const shape = sizesOf(tensor);
  const one = shape.length === 0;
  const whole = one ? into(tensor, [1]) : tensor;
  const dim = normalizeDim(args.int('dim'), shape.length);
  const given = args.tensor('source');
  const index = alongDim(args.tensor('index'), sizesOf(whole), dim);
  const source = given.rank === 0 || one ? into(given, sizesOf(index)) : given;
  const result = scatter(whole, dim, index, source);
  return tensorValue(one ? into(result, []) : result);
}

/** `reduce` of scatter says what the reduction is called elsewhere. */
const oldReductions: Readonly<Record<string, ScatterReduction>> = { add: 'sum', multiply: 'prod' };

function scattered(args: Arguments): Value {
  const tensor = input(args);
  const index = args.tensor('index');
  const dim = args.int('dim');
  const given = args.given('src') ? args.tensor('src') : args.tensor('value');
  const old = args.optionalString('reduce');
  if (old === undefined) return tensorValue(Tensor.apply(ops.scatter, [tensor, index, given], { dim }));
  const reduce = oldReductions[old];
  if (!reduce) throw new PythonError('RuntimeError', 'reduce argument must be either add or multiply.');
  const element = asElement(given, tensor);
  const source =
    given.rank === 0 && index.shape ? Tensor.apply(ops.expand, [element], { size: index.shape }) : element;
  return tensorValue(
    Tensor.apply(ops.scatter_reduce, [tensor, index, source], { dim, reduce, include_self: true }),
  );
}

/** Positions counted from either end as positions from the front. */
function fromFront(index: Tensor, count: number): Tensor {
  if (!index.hasValues) return index;
  const positions = Array.from(index.values(), (at) => (at < 0 ? at + count : at));
  const outside = Array.from(index.values()).find((at) => at >= count || at < -count);
  if (outside !== undefined) {
    throw new PythonError(
      'IndexError',
      `out of range: tried to access index ${outside} on a tensor of ${count} elements.`,
    );
  }
  return vectorOf(positions);
}

/** The positions of the true elements of a mask that is broadcast to a shape. */
function truePositions(mask: Tensor, shape: Shape): { positions: number[]; counted: Tensor } {
  if (mask.dtype && mask.dtype !== 'bool') {
    throw new PythonError('RuntimeError', 'masked_scatter: expected BoolTensor for mask');
  }
  const whole = Tensor.apply(ops.expand, [mask], { size: shape });
  if (!whole.hasValues) throw new NotKnown('the values of the mask are not known');
  const positions = Array.from(whole.values()).flatMap((value, at) => (value === 0 ? [] : [at]));
  return { positions, counted: whole };
}

export const scattering: readonly NativeFunction[] = [
  ...at('tT', 'scatter', '(input, dim, index, src=None, *, value=None, reduce=None, out=None)', (args) => {
    // The second tensor may be given as a number in its place.
    return scattered(args);
  }),
  ...at('tT', 'scatter_reduce', '(input, dim, index, src, reduce, *, include_self=True, out=None)', (args) =>
    tensorValue(
      Tensor.apply(ops.scatter_reduce, [input(args), args.tensor('index'), args.tensor('src')], {
        dim: args.int('dim'),
        reduce: args.string('reduce') as ScatterReduction,
        include_self: args.bool('include_self'),
      }),
    ),
  ),
  ...at('tT', 'index_add', '(input, dim, index, source, *, alpha=1, out=None)', (args) =>
    indexed(args, (tensor, dim, index, source) => {
      const alpha = args.value('alpha');
      const isOne = alpha.kind === 'int' && alpha.value === 1;
      const scaled = isOne
        ? source
        : asElement(Tensor.apply(ops.mul, [source, args.tensor('alpha')], {}), tensor);
      return Tensor.apply(ops.scatter_add, [tensor, index, scaled], { dim });
    }),
  ),
  ...at('tT', 'index_copy', '(input, dim, index, source, *, out=None)', (args) =>
    indexed(args, (tensor, dim, index, source) =>
      Tensor.apply(ops.scatter, [tensor, index, source], { dim }),
    ),
  ),
  ...at('tT', 'index_reduce', '(input, dim, index, source, reduce, *, include_self=True, out=None)', (args) =>
    indexed(args, (tensor, dim, index, source) =>
      Tensor.apply(ops.scatter_reduce, [tensor, index, source], {
        dim,
        reduce: args.string('reduce') as ScatterReduction,
        include_self: args.bool('include_self'),
        // PyTorch adds whole slices, one after the other, to a result of the tensor's dtype.
        roundsSteps: true,
      }),
    ),
  ),
  ...at('tT', 'index_fill', '(input, dim, index, value)', (args) => {
    const tensor = input(args);
    const shape = sizesOf(tensor);
    const whole = shape.length === 0 ? into(tensor, [1]) : tensor;
    const dim = normalizeDim(args.int('dim'), shape.length);
    const index = alongDim(onceEach(args.tensor('index')), sizesOf(whole), dim);
    const value = args.tensor('value');
    const source = Tensor.apply(ops.expand, [asElement(value, tensor)], { size: sizesOf(index) });
    const filled = Tensor.apply(ops.scatter, [whole, index, source], { dim });
    return tensorValue(shape.length === 0 ? into(filled, []) : filled);
  }),
  ...at('tT', 'index_put', '(input, indices, values, accumulate=False)', (args, runtime) => {
    const indices = itemsOf(runtime, args.value('indices'));
    const tensors = indices.flatMap((item) => (item.kind === 'tensor' ? [item.tensor] : []));
    return tensorValue(
      Tensor.apply(ops.index_put, [input(args), args.tensor('values'), ...tensors], {
        items: indices.map((item): IndexItem => ({ kind: item.kind === 'None' ? 'slice' : 'tensor' })),
        accumulate: args.bool('accumulate'),
      }),
    );
  }),
  ...at('tT', 'put', '(input, index, source, accumulate=False)', (args) => {
    const tensor = input(args);
    const positions = fromFront(flat(args.tensor('index')), tensor.numel);
    const changed = Tensor.apply(ops.index_put, [flat(tensor), flat(args.tensor('source')), positions], {
      items: [{ kind: 'tensor' }],
      accumulate: args.bool('accumulate'),
    });
    return tensorValue(into(changed, sizesOf(tensor)));
  }),
  ...at('tT', 'take', '(input, index, *, out=None)', (args) => {
    const index = args.tensor('index');
    const positions = fromFront(flat(index), input(args).numel);
    const taken = Tensor.apply(ops.index, [flat(input(args)), positions], { items: [{ kind: 'tensor' }] });
    return tensorValue(into(taken, sizesOf(index)));
  }),
  ...at('tT', 'take_along_dim', '(input, indices, dim=None, *, out=None)', (args) => {
    const indices = args.tensor('indices');
    const dim = args.optionalInt('dim');
    const tensor = dim === undefined ? flat(input(args)) : input(args);
    if (tensor.rank === undefined && dim !== undefined)
      return tensorValue(Tensor.apply(ops.take_along_dim, [tensor, indices], { dim }));
    const wanted = dim === undefined ? flat(indices) : indices;
    const along = dim === undefined ? 0 : normalizeDim(dim, rankOf(tensor));
    const size = sizesOf(tensor)[along] ?? 1;
    const front = wanted.hasValues ? into(fromFront(flat(wanted), size), sizesOf(wanted)) : wanted;
    return tensorValue(Tensor.apply(ops.take_along_dim, [tensor, front], { dim: along }));
  }),
  ...at('tT', 'masked_select', '(input, mask, *, out=None)', (args) => {
    const shape = broadcastShapes(sizesOf(input(args)), sizesOf(args.tensor('mask')));
    const [tensor, mask] = [input(args), args.tensor('mask')].map((part) =>
      Tensor.apply(ops.expand, [part], { size: shape }),
    );
    const items = [{ kind: 'tensor' } as const];
    return tensorValue(Tensor.apply(ops.index, [flat(tensor!), flat(mask!)], { items }));
  }),
  ...at('tT', 'masked_scatter', '(input, mask, source)', (args) => {
    const shape = broadcastShapes(sizesOf(input(args)), sizesOf(args.tensor('mask')));
    const tensor = Tensor.apply(ops.expand, [input(args)], { size: shape });
    const { positions } = truePositions(args.tensor('mask'), shape);
    const source = flat(args.tensor('source'));
    if (source.numel < positions.length) {
      throw new PythonError(
        'RuntimeError',
        `masked_scatter_: expected self and source to have same dtypes but got fewer elements in source (${source.numel}) than true elements in mask (${positions.length})`,
      );
    }
    const used = Tensor.apply(ops.narrow, [source], { dim: 0, start: 0, length: positions.length });
    const changed = Tensor.apply(ops.index_put, [flat(tensor), used, vectorOf(positions)], {
      items: [{ kind: 'tensor' }],
    });
    return tensorValue(into(changed, shape as readonly number[]));
  }),
  ...at('t', 'fill', '(input, value)', (args) => {
    const { shape, dtype } = input(args);
    const value = asElement(args.tensor('value'), input(args));
    return tensorValue(shape && dtype ? Tensor.apply(ops.expand, [value], { size: shape }) : input(args));
  }),
];
