/** Going through the elements of an array one by one: `np.ndenumerate`, `np.nditer`, `a.flat`. */
import { indexAt, indexTuple, indicesOf, mapped } from '../arrays/index-tricks';
import { knownShape } from '../arrays/held-values';
import { arrayOf } from '../arrays/dialect';
import { define } from '../define';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import { signature } from '../signature';
import {
  bool,
  int,
  lazyIterator,
  none,
  tensorValue,
  tuple,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type TensorValue,
  type Value,
} from '../values';
import { numpyDialect } from './dialect';

const arrayFor = (value: Value): TensorValue =>
  value.kind === 'tensor' ? value : tensorValue(arrayOf(value, numpyDialect), 'numpy');

/** The elements with their indices, the last dim fastest. */
function* elements(array: TensorValue, runtime: Runtime): Generator<readonly [index: Value, element: Value]> {
  for (const at of indicesOf(knownShape(array.tensor))) {
    const index = indexTuple(at);
    yield [index, runtime.getItem(array, index)];
  }
}

/** The array that an iterator goes over, and where it stands. */
function arrayOver(self: InstanceValue): TensorValue {
  const array = self.state.get('array') as TensorValue | undefined;
  if (!array) throw new NotKnown('the array that is gone through is not known');
  return array;
}

const placeOf = (self: InstanceValue): number => {
  const at = self.attributes.get('iterindex');
  if (at?.kind !== 'int') throw new NotKnown('where the iteration stands is not known');
  return at.value;
};

function moveTo(self: InstanceValue, at: number, runtime: Runtime): void {
  runtime.touch(self);
  self.attributes.set('iterindex', int(at));
}

/** `np.nditer` of one array with the flag `multi_index`, which is how numeric gradients go through a weight. */
const nditer: ClassValue = {
  kind: 'class',
  name: 'numpy.nditer',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature('(op, flags=None, op_flags=None, **kwargs)'),
  construct: (self, args) => {
    const given = args.value('op');
    if (given.kind !== 'tensor')
      throw new NotKnown('an iteration over several arrays at once is not followed');
    self.state.set('array', given);
    knownShape(given.tensor);
    self.attributes.set('iterindex', int(0));
  },
  properties: {
    finished: (self) => bool(placeOf(self) >= arrayOver(self).tensor.numel),
    multi_index: (self) => indexTuple(indexAt(placeOf(self), knownShape(arrayOver(self).tensor))),
  },
  methods: {
    iternext: {
      signature: signature('()'),
      call: (self, _, runtime) => {
        moveTo(self, placeOf(self) + 1, runtime);
        return bool(placeOf(self) < arrayOver(self).tensor.numel);
      },
    },
    reset: {
      signature: signature('()'),
      call: (self, _, runtime) => {
        moveTo(self, 0, runtime);
        return none;
      },
    },
    __iter__: {
      signature: signature('()'),
      call: (self, _, runtime) =>
        lazyIterator(mapped(elements(arrayOver(self), runtime), ([, element]) => element)),
    },
  },
};

export const elementLoops: readonly (NativeFunction | ClassValue)[] = [
  nditer,
  define('numpy.ndenumerate', '(arr)', (args, runtime) => {
    return lazyIterator(mapped(elements(arrayFor(args.value('arr')), runtime), (pair) => tuple(pair)));
  }),
];
