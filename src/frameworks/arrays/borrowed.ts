/**
 * Names of numpy and jax.numpy that do what a name of PyTorch does, with other names of parameters: each row
 * says which, and where each of PyTorch's arguments comes from.
 */
import { isFloating } from '../../engine/dtype';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import { itemsOf } from '../standard/items';
import { torchNames } from '../torch';
import { bool, int, list, namedTuple, tensorValue, tuple, type NativeFunction, type Value } from '../values';
import { arrayOf, type ArrayDialect } from './dialect';
import { elementwiseOptions, withOptions } from './elementwise-options';
import { refuseBeyond } from './methods';
import { castTo, inCommonDType } from './promotion';
import { inAskedDType, partOptions, wantAllElements } from './reduction-options';

/** Where an argument of PyTorch's comes from. */
type Source = (args: Arguments, dialect: ArrayDialect, runtime: Runtime) => Value | undefined;

const asTorch = (tensor: Tensor): Value => tensorValue(tensor, 'torch');

/** An array argument. */
const array =
  (name: string): Source =>
  (args, dialect) =>
    args.isNone(name) ? undefined : asTorch(arrayOf(args.value(name), dialect));

/** An array argument, integers as floats of the dialect. */
const floats =
  (name: string): Source =>
  (args, dialect) =>
    asTorch(inFloats(arrayOf(args.value(name), dialect), dialect));

const inFloats = (tensor: Tensor, { floatDType }: ArrayDialect): Tensor =>
  tensor.dtype && !isFloating(tensor.dtype) ? castTo(tensor, floatDType) : tensor;

/** One of two arrays, in the dtype in which they meet. */
const met =
  (name: string, other: string): Source =>
  (args, dialect) => {
    const [tensor] = inCommonDType(
      arrayOf(args.value(name), dialect),
      arrayOf(args.value(other), dialect),
      dialect.framework,
    );
    return asTorch(tensor);
  };

/** Several arrays in the dtype in which they meet. */
const arrays =
  (name: string): Source =>
  (args, dialect, runtime) => {
    const given = args.value(name);
    const items = given.kind === 'tensor' ? [...(runtime.iterate(given) ?? [])] : itemsOf(runtime, given);
    const tensors = items.map((item) => arrayOf(item, dialect));
    const [common] = tensors;
    if (!common) throw new NotKnown('the arrays are not known');
    const dtype = tensors.reduce(
      (so, next) =>
        inCommonDType(Tensor.leaf({ dtype: so, shape: [] }), next, dialect.framework)[1].dtype ?? so,
      common.dtype,
    );
    return list(tensors.map((tensor) => asTorch(dtype ? castTo(tensor, dtype) : tensor)));
  };

/** An argument as it is; absent where it is None. */
const given =
  (name: string): Source =>
  (args) =>
    args.isNone(name) ? undefined : args.value(name);

/** An array in the dtype in which it is to be reduced. */
const asked =
  (of: Source): Source =>
  (args, dialect, runtime) => {
    const value = of(args, dialect, runtime);
    return value?.kind === 'tensor' ? asTorch(inAskedDType(value.tensor, args)) : value;
  };

const always =
  (value: Value): Source =>
  () =>
    value;

/** The namedtuples of linear algebra: their types and fields. */
const resultNames: Readonly<Record<string, readonly [type: string, fields: readonly string[]]>> = {
  'linalg.qr': ['QRResult', ['Q', 'R']],
  'linalg.svd': ['SVDResult', ['U', 'S', 'Vh']],
  'linalg.eigh': ['EighResult', ['eigenvalues', 'eigenvectors']],
  'linalg.slogdet': ['SlogdetResult', ['sign', 'logabsdet']],
};

/** What the function gives, as the dialect's arrays: PyTorch's other namedtuples are plain tuples elsewhere. */
function inDialect(value: Value, dialect: ArrayDialect, name: string): Value {
  if (value.kind === 'tensor') {
    const { tensor } = value;
    const narrow = dialect.framework === 'jax' && tensor.dtype === 'int64' ? castTo(tensor, 'int32') : tensor;
    return tensorValue(narrow, dialect.framework);
  }
  if (value.kind === 'tuple') {
    const items = value.items.map((item) => inDialect(item, dialect, name));
    const fields = resultNames[name];
    return fields
      ? namedTuple(fields[0], Object.fromEntries(items.map((item, at) => [fields[1][at]!, item])))
      : tuple(items);
  }
  if (value.kind === 'list') return list(value.items.map((item) => inDialect(item, dialect, name)));
  return value;
}

