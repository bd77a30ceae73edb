/**
 * Keras' initializers: what they are called with is a shape, and their result has it. The numbers are drawn, so they
 * are not known.
 */
import { openClass } from '../define';
import { Tensor } from '../../engine/tensor';
import { NotKnown } from '../errors';
import { shapeMeantBy } from '../sizes';
import { signature } from '../signature';
import { tensorValue, type ClassValue } from '../values';

/** Under these names stand the classes, and in lower case what they were called once. */
const names: readonly string[] = [
  ...['Constant', 'GlorotNormal', 'GlorotUniform', 'HeNormal', 'HeUniform', 'LecunNormal', 'LecunUniform'],
  ...['Ones', 'Orthogonal', 'OrthogonalInitializer', 'RandomNormal', 'RandomUniform', 'TruncatedNormal'],
  ...['VarianceScaling', 'Zeros', 'constant', 'glorot_normal', 'glorot_uniform', 'he_normal', 'he_uniform'],
  ...['lecun_normal', 'lecun_uniform', 'ones', 'orthogonal', 'random_normal', 'random_uniform'],
  ...['truncated_normal', 'variance_scaling', 'zeros'],
];

/** TensorFlow's own names of some. */
const ofTensorflow: readonly string[] = [
  ...['constant', 'ones', 'random_normal', 'random_uniform', 'zeros'].map((name) => `${name}_initializer`),
];

const initializer = (name: string): ClassValue =>
  openClass(name, {
    invoke: {
      signature: signature('(shape, dtype=None, **kwargs)'),
      call: (_, args) => {
        const shape = shapeMeantBy(args.value('shape'));
        if (!shape) throw new NotKnown('the shape of what is initialized is not known');
        const dtype = args.isNone('dtype') ? 'float32' : args.optionalDType('dtype');
        return tensorValue(Tensor.leaf({ shape, dtype, sampled: true }), 'tensorflow');
      },
    },
  });

export const initializerClasses: readonly ClassValue[] = [
  ...names.map((name) => initializer(`keras.initializers.${name}`)),
  ...ofTensorflow.map((name) => initializer(`tensorflow.${name}`)),
];
