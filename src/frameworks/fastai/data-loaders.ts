/** fastai's ImageDataLoaders: what is in them is not read, but which loss their labels ask for follows from how they are made. */
import type { Arguments } from '../arguments';
import type { Runtime } from '../runtime';
import { signature } from '../signature';
import type { ClassValue, NativeFunction, Value } from '../values';
import { fastaiLosses } from './losses';

const LOSS = 'loss of the labels';

const lossNamed = (name: string): Value =>
  fastaiLosses.find((loss) => loss.name === `fastai.losses.${name}`)!;

/** The loss that a Learner takes for DataLoaders when it is given none; undefined where that is not known. */
export const lossOfLoaders = (loaders: Value): Value | undefined =>
  loaders.kind === 'instance' ? (loaders.state.get(LOSS) as Value | undefined) : undefined;

/** One label a sample is a category; several, which a delimiter separates, are yes or no each. */
function labelled(args: Arguments, runtime: Runtime): Value {
  const isOwn = args.keywords['y_block'] !== undefined || args.spread;
  const columns = args.keywords['label_col'];
  const isSeveral =
    args.keywords['label_delim'] !== undefined ||
    (columns && columns.kind !== 'str' && columns.kind !== 'int');
  const loss = lossNamed(isSeveral ? 'BCEWithLogitsLossFlat' : 'CrossEntropyLossFlat');
  return {
    kind: 'instance',
    class: loaders,
    attributes: new Map(),
    state: new Map<string, unknown>(isOwn ? [] : [[LOSS, runtime.call(loss, [])]]),
    place: runtime.place,
  };
}

const makers: readonly string[] = [
  ...[
    'from_csv',
    'from_df',
    'from_folder',
    'from_name_func',
    'from_name_re',
    'from_path_func',
    'from_path_re',
  ],
];

const maker = (name: string): NativeFunction => ({
  kind: 'native',
  name: `fastai.vision.data.ImageDataLoaders.${name}`,
  signature: signature('(*args, **kwargs)'),
  call: labelled,
});

export const loaders: ClassValue = {
  kind: 'class',
  name: 'fastai.vision.data.ImageDataLoaders',
  bases: [],
  attributes: new Map(),
  isUser: false,
  isOpen: true,
  classMethods: Object.fromEntries(makers.map((name) => [name, () => maker(name)])),
};
