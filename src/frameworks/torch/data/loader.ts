/** torch.utils.data.DataLoader over a dataset that is known: the very batches, in the very order. */
import { method } from '../../define';
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import {
  dict,
  inheritsFrom,
  int,
  list,
  none,
  tensorValue,
  tuple,
  unknown,
  type InstanceValue,
  type Value,
} from '../../values';
import { anyBatch } from './any-batch';
import { defaultCollate, defaultConvert } from './collate';
import { dataClass, generatorIn, itemOf, lengthOf, tensorsOf } from './datasets';
import { batchCount, batched, drawSeed, isOrderKnown, iterator, shuffled } from './samplers';

const setting = (self: InstanceValue, name: string): Value => self.attributes.get(name) ?? none;

const isTrue = (self: InstanceValue, name: string, runtime: Runtime): boolean => {
  const value = setting(self, name);
  const truth = runtime.truth(value);
  if (truth === undefined)
    throw new NotKnown(value.kind === 'unknown' ? value.reason : `${name} is not known`);
  return truth;
};

/** The size of a batch; undefined where samples are given one by one. */
function sizeOf(self: InstanceValue): number | undefined {
  const size = setting(self, 'batch_size');
  if (size.kind === 'None') return undefined;
  if (size.kind === 'int') return size.value;
  throw new NotKnown(size.kind === 'unknown' ? size.reason : 'the size of a batch is not known');
}

const isIterable = (dataset: Value): boolean =>
  dataset.kind === 'instance' && inheritsFrom(dataset.class, 'torch.utils.data.IterableDataset');

/** The positions in the order in which they are taken. */
function positionsOf(self: InstanceValue, runtime: Runtime): Iterable<Value> {
  const given = setting(self, 'sampler');
  if (given.kind !== 'None') {
    const items = runtime.iterate(given);
    if (!items) throw new NotKnown('the order of the sampler is not known');
    return items;
  }
  const count = lengthOf(setting(self, 'dataset'), runtime);
  if (!isTrue(self, 'shuffle', runtime)) return Array.from({ length: count }, (_, at) => int(at));
  const order = shuffled(count, count, false, setting(self, 'generator'), runtime);
  return { [Symbol.iterator]: () => order };
}

/** The batches as lists of positions; single positions where there are no batches. */
function* plans(self: InstanceValue, runtime: Runtime): Iterator<Value> {
  const given = setting(self, 'batch_sampler');
  if (given.kind !== 'None') {
    const items = runtime.iterate(given);
    if (!items) throw new NotKnown('the batches of the sampler are not known');
    yield* items;
    return;
  }
  const size = sizeOf(self);
  const positions = positionsOf(self, runtime);
  if (size === undefined) yield* positions;
  else {
    const lists = batched(positions, size, isTrue(self, 'drop_last', runtime));
    for (let next = lists.next(); !next.done; next = lists.next()) yield next.value;
  }
}

/** What the collate function makes of samples. */
function collated(self: InstanceValue, samples: Value[], runtime: Runtime): Value {
  const own = setting(self, 'collate_fn');
  return own.kind === 'None' ? defaultCollate(samples) : runtime.call(own, [list(samples)]);
}

/** The batch at some positions. Rows of plain tensors are taken at once. */
function fetch(self: InstanceValue, plan: Value, runtime: Runtime): Value {
  const dataset = setting(self, 'dataset');
  if (plan.kind !== 'list' && plan.kind !== 'tuple') {
    const sample = itemOf(dataset, plan, runtime);
    const own = setting(self, 'collate_fn');
    return own.kind === 'None' ? defaultConvert(sample) : runtime.call(own, [sample]);
  }
  const isPlain =
    dataset.kind === 'instance' &&
    dataset.class.name === 'torch.utils.data.TensorDataset' &&
    setting(self, 'collate_fn').kind === 'None';
  if (isPlain) {
    const index = Tensor.leaf({
      shape: [plan.items.length],
      dtype: 'int64',
      values: Float64Array.from(plan.items, (item) => (item.kind === 'int' ? item.value : Number.NaN)),
    });
    const rows = tensorsOf(dataset).map((tensor) => {
      if (tensor.kind === 'unknown') return tensor;
      if (tensor.kind !== 'tensor') throw new NotKnown('a tensor of the dataset is not known');
      return tensorValue(Tensor.apply(ops.index_select, [tensor.tensor, index], { dim: 0 }));
    });
    return list(rows);
  }
  return collated(
    self,
    plan.items.map((at) => itemOf(dataset, at, runtime)),
    runtime,
  );
}

/** The same with its numbers marked as a sample: another run would give others. */
function asSample(value: Value): Value {
  switch (value.kind) {
    case 'tensor': {
      const { shape, dtype, hasValues, role } = value.tensor;
      const values = hasValues ? value.tensor.values() : undefined;
      return tensorValue(Tensor.leaf({ shape, dtype, values, role, sampled: true }));
    }
    case 'list':
      return list(value.items.map(asSample));
    case 'tuple':
      return { ...tuple(value.items.map(asSample)), ...(value.names ? { names: value.names } : {}) };
    case 'dict':
      return dict([...value.entries.values()].map(([key, entry]) => [key, asSample(entry)]));
    case 'int':
    case 'float':
    case 'str':
    case 'bool':
      return unknown('the order of the samples is another one in each run', undefined);
    default:
      return value;
  }
}

