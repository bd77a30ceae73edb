/** tf.data.Dataset of what is held in memory: elements one after the other, batched, mapped and repeated. */
import { ops } from '../../engine/ops/index';
import { define, method } from '../define';
import { NotKnown } from '../errors';
import { holdable, holdableTensors } from '../held-elements';
import { mapTree, mapTrees } from '../jax/trees';
import { signature } from '../signature';
import { dict, int, tuple, type ClassValue, type InstanceValue, type Value } from '../values';
import { applyOp, convert, wrap } from './dialect';
import { Elements } from './elements';

const elementsOf = (self: InstanceValue): Elements => self.state.get('elements') as Elements;

const datasetOf = (elements: Elements): InstanceValue => ({
  kind: 'instance',
  class: datasetClass,
  attributes: new Map(),
  state: new Map<string, unknown>([['elements', elements]]),
  place: undefined,
});

/** The elements along the first dim of every tensor of a nest. */
function sliced(nest: Value): Elements {
  let length: number | undefined;
  const tensors = mapTree(asNest(nest), (leaf) => {
    const tensor = convert(leaf);
    const size = tensor.shape?.[0];
    if (typeof size !== 'number') throw new NotKnown('how many elements there are is not known');
    length = size;
    return wrap(tensor);
  });
  holdableTensors(length ?? 0);
  return new Elements(length ?? 0, (index) =>
    mapTree(tensors, (leaf) => wrap(applyOp(ops.select, [convert(leaf)], { dim: 0, index }))),
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

export const datasetClass: ClassValue = {
  kind: 'class',
  name: 'tensorflow.data.Dataset',
  bases: [],
  attributes: new Map([
    [
      'from_tensor_slices',
      define('tensorflow.data.Dataset.from_tensor_slices', '(tensors, name=None)', (args) =>
        datasetOf(sliced(args.value('tensors'))),
      ),
    ],
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
  methods: {
    __iter__: method('()', (self) => elementsOf(self).iterator()),
    __len__: method('()', (self) => int(elementsOf(self).length)),
    as_numpy_iterator: method('()', (self, _, runtime) =>
      elementsOf(self)
        .map((element) => mapTree(element, (leaf) => runtime.call(runtime.getAttribute(leaf, 'numpy'), [])))
        .iterator(),
    ),
    batch: method(
      '(batch_size, drop_remainder=False, num_parallel_calls=None, deterministic=None, name=None)',
      (self, args) => {
        const size = args.int('batch_size');
        if (size < 1) throw new NotKnown('a batch of no elements, which TensorFlow refuses, is not made');
        const elements = elementsOf(self);
        const count = elements.length / size;
        return datasetOf(
          new Elements(args.bool('drop_remainder') ? Math.floor(count) : Math.ceil(count), (at) =>
            stacked(elements.slice(at * size, (at + 1) * size).all()),
          ),
        );
      },
    ),
    map: method('(map_func, num_parallel_calls=None, deterministic=None, name=None)', (self, args, runtime) =>
      // What a function does, it does where the dataset is made.
      datasetOf(
        Elements.of(
          elementsOf(self)
            .all()
            .map((element) =>
              runtime.call(args.value('map_func'), element.kind === 'tuple' ? [...element.items] : [element]),
            ),
        ),
      ),
    ),
    // A negative count means all of them.
    take: method('(count, name=None)', (self, args) =>
      datasetOf(elementsOf(self).slice(0, counted(args.int('count')))),
    ),
    skip: method('(count, name=None)', (self, args) =>
      datasetOf(elementsOf(self).slice(counted(args.int('count')))),
    ),
    enumerate: method('(start=0, name=None)', (self, args) =>
      datasetOf(
        elementsOf(self).map((element, at) =>
          tuple([wrap(convert(int(at + args.int('start')), 'int64')), element]),
        ),
      ),
    ),
    repeat: method('(count=None, name=None)', (self, args) => {
      const count = args.optionalInt('count');
      if (count === undefined || count < 0) throw new NotKnown('a dataset without an end is not followed');
      holdable(count * elementsOf(self).length);
      holdable(count);
      const elements = elementsOf(self);
      return datasetOf(new Elements(count * elements.length, (at) => elements.at(at % elements.length)));
    }),
    shuffle: method('(buffer_size, seed=None, reshuffle_each_iteration=True, name=None)', () => {
      throw new NotKnown('the order in which TensorFlow shuffles is not followed');
    }),
    prefetch: method('(buffer_size, name=None)', same),
    cache: method("(filename='', name=None)", same),
    cardinality: method('()', (self) => wrap(convert(int(elementsOf(self).length), 'int64'))),
  },
};
