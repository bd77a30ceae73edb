/** Derivatives of functions: torch.autograd.functional, and the transforms of torch.func. */
import { gradientsOf } from '../../../engine/autograd';
import { isGradEnabled, withGrad } from '../../../engine/context';
import { allocate } from '../../../engine/dtype';
import { ops } from '../../../engine/ops/index';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { define } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { selectFirst } from '../../tensor-index';
import { asView } from '../../views';
import {
  list,
  none,
  tensorValue,
  tuple,
  type NativeFunction,
  type TensorValue,
  type Value,
} from '../../values';
import { zerosLike } from './backward';

const tensorOf = (value: Value | undefined): Tensor => {
  if (value?.kind === 'tensor') return value.tensor;
  throw new NotKnown(value?.kind === 'unknown' ? value.reason : 'a tensor is not known');
};

/** The tensors among one value or a sequence. */
const partsOf = (value: Value): readonly Tensor[] =>
  value.kind === 'tuple' || value.kind === 'list' ? value.items.map(tensorOf) : [tensorOf(value)];

/** One value for one, a tuple for several, as what was given. */
const like = (given: Value, parts: readonly Value[]): Value =>
  given.kind === 'tuple' || given.kind === 'list' ? tuple(parts) : parts[0]!;

/**
 * A tensor to differentiate with respect to: a leaf of its own, or, where an outer derivative
 * is being taken, a copy that the outer one sees through.
 */
const fresh = (tensor: Tensor): Tensor =>
  tensor.requiresGrad && isGradEnabled()
    ? Tensor.apply(ops.clone, [tensor], {})
    : tensor.asLeaf({ requiresGrad: true });

const cut = (tensor: Tensor): Tensor =>
  tensor.requiresGrad ? Tensor.apply(ops.detach, [tensor], {}) : tensor;

/** A weight of one at one element, zero elsewhere. */
function oneAt(output: Tensor, at: number): Tensor {
  const values = allocate(output.dtype!, output.numel);
  values[at] = 1;
  return Tensor.leaf({ shape: output.shape, dtype: output.dtype, values });
}

/** d output / d input for each input, of the shape output + input. Rows are gradients of single elements. */
function jacobianOf(output: Tensor, inputs: readonly Tensor[]): Tensor[] {
  const shape = output.shape;
  if (!isKnownShape(shape) || !output.dtype) throw new NotKnown('the shape of the output is not known');
  const rows = Array.from({ length: output.numel }, (_, at) =>
    output.requiresGrad ? gradientsOf(output, inputs, oneAt(output, at)) : inputs.map(() => undefined),
  );
  return inputs.map((input, place) => {
    const parts = rows.map((row) => row[place] ?? zerosLike(input));
    const stacked = Tensor.apply(ops.stack, parts, { dim: 0 });
    return Tensor.apply(ops.reshape, [stacked], { shape: [...shape, ...input.shape!] });
  });
}

/** Evaluates a function on fresh copies of some of its arguments, recorded. */
function evaluated(
  func: Value,
  args: readonly Value[],
  places: readonly number[],
  runtime: Runtime,
  keywords: Readonly<Record<string, Value>> = {},
): { output: Value; inputs: readonly Tensor[]; isInner: boolean } {
  return withGrad(true, () => {
    const inputs = places.map((place) => fresh(tensorOf(args[place])));
    const passed = [...args];
    places.forEach((place, at) => {
      const object = tensorValue(inputs[at]!);
      runtime.own(object);
      passed[place] = object;
    });
    const isInner = places.some((place) => tensorOf(args[place]).requiresGrad);
    return { output: runtime.call(func, passed, keywords), inputs, isInner };
  });
}

/** Arguments given as one tensor or as a tuple of them. */
const argumentsOf = (inputs: Value): readonly Value[] =>
  inputs.kind === 'tuple' || inputs.kind === 'list' ? inputs.items : [inputs];

const placesOf = (args: readonly Value[]): number[] => args.map((_, at) => at);

function jacobian(args: Arguments, runtime: Runtime): Value {
  const given = args.value('inputs');
  const passed = argumentsOf(given);
  const keep = args.bool('create_graph');
  const { output, inputs } = evaluated(args.value('func'), passed, placesOf(passed), runtime);
  const rows = partsOf(output).map((part) =>
    like(
      given,
      withGrad(keep, () => jacobianOf(part, inputs)).map((found) => tensorValue(keep ? found : cut(found))),
    ),
  );
  return output.kind === 'tuple' ? tuple(rows) : rows[0]!;
}

