/**
 * Layers that learn the size of their input from the first one they get, and are ordinary layers from then on
 * (torch/nn/modules/lazy.py). A parameter without a shape is one that is not made yet.
 */
import { method } from '../../define';
import { formatShape, isKnownShape, SymbolicDim, type Dim } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import {
  bool,
  int,
  none,
  tensorValue,
  type ClassValue,
  type InstanceValue,
  type TensorValue,
  type Value,
} from '../../values';
import { own } from '../tensor/creation';
import { moduleClass } from '../module';
import { dtypeOf } from '../random/parameters';
import { convolutions } from './convolution';
import { isSet, notComputed, type Layer, type LayerSample } from './layer';
import { linearLayers } from './linear';
import { batchNorms, instanceNorms } from './normalization';

interface LazyRow {
  /** The layer that it becomes, whose constructor it has but for the first argument. */
  readonly layer: Layer;
  /** The size in the input. Throws PyTorch's errors for an input that does not fit. */
  readonly sizeIn: (input: Tensor, self: InstanceValue) => Dim | undefined;
  readonly role?: 'logits';
  readonly samples: readonly LayerSample[];
}

/** A parameter or buffer of which only the dtype is known. */
const unmade = (value: TensorValue, dtype: Tensor['dtype'], runtime: Runtime): TensorValue =>
  value.isParameter
    ? own(Tensor.leaf({ dtype, requiresGrad: true }), runtime, true)
    : tensorValue(Tensor.leaf({ dtype }));

const isUnmade = (value: Value | undefined): value is TensorValue =>
  value?.kind === 'tensor' && value.tensor.shape === undefined;

const hasUnmade = (self: InstanceValue): boolean => [...self.attributes.values()].some(isUnmade);

/** What the constructor was given, to make the ordinary layer with. */
const keywordsOf = (args: Arguments): Record<string, Value> =>
  Object.fromEntries(args.signature.parameters.map(({ name }) => [name, args.value(name)]));

function make(type: ClassValue, keywords: Readonly<Record<string, Value>>, runtime: Runtime): InstanceValue {
  const made = runtime.call(type, [], keywords);
  if (made.kind === 'instance') return made;
  throw new NotKnown(made.kind === 'unknown' ? made.reason : `${type.name} is not known`);
}

/** A layer as it is before its first input: of size zero, its parameters still to be made. */
function begin(self: InstanceValue, type: ClassValue, size: string, args: Arguments, runtime: Runtime): void {
  const keywords = keywordsOf(args);
  // A bias would be drawn, which happens with the first input only.
  const blank = make(type, { ...keywords, [size]: int(0), bias: bool(false) }, runtime);
  const dtype = dtypeOf(args);
  for (const [name, value] of blank.attributes) {
    const isMade = value.kind !== 'tensor' || value.tensor.rank === 0;
    self.attributes.set(name, isMade ? value : unmade(value, dtype, runtime));
  }
  const weight = self.attributes.get('weight');
  if (weight?.kind === 'tensor' && isSet(args.value('bias')))
    self.attributes.set('bias', unmade(weight, dtype, runtime));
  self.state.set('buffers', blank.state.get('buffers'));
  self.state.set('keywords', keywords);
}

/** Makes the parameters for an input of that size, drawn as the ordinary layer draws them. */
function finish(self: InstanceValue, type: ClassValue, name: string, size: Value, runtime: Runtime): void {
  const keywords = self.state.get('keywords') as Readonly<Record<string, Value>>;
  const { dtype } = [...self.attributes.values()].find(isUnmade)!.tensor;
  const given: Value = dtype ? { kind: 'dtype', dtype, framework: 'torch' } : none;
  const made = make(type, { ...keywords, [name]: size, dtype: given }, runtime);
  runtime.setAttribute(self, name, size);
  for (const [held, value] of made.attributes) {
    const before = self.attributes.get(held);
    if (!isUnmade(before) || value.kind !== 'tensor') continue;
    const { requiresGrad } = before.tensor;
    runtime.rebind(
      before,
      value.tensor.requiresGrad === requiresGrad ? value.tensor : value.tensor.asLeaf({ requiresGrad }),
    );
  }
  self.state.set('initials', made.state.get('initials'));
}

/** Gives a linear layer parameters for an input of whatever size: what comes out is as wide as the call says. */
function finishAtAnySize(self: InstanceValue, runtime: Runtime): boolean {
  const keywords = self.state.get('keywords') as Readonly<Record<string, Value>>;
  const wide = keywords['out_features'];
  if (wide?.kind !== 'int') return false;
  for (const [name, value] of self.attributes) {
    if (!isUnmade(value)) continue;
    const shape = name === 'weight' ? [wide.value, new SymbolicDim('in_features')] : [wide.value];
    const { dtype, requiresGrad } = value.tensor;
    runtime.rebind(value, Tensor.leaf({ shape, dtype, requiresGrad }));
  }
  return true;
}

