/** `model.to(dtype)` and its kin: parameters and buffers of another dtype; a device changes nothing of what is computed. */
import { isFloating, type DType } from '../../../engine/dtype';
import { castTo } from '../../../engine/formula';
import { Tensor } from '../../../engine/tensor';
import { anySignature, signature } from '../../signature';
import { tensorValue, type InstanceValue, type NativeMethod, type TensorValue } from '../../values';
import type { Runtime } from '../../runtime';
import { NotKnown } from '../../errors';
import { legacyDTypes } from '../tensor/object';
import { namedTensors } from './tree';

/** A leaf of another dtype, whose values are made when somebody asks for them. */
function recast(tensor: Tensor, dtype: DType): Tensor {
  const { shape, dtype: before, hasValues, requiresGrad, sampled, role } = tensor;
  if (before === dtype) return tensor;
  const makeValues = hasValues ? () => castTo(tensor, dtype).values() : undefined;
  return Tensor.leaf({ shape, dtype, makeValues, requiresGrad, sampled, role });
}

function recastObject(object: TensorValue, dtype: DType, runtime: Runtime): void {
  const { tensor } = object;
  const grad = runtime.gradOf(object);
  if (!tensor.dtype || !isFloating(tensor.dtype) || tensor.dtype === dtype) return;
  runtime.rebind(object, recast(tensor, dtype));
  if (grad) runtime.setGrad(object, tensorValue(castTo(grad.tensor, dtype)));
}

function convert(self: InstanceValue, dtype: DType, runtime: Runtime): InstanceValue {
  for (const kind of ['parameter', 'buffer'] as const) {
    for (const [, object] of namedTensors(self, kind)) recastObject(object, dtype, runtime);
  }
  return self;
}

const toDType = (dtype: DType): NativeMethod => ({
  signature: signature('()'),
  call: (self, _, runtime) => convert(self, dtype, runtime),
});

const unchanged: NativeMethod = { signature: anySignature, call: (self) => self };

export const conversions: Readonly<Record<string, NativeMethod>> = {
  float: toDType('float32'),
  double: toDType('float64'),
  half: toDType('float16'),
  bfloat16: toDType('bfloat16'),
  cuda: unchanged,
  cpu: unchanged,
  xpu: unchanged,
  to_empty: unchanged,
  share_memory: unchanged,
  to: {
    signature: signature('(*args, device=None, dtype=None, non_blocking=False, memory_format=None)'),
    call: (self, args, runtime) => {
      const given = [...args.rest, args.value('dtype')];
      const wanted = given.find((value) => value.kind === 'dtype' || value.kind === 'tensor');
      const dtype =
        wanted?.kind === 'dtype' ? wanted.dtype : wanted?.kind === 'tensor' ? wanted.tensor.dtype : undefined;
      return dtype ? convert(self, dtype, runtime) : self;
    },
  },
  type: {
    signature: signature('(dst_type)'),
    call: (self, args, runtime) => {
      const wanted = args.value('dst_type');
      const dtype =
        wanted.kind === 'class'
          ? legacyDTypes[wanted.name.slice(wanted.name.lastIndexOf('.') + 1)]
          : args.optionalDType('dst_type');
      if (!dtype) throw new NotKnown('the type is not known');
      return convert(self, dtype, runtime);
    },
  },
};