interface Row {
  readonly name: string;
  readonly parameters: string;
  readonly torch: string;
  readonly takes: Readonly<Record<string, Source>>;
}

const row = (
  name: string,
  parameters: string,
  torch: string,
  takes: Readonly<Record<string, Source>>,
): Row => ({ name, parameters, torch, takes });

/** A function of one array that gives floats. */
const floatRow = (name: string, torch = name): Row =>
  row(name, `(x, ${elementwiseOptions})`, torch, { input: floats('x') });

/** A function of two arrays. */
const pairRow = (name: string, torch = name, of = array): Row =>
  row(name, `(x, y, ${elementwiseOptions})`, torch, { input: of('x'), other: of('y') });

/** A reduction to floats over an axis. */
const reductionRow = (name: string, torch: string, of = floats): Row =>
  row(name, `(x, axis=None, dtype=None, out=None, keepdims=False, ${partOptions})`, torch, {
    input: asked(of('x')),
    dim: given('axis'),
    keepdim: given('keepdims'),
  });

const spread = (name: string, torch: string): Row =>
  row(name, `(x, axis=None, dtype=None, out=None, ddof=0, keepdims=False, ${partOptions})`, torch, {
    input: asked(floats('x')),
    dim: given('axis'),
    correction: given('ddof'),
    keepdim: given('keepdims'),
  });

