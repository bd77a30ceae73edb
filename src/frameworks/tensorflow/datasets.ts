/** tf.data.Dataset of what is held in memory: elements one after the other, batched, mapped and repeated. */
import { ops } from '../../engine/ops/index';
import type { Dim } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { promised } from '../contract';
import { define, method } from '../define';
import { NotKnown } from '../errors';
import { holdable, holdableTensors } from '../held-elements';
import { mapTree, mapTrees } from '../jax/trees';
import { signature } from '../signature';
import { dict, int, tuple, unknown, type ClassValue, type InstanceValue, type Value } from '../values';
import { anyBatch, anyOf, anyRow, argumentsOf } from './any-element';
import { applyOp, convert, wrap } from './dialect';
import { Elements } from './elements';

/** What a dataset holds: its elements, or of which kind each of them is. */
const elementsIn = (self: InstanceValue): Elements | undefined =>
  self.state.get('elements') as Elements | undefined;

function elementsOf(self: InstanceValue): Elements {
  const elements = elementsIn(self);
  if (!elements) throw new NotKnown(self.state.get('reason') as string);
  return elements;
}

const datasetWith = (state: readonly (readonly [string, unknown])[]): InstanceValue => ({
  kind: 'instance',
  class: datasetClass,
  attributes: new Map(),
  state: new Map(state),
  place: undefined,
});

const datasetOf = (elements: Elements): InstanceValue => datasetWith([['elements', elements]]);

/** A dataset of which any element is like this one, and no more is known. */
export const anyDataset = (element: Value, reason: string): InstanceValue =>
  datasetWith([
    ['any', element],
    ['reason', reason],
  ]);

/** What stands in files, which are not read. */
export const unreadDataset = (element: Value = unknown(NOT_READ)): InstanceValue =>
  anyDataset(element, NOT_READ);

const NOT_READ = 'files are not read';

/** Any of the elements; unknown where nothing is known of them. */
function anyElement(self: InstanceValue): Value {
  const elements = elementsIn(self);
  if (!elements) return self.state.get('any') as Value;
  return elements.length > 0 ? anyOf(elements.at(0)) : unknown('the dataset has no elements');
}

/** The same elements in an order, or a number, that only a run tells. */
const reordered = (self: InstanceValue, reason: string): InstanceValue =>
  anyDataset(anyElement(self), elementsIn(self) ? reason : (self.state.get('reason') as string));

/** What `known` makes of the elements where they are known, else what becomes of any of them. */
function changed(
  self: InstanceValue,
  known: (elements: Elements) => Elements,
  any: (element: Value) => Value = (element) => element,
): InstanceValue {
  const elements = elementsIn(self);
  if (elements) return datasetOf(known(elements));
  return anyDataset(any(anyElement(self)), self.state.get('reason') as string);
}

/** A function is read for each of so many elements; of more, for any of them. */
const MOST_MAPPED = 1_000;

/** The elements along the first dim of every tensor of a nest. */
function sliced(nest: Value): InstanceValue {
  const tensors = mapTree(asNest(nest), (leaf) => wrap(convert(leaf)));
  const sizes = new Set<Dim | undefined>();
  mapTree(tensors, (leaf) => {
    sizes.add(convert(leaf).shape?.[0]);
    return leaf;
  });
  const length = [...sizes].find((size) => typeof size === 'number');
  if (typeof length !== 'number' || sizes.size > 1)
    return anyDataset(anyRow(tensors), 'how many elements there are is not known');
  holdableTensors(length);
  return datasetOf(
    new Elements(length, (index) =>
      mapTree(tensors, (leaf) => wrap(applyOp(ops.select, [convert(leaf)], { dim: 0, index }))),
    ),
  );
}

const stacked = (elements: readonly Value[]): Value =>
  mapTrees(elements[0]!, elements.slice(1), (leaves) =>
    wrap(
      applyOp(
        ops.stack,
        leaves.map((leaf) => convert(leaf)),
        { dim: 0 },
      ),
    ),
  );

/** Lists stand for tensors where a nest is given: tuples and dicts make its structure. */
function asNest(value: Value): Value {
  if (value.kind === 'list') return wrap(convert(value));
  if (value.kind === 'tuple') return tuple(value.items.map(asNest));
  return value.kind === 'dict'
    ? dict([...value.entries.values()].map(([key, entry]) => [key, asNest(entry)] as const))
    : value;
}

const counted = (count: number): number => (count < 0 ? Infinity : count);

const same = (self: InstanceValue): Value => self;

/** The elements of several datasets side by side, given as a tuple or one after the other. */
function zipped(args: Arguments): InstanceValue {
  const given = args.rest.length > 0 ? args.rest : [args.value('datasets')];
  const parts = given.length === 1 && given[0]!.kind === 'tuple' ? given[0].items : given;
  const datasets = parts.filter(
    (part): part is InstanceValue => part.kind === 'instance' && part.class === datasetClass,
  );
  if (datasets.length < parts.length || datasets.length === 0)
    throw new NotKnown('what is zipped is not known');
  const known = datasets.map(elementsIn);
  if (known.every((elements) => elements !== undefined))
    return datasetOf(
      new Elements(Math.min(...known.map(({ length }) => length)), (at) =>
        tuple(known.map((elements) => elements.at(at))),
      ),
    );
  return anyDataset(tuple(datasets.map(anyElement)), 'the order of the elements of a dataset is not known');
}

