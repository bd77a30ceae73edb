/**
 * Datasets of the images or texts in a folder of folders: the dims and dtypes of their batches (documentation of
 * Keras, "Image data loading" and "Text data loading").
 */
import { SymbolicDim, type Dim } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { promised } from '../contract';
import { defineAll, method, openClass } from '../define';
import { NotKnown } from '../errors';
import { unreadDataset } from '../tensorflow/datasets';
import {
  int,
  tensorValue,
  tuple,
  unknown,
  type ClassValue,
  type NativeFunction,
  type NativeMethod,
  type Value,
} from '../values';

const BEFORE = "(directory, labels='inferred', label_mode='int', class_names=None, ";
const AFTER = 'shuffle=True, seed=None, validation_split=None, subset=None, *args, **kwargs)';

const given = (shape: readonly Dim[], init: Omit<Parameters<typeof Tensor.leaf>[0], 'shape'>): Value =>
  tensorValue(Tensor.leaf({ shape, ...init }), 'tensorflow');

/** The labels of a batch; undefined where there are none. */
function labelsOf(args: Arguments, batch: readonly Dim[]): Value | undefined {
  const mode = args.value('label_mode');
  if (mode.kind === 'None' || args.isNone('labels')) return undefined;
  switch (mode.kind === 'str' ? mode.value : undefined) {
    case 'int':
      return given(batch, { dtype: 'int32', role: { kind: 'class-indices' } });
    case 'categorical': {
      const names = args.value('class_names');
      const count = names.kind === 'list' && !names.open ? names.items.length : new SymbolicDim('classes');
      return given([...batch, count], { dtype: 'float32', role: { kind: 'one-hot', dim: batch.length } });
    }
    case 'binary':
      return given([...batch, 1], { dtype: 'float32', role: { kind: 'binary-targets' } });
    default:
      throw new NotKnown('how the labels of the folder are given is not known');
  }
}

/** What a function gives: one dataset, or the two parts of a split. */
function datasetOf(args: Arguments, samples: (batch: readonly Dim[]) => Value): Value {
  const size = args.value('batch_size');
  const batch = size.kind === 'None' ? [] : [new SymbolicDim('batch')];
  const labels = labelsOf(args, batch);
  const element = labels ? tuple([samples(batch), labels]) : samples(batch);
  const dataset = (): Value => unreadDataset(element);
  const subset = args.value('subset');
  return subset.kind === 'str' && subset.value === 'both' ? tuple([dataset(), dataset()]) : dataset();
}

const channels: Readonly<Record<string, number>> = { grayscale: 1, rgb: 3, rgba: 4 };

/** Height, width and channels, as far as the call says them. */
function imageShape(args: Arguments, named = 'image_size'): readonly Dim[] {
  const size = args.value(named);
  const sides =
    size.kind === 'tuple' || size.kind === 'list'
      ? size.items
      : size.kind === 'None'
        ? [int(256), int(256)]
        : [];
  const side = (at: number): Dim => {
    const length = sides[at];
    return length?.kind === 'int' ? length.value : new SymbolicDim(at === 0 ? 'height' : 'width');
  };
  const mode = args.value('color_mode');
  const count = mode.kind === 'str' ? channels[mode.value] : undefined;
  return [side(0), side(1), count ?? new SymbolicDim('channels')];
}

const named = (name: string): readonly string[] =>
  ['keras.utils', 'keras.preprocessing'].map((home) => `${home}.${name}`);

const FLOW =
  "color_mode='rgb', classes=None, class_mode='categorical', batch_size=32, shuffle=True, seed=None, *args, **kwargs)";

/** The labels of a generator, which are floats; undefined where there are none. `isOfFolders`: one folder, one class. */
function generatedLabels(args: Arguments, batch: readonly Dim[], isOfFolders: boolean): Value | undefined {
  const mode = args.value('class_mode');
  if (mode.kind === 'None') return undefined;
  switch (mode.kind === 'str' ? mode.value : undefined) {
    case 'categorical': {
      const names = args.value('classes');
      const count = names.kind === 'list' && !names.open ? names.items.length : new SymbolicDim('classes');
      // A row of a table may name several classes.
      const role = isOfFolders ? ({ kind: 'one-hot', dim: batch.length } as const) : undefined;
      return given([...batch, count], { dtype: 'float32', ...(role && { role }) });
    }
    case 'sparse':
      return given(batch, { dtype: 'float32', role: { kind: 'class-indices' } });
    case 'binary':
      return given(batch, { dtype: 'float32', role: { kind: 'binary-targets' } });
    default:
      return unknown('the labels of the generator are not known');
  }
}

/** `ImageDataGenerator(…).flow_from_directory(…)`: batches of images and labels, again and again. */
const flow = (parameters: string, isOfFolders: boolean): NativeMethod =>
  method(parameters, (_, args) => {
    const batch = [new SymbolicDim('batch')];
    return promised('files are not read', {
      each: () => {
        const images = given([...batch, ...imageShape(args, 'target_size')], { dtype: 'float32' });
        const labels = generatedLabels(args, batch, isOfFolders);
        return labels ? tuple([images, labels]) : images;
      },
    });
  });

export const imageGenerators: readonly ClassValue[] = [
  'keras.preprocessing.image.ImageDataGenerator',
  'keras.src.legacy.preprocessing.image.ImageDataGenerator',
].map((name) =>
  openClass(name, {
    methods: {
      flow_from_directory: flow(`(directory, target_size=None, ${FLOW}`, true),
      flow_from_dataframe: flow(
        `(dataframe, directory=None, x_col='filename', y_col='class', weight_col=None, target_size=None, ${FLOW}`,
        false,
      ),
    },
  }),
);

export const directoryDatasets: readonly NativeFunction[] = [
  ...defineAll(
    named('image_dataset_from_directory'),
    `${BEFORE}color_mode='rgb', batch_size=32, image_size=None, ${AFTER}`,
    (args) => datasetOf(args, (batch) => given([...batch, ...imageShape(args)], { dtype: 'float32' })),
  ),
  ...defineAll(
    named('text_dataset_from_directory'),
    `${BEFORE}batch_size=32, max_length=None, ${AFTER}`,
    (args) => datasetOf(args, () => unknown('texts in a folder are not read')),
  ),
];
