/**
 * The functions of torch, torch.nn.functional and torch.special that are one
 * operation of the engine, and the methods of Tensor of the same name. A row says
 * where the name stands, its signature, and how its arguments become attributes.
 */
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import type { AnyOp, Op } from '../../engine/op';
import { NotKnown, PythonError } from '../errors';
import { asTensor, type Arguments } from '../arguments';
import { define, type Meaning } from '../define';
import { int, namedTuple, none, tensorValue, tuple, type NativeFunction, type Value } from '../values';
import type { Runtime } from '../runtime';

/** Where a name stands: t = torch, T = method of Tensor, F = torch.nn.functional, s = torch.special, l = torch.linalg. */
const places: Readonly<Record<string, string>> = {
  t: 'torch.',
  T: 'torch.Tensor.',
  F: 'torch.nn.functional.',
  s: 'torch.special.',
  l: 'torch.linalg.',
};

const at = (where: string, name: string, parameters: string, call: Meaning): NativeFunction[] =>
  [...where].map((place) => define(`${places[place]!}${name}`, parameters, call));

/** One result of one operation on the tensor arguments. */
type Attribution = (args: Arguments) => Readonly<Record<string, unknown>>;

function row(
  where: string,
  name: string,
  parameters: string,
  op: AnyOp | undefined,
  tensors: readonly string[] = ['input'],
  attributes: Attribution = () => ({}),
): NativeFunction[] {
  if (!op) return [];
  return at(where, name, parameters, (args) => {
    // `out=` and `inplace=` change where the result is put, not what it is.
    const inputs = tensors.map((tensor) => args.tensor(tensor));
    return tensorValue(Tensor.apply(op as unknown as Op, inputs, attributes(args)));
  });
}

const dimOf = (args: Arguments): { dim: number | undefined } => ({ dim: args.optionalInt('dim') });
const dimsOf: Attribution = (args) => ({ dim: args.optionalInts('dim'), keepdim: args.bool('keepdim') });

/** A softmax along a dim that is not known is one along some dim: its role is told, its values are not. */
function alongDim(name: string, op: AnyOp | undefined, where: string): NativeFunction[] {
  if (!op) return [];
  return at(where, name, '(input, dim=None, _stacklevel=3, dtype=None)', (args, runtime) => {
    const given = args.value('dim');
    const input = args.tensor('input');
    const dtype = args.optionalDType('dtype');
    const cast = dtype ? Tensor.apply(ops.cast, [input], { dtype }) : input;
    if (given.kind === 'None') return tensorValue(softmaxImplicit(op, cast, runtime));
    if (given.kind === 'unknown' || (given.kind === 'tensor' && !given.tensor.hasValues)) {
      return tensorValue(
        Tensor.apply(op as unknown as Op, [Tensor.leaf({ dtype: cast.dtype, role: cast.role })], { dim: -1 }),
      );
    }
    return tensorValue(Tensor.apply(op as unknown as Op, [cast], { dim: args.int('dim') }));
  });
}

/** PyTorch's choice when no dim is given: 0 for ranks 0, 1 and 3, else 1 (torch/nn/functional.py, _get_softmax_dim). */
export function softmaxImplicit(op: AnyOp, input: Tensor, runtime: Runtime): Tensor {
  runtime.noteOperation('softmax-implicit-dim', [input]);
  const rank = input.rank;
  const dim = rank === undefined ? -1 : rank === 0 || rank === 1 || rank === 3 ? 0 : 1;
  return Tensor.apply(op as unknown as Op, [input], { dim });
}

const unaryNames = [
  'neg',
  'exp',
  'exp2',
  'log',
  'log2',
  'log10',
  'log1p',
  'expm1',
  'sqrt',
  'rsqrt',
  'reciprocal',
  'square',
  'sign',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'tanh',
  'erf',
  'sigmoid',
  'relu',
  'floor',
  'ceil',
  'trunc',
  'abs',
  'isnan',
  'isinf',
  'isfinite',
  'logical_not',
  'bitwise_not',
] as const;

const binaryNames = [
  'mul',
  'atan2',
  'maximum',
  'minimum',
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
  'logical_and',
  'logical_or',
  'logical_xor',
  'bitwise_and',
  'bitwise_or',
  'bitwise_xor',
  'remainder',
  'fmod',
  'floor_divide',
  'matmul',
  'pow',
] as const;

