/** Activations: what stands between the layers of a network. */
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import type { AnyOp, Op } from '../../../engine/op';
import { tensorValue, type NativeFunction } from '../../values';
import type { Runtime } from '../../runtime';
import { row, at, registry } from './rows';

/** A softmax along a dim that is not known is one along some dim: its role is told, its values are not. */
function alongDim(name: string, op: AnyOp | undefined, where: string): NativeFunction[] {
  if (!op) return [];
  return at(where, name, '(input, dim=None, _stacklevel=3, dtype=None)', (args, runtime) => {
    const given = args.value('dim');
    const input = args.tensor('input');
    const dtype = args.optionalDType('dtype');
    const cast = dtype ? Tensor.apply(ops.cast, [input], { dtype }) : input;
    if (given.kind === 'None') return tensorValue(softmaxImplicit(op, cast, runtime));
    if (given.kind === 'unknown' || (given.kind === 'tensor' && !given.tensor.hasValues)) {
      return tensorValue(
        Tensor.apply(op as unknown as Op, [Tensor.leaf({ dtype: cast.dtype, role: cast.role })], { dim: -1 }),
      );
    }
    return tensorValue(Tensor.apply(op as unknown as Op, [cast], { dim: args.int('dim') }));
  });
}

/** PyTorch's choice when no dim is given: 0 for ranks 0, 1 and 3, else 1 (torch/nn/functional.py, _get_softmax_dim). */
export function softmaxImplicit(op: AnyOp, input: Tensor, runtime: Runtime): Tensor {
  runtime.noteOperation('softmax-implicit-dim', [input]);
  const rank = input.rank;
  const dim = rank === undefined ? -1 : rank === 0 || rank === 1 || rank === 3 ? 0 : 1;
  return Tensor.apply(op as unknown as Op, [input], { dim });
}

export const activations: readonly NativeFunction[] = [
  ...alongDim('softmax', ops.softmax, 'tTFs'),
  ...alongDim('log_softmax', ops.log_softmax, 'tTFs'),
  ...alongDim('softmin', registry['softmin'], 'F'),
  ...row('F', 'logsigmoid', '(input)', ops.logsigmoid),
  ...row('sT', 'expit', '(input)', ops.sigmoid),
  ...row(
    'F',
    'leaky_relu',
    '(input, negative_slope=0.01, inplace=False)',
    registry['leaky_relu'],
    ['input'],
    (args) => ({
      negative_slope: args.number('negative_slope'),
    }),
  ),
  ...row('F', 'elu', '(input, alpha=1.0, inplace=False)', registry['elu'], ['input'], (args) => ({
    alpha: args.number('alpha'),
  })),
  ...row('F', 'gelu', "(input, approximate='none')", registry['gelu'], ['input'], (args) => ({
    approximate: args.string('approximate'),
  })),
  ...row('F', 'silu', '(input, inplace=False)', registry['silu']),
  ...row('F', 'softplus', '(input, beta=1, threshold=20)', registry['softplus'], ['input'], (args) => ({
    beta: args.number('beta'),
    threshold: args.number('threshold'),
  })),
];
