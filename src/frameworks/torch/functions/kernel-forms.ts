/** Names that torch has for what stands behind its functions: made of these functions. */
import { full } from '../../../engine/formula';
import { isKnownShape } from '../../../engine/shape';
import { define } from '../../define';
import { NotKnown } from '../../errors';
import type { Runtime } from '../../runtime';
import {
  bool,
  int,
  list,
  none,
  str,
  tensorValue,
  tuple,
  unknown,
  type NativeFunction,
  type Value,
} from '../../values';

/** The modes of a bag, in the order of their numbers. */
const bagModes: readonly string[] = ['sum', 'mean', 'max'];

const bookkeeping = unknown('what the kernel notes about its bags is not followed');

/** These forms, of the functions that `functions` has. */
export function kernelFormsOf(functions: readonly NativeFunction[]): NativeFunction[] {
  const named = new Map(functions.map((one) => [one.name, one]));
  const call = (runtime: Runtime, name: string, given: Readonly<Record<string, Value>>): Value =>
    runtime.call(named.get(name)!, [], given);
  const norm = (runtime: Runtime, x: Value, ord: Value, dim: Value, keepdim: Value): Value =>
    call(runtime, 'torch.linalg.vector_norm', { x, ord, dim, keepdim });
  return [
    define(
      'torch.embedding_bag',
      '(weight, indices, offsets, scale_grad_by_freq=False, mode=0, sparse=False, per_sample_weights=None, include_last_offset=False, padding_idx=None)',
      (args, runtime) => {
        const mode = bagModes[args.int('mode')];
        if (mode === undefined) throw new NotKnown('there are three modes of bags');
        const same = ['weight', 'offsets', 'scale_grad_by_freq', 'sparse', 'per_sample_weights'];
        const out = call(runtime, 'torch.nn.functional.embedding_bag', {
          ...Object.fromEntries(
            [...same, 'include_last_offset', 'padding_idx'].map((name) => [name, args.value(name)]),
          ),
          input: args.value('indices'),
          mode: str(mode),
        });
        return tuple([out, bookkeeping, bookkeeping, bookkeeping]);
      },
    ),
    define('torch.embedding_renorm_', '(input, indices, max_norm, norm_type)', (args, runtime) => {
      call(runtime, 'torch.nn.functional.embedding', {
        input: args.value('indices'),
        weight: args.value('input'),
        max_norm: args.value('max_norm'),
        norm_type: args.value('norm_type'),
      });
      return args.value('input');
    }),
    define('torch.norm_except_dim', '(v, pow=2, dim=0)', (args, runtime) => {
      const { rank } = args.tensor('v');
      if (rank === undefined) throw new NotKnown('the rank of the tensor is not known');
      const dim = args.int('dim');
      const others = Array.from({ length: rank }, (_, at) => at).filter((at) => at !== dim);
      return norm(
        runtime,
        args.value('v'),
        args.value('pow'),
        dim === -1 ? none : list(others.map(int)),
        bool(dim !== -1),
      );
    }),
    define('torch.native_dropout', '(input, p, train)', (args, runtime) => {
      const { shape, dtype } = args.tensor('input');
      if (!isKnownShape(shape)) throw new NotKnown('the shape of the input is not known');
      const ones = tensorValue(full(shape, dtype, 1));
      if (!args.isNone('train') && !args.bool('train'))
        return tuple([args.value('input'), tensorValue(full(shape, 'bool', 1))]);
      const scale = call(runtime, 'torch.dropout', { input: ones, p: args.value('p'), train: bool(true) });
      const out = runtime.operate('*', args.value('input'), scale);
      const mask = call(runtime, 'torch.ne', { input: scale, other: int(0) });
      return tuple([out.kind === 'tensor' ? { ...out, gradFn: 'NativeDropoutBackward0' } : out, mask]);
    }),
  ];
}
