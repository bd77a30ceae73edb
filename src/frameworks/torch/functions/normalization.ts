/** Normalisations: by the statistics of a batch, of a sample, of groups of channels, of neighbours; and to length 1. */
import { withGrad } from '../../../engine/context';
import type { DType } from '../../../engine/dtype';
import { full, over, plus, reshaped, times } from '../../../engine/formula';
import type { LinearMap } from '../../../engine/windows/linear_map';
import { ops } from '../../../engine/ops/index';
import { numberTensor } from '../../../engine/ops/number';
import { formatShape, isKnownShape, numelOf } from '../../../engine/shape';
import { storedPrecision, type Part } from '../../../engine/normalization_parts';
import { Tensor } from '../../../engine/tensor';
import { workBehind } from '../../../engine/work';
import type { Arguments } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import { changeInPlace } from '../../in-place';
import type { Runtime } from '../../runtime';
import { tensorValue, tuple, typeName, type NativeFunction, type Value } from '../../values';
import { at } from './rows';

/** The first input and those of `names` that are given. */
function partsGiven(
  args: Arguments,
  names: readonly Part[],
): {
  readonly inputs: readonly Tensor[];
  readonly parts: readonly Part[];
  readonly stored: DType | undefined;
} {
  const parts = names.filter((name) => !args.isNone(name));
  const inputs = [args.tensor('input'), ...parts.map((name) => args.tensor(name))];
  return { inputs, parts, stored: storedPrecision(inputs) };
}

/** The mean of x, and its variance with or without correction, over dims. */
const meanOver = (x: Tensor, dim: readonly number[]): Tensor =>
  Tensor.apply(ops.mean, [x], { dim, keepdim: false });
const varianceOver = (x: Tensor, dim: readonly number[], correction: number): Tensor =>
  Tensor.apply(ops.var, [x], { dim, keepdim: false, correction });

const besidesChannel = (rank: number): readonly number[] =>
  Array.from({ length: rank }, (_, dim) => dim).filter((dim) => dim !== 1);

/** Moves a running statistic towards that of the batch: (1 − momentum) · running + momentum · batch. */
function moveTowards(args: Arguments, name: Part, batch: Tensor, momentum: number, runtime: Runtime): void {
  const object = args.tensorObject(name);
  const moved = withGrad(false, () => plus(times(object.tensor, 1 - momentum), times(batch, momentum)));
  withGrad(false, () => changeInPlace(object, moved, runtime));
}

/** The work behind a batch up to which running statistics are computed. */
const MAXIMUM_WORK = 30_000_000;

/** Moves what is given of the running mean and variance; `grouped` has the statistics of several samples in a row. */
function updateRunning(args: Arguments, x: Tensor, runtime: Runtime, samples = 1): void {
  const momentum = args.number('momentum');
  if (x.rank === undefined || x.rank < 2) return;
  const dims = besidesChannel(x.rank);
  const perSample = (statistic: Tensor): Tensor =>
    samples === 1 ? statistic : meanOver(reshaped(statistic, [samples, -1]), [0]);
  // Nobody may ask for the statistics, so that what would take long to compute is not known.
  const isAffordable = x.isComputed || workBehind(x, MAXIMUM_WORK) <= MAXIMUM_WORK;
  const batch = isAffordable ? x.asLeaf() : Tensor.leaf({ shape: x.shape, dtype: x.dtype });
  if (!args.isNone('running_mean')) {
    moveTowards(args, 'running_mean', perSample(meanOver(batch, dims)), momentum, runtime);
  }
  if (!args.isNone('running_var')) {
    moveTowards(args, 'running_var', perSample(varianceOver(batch, dims, 1)), momentum, runtime);
  }
}

function batchNorm(args: Arguments, runtime: Runtime): Tensor {
  const training = args.bool('training');
  const { inputs, parts, stored } = partsGiven(args, ['running_mean', 'running_var', 'weight', 'bias']);
  const result = Tensor.apply(ops.batch_norm, inputs, { training, eps: args.number('eps'), parts, stored });
  if (training) updateRunning(args, inputs[0]!, runtime);
  return result;
}

