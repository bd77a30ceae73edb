/** `tf.TensorShape`: a tuple of sizes that prints and is asked in its own way. */
import { define } from '../define';
import { bool, int, list, type NativeFunction, type TupleValue } from '../values';

export const SHAPE_TYPE = 'TensorShape';

export const tensorShape = (sizes: readonly number[]): TupleValue => {
  const items = sizes.map(int);
  const methods: Readonly<Record<string, NativeFunction>> = {
    as_list: define('tensorflow.TensorShape.as_list', '(self)', () => list([...items])),
    num_elements: define('tensorflow.TensorShape.num_elements', '(self)', () =>
      int(sizes.reduce((product, size) => product * size, 1)),
    ),
    is_fully_defined: define('tensorflow.TensorShape.is_fully_defined', '(self)', () => bool(true)),
  };
  const rank = int(sizes.length);
  return { kind: 'tuple', type: SHAPE_TYPE, items, methods, facts: { ndims: rank, rank } };
};
