/** Functions that draw: which elements they take is not known. */
import { at } from './rows';
import { Tensor } from '../../../engine/tensor';
import { tensorValue, type NativeFunction } from '../../values';

export const sampling: readonly NativeFunction[] = [
  ...at(
    'tT',
    'multinomial',
    '(input, num_samples, replacement=False, *, generator=None)',
    (args, runtime) => {
      runtime.noteOperation('multinomial', [args.tensor('input')]);
      runtime.random.torch.lose();
      return tensorValue(Tensor.leaf({ dtype: 'int64', role: { kind: 'class-indices' }, sampled: true }));
    },
  ),
];
