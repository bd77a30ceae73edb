/** Tensor methods that fill a tensor with random numbers: `x.normal_()` and its kin. */
import { isGradEnabled } from '../../../engine/context';
import { torchScalarName, type DType } from '../../../engine/dtype';
import { Tensor } from '../../../engine/tensor';
import { ops } from '../../../engine/ops/index';
import type { Arguments } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import { changeInPlace } from '../../in-place';
import { readNest } from '../../literal-tensors';
import type { Runtime } from '../../runtime';
import type { NativeFunction, Value } from '../../values';
import {
  bernoulliEachFill,
  bernoulliFill,
  cauchyFill,
  drawing,
  drawnLike,
  exponentialFill,
  geometricFill,
  integerFill,
  logNormalFill,
  normalFill,
  plainNumber,
  unboundedFill,
  uniformFill,
  wantFloating,
  type Fill,
} from './drawing';
import { memoryOrder } from '../tensor/memory-order';
import { drawnFrom, wantBounds, wantProbability } from './tensors';

/** What a call draws; throws PyTorch's error for wrong parameters. */
interface Draw {
  readonly fill: Fill;
  readonly gradFn: string;
}

const method = (
  name: string,
  parameters: string,
  read: (args: Arguments, dtype: DType, object: Tensor) => Draw,
): NativeFunction =>
  drawing(`torch.Tensor.${name}`, `(self, ${parameters}generator=None)`, (args, runtime, generator) => {
    const object = args.tensorObject('self');
    const { dtype } = object.tensor;
    if (!dtype) throw new NotKnown('the dtype to fill is not known');
    const { fill, gradFn } = read(args, dtype, object.tensor);
    return inPlace(
      args,
      runtime,
      drawnLike(object.tensor, generator, fill, false, memoryOrder(object.tensor)),
      gradFn,
    );
  });

/** Puts what was drawn into the tensor object; what the tensor was made from gets zeros as its gradient. */
function inPlace(args: Arguments, runtime: Runtime, drawn: Tensor, gradFn: string): Value {
  const object = args.tensorObject('self');
  const keepsGraph = isGradEnabled() && object.tensor.requiresGrad && object.tensor.hasValues;
  const filled = keepsGraph ? drawnFrom(drawn, [object.tensor], gradFn) : drawn;
  changeInPlace(object, filled, runtime);
  return object;
}

const refuse = (isWrong: boolean, message: string): void => {
  if (isWrong) throw new PythonError('RuntimeError', message);
};

/** `random_()`, `random_(to)`, `random_(from, to)`. */
function randomInteger(args: Arguments, dtype: DType): Draw {
  const given = args.rest.map((value) => readNest(value).values[0]!);
  const to = args.given('to') ? args.int('to') : given.pop();
  const from = args.given('from') ? args.int('from') : (given.pop() ?? 0);
  if (to === undefined) return { fill: unboundedFill(dtype), gradFn: 'RandomBackward2' };
  wantBounds(from, to, dtype);
  const hasBoth = args.rest.length > 1 || args.given('from');
  return { fill: integerFill(from, to), gradFn: hasBoth ? 'RandomBackward0' : 'RandomBackward1' };
}

export const inPlaceDraws: readonly NativeFunction[] = [
  method('random_', '*bounds, from=None, to=None, ', randomInteger),
  // Python cannot name a parameter `from`, but a call may pass it through a dict.
  method('uniform_', 'from=0.0, to=1.0, *, ', (args, dtype) => {
    wantFloating(dtype, 'check_uniform_bounds');
    const [from, to] = [args.number('from'), args.number('to')];
    refuse(
      from > to,
      `uniform_ expects to return a [from, to) range, but found from=${plainNumber(from)} > to=${plainNumber(to)}`,
    );
    return { fill: uniformFill(from, to), gradFn: 'UniformBackward0' };
  }),
  method('normal_', 'mean=0.0, std=1.0, *, ', (args, dtype) => {
    const std = args.number('std');
    refuse(std < 0, `normal expects std >= 0.0, but found std ${plainNumber(std)}`);
    wantFloating(dtype, 'normal_kernel_cpu');
    return { fill: normalFill(args.number('mean'), std), gradFn: 'NormalBackward0' };
  }),
  method('log_normal_', 'mean=1.0, std=2.0, *, ', (args, dtype) => {
    const std = args.number('std');
    refuse(std <= 0, `log_normal_ expects std > 0.0, but found std=${plainNumber(std)}`);
    wantFloating(dtype, 'log_normal_cpu');
    return { fill: logNormalFill(args.number('mean'), std), gradFn: 'LogNormalBackward0' };
  }),
  method('exponential_', 'lambd=1.0, *, ', (args, dtype) => {
    const rate = args.number('lambd');
    refuse(rate <= 0, `exponential_ expects lambda > 0.0, but found lambda=${plainNumber(rate)}`);
    refuse(
      !/float/.test(dtype),
      `Exponential distribution is a continuous probability distribution. dtype must be a floating point but you specified ${torchScalarName(dtype)}`,
    );
    return { fill: exponentialFill(rate), gradFn: 'ExponentialBackward0' };
  }),
  method('geometric_', 'p, *, ', (args) => {
    const p = args.number('p');
    refuse(!(p > 0 && p < 1), `geometric_ expects p to be in (0, 1), but got p=${plainNumber(p)}`);
    return { fill: geometricFill(p), gradFn: 'GeometricBackward0' };
  }),
  method('cauchy_', 'median=0.0, sigma=1.0, *, ', (args, dtype) => {
    const sigma = args.number('sigma');
    refuse(sigma <= 0, `cauchy_ expects sigma > 0.0, but found sigma=${plainNumber(sigma)}`);
    wantFloating(dtype, 'cauchy_cpu');
    return { fill: cauchyFill(args.number('median'), sigma), gradFn: 'CauchyBackward0' };
  }),
  method('bernoulli_', 'p=0.5, *, ', (args, _, object) => {
    const given = args.value('p');
    if (given.kind !== 'tensor') {
      const p = args.number('p');
      wantProbability(p);
      return { fill: bernoulliFill(p), gradFn: 'BernoulliBackward2' };
    }
    const probabilities = given.tensor;
    if (!probabilities.hasValues) throw new NotKnown('the probabilities are not known');
    const expanded = Tensor.apply(ops.expand, [probabilities], { size: object.shape! });
    return {
      fill: bernoulliEachFill(expanded.values(), probabilities.dtype!),
      gradFn: 'BernoulliBackward1',
    };
  }),
];
