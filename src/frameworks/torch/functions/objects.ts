/** Methods that concern the tensor as an object: they return it as it is, or something else than a tensor. */
import { at } from './rows';
import { NotKnown } from '../../errors';
import { contiguous } from '../memory-order';
import { int, none, tensorValue, type NativeFunction } from '../../values';

export const objects: readonly NativeFunction[] = [
  ...at('T', 'contiguous', '(input, *, memory_format=None)', (args) => {
    const copied = contiguous(args.tensor('input'));
    return copied ? { ...tensorValue(copied), gradFn: 'CloneBackward0' } : args.value('input');
  }),
  ...at('tT', 'numel', '(input)', (args) => {
    const { shape, numel } = args.tensor('input');
    if (!shape?.every((size) => typeof size === 'number'))
      throw new NotKnown('the number of elements is not known');
    return int(numel);
  }),
  ...at('T', 'nelement', '(input)', (args) => int(args.tensor('input').numel)),
  ...at('T', 'retain_grad', '(input)', (args, runtime) => {
    const object = args.tensorObject('input');
    object.retainsGrad = true;
    runtime.own(object);
    return none;
  }),
];