const aliases: Readonly<Record<string, readonly string[]>> = {
  mul: ['multiply'],
  div: ['divide', 'true_divide'],
  sub: ['subtract'],
  gt: ['greater'],
  ge: ['greater_equal'],
  lt: ['less'],
  le: ['less_equal'],
  ne: ['not_equal'],
  abs: ['absolute'],
  neg: ['negative'],
  clamp: ['clip'],
};

/** Every op of the registry by name, where it has one. */
const registry: Readonly<Record<string, AnyOp | undefined>> = ops;

const unaries = unaryNames.flatMap((name) => {
  const op = registry[name];
  if (!op) return [];
  const where = ['relu', 'tanh', 'sigmoid'].includes(name) ? 'tTF' : 'tT';
  return [name, ...(aliases[name] ?? [])].flatMap((spelling) =>
    row(where, spelling, '(input, inplace=False, *, out=None)', op),
  );
});

const binaries = binaryNames.flatMap((name) => {
  const op = registry[name];
  if (!op) return [];
  const second = name === 'pow' ? 'exponent' : 'other';
  return [name, ...(aliases[name] ?? [])].flatMap((spelling) =>
    row('tT', spelling, `(input, ${second}, *, out=None)`, op, ['input', second]),
  );
});

/** `torch.add(a, b, alpha=k)` is a + k · b. */
const scaled = (name: 'add' | 'sub'): NativeFunction[] =>
  [name, ...(aliases[name] ?? [])].flatMap((spelling) =>
    at('tT', spelling, '(input, other, *, alpha=1, out=None)', (args) => {
      const alpha = args.number('alpha');
      const other = args.tensor('other');
      const second =
        alpha === 1 ? other : Tensor.apply(ops.mul, [other, asTensor(args.value('alpha'), 'alpha')], {});
      return tensorValue(Tensor.apply(ops[name], [args.tensor('input'), second], {}));
    }),
  );

