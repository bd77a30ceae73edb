/** torchvision.transforms: what they leave of an image's channels, rows, columns and dtype. No pixel is computed. */
import { openClass } from '../define';
import { SymbolicDim, type Dim } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import { signature } from '../signature';
import { tensorValue, type ClassValue, type InstanceValue, type Value } from '../values';
import { anySize, imageShapeOf, withShape } from './images';

type Change = (image: Value, args: Arguments, runtime: Runtime) => Value | undefined;

const HOMES = ['torchvision.transforms', 'torchvision.transforms.transforms', 'torchvision.transforms.v2'];

const argumentsOf = (self: InstanceValue): Arguments => self.state.get('arguments') as Arguments;

const transform = (home: string, name: string, parameters: string, change: Change): ClassValue =>
  openClass(`${home}.${name}`, {
    signature: signature(parameters),
    construct: (self, args) => {
      self.state.set('arguments', args);
    },
    invoke: {
      signature: signature('(img, *rest)'),
      call: (self, args, runtime) => {
        const image = args.value('img');
        const changed = change(image, argumentsOf(self), runtime);
        if (changed) return changed;
        throw new NotKnown(image.kind === 'unknown' ? image.reason : `what ${name} makes of it is not known`);
      },
    },
  });

const transforms = (name: string, parameters: string, change: Change): readonly ClassValue[] =>
  HOMES.map((home) => transform(home, name, parameters, change));

/** Rows and columns as a transform is given them: a number for both, or two. */
function sizeIn(size: Value): readonly [Dim, Dim] {
  if (size.kind === 'int') return [size.value, size.value];
  const items = size.kind === 'tuple' || size.kind === 'list' ? size.items : [];
  const [rows, columns = rows] = items;
  return rows?.kind === 'int' && columns?.kind === 'int' ? [rows.value, columns.value] : anySize();
}

const sized = (image: Value, [rows, columns]: readonly [Dim, Dim]): Value | undefined =>
  withShape(image, ([channels]) => [channels, rows, columns]);

const cut: Change = (image, args) => sized(image, sizeIn(args.value('size')));

const sameImage = (image: Value): Value | undefined => withShape(image, (shape) => shape);

/** What an image becomes as a tensor: of what is not known it is known that it has three dims. */
function asTensor(image: Value, dtype: 'float32' | 'uint8'): Value {
  const shape = imageShapeOf(image);
  return tensorValue(
    shape
      ? Tensor.leaf({ shape, dtype })
      : Tensor.leaf({ shape: [new SymbolicDim('channels'), ...anySize()] }),
  );
}

/** Each of the transforms after the other. */
const composed: Change = (image, args, runtime) => {
  const steps = runtime.iterate(args.value('transforms'));
  if (!steps) return undefined;
  let value = image;
  for (const step of steps) value = runtime.call(step, [value]);
  return value;
};

const cast: Change = (image, args) => {
  if (image.kind !== 'tensor') return undefined;
  const { shape } = image.tensor;
  return tensorValue(Tensor.leaf({ shape, dtype: args.optionalDType('dtype') ?? 'float32' }));
};

/** What changes colours or turns an image, and keeps its size. */
const keeping: readonly string[] = [
  'AugMix',
  'AutoAugment',
  'ColorJitter',
  'GaussianBlur',
  'Normalize',
  'RandAugment',
  'RandomAdjustSharpness',
  'RandomAffine',
  'RandomAutocontrast',
  'RandomEqualize',
  'RandomErasing',
  'RandomGrayscale',
  'RandomHorizontalFlip',
  'RandomInvert',
  'RandomPerspective',
  'RandomPosterize',
  'RandomSolarize',
  'RandomVerticalFlip',
  'TrivialAugmentWide',
];

export const transformClasses: readonly ClassValue[] = [
  ...transforms('Compose', '(transforms)', composed),
  ...transforms('ToTensor', '()', (image) => asTensor(image, 'float32')),
  ...transforms('PILToTensor', '()', (image) => asTensor(image, 'uint8')),
  ...transforms('ToImage', '()', (image) => asTensor(image, 'uint8')),
  ...transforms('ConvertImageDtype', '(dtype=None)', cast),
  ...transforms('ToDtype', '(dtype=None, scale=False)', cast),
  ...transforms('Lambda', '(lambd, *types)', (image, args, runtime) =>
    runtime.call(args.value('lambd'), [image]),
  ),
  ...transforms('Resize', '(size, *args, **kwargs)', (image, args) => {
    const size = args.value('size');
    // A number is the length of the shorter side.
    return sized(image, size.kind === 'int' ? anySize() : sizeIn(size));
  }),
  ...['CenterCrop', 'RandomCrop', 'RandomResizedCrop'].flatMap((name) =>
    transforms(name, '(size, *args, **kwargs)', cut),
  ),
  ...transforms('Pad', '(padding, *args, **kwargs)', (image) => sized(image, anySize())),
  ...transforms('RandomRotation', '(degrees, *args, expand=False, **kwargs)', (image, args) =>
    args.given('expand') || args.rest.length > 0 ? sized(image, anySize()) : sameImage(image),
  ),
  ...transforms('Grayscale', '(num_output_channels=1)', (image, args) => {
    const count = args.value('num_output_channels');
    return withShape(image, ([, rows, columns]) => [
      count.kind === 'int' ? count.value : new SymbolicDim('channels'),
      rows,
      columns,
    ]);
  }),
  ...keeping.flatMap((name) => transforms(name, '(*args, **kwargs)', sameImage)),
];
