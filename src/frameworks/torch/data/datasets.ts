/** The datasets of torch.utils.data, and what every dataset is asked for. */
import { NotKnown, PythonError } from '../../errors';
import type { TorchGenerator } from '../../random';
import type { Runtime } from '../../runtime';
import { anySignature, signature } from '../../signature';
import { Tensor } from '../../../engine/tensor';
import { readItem } from '../../tensor-index';
import {
  int,
  list,
  none,
  tensorValue,
  tuple,
  unknown,
  type ClassValue,
  type InstanceValue,
  type Value,
} from '../../values';
import { asView } from '../../views';
import { define, method } from '../../define';
import { generatorBehind } from '../random/generator';

const PACKAGE = 'torch.utils.data';

/** A class of torch.utils.data. */
export const dataClass = (
  name: string,
  parameters: string,
  parts: Pick<ClassValue, 'construct' | 'eachItem' | 'methods' | 'properties'> & {
    readonly bases?: ClassValue['bases'];
  },
): ClassValue => ({
  kind: 'class',
  name: `${PACKAGE}.${name}`,
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature(parameters),
  ...parts,
});

/** `len(value)`. Throws NotKnown where it is not known. */
export function lengthOf(value: Value, runtime: Runtime): number {
  switch (value.kind) {
    case 'list':
      if (!value.open) return value.items.length;
      break;
    case 'tuple':
    case 'size':
      return value.items.length;
    case 'range':
      return Math.max(0, Math.ceil((value.stop - value.start) / value.step));
    case 'dict':
      if (!value.open) return value.entries.size;
      break;
    case 'tensor': {
      const first = value.tensor.shape?.[0];
      if (typeof first === 'number') return first;
      break;
    }
    case 'instance': {
      const length = runtime.call(runtime.getAttribute(value, '__len__'), []);
      if (length.kind === 'int') return length.value;
      if (length.kind === 'unknown') throw new NotKnown(length.reason);
      break;
    }
    default:
  }
  throw new NotKnown(value.kind === 'unknown' ? value.reason : 'the length of the dataset is not known');
}

/** `dataset[index]`. */
export function itemOf(dataset: Value, index: Value, runtime: Runtime): Value {
  switch (dataset.kind) {
    case 'tensor':
      return asView(dataset, readItem(dataset, index));
    case 'list':
    case 'tuple': {
      if (index.kind !== 'int' || (dataset.kind === 'list' && dataset.open)) break;
      const item = dataset.items.at(index.value);
      if (item) return item;
      throw new PythonError('IndexError', `${dataset.kind} index out of range`);
    }
    case 'range':
      if (index.kind === 'int') return int(dataset.start + index.value * dataset.step);
      break;
    case 'instance':
      return runtime.call(runtime.getAttribute(dataset, '__getitem__'), [index]);
    default:
  }
  throw new NotKnown(dataset.kind === 'unknown' ? dataset.reason : 'an item of the dataset is not known');
}

/** The generator that an argument names, or the default one. */
export function generatorIn(value: Value | undefined, runtime: Runtime): TorchGenerator {
  const own = value?.kind === 'instance' ? generatorBehind(value, runtime) : undefined;
  if (own) return own;
  if (value === undefined || value.kind === 'None') return runtime.random.torch;
  throw new NotKnown('the generator is not known');
}

export const dataset = dataClass('Dataset', '(*args, **kwargs)', {
  construct: () => undefined,
  methods: {
    __add__: method('(other)', (self, args, runtime) =>
      runtime.call(concatDataset, [list([self, args.value('other')])]),
    ),
  },
});
export const iterableDataset = dataClass('IterableDataset', '(*args, **kwargs)', {
  construct: () => undefined,
  bases: [dataset],
});

const attribute = (self: InstanceValue, name: string): Value => {
  const found = self.attributes.get(name);
  if (!found) throw new NotKnown('the dataset is not known');
  return found;
};

const itemsOf = (value: Value, runtime: Runtime): readonly Value[] => {
  const items = runtime.iterate(value);
  if (!items) throw new NotKnown(value.kind === 'unknown' ? value.reason : 'the items are not known');
  return [...items];
};

/** The tensors of a TensorDataset. */
export const tensorsOf = (self: InstanceValue): readonly Value[] => {
  const tensors = attribute(self, 'tensors');
  return tensors.kind === 'tuple' ? tensors.items : [];
};

export const tensorDataset = dataClass('TensorDataset', '(*tensors)', {
  bases: [dataset],
  construct: (self, args, runtime) => {
    const lengths = new Set<number>();
    for (const tensor of args.rest) {
      const isKnown = tensor.kind === 'tensor' && typeof tensor.tensor.shape?.[0] === 'number';
      if (isKnown) lengths.add(lengthOf(tensor, runtime));
    }
    if (lengths.size > 1) throw new PythonError('AssertionError', 'Size mismatch between tensors');
    self.attributes.set('tensors', tuple(args.rest));
  },
  methods: {
    // All are equally long, so any of known length tells it.
    __len__: method('()', (self, _, runtime) => {
      const [first] = tensorsOf(self);
      const known = tensorsOf(self).find(
        (tensor) => tensor.kind === 'tensor' && typeof tensor.tensor.shape?.[0] === 'number',
      );
      return int(lengthOf(known ?? first ?? none, runtime));
    }),
    __getitem__: method('(index)', (self, args, runtime) =>
      // One that is not known leaves the others as they are.
      tuple(
        tensorsOf(self).map((tensor) =>
          tensor.kind === 'unknown' ? tensor : itemOf(tensor, args.value('index'), runtime),
        ),
      ),
    ),
  },
});