const shapes: NativeFunction[] = [
  ...['reshape', 'view'].flatMap((name) =>
    at('T', name, '(input, *shape, dtype=None)', (args) => {
      const [only] = args.rest;
      if (only?.kind === 'dtype')
        return tensorValue(Tensor.apply(ops.cast, [args.tensor('input')], { dtype: only.dtype }));
      return tensorValue(Tensor.apply(ops.reshape, [args.tensor('input')], { shape: shapeFrom(args.rest) }));
    }),
  ),
  ...at('t', 'reshape', '(input, shape)', (args) =>
    tensorValue(Tensor.apply(ops.reshape, [args.tensor('input')], { shape: args.ints('shape') })),
  ),
  ...['view_as', 'reshape_as'].flatMap((name) =>
    at('T', name, '(input, other)', (args) => {
      const { shape } = args.tensor('other');
      if (!shape) throw new NotKnown('the shape to view as is not known');
      return tensorValue(Tensor.apply(ops.reshape, [args.tensor('input')], { shape }));
    }),
  ),
  ...at('T', 'expand', '(input, *sizes)', (args) =>
    tensorValue(Tensor.apply(ops.expand, [args.tensor('input')], { size: args.sizes() })),
  ),
  ...at('T', 'expand_as', '(input, other)', (args) => {
    const { shape } = args.tensor('other');
    if (!shape) throw new NotKnown('the shape to expand to is not known');
    return tensorValue(Tensor.apply(ops.expand, [args.tensor('input')], { size: shape }));
  }),
  ...at('T', 'repeat', '(input, *sizes)', (args) =>
    tensorValue(Tensor.apply(ops.repeat, [args.tensor('input')], { repeats: args.sizes() })),
  ),
  ...at('T', 'permute', '(input, *dims)', (args) =>
    tensorValue(Tensor.apply(ops.permute, [args.tensor('input')], { dims: args.sizes() })),
  ),
  ...at('t', 'permute', '(input, dims)', (args) =>
    tensorValue(Tensor.apply(ops.permute, [args.tensor('input')], { dims: args.ints('dims') })),
  ),
  ...['transpose', 'swapaxes', 'swapdims'].flatMap((name) =>
    row('tT', name, '(input, dim0, dim1)', ops.transpose, ['input'], (args) => ({
      dim0: args.int('dim0'),
      dim1: args.int('dim1'),
    })),
  ),
  ...at('tT', 't', '(input)', (args) => {
    const input = args.tensor('input');
    if (input.rank !== undefined && input.rank < 2) return tensorValue(input);
    return tensorValue(Tensor.apply(ops.transpose, [input], { dim0: 0, dim1: 1 }));
  }),
  ...at('tT', 'flatten', '(input, start_dim=0, end_dim=-1)', (args) =>
    tensorValue(
      Tensor.apply(ops.flatten, [args.tensor('input')], {
        start_dim: args.int('start_dim'),
        end_dim: args.int('end_dim'),
      }),
    ),
  ),
  ...at('tT', 'ravel', '(input)', (args) =>
    tensorValue(Tensor.apply(ops.flatten, [args.tensor('input')], { start_dim: 0, end_dim: -1 })),
  ),
  ...at('tT', 'squeeze', '(input, dim=None)', (args) =>
    tensorValue(
      Tensor.apply(ops.squeeze, [args.tensor('input')], { dim: oneOrMany(args.optionalInts('dim')) }),
    ),
  ),
  ...row('tT', 'unsqueeze', '(input, dim)', ops.unsqueeze, ['input'], (args) => ({ dim: args.int('dim') })),
  ...['cat', 'concat', 'concatenate'].flatMap((name) =>
    at('t', name, '(tensors, dim=0, *, out=None)', (args, runtime) =>
      tensorValue(Tensor.apply(ops.cat, tensorsOf(args.value('tensors'), runtime), { dim: args.int('dim') })),
    ),
  ),
  ...at('t', 'stack', '(tensors, dim=0, *, out=None)', (args, runtime) =>
    tensorValue(Tensor.apply(ops.stack, tensorsOf(args.value('tensors'), runtime), { dim: args.int('dim') })),
  ),
  ...at('tT', 'chunk', '(input, chunks, dim=0)', (args) => {
    const input = args.tensor('input');
    const total = sizeAlong(input, args.int('dim'));
    return parts(input, args.int('dim'), Math.ceil(total / args.int('chunks')), total);
  }),
  ...at('tT', 'split', '(input, split_size, dim=0)', (args) => {
    const input = args.tensor('input');
    const sizes = args.ints('split_size');
    const dim = args.int('dim');
    if (args.value('split_size').kind === 'int') return parts(input, dim, sizes[0]!, sizeAlong(input, dim));
    let start = 0;
    return tuple(
      sizes.map((length) => {
        const part = Tensor.apply(ops.narrow, [input], { dim, start, length });
        start += length;
        return tensorValue(part);
      }),
    );
  }),
  ...row('tT', 'flip', '(input, dims)', ops.flip, ['input'], (args) => ({ dims: args.ints('dims') })),
  ...at('tT', 'unbind', '(input, dim=0)', (args) => {
    const input = args.tensor('input');
    const dim = args.int('dim');
    return tuple(
      Array.from({ length: sizeAlong(input, dim) }, (_, index) =>
        tensorValue(Tensor.apply(ops.select, [input], { dim, index })),
      ),
    );
  }),
];

const oneOrMany = (dims: number[] | undefined): number | readonly number[] | undefined =>
  dims?.length === 1 ? dims[0] : dims;

/** Sizes of which some may not be known: a size from another tensor's unknown shape stays symbolic. */
function shapeFrom(rest: readonly Value[]): number[] {
  const [only] = rest;
  const items =
    rest.length === 1 && only && 'items' in only && Array.isArray(only.items)
      ? (only.items as Value[])
      : rest;
  const unknowns = items.filter((item) => item.kind === 'unknown').length;
  const hasRest = items.some((item) => item.kind === 'int' && item.value === -1);
  return items.map((item) => {
    if (item.kind === 'int') return item.value;
    // `x.view(x.size(0), -1)` with an unknown batch: one unknown size can be left to PyTorch to work out.
    if (item.kind === 'unknown' && unknowns === 1 && !hasRest) return -1;
    throw new NotKnown('a size is not known');
  });
}

function sizeAlong(input: Tensor, dim: number): number {
  const size = input.shape?.at(dim);
  if (typeof size !== 'number') throw new NotKnown('the size along the dim is not known');
  return size;
}

function parts(input: Tensor, dim: number, length: number, total: number): Value {
  const pieces: Value[] = [];
  for (let start = 0; start < total; start += length) {
    pieces.push(
      tensorValue(Tensor.apply(ops.narrow, [input], { dim, start, length: Math.min(length, total - start) })),
    );
  }
  return tuple(pieces);
}