function lazy({ layer: { type }, sizeIn, role, samples }: LazyRow): Layer {
  const [first, ...rest] = type.signature!.parameters;
  const title = type.name.slice('torch.nn.'.length);
  const made: ClassValue = {
    ...moduleClass(
      `torch.nn.Lazy${title}`,
      '()',
      {
        construct: (self, args, runtime) => {
          begin(self, type, first!.name, args, runtime);
        },
        invoke: {
          signature: type.invoke!.signature,
          call: (self, args, runtime) => {
            const input = args.tensor('input');
            if (hasUnmade(self) && !self.state.has('unknown')) {
              const size = sizeIn(input, self);
              if (typeof size === 'number') finish(self, type, first!.name, int(size), runtime);
              else {
                runtime.random.torch.lose();
                if (!finishAtAnySize(self, runtime))
                  self.state.set('unknown', 'the size of the first input is not known');
              }
            }
            if (!self.state.has('unknown')) {
              runtime.become(self, type);
              return type.invoke!.call(self, args, runtime);
            }
            const { shape, dtype } = input;
            return notComputed(role ? undefined : shape, dtype, { kind: role ?? 'values' });
          },
        },
        methods: { has_uninitialized_params: method('()', (self) => bool(hasUnmade(self))) },
      },
      type,
    ),
    signature: { parameters: rest },
  };
  return { type: made, samples };
}

const named = (layers: readonly Layer[], name: string): Layer =>
  layers.find(({ type }) => type.name === `torch.nn.${name}`)!;

/** The size of the dim of the channels of an image, which may come without a batch dim. */
const channelsOf =
  (spatial: number): LazyRow['sizeIn'] =>
  ({ shape, rank }, self) => {
    if (rank === spatial + 2) return shape![1];
    if (rank === undefined || rank === spatial + 1) return shape?.[0];
    const title = self.class.name.slice('torch.nn.'.length);
    throw new PythonError(
      'RuntimeError',
      `Expected ${spatial + 1}D (unbatched) or ${spatial + 2}D (batched) input to ${title}, but got input of size: torch.Size(${isKnownShape(shape) ? formatShape(shape) : '?'})`,
    );
  };

const image = (spatial: number): string => `torch.randn(2, 3${', 4'.repeat(spatial)})`;

export const lazyLayers: readonly Layer[] = [
  lazy({
    layer: named(linearLayers, 'Linear'),
    sizeIn: ({ shape }) => shape?.at(-1),
    role: 'logits',
    samples: [
      { module: 'nn.LazyLinear(2)', inputs: ['torch.randn(4, 3)'] },
      { module: 'nn.LazyLinear(3, bias=False)', inputs: ['torch.randn(2, 2, 5)'] },
      {
        module: 'nn.LazyLinear(2, dtype=torch.float64)',
        inputs: ['torch.randn(2, 3, dtype=torch.float64)'],
      },
    ],
  }),
  ...[1, 2, 3].flatMap((spatial) => [
    lazy({
      layer: named(convolutions, `Conv${spatial}d`),
      sizeIn: channelsOf(spatial),
      role: 'logits',
      samples: [
        { module: `nn.LazyConv${spatial}d(2, 3, padding=1)`, inputs: [image(spatial)] },
        { module: `nn.LazyConv${spatial}d(3, 2, stride=2, groups=3, bias=False)`, inputs: [image(spatial)] },
      ],
    }),
    lazy({
      layer: named(convolutions, `ConvTranspose${spatial}d`),
      sizeIn: channelsOf(spatial),
      role: 'logits',
      samples: [{ module: `nn.LazyConvTranspose${spatial}d(2, 2, stride=2)`, inputs: [image(spatial)] }],
    }),
    lazy({
      layer: batchNorms[spatial - 1]!,
      sizeIn: ({ shape }) => shape?.[1],
      samples: [
        { module: `nn.LazyBatchNorm${spatial}d()`, inputs: [image(spatial)] },
        { module: `nn.LazyBatchNorm${spatial}d(momentum=0.3, bias=False)`, inputs: [image(spatial)] },
      ],
    }),
    lazy({
      layer: instanceNorms[spatial - 1]!,
      sizeIn: ({ shape }) => shape?.[1],
      samples: [
        {
          module: `nn.LazyInstanceNorm${spatial}d(affine=True, track_running_stats=True)`,
          inputs: [image(spatial)],
        },
      ],
    }),
  ]),
];
