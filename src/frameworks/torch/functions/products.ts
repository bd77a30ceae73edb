/** Products of matrices and vectors, and the lengths of vectors and distances between them. */
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import { NotKnown } from '../../errors';
import { tensorValue, type NativeFunction } from '../../values';
import { at, row } from './rows';

export const products: readonly NativeFunction[] = [
  ...(['mm', 'bmm', 'mv', 'dot', 'inner'] as const).flatMap((name) => {
    const second = { mm: 'mat2', bmm: 'mat2', mv: 'vec', dot: 'tensor', inner: 'other' }[name];
    return row('tT', name, `(input, ${second}, *, out=None)`, ops.matmul, ['input', second]);
  }),
  ...at('F', 'linear', '(input, weight, bias=None)', (args) => {
    const bias = args.optionalTensor('bias');
    return tensorValue(
      Tensor.apply(ops.linear, [args.tensor('input'), args.tensor('weight'), ...(bias ? [bias] : [])], {}),
    );
  }),
  ...at('tT', 'norm', '(input, p=2, dim=None, keepdim=False)', (args) => {
    const p = args.value('p');
    if (p.kind === 'str' && p.value !== 'fro') throw new NotKnown(`the norm '${p.value}' is not computed`);
    return tensorValue(
      Tensor.apply(ops.norm, [args.tensor('input')], {
        p: p.kind === 'str' || p.kind === 'None' ? 2 : args.number('p'),
        dim: args.optionalInts('dim'),
        keepdim: args.bool('keepdim'),
      }),
    );
  }),
];