/** The tensors of a list or tuple. */
function tensorsOf(value: Value, runtime: Runtime): Tensor[] {
  const items = runtime.iterate(value);
  if (!items) throw new NotKnown('the tensors are not known');
  return [...items].map((item, position) => asTensor(item, `element ${position} in argument 0`));
}

const reductions: NativeFunction[] = [
  ...(['sum', 'mean'] as const).flatMap((name) =>
    at('tT', name, '(input, dim=None, keepdim=False, *, dtype=None, out=None)', (args) => {
      const dtype = args.optionalDType('dtype');
      const input = dtype ? Tensor.apply(ops.cast, [args.tensor('input')], { dtype }) : args.tensor('input');
      return tensorValue(
        Tensor.apply(ops[name], [input], { dim: args.optionalInts('dim'), keepdim: args.bool('keepdim') }),
      );
    }),
  ),
  ...(['amax', 'amin', 'any', 'all'] as const).flatMap((name) =>
    row('tT', name, '(input, dim=None, keepdim=False, *, out=None)', registry[name], ['input'], dimsOf),
  ),
  ...(['argmax', 'argmin'] as const).flatMap((name) =>
    row('tT', name, '(input, dim=None, keepdim=False)', registry[name], ['input'], (args) => ({
      ...dimOf(args),
      keepdim: args.bool('keepdim'),
    })),
  ),
  ...(['max', 'min'] as const).flatMap((name) =>
    at('tT', name, '(input, dim=None, keepdim=False, *, other=None, out=None)', (args) =>
      extreme(name, args),
    ),
  ),
  ...(['var', 'std'] as const).flatMap((name) =>
    at('tT', name, '(input, dim=None, unbiased=True, keepdim=False, *, correction=None)', (args) => {
      // The second argument may be `unbiased` alone: x.std(False).
      const given = args.value('dim');
      const dim = given.kind === 'bool' ? undefined : args.optionalInts('dim');
      const unbiased = given.kind === 'bool' ? given.value : args.bool('unbiased');
      const correction = args.optionalNumber('correction') ?? (unbiased ? 1 : 0);
      return tensorValue(
        Tensor.apply(ops[name], [args.tensor('input')], { dim, correction, keepdim: args.bool('keepdim') }),
      );
    }),
  ),
  ...row(
    'tT',
    'logsumexp',
    '(input, dim, keepdim=False, *, out=None)',
    registry['logsumexp'],
    ['input'],
    (args) => ({
      dim: args.ints('dim'),
      keepdim: args.bool('keepdim'),
    }),
  ),
  ...at('tT', 'norm', '(input, p=2, dim=None, keepdim=False)', (args) => {
    const p = args.value('p');
    if (p.kind === 'str' && p.value !== 'fro') throw new NotKnown(`the norm '${p.value}' is not computed`);
    return tensorValue(
      Tensor.apply(ops.norm, [args.tensor('input')], {
        p: p.kind === 'str' || p.kind === 'None' ? 2 : args.number('p'),
        dim: args.optionalInts('dim'),
        keepdim: args.bool('keepdim'),
      }),
    );
  }),
  ...row('tT', 'cumsum', '(input, dim, *, dtype=None)', registry['cumsum'], ['input'], (args) => ({
    dim: args.int('dim'),
  })),
  ...row('tT', 'cumprod', '(input, dim, *, dtype=None)', registry['cumprod'], ['input'], (args) => ({
    dim: args.int('dim'),
  })),
  ...at('tT', 'sort', '(input, dim=-1, descending=False, stable=False, *, out=None)', (args) => {
    const attributes = { dim: args.int('dim'), descending: args.bool('descending') };
    return namedTuple('torch.return_types.sort', {
      values: tensorValue(Tensor.apply(ops.sort, [args.tensor('input')], attributes)),
      indices: tensorValue(Tensor.apply(ops.argsort, [args.tensor('input')], attributes)),
    });
  }),
  ...row(
    'tT',
    'argsort',
    '(input, dim=-1, descending=False, stable=False)',
    ops.argsort,
    ['input'],
    (args) => ({
      dim: args.int('dim'),
      descending: args.bool('descending'),
    }),
  ),
  ...at('tT', 'topk', '(input, k, dim=-1, largest=True, sorted=True, *, out=None)', (args) => {
    const attributes = { k: args.int('k'), dim: args.int('dim'), largest: args.bool('largest') };
    return namedTuple('torch.return_types.topk', {
      values: tensorValue(Tensor.apply(ops.topk, [args.tensor('input')], attributes)),
      indices: tensorValue(Tensor.apply(ops.topk_indices, [args.tensor('input')], attributes)),
    });
  }),
  ...at('tT', 'prod', '(input, dim=None, keepdim=False)', (args) =>
    tensorValue(
      Tensor.apply(ops.prod, [args.tensor('input')], {
        dim: args.optionalInt('dim'),
        keepdim: args.bool('keepdim'),
      }),
    ),
  ),
];

