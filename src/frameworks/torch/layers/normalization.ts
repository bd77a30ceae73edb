/** Normalisations as layers, with the running statistics that batch and instance normalisation keep. */
import { method } from '../../define';
import type { Shape } from '../../../engine/shape';
import { full } from '../../../engine/formula';
import { allocate } from '../../../engine/dtype';
import { ops } from '../../../engine/ops/index';
import { withGrad } from '../../../engine/context';
import { numberTensor } from '../../../engine/ops/number';
import { Tensor } from '../../../engine/tensor';
import { NotKnown, PythonError } from '../../errors';
import type { Arguments } from '../../arguments';
import type { Runtime } from '../../runtime';
import {
  bool,
  float,
  int,
  none,
  tensorValue,
  tuple,
  type ClassValue,
  type InstanceValue,
  type Value,
} from '../../values';
import { signature } from '../../signature';
import { moduleClass } from '../module';
import { resetStatistics } from '../module/layer-attributes';
import { addBuffer } from '../module/tree';
import { addParameter, constantly, dtypeOf } from '../random/parameters';
import {
  attribute,
  flagOf,
  functional,
  isSet,
  layer,
  layerBase,
  notComputed,
  numberOf,
  repeated,
  sizeOf,
  type Layer,
} from './layer';

/** Weight of ones and bias of zeros, where the layer learns them. */
function addAffine(
  self: InstanceValue,
  shape: Shape | undefined,
  args: Arguments,
  runtime: Runtime,
  hasWeight: boolean,
  hasBias: boolean,
): void {
  addParameter(self, 'weight', shape, constantly(1), args, runtime, hasWeight);
  addParameter(self, 'bias', shape, constantly(0), args, runtime, hasWeight && hasBias);
}

/** Running mean and variance, and how many batches went into them. */
function addStatistics(self: InstanceValue, size: Shape, args: Arguments, isTracked: boolean): void {
  const dtype = dtypeOf(args);
  const count = Tensor.leaf({ shape: [], dtype: 'int64', values: allocate('int64', 1) });
  const statistics: readonly (readonly [string, Tensor])[] = [
    ['running_mean', full(size, dtype, 0)],
    ['running_var', full(size, dtype, 1)],
    ['num_batches_tracked', count],
  ];
  for (const [name, tensor] of statistics) addBuffer(self, name, isTracked ? tensorValue(tensor) : none);
}

/** Counts a batch; gives how far the running statistics move towards it. */
function countBatch(self: InstanceValue, runtime: Runtime): Value {
  const momentum = attribute(self, 'momentum');
  const counted = self.attributes.get('num_batches_tracked');
  if (counted?.kind === 'tensor') {
    runtime.rebind(
      counted,
      withGrad(false, () => Tensor.apply(ops.add, [counted.tensor, numberTensor(1, 'int')], {})),
    );
    if (momentum.kind === 'None') {
      if (!counted.tensor.hasValues) throw new NotKnown('the number of batches is not known');
      return float(1 / counted.tensor.values()[0]!);
    }
  }
  return momentum.kind === 'None' ? float(0) : momentum;
}

function wantRank(input: Tensor, ranks: readonly number[]): void {
  const { rank } = input;
  if (rank === undefined || ranks.includes(rank)) return;
  throw new PythonError(
    'ValueError',
    `expected ${ranks.map((one) => `${one}D`).join(' or ')} input (got ${rank}D input)`,
  );
}

const learned = (self: InstanceValue, name: string): Value => attribute(self, name, none);

/** Whether a bias is learned, as it is printed. */
const biasText = (self: InstanceValue): string =>
  `bias=${learned(self, 'bias').kind === 'None' ? 'False' : 'True'}`;

const withStatistics = (self: InstanceValue): readonly string[] => [
  '{num_features}',
  'eps={eps}',
  'momentum={momentum}',
  'affine={affine}',
  biasText(self),
  'track_running_stats={track_running_stats}',
];

const normBase = layerBase('_NormBase');
export const batchNormBase: ClassValue = { ...layerBase('_BatchNorm'), bases: [normBase] };
const instanceNormBase: ClassValue = { ...layerBase('_InstanceNorm'), bases: [normBase] };

interface BatchNormRow {
  readonly name: string;
  /** The arguments of the constructor between those of all and the device. */
  readonly extra?: string;
  readonly wants: (input: Tensor) => void;
  /** An input to try it on. */
  readonly input: string;
  readonly classMethods?: ClassValue['classMethods'];
}

