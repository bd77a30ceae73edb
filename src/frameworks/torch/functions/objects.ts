/** Methods that concern the tensor as an object: they return it as it is, or something else than a tensor. */
import { ops } from '../../../engine/ops/index';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown } from '../../errors';
import {
  bool,
  int,
  none,
  tensorValue,
  type NativeFunction,
  type TensorValue,
  type Value,
} from '../../values';
import { sharing } from '../../views';
import { contiguous } from '../tensor/memory-order';
import { layoutOf, offsetOf } from '../tensor/layout';
import { storageOf } from '../tensor/storage';
import { sizesOf } from './reorderings';
import { at } from './rows';

/** Whether two objects show the same elements of the same storage. */
function isSetTo(one: TensorValue, other: TensorValue): boolean {
  if (one === other) return true;
  if (storageOf(one) !== storageOf(other)) return false;
  const [a, b] = [one.tensor.shape, other.tensor.shape];
  if (isKnownShape(a) && isKnownShape(b) && a.join() !== b.join()) return false;
  const places = [one, other].map(({ tensor }) => ({
    offset: offsetOf(tensor),
    strides: layoutOf(tensor)?.join(),
  }));
  if (places.some(({ offset, strides }) => offset === undefined || strides === undefined))
    throw new NotKnown('where views begin in memory is not known');
  return places[0]!.offset === places[1]!.offset && places[0]!.strides === places[1]!.strides;
}

/** The memory of a numpy array as a tensor; that of other buffers is not followed. */
function fromBuffer(args: Arguments): Value {
  const buffer = args.value('buffer');
  const dtype = args.optionalDType('dtype');
  const isWhole = args.int('count') === -1 && args.int('offset') === 0;
  if (buffer.kind !== 'tensor' || buffer.framework !== 'numpy' || !dtype || !isWhole)
    throw new NotKnown('the bytes of the buffer are not known');
  if (buffer.tensor.rank !== 1 || buffer.tensor.dtype !== dtype || args.bool('requires_grad'))
    throw new NotKnown('a buffer of another dtype or shape is not followed');
  return sharing(buffer, 'torch');
}

export const objects: readonly NativeFunction[] = [
  ...at('tT', 'detach', '(input)', (args) =>
    tensorValue(Tensor.apply(ops.detach, [args.tensor('input')], {})),
  ),
  ...at('T', 'as_subclass', '(input, cls)', (args) => {
    const type = args.value('cls');
    if (type.kind !== 'class' || type.name !== 'torch.Tensor')
      throw new NotKnown('a tensor of a class below torch.Tensor is not followed');
    const input = args.tensor('input');
    const alias = Tensor.apply(ops.reshape, [input], { shape: sizesOf(input) });
    return { ...tensorValue(alias), gradFn: 'AliasBackward0' };
  }),
  ...at('T', 'module_load', '(input, other, assign=False)', (args, runtime) => {
    const [object, other] = [args.value('input'), args.value('other')];
    const loaded = args.bool('assign') ? other : runtime.call(runtime.getAttribute(object, 'copy_'), [other]);
    return runtime.call(runtime.getAttribute(loaded, 'detach'), []);
  }),
  ...at('T', 'is_set_to', '(input, tensor)', (args) =>
    bool(isSetTo(args.tensorObject('input'), args.tensorObject('tensor'))),
  ),
  ...at('t', 'frombuffer', '(buffer, *, dtype, count=-1, offset=0, requires_grad=False)', fromBuffer),
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