function hessian(args: Arguments, runtime: Runtime): Value {
  const given = args.value('inputs');
  const passed = argumentsOf(given);
  const { output, inputs } = evaluated(args.value('func'), passed, placesOf(passed), runtime);
  const scalar = tensorOf(output);
  if (isKnownShape(scalar.shape) && scalar.numel !== 1) {
    throw new PythonError(
      'RuntimeError',
      'The Tensor returned by the function given to hessian should contain a single element',
    );
  }
  const first = withGrad(true, () => gradientsOf(scalar, inputs, oneAt(scalar, 0)));
  const rows = first.map((gradient, at) =>
    like(
      given,
      withGrad(false, () => jacobianOf(gradient ?? zerosLike(inputs[at]!), inputs)).map((found) =>
        tensorValue(cut(found)),
      ),
    ),
  );
  return like(given, rows);
}

function vjp(args: Arguments, runtime: Runtime): Value {
  const given = args.value('inputs');
  const passed = argumentsOf(given);
  const { output, inputs } = evaluated(args.value('func'), passed, placesOf(passed), runtime);
  const result = tensorOf(output);
  const weight = args.isNone('v') ? oneAt(result, 0) : tensorOf(args.value('v'));
  const found = withGrad(false, () => gradientsOf(result, inputs, weight));
  const shares = inputs.map((input, at) => tensorValue(cut(found[at] ?? zerosLike(input))));
  return tuple([tensorValue(cut(result)), like(given, shares)]);
}

/** J · v, summed over the inputs. */
function pushed(output: Tensor, inputs: readonly Tensor[], tangents: readonly Tensor[]): Tensor {
  const columns = jacobianOf(output, inputs).map((found, at) => {
    const rows = Tensor.apply(ops.reshape, [found], { shape: [output.numel, inputs[at]!.numel] });
    const column = Tensor.apply(ops.reshape, [tangents[at]!], { shape: [inputs[at]!.numel] });
    return Tensor.apply(ops.matmul, [rows, column], {});
  });
  const sum = columns.reduce((a, b) => Tensor.apply(ops.add, [a, b], {}));
  return Tensor.apply(ops.reshape, [sum], { shape: output.shape as readonly number[] });
}

function jvp(args: Arguments, runtime: Runtime): Value {
  const passed = argumentsOf(args.value('inputs'));
  const { output, inputs } = evaluated(args.value('func'), passed, placesOf(passed), runtime);
  const result = tensorOf(output);
  const tangents = args.isNone('v') ? inputs.map((input) => oneAt(input, 0)) : partsOf(args.value('v'));
  const found = withGrad(false, () => pushed(result, inputs, tangents));
  return tuple([tensorValue(cut(result)), tensorValue(cut(found))]);
}

/** Which arguments a transform differentiates with respect to. */
function argnumsOf(args: Arguments): { places: readonly number[]; isOne: boolean } {
  const given = args.value('argnums');
  if (given.kind === 'int') return { places: [given.value], isOne: true };
  return { places: args.ints('argnums'), isOne: false };
}

/** `torch.func.grad` and its kin: a function that gives gradients of another. */
function gradTransform(args: Arguments, withValue: boolean): NativeFunction {
  const func = args.value('func');
  const { places, isOne } = argnumsOf(args);
  const hasAux = args.bool('has_aux');
  return define('torch.func.grad', '(*args, **kwargs)', (call, runtime) => {
    const { output, inputs, isInner } = evaluated(func, call.rest, places, runtime, call.keywords);
    const value = hasAux && output.kind === 'tuple' ? output.items[0]! : output;
    const aux = hasAux && output.kind === 'tuple' ? output.items[1]! : none;
    const scalar = tensorOf(value);
    if (scalar.shape && scalar.shape.length !== 0) {
      throw new PythonError(
        'RuntimeError',
        `grad_and_value(f)(*args): Expected f(*args) to return a scalar tensor, got tensor with ${scalar.shape.length} dims. Maybe you wanted to use the vjp or jacrev APIs instead?`,
      );
    }
    const found = withGrad(true, () =>
      scalar.requiresGrad ? gradientsOf(scalar, inputs, oneAt(scalar, 0)) : inputs.map(() => undefined),
    );
    const keep = (tensor: Tensor): Value => tensorValue(isInner ? tensor : cut(tensor));
    const shares = inputs.map((input, at) => keep(found[at] ?? zerosLike(input)));
    const gradients = isOne ? shares[0]! : tuple(shares);
    if (!withValue) return hasAux ? tuple([gradients, aux]) : gradients;
    return tuple([gradients, hasAux ? tuple([keep(scalar), aux]) : keep(scalar)]);
  });
}