export const datasetClass: ClassValue = {
  kind: 'class',
  name: 'tensorflow.data.Dataset',
  bases: [],
  attributes: new Map([
    [
      'from_tensor_slices',
      define('tensorflow.data.Dataset.from_tensor_slices', '(tensors, name=None)', (args) =>
        sliced(args.value('tensors')),
      ),
    ],
    [
      'from_tensors',
      define('tensorflow.data.Dataset.from_tensors', '(tensors, name=None)', (args) =>
        datasetOf(Elements.of([mapTree(asNest(args.value('tensors')), (leaf) => wrap(convert(leaf)))])),
      ),
    ],
    ...['list_files', 'load'].map((name): [string, Value] => [
      name,
      define(`tensorflow.data.Dataset.${name}`, '(path=None, *args, **kwargs)', () => unreadDataset()),
    ]),
    ['zip', define('tensorflow.data.Dataset.zip', '(*args, datasets=None, name=None)', zipped)],
    [
      'range',
      define('tensorflow.data.Dataset.range', '(*args, **kwargs)', (args) => {
        const [first = 0, second, step = 1] = args.sizes();
        const [start, stop] = second === undefined ? [0, first] : [first, second];
        const count = Math.max(0, Math.ceil((stop - start) / step));
        holdableTensors(count);
        return datasetOf(new Elements(count, (at) => wrap(convert(int(start + at * step), 'int64'))));
      }),
    ],
  ]),
  isUser: false,
  isOpen: true,
  signature: signature('()'),
  eachItem: anyElement,
  methods: {
    __iter__: method('()', (self) => elementsOf(self).iterator()),
    __len__: method('()', (self) => int(elementsOf(self).length)),
    as_numpy_iterator: method('()', (self, _, runtime) => {
      const asArrays = (element: Value): Value =>
        mapTree(element, (leaf) => runtime.call(runtime.getAttribute(leaf, 'numpy'), []));
      const elements = elementsIn(self);
      if (elements) return elements.map(asArrays).iterator();
      return promised(self.state.get('reason') as string, { each: () => asArrays(anyElement(self)) });
    }),
    batch: method(
      '(batch_size, drop_remainder=False, num_parallel_calls=None, deterministic=None, name=None)',
      (self, args) => {
        const isWhole = args.value('drop_remainder').kind === 'bool' && args.bool('drop_remainder');
        if (args.value('batch_size').kind === 'unknown')
          return anyDataset(anyBatch(anyElement(self)), 'the size of a batch is not known');
        const size = args.int('batch_size');
        if (size < 1) throw new NotKnown('a batch of no elements, which TensorFlow refuses, is not made');
        return changed(
          self,
          (elements) => {
            const count = elements.length / size;
            return new Elements(isWhole ? Math.floor(count) : Math.ceil(count), (at) =>
              stacked(elements.slice(at * size, (at + 1) * size).all()),
            );
          },
          (element) => anyBatch(element, isWhole ? size : undefined),
        );
      },
    ),
    unbatch: method('(name=None)', (self) =>
      anyDataset(anyRow(anyElement(self)), 'how many elements there are is not known'),
    ),
    filter: method('(predicate, name=None)', (self) =>
      reordered(self, 'which elements are kept is not known'),
    ),
    map: method(
      '(map_func, num_parallel_calls=None, deterministic=None, name=None)',
      (self, args, runtime) => {
        // What a function does, it does where the dataset is made.
        const mapped = (element: Value): Value =>
          runtime.call(args.value('map_func'), [...argumentsOf(element)]);
        const elements = elementsIn(self);
        return elements && elements.length <= MOST_MAPPED
          ? datasetOf(Elements.of(elements.all().map(mapped)))
          : anyDataset(anyOf(mapped(anyElement(self))), 'what is made of so many elements is not followed');
      },
    ),
    // A negative count means all of them.
    take: method('(count, name=None)', (self, args) =>
      changed(self, (elements) => elements.slice(0, counted(args.int('count')))),
    ),
    skip: method('(count, name=None)', (self, args) =>
      changed(self, (elements) => elements.slice(counted(args.int('count')))),
    ),
    enumerate: method('(start=0, name=None)', (self, args) =>
      changed(
        self,
        (elements) =>
          elements.map((element, at) =>
            tuple([wrap(convert(int(at + args.int('start')), 'int64')), element]),
          ),
        (element) => tuple([wrap(Tensor.leaf({ shape: [], dtype: 'int64' })), element]),
      ),
    ),
    repeat: method('(count=None, name=None)', (self, args) => {
      const count = args.value('count').kind === 'unknown' ? undefined : args.optionalInt('count');
      if (count === undefined || count < 0)
        return reordered(self, 'how often the elements of a dataset are repeated is not known');
      return changed(self, (elements) => {
        holdable(count * elements.length);
        holdable(count);
        return new Elements(count * elements.length, (at) => elements.at(at % elements.length));
      });
    }),
    shuffle: method('(buffer_size, seed=None, reshuffle_each_iteration=True, name=None)', (self) =>
      reordered(self, 'the order in which TensorFlow shuffles is not followed'),
    ),
    apply: method('(transformation_func)', (self, args, runtime) =>
      runtime.call(args.value('transformation_func'), [self]),
    ),
    with_options: method('(options, name=None)', same),
    prefetch: method('(buffer_size, name=None)', same),
    cache: method("(filename='', name=None)", same),
    cardinality: method('()', (self) => wrap(convert(int(elementsOf(self).length), 'int64'))),
  },
};
