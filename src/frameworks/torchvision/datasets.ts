/**
 * torchvision.datasets of images and their classes: what each sample is, whichever it is (documentation of
 * torchvision, "Datasets"). How many there are is not looked at, so that a loader over one is read for any batch.
 */
import { SymbolicDim, type Dim } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { promised } from '../contract';
import { method } from '../define';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import { signature } from '../signature';
import { dataset } from '../torch/data/datasets';
import { none, tensorValue, tuple, type ClassValue, type InstanceValue, type Value } from '../values';
import { anySize, imageOf, type ImageShape } from './images';

/** The number of a class, which is an int to Python. */
const label = (): Value =>
  promised('which class a sample is of is not known', {
    number: 'int',
    array: () => tensorValue(Tensor.leaf({ shape: [], dtype: 'int64', role: { kind: 'class-indices' } })),
  });

const attribute = (self: InstanceValue, name: string): Value => self.attributes.get(name) ?? none;

/** What one of the two transforms makes of its part of a sample. */
function transformed(self: InstanceValue, name: string, part: Value, runtime: Runtime): Value {
  const transform = attribute(self, name);
  return transform.kind === 'None' ? part : runtime.call(transform, [part]);
}

const ofImages = (name: string, parameters: string, shape: () => ImageShape): ClassValue => ({
  kind: 'class',
  name: `torchvision.datasets.${name}`,
  bases: [dataset],
  attributes: new Map(),
  isUser: false,
  isOpen: true,
  signature: signature(parameters),
  construct: (self, args) => {
    for (const part of ['transform', 'target_transform']) self.attributes.set(part, args.value(part));
  },
  methods: {
    __len__: method('()', () => {
      throw new NotKnown('how many samples the dataset has is not known');
    }),
    __getitem__: method('(index)', (self, _, runtime) =>
      tuple([
        transformed(self, 'transform', imageOf(shape()), runtime),
        transformed(self, 'target_transform', label(), runtime),
      ]),
    ),
  },
});

/** MNIST and its kin hold all images and classes as tensors. */
const inMemory = (name: string, parameters: string, sides: readonly [Dim, Dim]): ClassValue => ({
  ...ofImages(name, parameters, () => [1, ...sides]),
  properties: {
    data: () => tensorValue(Tensor.leaf({ shape: [new SymbolicDim('rows'), ...sides], dtype: 'uint8' })),
    targets: () =>
      tensorValue(
        Tensor.leaf({ shape: [new SymbolicDim('rows')], dtype: 'int64', role: { kind: 'class-indices' } }),
      ),
  },
});

const BY_TRAIN = '(root=None, train=True, transform=None, target_transform=None, download=False)';
const bySplit = (split: string): string =>
  `(root=None, split='${split}', transform=None, target_transform=None, download=False, **kwargs)`;
const IN_FOLDERS =
  '(root, transform=None, target_transform=None, loader=None, is_valid_file=None, allow_empty=False)';

const coloured = (): ImageShape => [3, ...anySize()];

export const datasetClasses: readonly ClassValue[] = [
  ...['MNIST', 'FashionMNIST', 'KMNIST'].map((name) => inMemory(name, BY_TRAIN, [28, 28])),
  inMemory(
    'EMNIST',
    '(root, split, train=True, transform=None, target_transform=None, download=False)',
    [28, 28],
  ),
  ofImages('USPS', BY_TRAIN, () => [1, 16, 16]),
  ...['CIFAR10', 'CIFAR100'].map((name) => ofImages(name, BY_TRAIN, () => [3, 32, 32])),
  ofImages('SVHN', bySplit('train'), () => [3, 32, 32]),
  ofImages(
    'STL10',
    "(root, split='train', folds=None, transform=None, target_transform=None, download=False)",
    () => [3, 96, 96],
  ),
  ofImages('ImageFolder', IN_FOLDERS, coloured),
  ofImages('ImageNet', "(root, split='train', transform=None, target_transform=None, loader=None)", coloured),
  ...['Flowers102', 'Food101', 'GTSRB'].map((name) => ofImages(name, bySplit('train'), coloured)),
];