/** `torch.func.jacrev` and `jacfwd`: the same numbers by two ways. */
function jacobianTransform(args: Arguments): NativeFunction {
  const func = args.value('func');
  const { places, isOne } = argnumsOf(args);
  return define('torch.func.jacrev', '(*args, **kwargs)', (call, runtime) => {
    const { output, inputs, isInner } = evaluated(func, call.rest, places, runtime, call.keywords);
    const found = withGrad(true, () => jacobianOf(tensorOf(output), inputs));
    const shares = found.map((part) => tensorValue(isInner ? part : cut(part)));
    return isOne ? shares[0]! : tuple(shares);
  });
}

/** `torch.func.hessian`: the Jacobian of the gradient. */
function hessianTransform(args: Arguments, runtime: Runtime): Value {
  const argnums = args.value('argnums');
  const inner = runtime.call(jacrev, [args.value('func')], { argnums });
  return runtime.call(jacrev, [inner], { argnums });
}

/** One item of an argument along the dim that is mapped over. */
function slice(value: TensorValue, dim: number, at: number): Value {
  if (dim === 0) return asView(value, selectFirst(value, at));
  return tensorValue(Tensor.apply(ops.select, [value.tensor], { dim, index: at }));
}

function stacked(results: readonly Value[], dim: number): Value {
  const [first] = results;
  if (first?.kind === 'tuple' || first?.kind === 'list') {
    const columns = first.items.map((_, at) =>
      stacked(
        results.map((result) => (result.kind === first.kind ? result.items[at]! : none)),
        dim,
      ),
    );
    return first.kind === 'tuple' ? tuple(columns) : list(columns);
  }
  return tensorValue(Tensor.apply(ops.stack, results.map(tensorOf), { dim }));
}

/** `torch.vmap`: the function item by item, its results stacked. Random numbers in it are refused by PyTorch. */
function vmap(args: Arguments): NativeFunction {
  const func = args.value('func');
  const inDims = args.value('in_dims');
  const outDim = args.value('out_dims');
  return define('torch.vmap', '(*args, **kwargs)', (call, runtime) => {
    const dims = call.rest.map((_, at) =>
      inDims.kind === 'tuple' || inDims.kind === 'list' ? (inDims.items[at] ?? none) : inDims,
    );
    let length: number | undefined;
    call.rest.forEach((value, at) => {
      const dim = dims[at]!;
      if (dim.kind !== 'int') return;
      const size = value.kind === 'tensor' ? value.tensor.shape?.at(dim.value) : undefined;
      if (typeof size !== 'number')
        throw new NotKnown('the size of the dim that is mapped over is not known');
      length = size;
    });
    if (length === undefined || outDim.kind !== 'int') {
      throw new NotKnown('what is mapped over is not known');
    }
    const results = Array.from({ length }, (_, at) =>
      runtime.call(
        func,
        call.rest.map((value, place) => {
          const dim = dims[place]!;
          return value.kind === 'tensor' && dim.kind === 'int' ? slice(value, dim.value, at) : value;
        }),
        call.keywords,
      ),
    );
    return stacked(results, outDim.value);
  });
}

const jacrev = define('torch.func.jacrev', '(func, argnums=0, *, has_aux=False, chunk_size=None)', (args) => {
  if (args.bool('has_aux')) throw new NotKnown('has_aux is not followed');
  return jacobianTransform(args);
});

const FUNCTIONAL = 'torch.autograd.functional';

export const functionalNames: readonly NativeFunction[] = [
  define(
    `${FUNCTIONAL}.jacobian`,
    "(func, inputs, create_graph=False, strict=False, vectorize=False, strategy='reverse-mode')",
    jacobian,
  ),
  define(
    `${FUNCTIONAL}.hessian`,
    "(func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy='reverse-mode')",
    (args, runtime) => {
      if (args.bool('create_graph')) throw new NotKnown('a hessian with a graph is not followed');
      return hessian(args, runtime);
    },
  ),
  define(`${FUNCTIONAL}.vjp`, '(func, inputs, v=None, create_graph=False, strict=False)', vjp),
  define(`${FUNCTIONAL}.jvp`, '(func, inputs, v=None, create_graph=False, strict=False)', jvp),
  define('torch.func.grad', '(func, argnums=0, has_aux=False)', (args) => gradTransform(args, false)),
  define('torch.func.grad_and_value', '(func, argnums=0, has_aux=False)', (args) =>
    gradTransform(args, true),
  ),
  jacrev,
  define('torch.func.jacfwd', "(func, argnums=0, has_aux=False, *, randomness='error')", (args) =>
    jacobianTransform(args),
  ),
  define('torch.func.hessian', '(func, argnums=0)', hessianTransform),
  ...['torch.vmap', 'torch.func.vmap'].map((name) =>
    define(name, "(func, in_dims=0, out_dims=0, randomness='error', *, chunk_size=None)", (args) =>
      vmap(args),
    ),
  ),
];
