/** Derivatives of functions at a point: torch.autograd.functional. */
import { gradientsOf } from '../../../engine/autograd';
import { withGrad } from '../../../engine/context';
import { ops } from '../../../engine/ops/index';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { define } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { tensorValue, tuple, type NativeFunction, type Value } from '../../values';
import { zerosLike } from './backward';
import { cut, evaluated, jacobianOf, like, oneAt, partsOf, pushed, tensorOf } from './derivatives';

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

function jvp(args: Arguments, runtime: Runtime): Value {
  const passed = argumentsOf(args.value('inputs'));
  const { output, inputs } = evaluated(args.value('func'), passed, placesOf(passed), runtime);
  const result = tensorOf(output);
  const tangents = args.isNone('v') ? inputs.map((input) => oneAt(input, 0)) : partsOf(args.value('v'));
  const found = withGrad(false, () => pushed(result, inputs, tangents));
  return tuple([tensorValue(cut(result)), tensorValue(cut(found))]);
}

/** The product of a Hessian, which is symmetric, with a vector: the gradient of the gradient's product with it. */
function hessianProduct(args: Arguments, runtime: Runtime): Value {
  const given = args.value('inputs');
  const passed = argumentsOf(given);
  const { output, inputs } = evaluated(args.value('func'), passed, placesOf(passed), runtime);
  const scalar = tensorOf(output);
  if (isKnownShape(scalar.shape) && scalar.numel !== 1) {
    const name = args.functionName.slice(args.functionName.lastIndexOf('.') + 1);
    throw new PythonError(
      'RuntimeError',
      `The Tensor returned by the function given to ${name} should contain a single element`,
    );
  }
  const weights = args.isNone('v') ? inputs.map((input) => oneAt(input, 0)) : partsOf(args.value('v'));
  const sums = inputs.map((input) => zerosLike(input));
  const first = withGrad(true, () => gradientsOf(scalar, inputs, oneAt(scalar, 0)));
  first.forEach((gradient, at) => {
    if (!gradient?.requiresGrad) return;
    const second = withGrad(false, () => gradientsOf(gradient, inputs, weights[at]!));
    second.forEach((share, place) => {
      if (share) sums[place] = Tensor.apply(ops.add, [sums[place]!, share], {});
    });
  });
  return tuple([
    tensorValue(cut(scalar)),
    like(
      given,
      sums.map((sum) => tensorValue(cut(sum))),
    ),
  ]);
}

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
  ...['hvp', 'vhp'].map((name) =>
    define(
      `${FUNCTIONAL}.${name}`,
      '(func, inputs, v=None, create_graph=False, strict=False)',
      (args, runtime) => {
        if (args.bool('create_graph')) throw new NotKnown(`a ${name} with a graph is not followed`);
        return hessianProduct(args, runtime);
      },
    ),
  ),
  define(`${FUNCTIONAL}.jvp`, '(func, inputs, v=None, create_graph=False, strict=False)', jvp),
];
