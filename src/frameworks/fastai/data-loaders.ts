/**
 * fastai's ImageDataLoaders and DataBlock: what is in them is not read, but how they are made says what the labels
 * are, and by that which loss a Learner takes when it is given none.
 */
import { SymbolicDim } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { define, method, openClass } from '../define';
import type { Runtime } from '../runtime';
import { signature } from '../signature';
import {
  none,
  tensorValue,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type Value,
} from '../values';
import { fastaiLosses } from './losses';

/** One category a sample, several of which each is there or not, or numbers. */
type Labels = 'category' | 'categories' | 'numbers';

const LABELS = 'labels';

const lossNames: Readonly<Record<Labels, string>> = {
  category: 'CrossEntropyLossFlat',
  categories: 'BCEWithLogitsLossFlat',
  numbers: 'MSELossFlat',
};

const labelsOf = (loaders: Value): Labels | undefined =>
  loaders.kind === 'instance' ? (loaders.state.get(LABELS) as Labels | undefined) : undefined;

/** The loss that a Learner takes for DataLoaders when it is given none; undefined where that is not known. */
export function lossOfLoaders(loaders: Value, runtime: Runtime): Value | undefined {
  const labels = labelsOf(loaders);
  const loss = labels && fastaiLosses.find(({ name }) => name === `fastai.losses.${lossNames[labels]}`);
  return loss && runtime.call(loss, []);
}

/** The labels of a batch; undefined where nothing is known of them. */
export function labelsOfBatch(loaders: Value): Value | undefined {
  const batch = new SymbolicDim('batch');
  switch (labelsOf(loaders)) {
    case 'category':
      return tensorValue(Tensor.leaf({ shape: [batch], dtype: 'int64', role: { kind: 'class-indices' } }));
    case 'categories':
      return tensorValue(
        Tensor.leaf({
          shape: [batch, new SymbolicDim('classes')],
          dtype: 'float32',
          role: { kind: 'binary-targets', dim: 1 },
        }),
      );
    default:
      return undefined;
  }
}

const made = (labels: Labels | undefined, runtime: Runtime): InstanceValue => ({
  kind: 'instance',
  class: loaders,
  attributes: new Map(),
  state: new Map<string, unknown>(labels ? [[LABELS, labels]] : []),
  place: runtime.place,
});

/** One label a sample is a category; several, which a delimiter separates or columns hold, are there or not. */
function labelled(args: Arguments, runtime: Runtime): Value {
  if (args.keywords['y_block'] !== undefined || args.spread) return made(undefined, runtime);
  const column = args.keywords['label_col'];
  const isOne = column === undefined || column.kind === 'str' || column.kind === 'int';
  return made(args.keywords['label_delim'] === undefined && isOne ? 'category' : 'categories', runtime);
}

const makers: readonly string[] = [
  ...['from_csv', 'from_df', 'from_folder', 'from_name_func', 'from_name_re', 'from_path_func'],
  'from_path_re',
];

const maker = (name: string): NativeFunction =>
  define(`fastai.vision.data.ImageDataLoaders.${name}`, '(*args, **kwargs)', labelled);

const loaders: ClassValue = openClass('fastai.vision.data.ImageDataLoaders', {
  classMethods: Object.fromEntries(makers.map((name) => [name, () => maker(name)])),
});

/** The blocks that say what labels are. */
const blocks: Readonly<Record<string, Labels>> = {
  CategoryBlock: 'category',
  MultiCategoryBlock: 'categories',
  RegressionBlock: 'numbers',
};

/** A block is named or called. */
const blockNames: Readonly<Record<string, Value>> = Object.fromEntries(
  Object.keys(blocks).map((name) => [
    name,
    openClass(`fastai.data.block.${name}`, {
      signature: signature('(*args, **kwargs)'),
      construct: () => undefined,
    }),
  ]),
);

function labelsOfBlocks(given: Value | undefined): Labels | undefined {
  const last = given?.kind === 'tuple' || given?.kind === 'list' ? given.items.at(-1) : undefined;
  const type = last?.kind === 'instance' ? last.class : last;
  return type?.kind === 'class' ? blocks[type.name.replace('fastai.data.block.', '')] : undefined;
}

const dataBlock: ClassValue = openClass('fastai.data.block.DataBlock', {
  signature: signature('(blocks=None, *args, **kwargs)'),
  construct: (self, args) => {
    self.attributes.set('blocks', args.value('blocks'));
    self.attributes.set('n_inp', args.keywords['n_inp'] ?? none);
  },
  methods: {
    dataloaders: method('(*args, **kwargs)', (self, _, runtime) => {
      const isUsual = self.attributes.get('n_inp')?.kind === 'None';
      return made(isUsual ? labelsOfBlocks(self.attributes.get('blocks')) : undefined, runtime);
    }),
  },
});

/** The names of what makes DataLoaders. */
export const dataNames: Readonly<Record<string, Value>> = {
  ImageDataLoaders: loaders,
  DataBlock: dataBlock,
  ...blockNames,
};
