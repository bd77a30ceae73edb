/**
 * Functions of torch.nn.functional whose computation is not followed yet: what their
 * result means and, where it is plain, its shape is told; its values are not.
 */
import type { Role } from '../../engine/role';
import { Tensor } from '../../engine/tensor';
import { define } from '../define';
import { tensorValue, type NativeFunction } from '../values';

const opaque = (name: string, role: Role, keepsShape: boolean): NativeFunction =>
  define(`torch.nn.functional.${name}`, '(input, *args, **kwargs)', (args) => {
    const { shape, dtype } = args.tensor('input');
    return tensorValue(Tensor.leaf({ shape: keepsShape ? shape : undefined, dtype, role }));
  });

export const opaqueFunctions: readonly NativeFunction[] = [
  ...['bilinear'].map((name) => opaque(name, { kind: 'logits' }, false)),
  ...['embedding'].map((name) => opaque(name, { kind: 'values' }, false)),
];