/** `max(x)`, `max(x, dim)` → (values, indices), `max(x, y)`. */
function extreme(name: 'max' | 'min', args: Arguments): Value {
  const input = args.tensor('input');
  const second = args.value('dim');
  if (second.kind === 'tensor') {
    return tensorValue(Tensor.apply(name === 'max' ? ops.maximum : ops.minimum, [input, second.tensor], {}));
  }
  if (second.kind === 'None') {
    return tensorValue(
      Tensor.apply(name === 'max' ? ops.amax : ops.amin, [input], { dim: undefined, keepdim: false }),
    );
  }
  const attributes = { dim: args.int('dim'), keepdim: args.bool('keepdim') };
  const values = registry[name === 'max' ? 'max_values' : 'min_values']!;
  return namedTuple(`torch.return_types.${name}`, {
    values: tensorValue(Tensor.apply(values as unknown as Op, [input], attributes)),
    indices: tensorValue(Tensor.apply(name === 'max' ? ops.argmax : ops.argmin, [input], attributes)),
  });
}

const selections: NativeFunction[] = [
  ...at('t', 'where', '(condition, input=None, other=None)', (args) => {
    if (args.isNone('input')) throw new NotKnown('torch.where with one argument is not computed');
    return tensorValue(
      Tensor.apply(ops.where, [args.tensor('condition'), args.tensor('input'), args.tensor('other')], {}),
    );
  }),
  ...at('T', 'where', '(input, condition, other)', (args) =>
    tensorValue(
      Tensor.apply(ops.where, [args.tensor('condition'), args.tensor('input'), args.tensor('other')], {}),
    ),
  ),
  ...row('tT', 'masked_fill', '(input, mask, value)', registry['masked_fill'], ['input', 'mask', 'value']),
  ...row(
    'tT',
    'gather',
    '(input, dim, index, *, sparse_grad=False)',
    registry['gather'],
    ['input', 'index'],
    (args) => ({
      dim: args.int('dim'),
    }),
  ),
  ...row(
    'tT',
    'index_select',
    '(input, dim, index)',
    registry['index_select'],
    ['input', 'index'],
    (args) => ({
      dim: args.int('dim'),
    }),
  ),
  ...row(
    'tT',
    'take_along_dim',
    '(input, indices, dim)',
    registry['take_along_dim'],
    ['input', 'indices'],
    (args) => ({
      dim: args.int('dim'),
    }),
  ),
  ...at('tT', 'scatter', '(input, dim, index, src=None, *, value=None)', (args) => {
    const source = args.given('src') ? args.tensor('src') : args.tensor('value');
    return tensorValue(
      Tensor.apply(ops.scatter, [args.tensor('input'), args.tensor('index'), source], {
        dim: args.int('dim'),
      }),
    );
  }),
  ...row(
    'tT',
    'scatter_add',
    '(input, dim, index, src)',
    registry['scatter_add'],
    ['input', 'index', 'src'],
    (args) => ({
      dim: args.int('dim'),
    }),
  ),
  ...at('F', 'one_hot', '(tensor, num_classes=-1)', (args) =>
    tensorValue(Tensor.apply(ops.one_hot, [args.tensor('tensor')], { num_classes: args.int('num_classes') })),
  ),
  ...['clamp', 'clip'].flatMap((name) =>
    at('tT', name, '(input, min=None, max=None, *, out=None)', (args) =>
      tensorValue(
        Tensor.apply(ops.clamp, [args.tensor('input')], {
          min: args.optionalNumber('min'),
          max: args.optionalNumber('max'),
        }),
      ),
    ),
  ),
  ...at('tT', 'clamp_min', '(input, min)', (args) =>
    tensorValue(Tensor.apply(ops.clamp, [args.tensor('input')], { min: args.number('min'), max: undefined })),
  ),
  ...at('tT', 'clamp_max', '(input, max)', (args) =>
    tensorValue(Tensor.apply(ops.clamp, [args.tensor('input')], { min: undefined, max: args.number('max') })),
  ),
  ...row('tT', 'tril', '(input, diagonal=0)', registry['tril'], ['input'], (args) => ({
    diagonal: args.int('diagonal'),
  })),
  ...row('tT', 'triu', '(input, diagonal=0)', registry['triu'], ['input'], (args) => ({
    diagonal: args.int('diagonal'),
  })),
  ...at('tT', 'round', '(input, *, decimals=0)', (args) =>
    tensorValue(Tensor.apply(ops.round, [args.tensor('input')], { decimals: args.int('decimals') })),
  ),
  ...['div', 'divide', 'true_divide'].flatMap((name) =>
    at('tT', name, '(input, other, *, rounding_mode=None, out=None)', (args) => {
      const mode = args.optionalString('rounding_mode');
      if (mode !== undefined && mode !== 'floor' && mode !== 'trunc') {
        throw new PythonError(
          'RuntimeError',
          `div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '${mode}'`,
        );
      }
      return tensorValue(
        Tensor.apply(
          ops.div,
          [args.tensor('input'), args.tensor('other')],
          mode ? { rounding_mode: mode } : {},
        ),
      );
    }),
  ),
  ...(['mm', 'bmm', 'mv', 'dot', 'inner'] as const).flatMap((name) => {
    const second = { mm: 'mat2', bmm: 'mat2', mv: 'vec', dot: 'tensor', inner: 'other' }[name];
    return row('tT', name, `(input, ${second}, *, out=None)`, ops.matmul, ['input', second]);
  }),
  ...at('F', 'linear', '(input, weight, bias=None)', (args) => {
    const bias = args.optionalTensor('bias');
    return tensorValue(
      Tensor.apply(ops.linear, [args.tensor('input'), args.tensor('weight'), ...(bias ? [bias] : [])], {}),
    );
  }),
  ...at(
    'tT',
    'multinomial',
    '(input, num_samples, replacement=False, *, generator=None)',
    (args, runtime) => {
      runtime.noteOperation('multinomial', [args.tensor('input')]);
      runtime.random.torch.lose();
      return tensorValue(Tensor.leaf({ dtype: 'int64', role: { kind: 'class-indices' }, sampled: true }));
    },
  ),
];