export const batchNorm = ({ name, extra = '', wants, input, classMethods }: BatchNormRow): Layer =>
  layer({
    name,
    base: batchNormBase,
    ...(classMethods ? { classMethods } : {}),
    signature: `(num_features, eps=1e-5, momentum=0.1, affine=True, track_running_stats=True, ${extra}device=None, dtype=None, *, bias=True)`,
    omit: ['bias'],
    construct: (self, args, runtime) => {
      const size = [sizeOf(args.value('num_features'), 'num_features')];
      addAffine(self, size, args, runtime, isSet(args.value('affine')), isSet(args.value('bias')));
      addStatistics(self, size, args, isSet(args.value('track_running_stats')));
    },
    forward: (self, args, runtime) => {
      const input = args.tensor('input');
      wants(input);
      const training = flagOf(self, 'training', runtime);
      const isTracked = flagOf(self, 'track_running_stats', runtime);
      const momentum =
        training && isTracked
          ? countBatch(self, runtime)
          : attribute(self, 'momentum').kind === 'None'
            ? float(0)
            : attribute(self, 'momentum');
      const hasRunning = learned(self, 'running_mean').kind !== 'None';
      const usesBatch = training || !hasRunning;
      const running = !training || isTracked;
      return functional(
        'batch_norm',
        [
          args.value('input'),
          running ? learned(self, 'running_mean') : none,
          running ? learned(self, 'running_var') : none,
          learned(self, 'weight'),
          learned(self, 'bias'),
          bool(usesBatch),
          momentum,
          attribute(self, 'eps'),
        ],
        {},
        runtime,
      );
    },
    keepsShape: true,
    methods: {
      reset_running_stats: method('()', (self, _, runtime) => {
        resetStatistics(self, runtime);
        return none;
      }),
    },
    describes: withStatistics,
    samples: [
      { module: `nn.${name}(3)`, inputs: [input] },
      { module: `nn.${name}(3).eval()`, inputs: [input] },
      { module: `nn.${name}(3, momentum=None)`, inputs: [input, input], call: 'm(x0) + m(x1)' },
      { module: `nn.${name}(3, affine=False, track_running_stats=False)`, inputs: [input] },
    ],
  });

export const batchNorms: readonly Layer[] = [1, 2, 3].map((spatial) => {
  const ranks = spatial === 1 ? [2, 3] : [spatial + 2];
  const place = Array.from({ length: spatial - 1 }, () => ', 2').join('');
  return batchNorm({
    name: `BatchNorm${spatial}d`,
    wants: (input) => {
      wantRank(input, ranks);
    },
    input: `torch.randn(4, 3${place}${spatial === 1 ? '' : ', 3'})`,
  });
});

/** Each sample by itself; an input without a batch dim is a batch of one. */
const instanceNorm = (spatial: number): Layer => {
  const sizes = Array.from({ length: spatial }, () => 3).join(', ');
  return layer({
    name: `InstanceNorm${spatial}d`,
    base: instanceNormBase,
    signature:
      '(num_features, eps=1e-5, momentum=0.1, affine=False, track_running_stats=False, device=None, dtype=None, *, bias=True)',
    omit: ['bias'],
    construct: (self, args, runtime) => {
      const size = [sizeOf(args.value('num_features'), 'num_features')];
      addAffine(self, size, args, runtime, isSet(args.value('affine')), isSet(args.value('bias')));
      addStatistics(self, size, args, isSet(args.value('track_running_stats')));
    },
    forward: (self, args, runtime) => {
      const input = args.tensor('input');
      wantRank(input, [spatial + 1, spatial + 2]);
      const hasBatch = input.rank !== spatial + 1;
      const batch = hasBatch
        ? args.value('input')
        : tensorValue(Tensor.apply(ops.unsqueeze, [input], { dim: 0 }));
      const usesInput = flagOf(self, 'training', runtime) || !flagOf(self, 'track_running_stats', runtime);
      const momentum = attribute(self, 'momentum');
      const result = functional(
        'instance_norm',
        [
          batch,
          learned(self, 'running_mean'),
          learned(self, 'running_var'),
          learned(self, 'weight'),
          learned(self, 'bias'),
          bool(usesInput),
          momentum.kind === 'None' ? float(0) : momentum,
          attribute(self, 'eps'),
        ],
        {},
        runtime,
      );
      if (hasBatch || result.kind !== 'tensor') return result;
      return tensorValue(Tensor.apply(ops.squeeze, [result.tensor], { dim: [0] }));
    },
    keepsShape: true,
    describes: withStatistics,
    samples: [
      { module: `nn.InstanceNorm${spatial}d(2)`, inputs: [`torch.randn(2, 2, ${sizes})`] },
      {
        module: `nn.InstanceNorm${spatial}d(2, affine=True, track_running_stats=True)`,
        inputs: [`torch.randn(2, 2, ${sizes})`],
      },
      { module: `nn.InstanceNorm${spatial}d(2)`, inputs: [`torch.randn(2, ${sizes})`] },
    ],
  });
};

/** The sizes of the dims that are normalised, as the tuple that PyTorch keeps. */
function keepShape(self: InstanceValue): Shape | undefined {
  const given = repeated(attribute(self, 'normalized_shape'), 1);
  const sizes = given.kind === 'size' ? tuple(given.items) : given;
  self.attributes.set('normalized_shape', sizes);
  return sizes.kind === 'tuple' ? sizes.items.map((size) => sizeOf(size, 'normalized_shape')) : undefined;
}

