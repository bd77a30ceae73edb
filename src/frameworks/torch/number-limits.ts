/** `torch.finfo` and `torch.iinfo`: the bounds of a dtype's numbers. */
import { defaultFloatDType } from '../../engine/context';
import type { DType } from '../../engine/dtype';
import { NotKnown } from '../errors';
import { signature } from '../signature';
import { float, int, str, type ClassValue, type Value } from '../values';

interface FloatLimits {
  readonly bits: number;
  readonly eps: number;
  readonly max: number;
  readonly tiny: number;
}

const floats: Readonly<Partial<Record<DType, FloatLimits>>> = {
  float64: {
    bits: 64,
    eps: 2 ** -52,
    max: Number.MAX_VALUE,
    tiny: 2 ** -1022,
  },
  float32: { bits: 32, eps: 2 ** -23, max: (2 - 2 ** -23) * 2 ** 127, tiny: 2 ** -126 },
  float16: { bits: 16, eps: 2 ** -10, max: 65504, tiny: 2 ** -14 },
  bfloat16: { bits: 16, eps: 2 ** -7, max: (2 - 2 ** -7) * 2 ** 127, tiny: 2 ** -126 },
};

const integers: Readonly<Partial<Record<DType, readonly [bits: number, min: number, max: number]>>> = {
  uint8: [8, 0, 255],
  int8: [8, -128, 127],
  int16: [16, -32768, 32767],
  int32: [32, -(2 ** 31), 2 ** 31 - 1],
};

function limits(
  name: 'finfo' | 'iinfo',
  read: (dtype: DType) => Readonly<Record<string, Value>>,
): ClassValue {
  return {
    kind: 'class',
    name: `torch.${name}`,
    bases: [],
    attributes: new Map(),
    isUser: false,
    signature: signature('(type=None)'),
    construct: (self, args) => {
      const dtype = args.optionalDType('type') ?? defaultFloatDType();
      self.attributes.set('dtype', str(dtype));
      for (const [key, value] of Object.entries(read(dtype))) self.attributes.set(key, value);
    },
  };
}

export const numberLimits: readonly ClassValue[] = [
  limits('finfo', (dtype) => {
    const found = floats[dtype];
    if (!found) throw new NotKnown(`the bounds of ${dtype} are not known`);
    return {
      bits: int(found.bits),
      eps: float(found.eps),
      max: float(found.max),
      min: float(-found.max),
      tiny: float(found.tiny),
      smallest_normal: float(found.tiny),
      resolution: float(10 ** -Math.floor(-Math.log10(found.eps))),
    };
  }),
  limits('iinfo', (dtype) => {
    const found = integers[dtype];
    if (!found) throw new NotKnown(`the bounds of ${dtype} are beyond what is exact here`);
    const [bits, min, max] = found;
    return { bits: int(bits), min: int(min), max: int(max) };
  }),
];