/** Each channel of each sample is a channel of a batch of one. */
function instanceNorm(args: Arguments, runtime: Runtime): Tensor {
  const input = args.tensor('input');
  const training = args.bool('use_input_stats');
  const { shape } = input;
  if (training && shape && isKnownShape(shape) && numelOf(shape.slice(2)) === 1) {
    throw new PythonError(
      'ValueError',
      `Expected more than 1 spatial element when training, got input size torch.Size(${formatShape(shape)})`,
    );
  }
  if (!training && (args.isNone('running_mean') || args.isNone('running_var'))) {
    throw new PythonError(
      'RuntimeError',
      'Expected running_mean and running_var to be defined when use_input_stats is false',
    );
  }
  const { inputs, parts, stored } = partsGiven(args, ['running_mean', 'running_var', 'weight', 'bias']);
  const [batch, channels, ...rest] = shape ?? [];
  if (typeof batch !== 'number' || typeof channels !== 'number') {
    // There are no values, and as to where they come from a normalisation is like another.
    return Tensor.apply(ops.batch_norm, inputs, { training, eps: args.number('eps'), parts, stored });
  }
  const repeated = inputs.slice(1).map((vector) => Tensor.apply(ops.repeat, [vector], { repeats: [batch] }));
  const joined = reshaped(input, [1, batch * channels, ...rest]);
  const normal = Tensor.apply(ops.batch_norm, [joined, ...repeated], {
    training,
    eps: args.number('eps'),
    parts,
    stored,
  });
  if (training) updateRunning(args, joined, runtime, batch);
  return reshaped(normal, shape!);
}

/** The sizes of the dims that are normalised; a plain int is refused. */
function normalizedShape(args: Arguments): readonly number[] {
  const given = args.value('normalized_shape');
  if (given.kind === 'int') {
    throw new PythonError(
      'TypeError',
      `${args.functionName.split('.').pop()!}(): argument 'normalized_shape' (position 2) must be tuple of ints, not ${typeName(given)}`,
    );
  }
  return args.ints('normalized_shape');
}

const layerNorm = (args: Arguments): Tensor => {
  const { inputs, parts, stored } = partsGiven(args, ['weight', 'bias']);
  return Tensor.apply(ops.layer_norm, inputs, {
    normalized_shape: normalizedShape(args),
    eps: args.number('eps'),
    parts,
    stored,
  });
};

const rmsNorm = (args: Arguments): Tensor => {
  const { inputs, parts, stored } = partsGiven(args, ['weight']);
  return Tensor.apply(ops.rms_norm, inputs, {
    normalized_shape: normalizedShape(args),
    // Half precision is computed in single precision.
    eps: args.optionalNumber('eps') ?? (inputs[0]!.dtype === 'float64' ? 2 ** -52 : 2 ** -23),
    parts,
    stored,
  });
};

const groupNorm = (args: Arguments, num_groups: number): Tensor => {
  const { inputs, parts, stored } = partsGiven(args, ['weight', 'bias']);
  return Tensor.apply(ops.group_norm, inputs, { num_groups, eps: args.number('eps'), parts, stored });
};

/** x / (k + α · mean over neighbouring channels of x²)^β (Krizhevsky et al. 2012), as torch/nn/functional.py has it. */
function localResponseNorm(args: Arguments): Tensor {
  const input = args.tensor('input');
  const size = args.int('size');
  if (!input.shape) return Tensor.leaf({ dtype: input.dtype, role: { kind: 'values' } });
  if (input.shape.length < 3) {
    throw new PythonError(
      'ValueError',
      `Expected 3D or higher dimensionality                          input (got ${input.shape.length} dimensions)`,
    );
  }
  const channels = input.shape[1]!;
  if (isKnownShape(input.shape) && input.numel === 0) return input;
  if (typeof channels !== 'number') {
    return Tensor.leaf({ shape: input.shape, dtype: input.dtype, role: { kind: 'values' } });
  }
  const neighbours = (channel: number): readonly number[] =>
    Array.from({ length: size }, (_, at) => channel - Math.floor(size / 2) + at).filter(
      (position) => position >= 0 && position < channels,
    );
  const positions = Array.from({ length: channels }, (_, channel) => neighbours(channel));
  const map: LinearMap = {
    size: channels,
    positions,
    weights: positions.map((row) => row.map(() => 1 / size)),
  };
  const power = Tensor.apply(ops.resample, [times(input, input)], { dim: 1, map });
  const scaled = plus(times(power, args.number('alpha')), args.number('k'));
  return over(input, Tensor.apply(ops.pow, [scaled, numberTensor(args.number('beta'), 'float')], {}));
}

/** 1 / √(variance + ε). */
const inverseDeviation = (variance: Tensor, eps: number): Tensor =>
  Tensor.apply(ops.rsqrt, [plus(variance, eps)], {});

/** A result with the statistics that it was made with; PyTorch sends no gradient through those. */
const withStatistics = (normal: Tensor, statistics: readonly Tensor[]): Value =>
  tuple(
    [normal, ...statistics.map((statistic) => Tensor.apply(ops.detach, [statistic], {}))].map((part) =>
      tensorValue(part),
    ),
  );

