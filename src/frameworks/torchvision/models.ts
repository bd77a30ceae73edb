/**
 * The classifiers of torchvision.models: what is inside is not read but for the last part, which people replace.
 * Where it stands and what it is made of is what the classes of torchvision 0.29 say.
 */
import type { Arguments } from '../arguments';
import { NotKnown } from '../errors';
import { classesOf, classifierOf } from '../classifiers';
import { anySignature } from '../signature';
import { Tensor } from '../../engine/tensor';
import { SymbolicDim } from '../../engine/shape';
import type { Runtime } from '../runtime';
import { torchNames } from '../torch';
import { forgetParameters, moduleClass } from '../torch/module';
import { define, method, openClass } from '../define';
import {
  dict,
  int,
  none,
  str,
  tensorValue,
  unknown,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type Value,
} from '../values';

/** A layer of the last part, with its arguments; `classes` is the number of classes. */
type LayerText = readonly [name: string, ...sizes: readonly (number | 'classes')[]];

interface Family {
  /** The attribute under which the last part stands. */
  readonly attribute: string;
  /** The functions that make such a model, with the number of features that reach the last part. */
  readonly features: Readonly<Record<string, number>>;
  /** The layers of the last part; one alone stands there itself. */
  readonly layers: (features: number) => readonly LayerText[];
  /** The name of the one layer, where it stands in a Sequential under a name. */
  readonly named?: string;
}

const alone = (features: number): readonly LayerText[] => [['Linear', features, 'classes']];
const afterDropout = (features: number): readonly LayerText[] => [
  ['Dropout', 0.2],
  ['Linear', features, 'classes'],
];

const every = (names: readonly string[], features: number): Readonly<Record<string, number>> =>
  Object.fromEntries(names.map((name) => [name, features]));

const mobilenetV3 = (name: string, features: number, hidden: number): Family => ({
  attribute: 'classifier',
  features: { [name]: features },
  layers: () => [
    ['Linear', features, hidden],
    ['Hardswish'],
    ['Dropout', 0.2],
    ['Linear', hidden, 'classes'],
  ],
});

const families: readonly Family[] = [
  {
    attribute: 'fc',
    features: {
      ...every(['resnet18', 'resnet34'], 512),
      ...every(['resnet50', 'resnet101', 'resnet152', 'wide_resnet50_2', 'wide_resnet101_2'], 2048),
      ...every(['resnext50_32x4d', 'resnext101_32x8d', 'resnext101_64x4d'], 2048),
      ...every(['shufflenet_v2_x0_5', 'shufflenet_v2_x1_0', 'shufflenet_v2_x1_5'], 1024),
      shufflenet_v2_x2_0: 2048,
    },
    layers: alone,
  },
  {
    attribute: 'classifier',
    features: { densenet121: 1024, densenet161: 2208, densenet169: 1664, densenet201: 1920 },
    layers: alone,
  },
  {
    attribute: 'classifier',
    features: {
      mobilenet_v2: 1280,
      ...every(['mnasnet0_5', 'mnasnet0_75', 'mnasnet1_0', 'mnasnet1_3'], 1280),
      ...every(['efficientnet_b0', 'efficientnet_b1'], 1280),
      efficientnet_b2: 1408,
      efficientnet_b3: 1536,
      efficientnet_b4: 1792,
      efficientnet_b5: 2048,
      efficientnet_b6: 2304,
      efficientnet_b7: 2560,
      ...every(['efficientnet_v2_s', 'efficientnet_v2_m', 'efficientnet_v2_l'], 1280),
    },
    layers: afterDropout,
  },
  {
    attribute: 'classifier',
    features: every(
      ['vgg11', 'vgg13', 'vgg16', 'vgg19'].flatMap((name) => [name, `${name}_bn`]),
      25088,
    ),
    layers: (features) => [
      ['Linear', features, 4096],
      ['ReLU'],
      ['Dropout'],
      ['Linear', 4096, 4096],
      ['ReLU'],
      ['Dropout'],
      ['Linear', 4096, 'classes'],
    ],
  },
  {
    attribute: 'classifier',
    features: { alexnet: 9216 },
    layers: (features) => [
      ['Dropout'],
      ['Linear', features, 4096],
      ['ReLU'],
      ['Dropout'],
      ['Linear', 4096, 4096],
      ['ReLU'],
      ['Linear', 4096, 'classes'],
    ],
  },
  {
    attribute: 'classifier',
    features: { convnext_tiny: 768, convnext_small: 768, convnext_base: 1024, convnext_large: 1536 },
    layers: (features) => [['LayerNorm', features], ['Flatten'], ['Linear', features, 'classes']],
  },
  mobilenetV3('mobilenet_v3_large', 960, 1280),
  mobilenetV3('mobilenet_v3_small', 576, 1024),
  {
    attribute: 'heads',
    features: {
      ...every(['vit_b_16', 'vit_b_32'], 768),
      ...every(['vit_l_16', 'vit_l_32'], 1024),
      vit_h_14: 1280,
    },
    layers: alone,
    named: 'head',
  },
  {
    attribute: 'head',
    features: { swin_t: 768, swin_s: 768, swin_b: 1024, swin_v2_t: 768, swin_v2_s: 768, swin_v2_b: 1024 },
    layers: alone,
  },
];

