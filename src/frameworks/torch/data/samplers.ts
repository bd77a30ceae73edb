/** The samplers of torch.utils.data: in which order a dataset is gone through. */
import { method } from '../../define';
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import { NotKnown, PythonError } from '../../errors';
import { leafOf, readNest } from '../../literal-tensors';
import { TorchGenerator } from '../../random';
import type { Runtime } from '../../runtime';
import { int, list, none, tensorValue, type ClassValue, type InstanceValue, type Value } from '../../values';
import { dataClass, generatorIn, itemOf, lengthOf } from './datasets';

/** Items that are made when they are asked for. */
export function iterator(items: Iterator<Value>): Value {
  return {
    kind: 'iterator',
    next: () => {
      const { done, value } = items.next();
      return done ? undefined : (value as Value);
    },
  };
}

const setting = (self: InstanceValue, name: string): Value => {
  const found = self.attributes.get(name);
  if (!found || found.kind === 'unknown') {
    throw new NotKnown(found?.kind === 'unknown' ? found.reason : 'the sampler is not known');
  }
  return found;
};

/** A number that `random_()` draws for an int64: 63 bits, of which a seed takes the lower 32. */
export function drawSeed(generator: TorchGenerator): number {
  generator.bits();
  return generator.bits();
}

/** A generator of its own with a seed from the default one, as a shuffle without a generator takes it. */
function freshGenerator(runtime: Runtime): TorchGenerator {
  const fresh = new TorchGenerator();
  fresh.seed(drawSeed(runtime.random.torch));
  if (!runtime.random.torch.isSeeded) fresh.lose();
  return fresh;
}

/** How many positions a sampler with replacement draws at once. */
const CHUNK = 32;

/**
 * A shuffled order of `count` positions, whole orders one after the other until `wanted` are given. As in PyTorch
 * one more order is drawn at the end, of which what is left over is taken, be that nothing: a generator that is
 * handed in stands behind it in the next epoch, and of one that is made for this order nobody sees where it stands.
 */
export function* shuffled(
  count: number,
  wanted: number,
  withReplacement: boolean,
  given: Value | undefined,
  runtime: Runtime,
): Iterator<Value> {
  const isMade = given === undefined || given.kind === 'None';
  const generator = isMade ? freshGenerator(runtime) : generatorIn(given, runtime);
  if (withReplacement) {
    for (let left = wanted; left > 0; left -= CHUNK) {
      const drawn = Array.from({ length: Math.min(left, CHUNK) }, () => int(generator.integer(0, count)));
      yield* drawn;
    }
    return;
  }
  for (let left = wanted; isMade ? left > 0 : left >= 0; left -= count) {
    for (const position of generator.permutation(count).subarray(0, Math.min(left, count)))
      yield int(position);
  }
}

/** Whether the order is the one that the program would have. */
export const isOrderKnown = (given: Value | undefined, runtime: Runtime): boolean =>
  generatorIn(given, runtime).isSeeded;

function* counted(count: number): Iterator<Value> {
  for (let at = 0; at < count; at++) yield int(at);
}

const sampler = dataClass('Sampler', '(data_source=None)', { construct: () => undefined });

const sequential = dataClass('SequentialSampler', '(data_source)', {
  bases: [sampler],
  construct: (self, args) => {
    self.attributes.set('data_source', args.value('data_source'));
  },
  methods: {
    __len__: method('()', (self, _, runtime) => int(lengthOf(setting(self, 'data_source'), runtime))),
    __iter__: method('()', (self, _, runtime) =>
      iterator(counted(lengthOf(setting(self, 'data_source'), runtime))),
    ),
  },
});

export function wantSome(count: number): void {
  if (count > 0) return;
  throw new PythonError(
    'ValueError',
    `num_samples should be a positive integer value, but got num_samples=${count}`,
  );
}

function wantedOf(self: InstanceValue, runtime: Runtime): number {
  const given = setting(self, 'num_samples');
  if (given.kind === 'int') return given.value;
  return lengthOf(setting(self, 'data_source'), runtime);
}

const random = dataClass(
  'RandomSampler',
  '(data_source, replacement=False, num_samples=None, generator=None)',
  {
    bases: [sampler],
    construct: (self, args, runtime) => {
      for (const name of ['data_source', 'replacement', 'num_samples', 'generator'])
        self.attributes.set(name, args.value(name));
      const replacement = args.value('replacement');
      if (replacement.kind !== 'bool' && replacement.kind !== 'unknown')
        throw new PythonError(
          'TypeError',
          `replacement should be a boolean value, but got replacement=${runtime.format(replacement, 'str') ?? '?'}`,
        );
      wantSome(wantedOf(self, runtime));
    },
    methods: {
      __len__: method('()', (self, _, runtime) => int(wantedOf(self, runtime))),
      __iter__: method('()', (self, _, runtime) => {
        const given = self.attributes.get('generator');
        if (!isOrderKnown(given, runtime)) throw new NotKnown('the order is another one in each run');
        return iterator(
          shuffled(
            lengthOf(setting(self, 'data_source'), runtime),
            wantedOf(self, runtime),
            runtime.truth(setting(self, 'replacement')) ?? false,
            given,
            runtime,
          ),
        );
      }),
    },
  },
);