const layerNorm = layer({
  name: 'LayerNorm',
  signature: '(normalized_shape, eps=1e-5, elementwise_affine=True, bias=True, device=None, dtype=None)',
  omit: ['bias'],
  construct: (self, args, runtime) => {
    const shape = keepShape(self);
    addAffine(self, shape, args, runtime, isSet(args.value('elementwise_affine')), isSet(args.value('bias')));
  },
  forward: (self, args, runtime) =>
    functional(
      'layer_norm',
      [
        args.value('input'),
        attribute(self, 'normalized_shape'),
        learned(self, 'weight'),
        learned(self, 'bias'),
        attribute(self, 'eps'),
      ],
      {},
      runtime,
    ),
  keepsShape: true,
  describes: (self) => [
    '{normalized_shape}',
    'eps={eps}',
    'elementwise_affine={elementwise_affine}',
    biasText(self),
  ],
  samples: [
    { module: 'nn.LayerNorm(4)', inputs: ['torch.randn(2, 3, 4)'] },
    { module: 'nn.LayerNorm([3, 4], eps=1e-3)', inputs: ['torch.randn(2, 3, 4)'] },
    { module: 'nn.LayerNorm((4,), elementwise_affine=False)', inputs: ['torch.randn(2, 4)'] },
  ],
});

const rmsNorm = layer({
  name: 'RMSNorm',
  signature: '(normalized_shape, eps=None, elementwise_affine=True, device=None, dtype=None)',
  construct: (self, args, runtime) => {
    const shape = keepShape(self);
    addParameter(
      self,
      'weight',
      shape,
      constantly(1),
      args,
      runtime,
      isSet(args.value('elementwise_affine')),
    );
  },
  forward: (self, args, runtime) =>
    functional(
      'rms_norm',
      [
        args.value('input'),
        attribute(self, 'normalized_shape'),
        learned(self, 'weight'),
        attribute(self, 'eps'),
      ],
      {},
      runtime,
    ),
  keepsShape: true,
  describes: ['{normalized_shape}', 'eps={eps}', 'elementwise_affine={elementwise_affine}'],
  samples: [
    { module: 'nn.RMSNorm(4)', inputs: ['torch.randn(2, 3, 4)'] },
    { module: 'nn.RMSNorm([3, 4], eps=1e-3, elementwise_affine=False)', inputs: ['torch.randn(2, 3, 4)'] },
  ],
});

const groupNorm = layer({
  name: 'GroupNorm',
  signature: '(num_groups, num_channels, eps=1e-5, affine=True, device=None, dtype=None, *, bias=True)',
  omit: ['bias'],
  construct: (self, args, runtime) => {
    const [groups, channels] = [args.value('num_groups'), args.value('num_channels')];
    if (groups.kind === 'int' && channels.kind === 'int' && channels.value % groups.value !== 0) {
      throw new PythonError(
        'ValueError',
        `num_channels (${channels.value}) must be divisible by num_groups (${groups.value})`,
      );
    }
    const size = [sizeOf(channels, 'num_channels')];
    addAffine(self, size, args, runtime, isSet(args.value('affine')), isSet(args.value('bias')));
  },
  forward: (self, args, runtime) =>
    functional(
      'group_norm',
      [
        args.value('input'),
        int(numberOf(self, 'num_groups')),
        learned(self, 'weight'),
        learned(self, 'bias'),
        attribute(self, 'eps'),
      ],
      {},
      runtime,
    ),
  keepsShape: true,
  describes: (self) => ['{num_groups}', '{num_channels}', 'eps={eps}', 'affine={affine}', biasText(self)],
  samples: [
    { module: 'nn.GroupNorm(2, 4)', inputs: ['torch.randn(2, 4, 3)'] },
    { module: 'nn.GroupNorm(3, 3, affine=False)', inputs: ['torch.randn(2, 3, 2, 2)'] },
  ],
});

const localResponseNorm = layer({
  name: 'LocalResponseNorm',
  calls: 'local_response_norm',
  signature: '(size, alpha=0.0001, beta=0.75, k=1.0)',
  keepsShape: true,
  describes: ['{size}', 'alpha={alpha}', 'beta={beta}', 'k={k}'],
  samples: [
    { module: 'nn.LocalResponseNorm(2)', inputs: ['torch.randn(1, 4, 2, 2)'] },
    { module: 'nn.LocalResponseNorm(3, alpha=0.1, k=2.0)', inputs: ['torch.randn(2, 5, 2)'] },
  ],
});

/** The sums over neighbouring channels in PyTorch's way of adding them up, and their gradient, are not followed. */
export const crossMapNorm: ClassValue = moduleClass(
  'torch.nn.CrossMapLRN2d',
  '(size, alpha=0.0001, beta=0.75, k=1)',
  {
    construct: (self) => {
      self.state.set('unknown', 'what CrossMapLRN2d computes is not followed');
    },
    invoke: {
      signature: signature('(input)'),
      call: (_, args) => notComputed(args.tensor('input').shape, args.tensor('input').dtype),
    },
  },
);

export const normalizationBases: readonly ClassValue[] = [normBase, batchNormBase, instanceNormBase];

export const instanceNorms: readonly Layer[] = [1, 2, 3].map(instanceNorm);

export const normalizations: readonly Layer[] = [
  ...batchNorms,
  ...instanceNorms,
  layerNorm,
  rmsNorm,
  groupNorm,
  localResponseNorm,
];