const ATTRIBUTE = 'head attribute';

const classifier: ClassValue = {
  ...moduleClass('torchvision.models.Classifier', '(*args, **kwargs)', {
    construct: () => {
      throw new NotKnown('a model of torchvision that is not made by its function');
    },
    invoke: {
      signature: anySignature,
      call: (self, _, runtime) => {
        const features = tensorValue(Tensor.leaf({ shape: [new SymbolicDim('batch'), featuresOf(self)] }));
        return runtime.call(self.attributes.get(self.state.get(ATTRIBUTE) as string) ?? none, [features]);
      },
    },
  }),
  isOpen: true,
};

const featuresOf = (self: InstanceValue): number => self.state.get('features') as number;

function make(family: Family, features: number, classes: Value, runtime: Runtime): InstanceValue {
  runtime.random.torch.lose();
  const layers = family.layers(features).map(([name, ...sizes]) =>
    runtime.call(
      torchNames.get(`torch.nn.${name}`)!,
      sizes.map((size) =>
        size === 'classes' ? classes : name === 'Dropout' ? { kind: 'float', value: size } : int(size),
      ),
    ),
  );
  const sequential = torchNames.get('torch.nn.Sequential')!;
  const { named } = family;
  const head =
    named !== undefined
      ? runtime.call(sequential, [dict(layers.map((layer) => [str(named), layer]))])
      : layers.length === 1
        ? layers[0]!
        : runtime.call(sequential, layers);
  forgetParameters(head, runtime);
  return {
    kind: 'instance',
    class: classifier,
    attributes: new Map<string, Value>([
      ['training', { kind: 'bool', value: true }],
      [family.attribute, head],
    ]),
    state: new Map<string, unknown>([
      ['unknown', 'what is inside a model of torchvision is not known'],
      [ATTRIBUTE, family.attribute],
      ['features', features],
    ]),
    place: runtime.place,
  };
}

/** A classifier of a name that is not known: all of them give raw scores. */
const makeAny = (args: Arguments, runtime: Runtime): InstanceValue => {
  const classes = args.keywords['num_classes'];
  const byDefault = args.spread ? new SymbolicDim('classes') : 1000;
  return classifierOf('torchvision', classesOf(classes, byDefault), runtime);
};

/** The functions of torchvision.models that make classifiers with one output. */
export const modelFunctions: readonly NativeFunction[] = families.flatMap((family) =>
  Object.entries(family.features).map(([name, features]) =>
    define(`torchvision.models.${name}`, '(*args, **kwargs)', (args, runtime) => {
      const classes = args.keywords['num_classes'];
      const isOpen = args.spread && classes === undefined;
      return make(
        family,
        features,
        isOpen ? unknown('the number of classes is not known') : (classes ?? int(1000)),
        runtime,
      );
    }),
  ),
);

const functionOf = (name: Value): NativeFunction | undefined =>
  name.kind === 'str'
    ? modelFunctions.find((candidate) => candidate.name === `torchvision.models.${name.value}`)
    : undefined;

/** `models.__dict__[name]`: the function of that name; of a name that is not known, one that makes some classifier. */
const dictionary: ClassValue = openClass('torchvision.models.__dict__', {
  methods: {
    __getitem__: method('(key)', (_, args) => {
      const key = args.value('key');
      const found = functionOf(key);
      if (found) return found;
      if (key.kind !== 'unknown')
        throw new NotKnown('what torchvision.models has under this name is not known');
      return define('torchvision.models.Classifier', '(*args, **kwargs)', makeAny);
    }),
    // Models of the program's own are classifiers as well.
    __setitem__: method('(key, value)', () => none),
    __iter__: method('()', () => {
      throw new NotKnown('the names in torchvision.models are not listed');
    }),
  },
});

/** Where a model is chosen by its name. */
export const modelsByName: readonly (readonly [string, Value])[] = [
  [
    'torchvision.models.get_model',
    define('torchvision.models.get_model', '(name, **config)', (args, runtime) => {
      const name = args.value('name');
      const found = functionOf(name);
      if (found) return runtime.call(found, [], args.keywords);
      if (name.kind !== 'unknown') throw new NotKnown('this model of torchvision is not known');
      return makeAny(args, runtime);
    }),
  ],
  [
    'torchvision.models.__dict__',
    {
      kind: 'instance',
      class: dictionary,
      attributes: new Map(),
      state: new Map(),
      place: undefined,
    },
  ],
];
