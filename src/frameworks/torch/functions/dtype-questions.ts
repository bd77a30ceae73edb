/** Questions about dtypes and sizes, and about the truth of one element. */
import { categoryOf, isFloating, promoteTypes, type DType } from '../../../engine/dtype';
import { resultType } from '../../../engine/ops/family';
import { sameShape } from '../../../engine/shape';
import type { Arguments } from '../../arguments';
import { define } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import { bool, type NativeFunction, type Value } from '../../values';
import { at } from './rows';

const dtypeValue = (dtype: DType | undefined): Value => {
  if (!dtype) throw new NotKnown('the dtype is not known');
  return { kind: 'dtype', dtype, framework: 'torch' };
};

function dtypeOf(args: Arguments, name: string): DType {
  const dtype = args.optionalDType(name);
  if (!dtype) throw new NotKnown('the dtype is not known');
  return dtype;
}

/** Floats do not become integers, and nothing but a bool becomes a bool (PyTorch documentation, "Type promotion"). */
function canCast(from: DType, to: DType): boolean {
  if (isFloating(from)) return isFloating(to);
  return categoryOf(to) !== 'bool' || categoryOf(from) === 'bool';
}

export const dtypeQuestions: readonly NativeFunction[] = [
  define('torch.promote_types', '(type1, type2)', (args) =>
    dtypeValue(promoteTypes(dtypeOf(args, 'type1'), dtypeOf(args, 'type2'))),
  ),
  define('torch.result_type', '(tensor1, tensor2)', (args) =>
    dtypeValue(resultType([args.tensor('tensor1'), args.tensor('tensor2')])),
  ),
  define('torch.can_cast', '(from_, to)', (args) =>
    bool(canCast(dtypeOf(args, 'from_'), dtypeOf(args, 'to'))),
  ),
  define('torch.is_floating_point', '(input)', (args) => {
    const { dtype } = args.tensor('input');
    if (!dtype) throw new NotKnown('the dtype is not known');
    return bool(isFloating(dtype));
  }),
  ...at('tT', 'is_same_size', '(input, other)', (args) => {
    const [a, b] = [args.tensor('input').shape, args.tensor('other').shape];
    if (!a || !b) throw new NotKnown('the shapes are not known');
    return bool(sameShape(a, b));
  }),
  ...at('tT', 'is_nonzero', '(input)', (args) => {
    const input = args.tensor('input');
    if (!input.hasValues) throw new NotKnown('the value is not known');
    if (input.numel !== 1) {
      throw new PythonError(
        'RuntimeError',
        input.numel === 0
          ? 'Boolean value of Tensor with no values is ambiguous'
          : 'Boolean value of Tensor with more than one value is ambiguous',
      );
    }
    return bool(input.values()[0] !== 0);
  }),
];
