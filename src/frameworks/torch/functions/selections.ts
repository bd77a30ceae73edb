/** Elements picked by conditions and indices, or put where they say. */
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import { tensorValue, type NativeFunction } from '../../values';
import { nonzeroAsTuple } from './counting';
import { row, at, registry } from './rows';

const ofUnknownValues = ({ shape, dtype, role }: Tensor): Tensor => Tensor.leaf({ shape, dtype, role });

export const selections: readonly NativeFunction[] = [
  ...at('F', 'one_hot', '(tensor, num_classes=-1)', (args) => {
    const indices = args.tensor('tensor');
    // Of how many classes it is may not be known: rows of zeros and ones they are all the same.
    return args.value('num_classes').kind === 'unknown'
      ? tensorValue(Tensor.apply(ops.one_hot, [ofUnknownValues(indices)], { num_classes: -1 }))
      : tensorValue(Tensor.apply(ops.one_hot, [indices], { num_classes: args.int('num_classes') }));
  }),
  ...at('t', 'where', '(condition, input=None, other=None)', (args) => {
    if (args.isNone('input')) return nonzeroAsTuple(args.tensor('condition'), 'where');
    return tensorValue(
      Tensor.apply(ops.where, [args.tensor('condition'), args.tensor('input'), args.tensor('other')], {}),
    );
  }),
  ...at('T', 'where', '(input, condition, other)', (args) =>
    tensorValue(
      Tensor.apply(ops.where, [args.tensor('condition'), args.tensor('input'), args.tensor('other')], {}),
    ),
  ),
  ...row('tT', 'masked_fill', '(input, mask, value)', registry['masked_fill'], ['input', 'mask', 'value']),
  ...row(
    'tT',
    'gather',
    '(input, dim, index, *, sparse_grad=False)',
    registry['gather'],
    ['input', 'index'],
    (args) => ({
      dim: args.int('dim'),
    }),
  ),
  ...row(
    'tT',
    'index_select',
    '(input, dim, index)',
    registry['index_select'],
    ['input', 'index'],
    (args) => ({
      dim: args.int('dim'),
    }),
  ),
  ...row(
    'tT',
    'scatter_add',
    '(input, dim, index, src)',
    registry['scatter_add'],
    ['input', 'index', 'src'],
    (args) => ({
      dim: args.int('dim'),
    }),
  ),
  ...row('tT', 'tril', '(input, diagonal=0)', registry['tril'], ['input'], (args) => ({
    diagonal: args.int('diagonal'),
  })),
  ...row('tT', 'triu', '(input, diagonal=0)', registry['triu'], ['input'], (args) => ({
    diagonal: args.int('diagonal'),
  })),
];