const rows: readonly Row[] = [
  ...['sinc', 'trunc'].map((name) => floatRow(name)),
  floatRow('arcsin', 'asin'),
  floatRow('arccos', 'acos'),
  floatRow('arctan', 'atan'),
  floatRow('arcsinh', 'asinh'),
  floatRow('arccosh', 'acosh'),
  floatRow('arctanh', 'atanh'),
  floatRow('deg2rad', 'deg2rad'),
  floatRow('rad2deg', 'rad2deg'),
  floatRow('radians', 'deg2rad'),
  floatRow('degrees', 'rad2deg'),
  floatRow('rint', 'round'),
  floatRow('fix', 'trunc'),
  floatRow('i0', 'i0'),
  pairRow('arctan2', 'atan2', floats),
  pairRow('hypot', 'hypot', floats),
  pairRow('logaddexp', 'logaddexp', floats),
  pairRow('logaddexp2', 'logaddexp2', floats),
  pairRow('fmod'),
  pairRow('floor_divide'),
  pairRow('remainder'),
  pairRow('fmax'),
  pairRow('fmin'),
  pairRow('copysign', 'copysign', floats),
  pairRow('heaviside', 'heaviside', floats),
  pairRow('bitwise_and'),
  pairRow('bitwise_or'),
  pairRow('bitwise_xor'),
  pairRow('logical_xor'),
  pairRow('gcd'),
  pairRow('lcm'),
  row('outer', '(x, y)', 'outer', { input: array('x'), vec2: array('y') }),
  row('vdot', '(x, y)', 'dot', { input: met('x', 'y'), tensor: met('y', 'x') }),
  row('kron', '(x, y)', 'kron', { input: array('x'), other: array('y') }),
  row('cross', '(x, y, axis=-1)', 'linalg.cross', {
    input: array('x'),
    other: array('y'),
    dim: given('axis'),
  }),
  row('isclose', '(x, y, rtol=1e-05, atol=1e-08, equal_nan=False)', 'isclose', {
    input: met('x', 'y'),
    other: met('y', 'x'),
    rtol: given('rtol'),
    atol: given('atol'),
    equal_nan: given('equal_nan'),
  }),
  row('allclose', '(x, y, rtol=1e-05, atol=1e-08, equal_nan=False)', 'allclose', {
    input: met('x', 'y'),
    other: met('y', 'x'),
    rtol: given('rtol'),
    atol: given('atol'),
    equal_nan: given('equal_nan'),
  }),
  row('array_equal', '(x, y)', 'equal', { input: met('x', 'y'), other: met('y', 'x') }),
  row('nan_to_num', '(x, copy=True, nan=0.0, posinf=None, neginf=None)', 'nan_to_num', {
    input: array('x'),
    nan: given('nan'),
    posinf: given('posinf'),
    neginf: given('neginf'),
  }),
  spread('std', 'std'),
  spread('var', 'var'),
  reductionRow('nansum', 'nansum'),
  reductionRow('nanmean', 'nanmean'),
  row('count_nonzero', '(x, axis=None)', 'count_nonzero', { input: array('x'), dim: given('axis') }),
  ...['cumsum', 'cumprod'].map((name) =>
    row(name, '(x, axis=None, dtype=None, out=None)', name, { input: asked(array('x')), dim: given('axis') }),
  ),
  row('diff', '(x, n=1, axis=-1)', 'diff', { input: array('x'), n: given('n'), dim: given('axis') }),
  row('trapezoid', '(y, x=None, dx=1.0, axis=-1)', 'trapezoid', {
    y: floats('y'),
    x: array('x'),
    dim: given('axis'),
  }),
  row('logsumexp', '(x, axis=None, keepdims=False)', 'logsumexp', {
    input: floats('x'),
    dim: given('axis'),
    keepdim: given('keepdims'),
  }),
  row('argsort', '(x, axis=-1, kind=None, order=None, stable=None)', 'argsort', {
    input: array('x'),
    dim: given('axis'),
    stable: always(bool(true)),
  }),
  row('flip', '(x, axis=None)', 'flip', { input: array('x'), dims: given('axis') }),
  row('fliplr', '(x)', 'fliplr', { input: array('x') }),
  row('flipud', '(x)', 'flipud', { input: array('x') }),
  row('roll', '(x, shift, axis=None)', 'roll', {
    input: array('x'),
    shifts: given('shift'),
    dims: given('axis'),
  }),
  row('rot90', '(x, k=1, axes=None)', 'rot90', { input: array('x'), k: given('k'), dims: given('axes') }),
  row('tile', '(x, reps)', 'tile', { input: array('x'), dims: given('reps') }),
  row('repeat', '(x, repeats, axis=None)', 'repeat_interleave', {
    input: array('x'),
    repeats: (args, dialect) => {
      const value = args.value('repeats');
      return value.kind === 'int' ? value : asTorch(castTo(arrayOf(value, dialect), 'int64'));
    },
    dim: given('axis'),
  }),
  row('concatenate', '(arrays, axis=0, out=None, dtype=None)', 'cat', {
    tensors: arrays('arrays'),
    dim: given('axis'),
  }),
  row('concat', '(arrays, axis=0)', 'cat', { tensors: arrays('arrays'), dim: given('axis') }),
  row('stack', '(arrays, axis=0)', 'stack', { tensors: arrays('arrays'), dim: given('axis') }),
  ...['vstack', 'hstack', 'dstack', 'column_stack'].map((name) =>
    row(name, '(arrays)', name, { tensors: arrays('arrays') }),
  ),
  row('swapaxes', '(x, axis1, axis2)', 'transpose', {
    input: array('x'),
    dim0: given('axis1'),
    dim1: given('axis2'),
  }),
  row('moveaxis', '(x, source, destination)', 'moveaxis', {
    input: array('x'),
    source: given('source'),
    destination: given('destination'),
  }),
  row('broadcast_to', '(x, shape)', 'broadcast_to', { input: array('x'), size: given('shape') }),
  row('atleast_1d', '(x)', 'atleast_1d', { '*': array('x') }),
  row('atleast_2d', '(x)', 'atleast_2d', { '*': array('x') }),
  row('atleast_3d', '(x)', 'atleast_3d', { '*': array('x') }),
  row('diag', '(x, k=0)', 'diag', { input: array('x'), diagonal: given('k') }),
  row('diagonal', '(x, offset=0, axis1=0, axis2=1)', 'diagonal', {
    input: array('x'),
    offset: given('offset'),
    dim1: given('axis1'),
    dim2: given('axis2'),
  }),
  row('trace', '(x)', 'trace', { input: array('x') }),
  row('inner', '(x, y)', 'inner', { input: met('x', 'y'), other: met('y', 'x') }),
  row('tril', '(x, k=0)', 'tril', { input: array('x'), diagonal: given('k') }),
  row('triu', '(x, k=0)', 'triu', { input: array('x'), diagonal: given('k') }),
  row('take_along_axis', '(x, indices, axis)', 'take_along_dim', {
    input: array('x'),
    indices: array('indices'),
    dim: given('axis'),
  }),
  row('argwhere', '(x)', 'argwhere', { input: array('x') }),
  row('isin', '(x, test)', 'isin', { elements: array('x'), test_elements: array('test') }),
  row('bincount', '(x, weights=None, minlength=0, length=None)', 'bincount', {
    input: array('x'),
    weights: array('weights'),
    minlength: (args) => (args.isNone('length') ? args.value('minlength') : args.value('length')),
  }),
  row('einsum', '(subscripts, *operands, **kwargs)', 'einsum', {
    '*': (args, dialect) =>
      list([args.value('subscripts'), ...args.rest.map((value) => asTorch(arrayOf(value, dialect)))]),
  }),
  row('tensordot', '(x, y, axes=2)', 'tensordot', {
    a: array('x'),
    b: array('y'),
    dims: given('axes'),
  }),
  row('linalg.inv', '(x)', 'linalg.inv', { A: floats('x') }),
  row('linalg.pinv', '(x)', 'linalg.pinv', { A: floats('x') }),
  row('linalg.det', '(x)', 'linalg.det', { A: floats('x') }),
  row('linalg.slogdet', '(x)', 'linalg.slogdet', { A: floats('x') }),
  row('linalg.solve', '(x, y)', 'linalg.solve', { A: floats('x'), B: floats('y') }),
  row('linalg.cholesky', '(x)', 'linalg.cholesky', { input: floats('x') }),
  row('linalg.svd', '(x, full_matrices=True)', 'linalg.svd', {
    A: floats('x'),
    full_matrices: given('full_matrices'),
  }),
  row('linalg.eigh', "(x, UPLO='L')", 'linalg.eigh', { A: floats('x'), UPLO: given('UPLO') }),
  row('linalg.qr', "(x, mode='reduced')", 'linalg.qr', { A: floats('x'), mode: given('mode') }),
  row('linalg.cond', '(x, p=None)', 'linalg.cond', { A: floats('x'), p: given('p') }),
  row('linalg.svdvals', '(x)', 'linalg.svdvals', { A: floats('x') }),
  row('linalg.eigvalsh', '(x)', 'linalg.eigvalsh', { A: floats('x') }),
  row('linalg.matrix_rank', '(x)', 'linalg.matrix_rank', { A: floats('x') }),
  row('linalg.matrix_power', '(x, n)', 'linalg.matrix_power', { A: array('x'), n: given('n') }),
  row('linalg.norm', '(x, ord=None, axis=None, keepdims=False)', 'linalg.norm', {
    A: floats('x'),
    ord: given('ord'),
    dim: given('axis'),
    keepdim: given('keepdims'),
  }),
];

