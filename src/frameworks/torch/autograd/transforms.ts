/** The transforms of torch.func: functions that give derivatives of functions, and functions over batches. */
import { gradientsOf } from '../../../engine/autograd';
import { withGrad } from '../../../engine/context';
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { define } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { selectFirst } from '../../tensor-index';
import {
  dict,
  list,
  none,
  tensorValue,
  tuple,
  type NativeFunction,
  type TensorValue,
  type Value,
} from '../../values';
import { asView } from '../../views';
import { zerosLike } from './backward';
import { cut, evaluated, jacobianOf, oneAt, pushed, tensorOf } from './derivatives';
import { leavesOf, mapTensors, rebuilt } from './trees';

/** Which arguments a transform differentiates with respect to. */
function argnumsOf(args: Arguments): { places: readonly number[]; isOne: boolean } {
  const given = args.value('argnums');
  if (given.kind === 'int') return { places: [given.value], isOne: true };
  return { places: args.ints('argnums'), isOne: false };
}

/** One result for each tensor of the arguments at `places`, in dicts and lists as they were given. */
function asGiven(
  args: readonly Value[],
  places: readonly number[],
  isOne: boolean,
  results: readonly TensorValue[],
): Value {
  let from = 0;
  const parts = places.map((place) => {
    const argument = args[place] ?? none;
    const count = leavesOf(argument).length;
    from += count;
    return rebuilt(argument, results.slice(from - count, from));
  });
  return isOne ? parts[0]! : tuple(parts);
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
        `grad_and_value(f)(*args): Expected f(*args) to return a scalar Tensor, got tensor with ${scalar.shape.length} dims. Maybe you wanted to use the vjp or jacrev APIs instead?`,
      );
    }
    const found = withGrad(true, () =>
      scalar.requiresGrad ? gradientsOf(scalar, inputs, oneAt(scalar, 0)) : inputs.map(() => undefined),
    );
    const keep = (tensor: Tensor): TensorValue => tensorValue(isInner ? tensor : cut(tensor));
    const shares = inputs.map((input, at) => keep(found[at] ?? zerosLike(input)));
    const gradients = asGiven(call.rest, places, isOne, shares);
    const beside = rebuilt(aux, leavesOf(aux).map(keep));
    if (!withValue) return hasAux ? tuple([gradients, beside]) : gradients;
    return tuple([gradients, hasAux ? tuple([keep(scalar), beside]) : keep(scalar)]);
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
    return asGiven(call.rest, places, isOne, shares);
  });
}

/** `torch.func.hessian`: the Jacobian of the gradient. */
function hessianTransform(args: Arguments, runtime: Runtime): Value {
  const argnums = args.value('argnums');
  const inner = runtime.call(jacrev, [args.value('func')], { argnums });
  return runtime.call(jacrev, [inner], { argnums });
}

/** The output of a function with the gradient's graph cut, unless an outer transform looks through it. */
const shown = (output: Value, isInner: boolean): Value =>
  rebuilt(
    output,
    leavesOf(output).map((tensor) => tensorValue(isInner ? tensor : cut(tensor))),
  );

/** `torch.func.vjp`: the value, and a function from the weights of its elements to gradients. */
function vjp(args: Arguments, runtime: Runtime): Value {
  const places = args.rest.map((_, at) => at);
  const hasAux = args.bool('has_aux');
  const run = evaluated(args.value('func'), args.rest, places, runtime);
  const [output, aux] =
    hasAux && run.output.kind === 'tuple' ? [run.output.items[0]!, run.output.items[1]!] : [run.output, none];
  const results = leavesOf(output);
  const pull = define('torch.func.vjp_fn', '(cotangents)', (call) => {
    const weights = leavesOf(call.value('cotangents'));
    if (weights.length !== results.length) throw new NotKnown('the cotangents do not fit the output');
    const sums = run.inputs.map(zerosLike);
    results.forEach((result, at) => {
      if (!result.requiresGrad) return;
      withGrad(true, () => gradientsOf(result, run.inputs, weights[at]!)).forEach((share, place) => {
        if (share) sums[place] = Tensor.apply(ops.add, [sums[place]!, share], {});
      });
    });
    const shares = sums.map((sum) => tensorValue(run.isInner ? sum : cut(sum)));
    return asGiven(args.rest, places, false, shares);
  });
  const value = shown(output, run.isInner);
  return tuple(hasAux ? [value, pull, shown(aux, run.isInner)] : [value, pull]);
}

/** `torch.func.jvp`: the value, and how it changes along the tangents. */
function jvp(args: Arguments, runtime: Runtime): Value {
  const primals = args.value('primals');
  const tangents = args.value('tangents');
  if (primals.kind !== 'tuple' || tangents.kind !== 'tuple')
    throw new NotKnown('where the derivative is taken is not known');
  const places = primals.items.map((_, at) => at);
  const { output, inputs, isInner } = evaluated(args.value('func'), primals.items, places, runtime);
  const directions = leavesOf(tangents);
  if (directions.length !== inputs.length) throw new NotKnown('the tangents do not fit the primals');
  const changes = leavesOf(output).map((result) => {
    const change = withGrad(true, () => pushed(result, inputs, directions));
    return tensorValue(isInner ? change : cut(change));
  });
  return tuple([shown(output, isInner), rebuilt(output, changes)]);
}

/** One item of an argument along the dim that is mapped over. */
function slice(value: Value, dim: number, at: number): Value {
  return mapTensors(value, (tensor) =>
    dim === 0
      ? asView(tensor, selectFirst(tensor, at))
      : tensorValue(Tensor.apply(ops.select, [tensor.tensor], { dim, index: at })),
  );
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
  if (first?.kind === 'dict') {
    return dict(
      [...first.entries].map(([key, [name]]): readonly [Value, Value] => [
        name,
        stacked(
          results.map((result) => (result.kind === 'dict' ? (result.entries.get(key)?.[1] ?? none) : none)),
          dim,
        ),
      ]),
    );
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
      const [first] = leavesOf(value);
      if (!first) return;
      const size = first.shape?.at(dim.value);
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
          return dim.kind === 'int' ? slice(value, dim.value, at) : value;
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

export const transformNames: readonly NativeFunction[] = [
  define('torch.func.vjp', '(func, *primals, has_aux=False)', vjp),
  define('torch.func.jvp', '(func, primals, tangents, *, strict=False, has_aux=False)', (args, runtime) => {
    if (args.bool('has_aux')) throw new NotKnown('has_aux is not followed');
    return jvp(args, runtime);
  }),
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