const subsetRandom = dataClass('SubsetRandomSampler', '(indices, generator=None)', {
  bases: [sampler],
  construct: (self, args) => {
    self.attributes.set('indices', args.value('indices'));
    self.attributes.set('generator', args.value('generator'));
  },
  methods: {
    __len__: method('()', (self, _, runtime) => int(lengthOf(setting(self, 'indices'), runtime))),
    __iter__: method('()', (self, _, runtime) => {
      const indices = setting(self, 'indices');
      const generator = generatorIn(self.attributes.get('generator'), runtime);
      if (!generator.isSeeded) throw new NotKnown('the order is another one in each run');
      const order = generator.permutation(lengthOf(indices, runtime));
      return iterator(itemsAt(order, indices, runtime));
    }),
  },
});

/** One after the other, as somebody asks for them: of a tensor of indices each is a tensor. */
function* itemsAt(order: Iterable<number>, items: Value, runtime: Runtime): Iterator<Value> {
  for (const at of order) yield itemOf(items, int(at), runtime);
}

/** Consecutive lists of `size` items; the last may be shorter, or is left out. */
export function* batched(items: Iterable<Value>, size: number, dropLast: boolean): Iterator<Value> {
  let batch: Value[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length === size) {
      yield list(batch);
      batch = [];
    }
  }
  if (batch.length > 0 && !dropLast) yield list(batch);
}

export const batchCount = (count: number, size: number, dropLast: boolean): number =>
  dropLast ? Math.floor(count / size) : Math.ceil(count / size);

function sizesOf(self: InstanceValue, runtime: Runtime): { size: number; dropLast: boolean } {
  const size = setting(self, 'batch_size');
  const dropLast = runtime.truth(setting(self, 'drop_last'));
  if (size.kind !== 'int' || dropLast === undefined) throw new NotKnown('the size of a batch is not known');
  return { size: size.value, dropLast };
}

const batch = dataClass('BatchSampler', '(sampler, batch_size, drop_last)', {
  bases: [sampler],
  construct: (self, args) => {
    for (const name of ['sampler', 'batch_size', 'drop_last']) self.attributes.set(name, args.value(name));
  },
  methods: {
    __len__: method('()', (self, _, runtime) => {
      const { size, dropLast } = sizesOf(self, runtime);
      return int(batchCount(lengthOf(setting(self, 'sampler'), runtime), size, dropLast));
    }),
    __iter__: method('()', (self, _, runtime) => {
      const { size, dropLast } = sizesOf(self, runtime);
      const items = runtime.iterate(setting(self, 'sampler'));
      if (!items) throw new NotKnown('the order is not known');
      return iterator(batched(items, size, dropLast));
    }),
  },
});

const weighted = dataClass(
  'WeightedRandomSampler',
  '(weights, num_samples, replacement=True, generator=None)',
  {
    bases: [sampler],
    construct: (self, args) => {
      for (const { name } of args.signature.parameters) self.attributes.set(name, args.value(name));
      const wanted = args.value('num_samples');
      if (wanted.kind === 'int') wantSome(wanted.value);
      const weights = args.value('weights');
      if (weights.kind === 'tensor' && weights.tensor.rank !== undefined && weights.tensor.rank !== 1) {
        const shape = (weights.tensor.shape ?? []).map(String);
        throw new PythonError(
          'ValueError',
          `weights should be a 1d sequence but given weights have shape (${shape.join(', ')}${shape.length === 1 ? ',' : ''})`,
        );
      }
    },
    methods: {
      __len__: method('()', (self) => setting(self, 'num_samples')),
      __iter__: method('()', (self, _, runtime) => {
        const given = setting(self, 'weights');
        const weights =
          given.kind === 'tensor'
            ? Tensor.apply(ops.cast, [given.tensor], { dtype: 'float64' as const })
            : leafOf(readNest(given), 'float64');
        const draws = runtime.call(
          runtime.getAttribute(tensorValue(weights), 'multinomial'),
          [setting(self, 'num_samples'), setting(self, 'replacement')],
          { generator: self.attributes.get('generator') ?? none },
        );
        if (draws.kind !== 'tensor' || !draws.tensor.hasValues || draws.tensor.sampled)
          throw new NotKnown('the order is another one in each run');
        return iterator(Array.from(draws.tensor.values(), int).values());
      }),
    },
  },
);

export const samplers: readonly ClassValue[] = [sampler, sequential, random, subsetRandom, weighted, batch];
