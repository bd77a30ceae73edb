/** The number that `int()` and `float()` make of a value. */
import { NotKnown, PythonError } from '../../frameworks/errors';
import { floatOf } from '../../frameworks/integers';
import { typeName, type Value } from '../../frameworks/values';

/** A number without the underscores that Python allows between digits; what Python does not read, JavaScript does not either. */
function plainNumber(text: string): string {
  const plain = text.replace(/(?<=\d)_(?=\d)/g, '');
  return /^\s*[+-]?(?:0[xob]|$)/i.test(plain) ? 'no number' : plain;
}

/** Throws NotKnown where the value is not known, PythonError where it is no number. */
export function toNumber(value: Value): number {
  switch (value.kind) {
    case 'int':
    case 'float':
      return value.value;
    case 'long':
      return floatOf(value.value);
    case 'bool':
      return Number(value.value);
    case 'str': {
      const read = Number(
        plainNumber(value.value)
          .replace(/^\s*([+-]?)inf(inity)?\s*$/i, '$1Infinity')
          .replace(/^\s*[+-]?nan\s*$/i, 'NaN'),
      );
      if (Number.isNaN(read) && !/nan/i.test(value.value)) {
        throw new PythonError('ValueError', `could not convert string to float: '${value.value}'`);
      }
      return read;
    }
    case 'tensor':
      if (value.tensor.numel > 1) {
        throw value.framework === 'torch'
          ? new PythonError('ValueError', 'only one element tensors can be converted to Python scalars')
          : new PythonError('TypeError', 'only 0-dimensional arrays can be converted to Python scalars');
      }
      if (!value.tensor.hasValues) throw new NotKnown('the value of the tensor is not known');
      return value.tensor.values()[0]!;
    case 'unknown':
      throw new NotKnown(value.reason);
    default:
      throw new PythonError('TypeError', `a number is wanted, not '${typeName(value)}'`);
  }
}