const activations: NativeFunction[] = [
  ...alongDim('softmax', ops.softmax, 'tTFs'),
  ...alongDim('log_softmax', ops.log_softmax, 'tTFs'),
  ...alongDim('softmin', registry['softmin'], 'F'),
  ...row('F', 'logsigmoid', '(input)', ops.logsigmoid),
  ...row('sT', 'expit', '(input)', ops.sigmoid),
  ...row(
    'F',
    'leaky_relu',
    '(input, negative_slope=0.01, inplace=False)',
    registry['leaky_relu'],
    ['input'],
    (args) => ({
      negative_slope: args.number('negative_slope'),
    }),
  ),
  ...row('F', 'elu', '(input, alpha=1.0, inplace=False)', registry['elu'], ['input'], (args) => ({
    alpha: args.number('alpha'),
  })),
  ...row('F', 'gelu', "(input, approximate='none')", registry['gelu'], ['input'], (args) => ({
    approximate: args.string('approximate'),
  })),
  ...row('F', 'silu', '(input, inplace=False)', registry['silu']),
  ...row('F', 'softplus', '(input, beta=1, threshold=20)', registry['softplus'], ['input'], (args) => ({
    beta: args.number('beta'),
    threshold: args.number('threshold'),
  })),
];

/** Things that return their tensor as it is, or nothing of interest. */
const plain: NativeFunction[] = [
  ...at('T', 'contiguous', '(input, *, memory_format=None)', (args) => args.value('input')),
  ...at('T', 'numel', '(input)', (args) => {
    const { shape, numel } = args.tensor('input');
    if (!shape?.every((size) => typeof size === 'number'))
      throw new NotKnown('the number of elements is not known');
    return int(numel);
  }),
  ...at('T', 'nelement', '(input)', (args) => int(args.tensor('input').numel)),
  ...at('T', 'retain_grad', '(input)', (args, runtime) => {
    const object = args.tensorObject('input');
    object.retainsGrad = true;
    runtime.own(object);
    return none;
  }),
];

export const tensorFunctions: readonly NativeFunction[] = [
  ...unaries,
  ...binaries,
  ...scaled('add'),
  ...scaled('sub'),
  ...shapes,
  ...reductions,
  ...selections,
  ...activations,
  ...plain,
];