/** `torch.native_batch_norm` gives the mean and inverse deviation of the batch too; in evaluation there are none. */
function nativeBatchNorm(args: Arguments, runtime: Runtime): Value {
  const x = args.tensor('input');
  if (x.rank === undefined) throw new NotKnown('the shape of what is normalised is not known');
  const dims = besidesChannel(x.rank);
  const empty = (): Tensor => full([0], x.dtype, 0);
  const [mean, deviation] = args.bool('training')
    ? [meanOver(x, dims), inverseDeviation(varianceOver(x, dims, 0), args.number('eps'))]
    : [empty(), empty()];
  return withStatistics(batchNorm(args, runtime), [mean, deviation]);
}

/** `torch.native_layer_norm`, with the mean and inverse deviation of each sample. */
function nativeLayerNorm(args: Arguments): Value {
  const x = args.tensor('input');
  const count = normalizedShape(args).length;
  const normal = layerNorm(args);
  const dim = Array.from({ length: count }, (_, k) => k - count);
  const mean = Tensor.apply(ops.mean, [x], { dim, keepdim: true });
  const variance = Tensor.apply(ops.var, [x], { dim, keepdim: true, correction: 0 });
  return withStatistics(normal, [mean, inverseDeviation(variance, args.number('eps'))]);
}

/** `torch.native_group_norm`, with the mean and inverse deviation of each group of each sample. */
function nativeGroupNorm(args: Arguments): Value {
  const groups = args.int('group');
  const normal = groupNorm(args, groups);
  const each = (args.int('C') * args.int('HxW')) / groups;
  const rows = reshaped(args.tensor('input'), [args.int('N'), groups, each]);
  const deviation = inverseDeviation(varianceOver(rows, [2], 0), args.number('eps'));
  return tuple([normal, meanOver(rows, [2]), deviation].map((part) => tensorValue(part)));
}

const RUNNING = 'running_mean=None, running_var=None, weight=None, bias=None';

export const normalizations: readonly NativeFunction[] = [
  ...at(
    'F',
    'batch_norm',
    '(input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-05)',
    (args, runtime) => tensorValue(batchNorm(args, runtime)),
  ),
  ...at(
    't',
    'batch_norm',
    '(input, weight, bias, running_mean, running_var, training, momentum, eps, cudnn_enabled)',
    (args, runtime) => tensorValue(batchNorm(args, runtime)),
  ),
  ...at(
    't',
    'native_batch_norm',
    '(input, weight, bias, running_mean, running_var, training, momentum, eps, *, out=None)',
    nativeBatchNorm,
  ),
  ...at(
    'F',
    'instance_norm',
    `(input, ${RUNNING}, use_input_stats=True, momentum=0.1, eps=1e-05)`,
    (args, runtime) => tensorValue(instanceNorm(args, runtime)),
  ),
  ...at(
    't',
    'instance_norm',
    '(input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, cudnn_enabled)',
    (args, runtime) => tensorValue(instanceNorm(args, runtime)),
  ),
  ...at('F', 'layer_norm', '(input, normalized_shape, weight=None, bias=None, eps=1e-05)', (args) =>
    tensorValue(layerNorm(args)),
  ),
  ...at(
    't',
    'layer_norm',
    '(input, normalized_shape, weight=None, bias=None, eps=1e-05, cudnn_enable=True)',
    (args) => tensorValue(layerNorm(args)),
  ),
  ...at('t', 'native_layer_norm', '(input, normalized_shape, weight, bias, eps)', nativeLayerNorm),
  ...at('tF', 'rms_norm', '(input, normalized_shape, weight=None, eps=None)', (args) =>
    tensorValue(rmsNorm(args)),
  ),
  ...at('F', 'group_norm', '(input, num_groups, weight=None, bias=None, eps=1e-05)', (args) =>
    tensorValue(groupNorm(args, args.int('num_groups'))),
  ),
  ...at(
    't',
    'group_norm',
    '(input, num_groups, weight=None, bias=None, eps=1e-05, cudnn_enabled=True)',
    (args) => tensorValue(groupNorm(args, args.int('num_groups'))),
  ),
  ...at('t', 'native_group_norm', '(input, weight, bias, N, C, HxW, group, eps)', nativeGroupNorm),
  ...at('F', 'local_response_norm', '(input, size, alpha=0.0001, beta=0.75, k=1.0)', (args) =>
    tensorValue(localResponseNorm(args)),
  ),
  ...at('F', 'normalize', '(input, p=2.0, dim=1, eps=1e-12, out=None)', (args) => {
    const input = args.tensor('input');
    const length = Tensor.apply(ops.norm, [input], {
      p: args.number('p'),
      dim: args.ints('dim'),
      keepdim: true,
    });
    const bounded = Tensor.apply(ops.clamp, [length], { min: args.number('eps') });
    return tensorValue(over(input, bounded));
  }),
];
