/** `@tf.custom_gradient`: a function that gives its value, and a function of the gradient that comes back. */
import type { Tensor } from '../../engine/tensor';
import { define } from '../define';
import { NotKnown } from '../errors';
import { withGivenGradient } from '../given-gradient';
import { tensorValue, type Value } from '../values';
import { convert, cut, wrap } from './dialect';

export const customGradient = define('tensorflow.custom_gradient', '(f=None)', (args, runtime) =>
  define('tensorflow.custom_gradient', '(*args, **kwargs)', (call) => {
    const inputs = call.rest.map((value) => convert(value));
    const result = runtime.call(
      args.value('f'),
      inputs.map((tensor) => wrap(cut(tensor))),
      call.keywords,
    );
    const [value, grad] = result.kind === 'tuple' ? result.items : [];
    if (value?.kind !== 'tensor' || !grad)
      throw new NotKnown('a function with a gradient of its own and several results is not followed');
    const back = (gradient: Tensor): Tensor[] => {
      const given: Value = runtime.call(grad, [tensorValue(gradient, 'tensorflow')]);
      const parts = given.kind === 'tuple' || given.kind === 'list' ? given.items : [given];
      return parts.map((part) => {
        if (part.kind !== 'tensor') throw new NotKnown('the gradient that the program gives is not known');
        return part.tensor;
      });
    };
    return wrap(withGivenGradient(cut(value.tensor), inputs, back));
  }),
);