/** A position of which only the type is known. */
export const anyPosition = (): Value => tensorValue(Tensor.leaf({ shape: [], dtype: 'int64' }));

export const subset = dataClass('Subset', '(dataset, indices)', {
  bases: [dataset],
  construct: (self, args) => {
    self.attributes.set('dataset', args.value('dataset'));
    self.attributes.set('indices', args.value('indices'));
  },
  methods: {
    __len__: method('()', (self, _, runtime) => int(lengthOf(attribute(self, 'indices'), runtime))),
    __getitem__: method('(idx)', (self, args, runtime) => {
      const at = args.value('idx');
      const indices = attribute(self, 'indices');
      // Whichever index it is, the sample is one of the whole's.
      const of = (index: Value): Value =>
        itemOf(
          attribute(self, 'dataset'),
          indices.kind === 'unknown' ? anyPosition() : itemOf(indices, index, runtime),
          runtime,
        );
      return at.kind === 'list' ? list(at.items.map(of)) : of(at);
    }),
  },
});

const concatDataset = dataClass('ConcatDataset', '(datasets)', {
  bases: [dataset],
  construct: (self, args, runtime) => {
    self.attributes.set('datasets', list([...itemsOf(args.value('datasets'), runtime)]));
  },
  methods: {
    __len__: method('()', (self, _, runtime) =>
      int(
        itemsOf(attribute(self, 'datasets'), runtime).reduce((sum, part) => sum + lengthOf(part, runtime), 0),
      ),
    ),
    __getitem__: method('(idx)', (self, args, runtime) => {
      const parts = itemsOf(attribute(self, 'datasets'), runtime);
      let left = args.int('idx');
      if (left < 0) left += parts.reduce((sum, part) => sum + lengthOf(part, runtime), 0);
      for (const part of parts) {
        const length = lengthOf(part, runtime);
        if (left < length) return itemOf(part, int(left), runtime);
        left -= length;
      }
      throw new PythonError('IndexError', 'list index out of range');
    }),
  },
  properties: {
    cumulative_sizes: (self, runtime) => {
      let sum = 0;
      const lengths = itemsOf(attribute(self, 'datasets'), runtime).map((part) => lengthOf(part, runtime));
      return list(lengths.map((length) => int((sum += length))));
    },
  },
});

/** The lengths of a split: as given, or fractions of the whole with what is left over handed out one by one. */
function splitLengths(given: readonly Value[], total: number): number[] {
  const lengths = given.map((value) => {
    if (value.kind === 'int' || value.kind === 'float') return value.value;
    throw new NotKnown('a length of the split is not known');
  });
  const sum = lengths.reduce((a, b) => a + b, 0);
  const isFractions = Math.abs(sum - 1) <= 1e-9 * Math.max(sum, 1) && sum <= 1;
  if (!isFractions) {
    if (sum !== total) {
      throw new PythonError(
        'ValueError',
        'Sum of input lengths does not equal the length of the input dataset!',
      );
    }
    return lengths;
  }
  const counts = lengths.map((fraction) => Math.floor(total * fraction));
  const left = total - counts.reduce((a, b) => a + b, 0);
  for (let at = 0; at < left; at++) counts[at % counts.length]!++;
  return counts;
}

function lengthIfKnown(dataset: Value, runtime: Runtime): number | undefined {
  try {
    return lengthOf(dataset, runtime);
  } catch (error) {
    if (error instanceof NotKnown) return undefined;
    throw error;
  }
}

/** The parts of a split that only a run tells: as many as there are lengths, each with samples like the whole's. */
function partsOf(whole: Value, lengths: Value, runtime: Runtime): Value {
  if (whole.kind !== 'instance') throw new NotKnown('the dataset is not known');
  const part = (): Value =>
    runtime.call(subset, [whole, unknown('which samples each part of the split has is not known')]);
  return list(itemsOf(lengths, runtime).map(part));
}

const randomSplit = define(
  `${PACKAGE}.random_split`,
  '(dataset, lengths, generator=None)',
  (args, runtime) => {
    const whole = args.value('dataset');
    const total = lengthIfKnown(whole, runtime);
    if (total === undefined) return partsOf(whole, args.value('lengths'), runtime);
    const lengths = splitLengths(itemsOf(args.value('lengths'), runtime), total);
    const generator = generatorIn(args.value('generator'), runtime);
    const order = Array.from(generator.permutation(total));
    if (!generator.isSeeded) return partsOf(whole, args.value('lengths'), runtime);
    let from = 0;
    return list(
      lengths.map((length): Value => {
        const indices = list(order.slice(from, from + length).map(int));
        from += length;
        return runtime.call(subset, [whole, indices]);
      }),
    );
  },
);

export const datasets: readonly (ClassValue | typeof randomSplit)[] = [
  dataset,
  iterableDataset,
  tensorDataset,
  subset,
  concatDataset,
  randomSplit,
  define(`${PACKAGE}.get_worker_info`, '()', () => none),
  { ...dataClass('ChainDataset', '(*args, **kwargs)', {}), signature: anySignature },
];
