/** PyTorch's constructors from before it had `torch.tensor`: `torch.Tensor(…)`, `torch.FloatTensor(…)` and their kin. */
import { defaultFloatDType } from '../../../engine/context';
import { allocate, type DType } from '../../../engine/dtype';
import { newMemory } from '../../../engine/new_memory';
import { Tensor } from '../../../engine/tensor';
import { asArray } from '../../contract';
import type { Meaning } from '../../define';
import { PythonError } from '../../errors';
import { leafOf, readNest } from '../../literal-tensors';
import { shapeMeantBy } from '../../sizes';
import { tensorValue, tuple, type TensorValue, type Value } from '../../values';
import { asView } from '../../views';
import { copied, sizesOf } from './creation';

/** What PyTorch's C++ calls the element types, in the words of the constructors below. */
const namesInC: Readonly<Record<DType, string>> = {
  float32: 'float',
  float64: 'double',
  float16: 'c10::Half',
  bfloat16: 'c10::BFloat16',
  int64: 'long int',
  uint64: 'unsigned long',
  int32: 'int',
  int16: 'short int',
  int8: 'signed char',
  uint8: 'unsigned char',
  bool: 'bool',
};

/** `torch.Tensor(x)` looks at the memory of x, whatever its dtype; `torch.FloatTensor(x)` takes no other dtype. */
function lookingAt(x: TensorValue, named: DType | undefined): Value {
  const { dtype } = x.tensor;
  const options = (name: DType): string =>
    `TensorOptions(dtype=${namesInC[name]}, device=cpu, layout=Strided, requires_grad=false (default), pinned_memory=false (default), memory_format=(nullopt))`;
  if (named && dtype && named !== dtype)
    throw new PythonError('TypeError', `expected ${options(named)} (got ${options(dtype)})`);
  return asView(x, tensorValue(x.tensor));
}

/** `torch.Tensor(…)`, `torch.FloatTensor(…)`: sizes make an unfilled tensor, a nest makes a filled one. */
export const legacyConstructor =
  (named: DType | undefined): Meaning =>
  (args, runtime) => {
    const dtype = named ?? defaultFloatDType();
    // What is unknown and alone may be a nest of numbers, unless it is one number for certain; several are one a dim.
    const isOpen = args.spread || args.rest.some(({ kind }) => kind === 'unknown');
    const first = args.rest[0] && asArray(args.rest[0]);
    if (isOpen && first?.kind !== 'tensor') return tensorValue(Tensor.leaf({ dtype, shape: sizesOf(args) }));
    if (!first) return tensorValue(Tensor.leaf({ shape: [0], dtype, values: allocate(dtype, 0) }));
    // Of several arguments each is a size.
    const isUnread = args.rest.some(({ kind }) => kind === 'unknown');
    const unread = isUnread ? shapeMeantBy(args.rest.length > 1 ? tuple(args.rest) : first) : undefined;
    if (isUnread) return tensorValue(Tensor.leaf(unread ? { shape: unread, dtype } : { dtype }));
    if (first.kind === 'int') return tensorValue(newMemory(args.sizes(), dtype));
    if (first.kind === 'tensor' && first.framework === 'torch') return lookingAt(first, named);
    if (first.kind === 'tensor' && !first.tensor.hasValues)
      return tensorValue(Tensor.leaf({ shape: first.tensor.shape, dtype, role: first.tensor.role }));
    return copied(first, tensorValue(leafOf(readNest(first), dtype)), runtime);
  };