function* batchesOf(self: InstanceValue, runtime: Runtime): Iterator<Value> {
  const dataset = setting(self, 'dataset');
  if (isIterable(dataset)) {
    const size = sizeOf(self);
    const samples = runtime.iterate(dataset);
    if (!samples) throw new NotKnown('the samples of the dataset are not known');
    if (size === undefined) yield* samples;
    else {
      const lists = batched(samples, size, isTrue(self, 'drop_last', runtime));
      for (let next = lists.next(); !next.done; next = lists.next()) {
        if (next.value.kind === 'list') yield collated(self, next.value.items, runtime);
      }
    }
    return;
  }
  const isShuffled = setting(self, 'sampler').kind === 'None' && isTrue(self, 'shuffle', runtime);
  const isKnown = !isShuffled || isOrderKnown(setting(self, 'generator'), runtime);
  const order = plans(self, runtime);
  for (let next = order.next(); !next.done; next = order.next()) {
    const batch = fetch(self, next.value, runtime);
    yield isKnown ? batch : asSample(batch);
  }
}

function lengthIn(self: InstanceValue, runtime: Runtime): number {
  const given = setting(self, 'batch_sampler');
  if (given.kind !== 'None') return lengthOf(given, runtime);
  const sampler = setting(self, 'sampler');
  const count = lengthOf(sampler.kind === 'None' ? setting(self, 'dataset') : sampler, runtime);
  const size = sizeOf(self);
  return size === undefined ? count : batchCount(count, size, isTrue(self, 'drop_last', runtime));
}

const refuse = (message: string): never => {
  throw new PythonError('ValueError', message);
};

/** Which arguments PyTorch does not take together. */
function checkChoices(args: Arguments, runtime: Runtime): void {
  const isShuffled = runtime.truth(args.value('shuffle')) === true;
  if (isIterable(args.value('dataset'))) {
    for (const name of ['shuffle', 'sampler', 'batch_sampler']) {
      const given = args.value(name);
      if (name === 'shuffle' ? !isShuffled : given.kind === 'None') continue;
      refuse(
        `DataLoader with IterableDataset: expected unspecified ${name} option, but got ${name}=${runtime.format(given, 'str') ?? '?'}`,
      );
    }
  }
  const size = args.value('batch_size');
  const isDropping = runtime.truth(args.value('drop_last')) === true;
  if (!args.isNone('batch_sampler')) {
    const hasSize = size.kind === 'None' || (size.kind === 'int' && size.value !== 1);
    if (hasSize || isShuffled || !args.isNone('sampler') || isDropping)
      refuse('batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and drop_last');
  } else if (size.kind === 'None' && isDropping)
    refuse('batch_size=None option disables auto-batching and is mutually exclusive with drop_last');
}

export const dataLoader = dataClass(
  'DataLoader',
  "(dataset, batch_size=1, shuffle=None, sampler=None, batch_sampler=None, num_workers=0, collate_fn=None, pin_memory=False, drop_last=False, timeout=0, worker_init_fn=None, multiprocessing_context=None, generator=None, *, prefetch_factor=None, persistent_workers=False, pin_memory_device='', in_order=True)",
  {
    construct: (self, args, runtime) => {
      for (const { name } of args.signature.parameters) self.attributes.set(name, args.value(name));
      checkChoices(args, runtime);
      if (!args.isNone('sampler') && runtime.truth(args.value('shuffle')) === true) {
        throw new PythonError('ValueError', 'sampler option is mutually exclusive with shuffle');
      }
      const size = args.value('batch_size');
      if (size.kind === 'int' && size.value <= 0) {
        throw new PythonError(
          'ValueError',
          `batch_size should be a positive integer value, but got batch_size=${size.value}`,
        );
      }
    },
    eachItem: (self, runtime) => {
      const isPlain =
        setting(self, 'collate_fn').kind === 'None' && setting(self, 'batch_size').kind !== 'None';
      return isPlain ? anyBatch(setting(self, 'dataset'), runtime) : undefined;
    },
    methods: {
      __len__: method('()', (self, _, runtime) => int(lengthIn(self, runtime))),
      __iter__: method('()', (self, _, runtime) => {
        if (setting(self, 'num_workers').kind === 'unknown') sizeOf(self);
        if (!isIterable(setting(self, 'dataset'))) lengthIn(self, runtime);
        // Every iterator draws a seed for its workers, even where it has none.
        drawSeed(generatorIn(setting(self, 'generator'), runtime));
        const batches = batchesOf(self, runtime);
        return iterator({
          next: () => {
            try {
              return batches.next();
            } catch (error) {
              if (!(error instanceof NotKnown)) throw error;
              return { done: false, value: unknown(error.message, runtime.place) };
            }
          },
        });
      }),
    },
  },
);
