/** `torch.finfo` and `torch.iinfo`: the bounds of a dtype's numbers. */
import { defaultFloatDType } from '../../engine/context';
import type { DType } from '../../engine/dtype';
import { NotKnown } from '../errors';
import { floatLimits, integerLimits } from '../limits-of-dtypes';
import { signature } from '../signature';
import { float, int, str, type ClassValue, type Value } from '../values';

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
    const found = floatLimits[dtype];
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
    const found = integerLimits[dtype];
    if (!found) throw new NotKnown(`the bounds of ${dtype} are beyond what is exact here`);
    const [bits, min, max] = found;
    return { bits: int(bits), min: int(min), max: int(max) };
  }),
];