/** numpy without an axis works on the flat array, where PyTorch wants a dim. */
const flatWithoutAxis: ReadonlySet<string> = new Set(['cumsum', 'cumprod', 'logsumexp']);

/** The functions under a prefix such as `numpy.`; a name of PyTorch that is not known leaves its row out. */
export function borrowedFunctions(prefix: string, dialect: ArrayDialect): NativeFunction[] {
  return rows.map(({ name, parameters, torch, takes }) =>
    define(`${prefix}${name}`, parameters, (args, runtime) => {
      const callee = torchNames.get(`torch.${torch}`);
      if (!callee) throw new NotKnown(`${prefix}${name} is not computed`);
      if (parameters.includes(partOptions)) wantAllElements(args);
      const keywords: Record<string, Value> = {};
      // What PyTorch takes by place alone stands under a star.
      const positional: Value[] = [];
      for (const [parameter, source] of Object.entries(takes)) {
        const value = source(args, dialect, runtime);
        if (value && parameter === '*') positional.push(...(value.kind === 'list' ? value.items : [value]));
        else if (value) keywords[parameter] = value;
      }
      if (!('dim' in keywords) && flatWithoutAxis.has(name)) {
        keywords['input'] = runtime.call(runtime.getAttribute(keywords['input']!, 'flatten'), []);
        keywords['dim'] = int(0);
      }
      if (name === 'flip' && !('dims' in keywords)) {
        const rank = arrayOf(args.value('x'), dialect).rank ?? 0;
        keywords['dims'] = list(Array.from({ length: rank }, (_, at) => int(at)));
      }
      if (name === 'take_along_axis' && dialect.framework === 'jax')
        refuseBeyond(
          arrayOf(args.value('indices'), dialect),
          arrayOf(args.value('x'), dialect).shape?.at(args.int('axis')),
        );
      const result = inDialect(runtime.call(callee, positional, keywords), dialect, name);
      return parameters.includes(elementwiseOptions) ? withOptions(result, args) : result;
    }),
  );
}
