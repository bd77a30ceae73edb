/** Functions of torch that make tensors of random numbers, with PyTorch's numbers for a seed. */
import { defaultFloatDType } from '../../../engine/context';
import { isFloating, torchScalarName, type DType } from '../../../engine/dtype';
import { ops } from '../../../engine/ops/index';
import { broadcastShapes, isKnownShape, type Shape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { dimOfSize } from '../../contract';
import { NotKnown, PythonError } from '../../errors';
import { readNest } from '../../literal-tensors';
import type { TorchGenerator } from '../../random';
import { binomial, poisson } from '../../random/discrete';
import type { Runtime } from '../../runtime';
import { tensorValue, type NativeFunction, type TensorValue, type Value } from '../../values';
import { own } from '../tensor/creation';
import {
  bernoulliEachFill,
  bernoulliFill,
  drawing,
  drawnLeaf,
  drawnLike,
  integerFill,
  normalFill,
  plainNumber,
  uniformFill,
  valuesFor,
  wantFloating,
  type Fill,
} from './drawing';
import { memoryOrder } from '../tensor/memory-order';

const OPTIONS =
  'generator=None, out=None, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False, names=None';
const LIKE =
  'dtype=None, layout=None, device=None, requires_grad=False, memory_format=None, pin_memory=False, generator=None';

/** What is like a tensor lies in memory as that does, unless another format is asked for. */
const orderOf = (args: Arguments): readonly number[] | undefined =>
  args.isNone('memory_format') ? memoryOrder(args.tensor('input')) : undefined;

/** Random floating numbers of a shape, or like a tensor. */
const filled = (name: string, fill: Fill, kernel: string): NativeFunction[] => [
  drawing(`torch.${name}`, `(*sizes, size=None, ${OPTIONS})`, (args, runtime, generator) => {
    const dtype = args.optionalDType('dtype') ?? defaultFloatDType();
    wantFloating(dtype, kernel);
    const requiresGrad = args.bool('requires_grad');
    return own(drawnLike({ shape: args.shape(), dtype }, generator, fill, requiresGrad), runtime);
  }),
  drawing(`torch.${name}_like`, `(input, *, ${LIKE})`, (args, runtime, generator) => {
    const like = args.tensor('input');
    const dtype = args.optionalDType('dtype') ?? like.dtype;
    if (dtype) wantFloating(dtype, kernel);
    const requiresGrad = args.bool('requires_grad');
    return own(
      drawnLike({ shape: like.shape, dtype }, generator, fill, requiresGrad, orderOf(args)),
      runtime,
    );
  }),
];

/** Refuses bounds between which there is no integer, or that the dtype cannot hold. */
export function wantBounds(low: number, high: number, dtype: DType): void {
  if (!(low < high)) {
    throw new PythonError(
      'RuntimeError',
      `random_ expects 'from' to be less than 'to', but got from=${low} >= to=${high}`,
    );
  }
  const range = integerRanges[dtype];
  if (!range) return;
  const [smallest, largest, name] = range;
  const outside = low < smallest || low > largest ? 'from' : high - 1 > largest ? 'to - 1' : undefined;
  if (outside) throw new PythonError('RuntimeError', `${outside} is out of bounds for ${name}`);
}

/** The integers of a dtype, and what C++ calls it. */
const integerRanges: Readonly<Partial<Record<DType, readonly [number, number, string]>>> = {
  bool: [0, 1, 'bool'],
  uint8: [0, 2 ** 8 - 1, 'unsigned char'],
  int8: [-(2 ** 7), 2 ** 7 - 1, 'signed char'],
  int16: [-(2 ** 15), 2 ** 15 - 1, 'short'],
  int32: [-(2 ** 31), 2 ** 31 - 1, 'int'],
};

/** `randint(high, size)`, `randint(low, high, size)`, each by position or keyword; without bounds where one is not known. */
function randintArguments(args: Arguments): { bounds: Bounds | undefined; shape: Shape } {
  const rest = [...args.rest];
  const sizes = (value: Value): Shape =>
    value.kind === 'tuple' || value.kind === 'list'
      ? value.items.map((item) => (item.kind === 'unknown' ? dimOfSize(item) : readNest(item).values[0]!))
      : Array.from(readNest(value).values);
  const last = rest[rest.length - 1];
  const shapeValue = args.given('size')
    ? args.value('size')
    : last && last.kind !== 'int'
      ? rest.pop()!
      : undefined;
  if (!shapeValue) throw new PythonError('TypeError', "randint(): argument 'size' must be tuple of ints");
  const given = [
    ...rest,
    ...['low', 'high'].filter((name) => args.given(name)).map((name) => args.value(name)),
  ];
  const areKnown = given.every(({ kind }) => kind !== 'unknown');
  return { bounds: areKnown ? boundsOf(args, rest) : undefined, shape: sizes(shapeValue) };
}

interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** `(high)` or `(low, high)`, each by position or keyword. */
function boundsOf(args: Arguments, rest: readonly Value[]): Bounds {
  const bounds = rest.map((value) => readNest(value).values[0]!);
  const high = args.given('high') ? args.int('high') : bounds.pop();
  const low = args.given('low') ? args.int('low') : (bounds.pop() ?? 0);
  if (high === undefined) throw new PythonError('TypeError', "randint(): argument 'high' must be int");
  return { low, high };
}

/** What was drawn, with the parameters of its distribution behind it: their gradients are zero. */
export const drawnFrom = (numbers: Tensor, parameters: readonly Tensor[], gradFn: string): Tensor =>
  parameters
    .filter((parameter) => parameter.requiresGrad || !parameter.hasValues)
    .reduce((result, parameter) => Tensor.apply(ops.drawn, [result, parameter], { gradFn }), numbers);

function wantStd(std: number): void {
  if (std < 0)
    throw new PythonError('RuntimeError', `normal expects std >= 0.0, but found std ${plainNumber(std)}`);
}

/** `torch.normal`: mean and std are numbers or tensors; two numbers need a size. */
function normal(args: Arguments, runtime: Runtime, generator: TorchGenerator): TensorValue {
  const [mean, std] = [args.value('mean'), args.value('std')];
  const isTensor = (value: Value): boolean => value.kind === 'tensor' || value.kind === 'unknown';
  if (!isTensor(mean) && !isTensor(std)) {
    if (args.isNone('size')) {
      throw new PythonError(
        'TypeError',
        'normal() received an invalid combination of arguments - got (float, float)',
      );
    }
    wantStd(args.number('std'));
    const dtype = args.optionalDType('dtype') ?? defaultFloatDType();
    wantFloating(dtype, 'normal_kernel_cpu');
    const fill = normalFill(args.number('mean'), args.number('std'));
    const requiresGrad = args.bool('requires_grad');
    return own(drawnLeaf(args.ints('size'), dtype, generator, fill, requiresGrad), runtime);
  }
  const tensors = { mean: isTensor(mean), std: isTensor(std) };
  const meanTensor = tensors.mean ? args.tensor('mean') : undefined;
  const stdTensor = tensors.std ? args.tensor('std') : undefined;
  const shapes = [meanTensor, stdTensor].flatMap((tensor) => (tensor ? [tensor.shape] : []));
  if (!shapes.every((shape) => isKnownShape(shape)))
    throw new NotKnown('the shape of what is drawn is not known');
  const shape = shapes.reduce((a, b) => broadcastShapes(a, b) as readonly number[]);
  const dtype = (meanTensor ?? stdTensor)!.dtype ?? 'float32';
  wantFloating(dtype, 'normal_kernel_cpu');
  if (stdTensor?.hasValues && stdTensor.values().some((value) => value < 0))
    throw new PythonError('RuntimeError', 'normal expects all elements of std >= 0.0');
  if (!stdTensor) wantStd(args.number('std'));
  // A std that is a number is drawn with; a tensor scales what was drawn.
  const drawn = drawnLeaf(shape, dtype, generator, normalFill(0, stdTensor ? 1 : args.number('std')));
  const parameters = [meanTensor, stdTensor].flatMap((tensor) => (tensor ? [tensor] : []));
  const scaled = stdTensor
    ? Tensor.apply(ops.mul, [drawn, Tensor.apply(ops.detach, [stdTensor], {})], {})
    : drawn;
  const moved = Tensor.apply(
    ops.add,
    [scaled, meanTensor ? Tensor.apply(ops.detach, [meanTensor], {}) : args.tensor('mean')],
    {},
  );
  const gradFn = stdTensor ? (meanTensor ? 'NormalBackward3' : 'NormalBackward2') : 'NormalBackward1';
  return tensorValue(drawnFrom(moved, parameters, gradFn));
}

export function wantProbability(p: number): void {
  if (!(p >= 0 && p <= 1)) {
    throw new PythonError(
      'RuntimeError',
      `bernoulli_ expects p to be in [0, 1], but got p=${plainNumber(p)}`,
    );
  }
}

/** `torch.bernoulli(probabilities)`, or with one p for a tensor of that shape. */
function bernoulli(args: Arguments, generator: TorchGenerator): TensorValue {
  const input = args.tensor('input');
  if (!args.isNone('p')) {
    const p = args.number('p');
    wantProbability(p);
    return tensorValue(drawnLike(input, generator, bernoulliFill(p)));
  }
  if (input.dtype && !isFloating(input.dtype)) wantFloating(input.dtype, 'bernoulli_tensor_cpu_p_');
  // As many numbers are drawn for probabilities that are not known.
  const fill = input.hasValues
    ? bernoulliEachFill(input.values(), input.dtype!)
    : bernoulliEachFill(new Float64Array(input.numel), input.dtype ?? 'float32');
  return tensorValue(drawnFrom(drawnLike(input, generator, fill), [input], 'BernoulliBackward0'));
}

/** `torch.binomial`: a number of successes for each count and probability. */
function binomialTensor(count: Tensor, prob: Tensor, generator: TorchGenerator): Tensor {
  const dtype = count.dtype;
  if (!dtype || !prob.dtype || !isKnownShape(count.shape) || !isKnownShape(prob.shape))
    throw new NotKnown('what is drawn with is not known');
  if (!isFloating(dtype)) {
    const name = torchScalarName(dtype);
    throw new PythonError(
      'RuntimeError',
      `binomial only supports floating-point dtypes for count, got: ${name}`,
    );
  }
  if (dtype !== prob.dtype) {
    throw new PythonError(
      'RuntimeError',
      `Found dtype ${torchScalarName(prob.dtype)} but expected ${torchScalarName(dtype)}`,
    );
  }
  const shape = broadcastShapes(count.shape, prob.shape) as readonly number[];
  const [counts, probabilities] = [count, prob].map((parameter) => valuesFor(parameter, shape));
  return drawnLike({ shape, dtype }, generator, (values) => {
    for (let at = 0; at < values.length; at++)
      values[at] = binomial(generator, counts![at]!, probabilities![at]!);
  });
}

export const randomTensors: readonly NativeFunction[] = [
  ...filled('rand', uniformFill(0, 1), 'check_uniform_bounds'),
  ...filled('randn', normalFill(0, 1), 'normal_kernel_cpu'),
  drawing('torch.randint', `(*args, low=0, high=None, size=None, ${OPTIONS})`, (args, runtime, generator) => {
    const { bounds, shape } = randintArguments(args);
    const dtype = args.optionalDType('dtype') ?? 'int64';
    if (!bounds) {
      generator.lose();
      return own(
        Tensor.leaf({ shape, dtype, requiresGrad: args.bool('requires_grad'), sampled: true }),
        runtime,
      );
    }
    wantBounds(bounds.low, bounds.high, dtype);
    const fill = integerFill(bounds.low, bounds.high);
    return own(drawnLike({ shape, dtype }, generator, fill, args.bool('requires_grad')), runtime);
  }),
  drawing('torch.randint_like', `(input, *args, low=0, high=None, ${LIKE})`, (args, runtime, generator) => {
    const { low, high } = boundsOf(args, args.rest);
    const like = args.tensor('input');
    const dtype = args.optionalDType('dtype') ?? like.dtype;
    if (dtype) wantBounds(low, high, dtype);
    const fill = integerFill(low, high);
    return own(
      drawnLike({ shape: like.shape, dtype }, generator, fill, args.bool('requires_grad'), orderOf(args)),
      runtime,
    );
  }),
  drawing('torch.randperm', `(n, *, ${OPTIONS})`, (args, _, generator) => {
    const dtype = args.optionalDType('dtype') ?? 'int64';
    const fill: Fill = (values) => {
      values.set(generator.permutation(values.length));
    };
    const n = args.value('n');
    const shape = n.kind === 'unknown' ? [dimOfSize(n)] : [args.int('n')];
    return tensorValue(drawnLike({ shape, dtype }, generator, fill));
  }),
  drawing('torch.normal', `(mean, std=1.0, size=None, *, ${OPTIONS})`, normal),
  ...['torch.bernoulli', 'torch.Tensor.bernoulli'].map((name) =>
    drawing(name, '(input, p=None, *, generator=None, out=None)', (args, _, generator) =>
      bernoulli(args, generator),
    ),
  ),
  drawing('torch.binomial', '(count, prob, generator=None)', (args, _, generator) => {
    const [count, prob] = [args.tensor('count'), args.tensor('prob')];
    return tensorValue(drawnFrom(binomialTensor(count, prob, generator), [count, prob], 'NotImplemented'));
  }),
  drawing('torch.poisson', '(input, generator=None)', (args, _, generator) => {
    const rates = args.tensor('input');
    if (rates.dtype) wantFloating(rates.dtype, 'poisson_cpu');
    if (!rates.hasValues) throw new NotKnown('the rates are not known');
    const known = rates.values();
    if (known.some((rate) => !(rate >= 0))) {
      throw new PythonError('RuntimeError', 'invalid Poisson rate, expected rate to be non-negative');
    }
    const fill: Fill = (values) => {
      for (let at = 0; at < values.length; at++) values[at] = poisson(generator, known[at]!);
    };
    return tensorValue(drawnFrom(drawnLike(rates, generator, fill), [rates], 'PoissonBackward0'));
  }),
];
