/** Python's truth of a value; undefined where it is not known. */
import { PythonError } from '../frameworks/errors';
import { plain, type Value } from '../frameworks/values';
import { findMethod } from './attributes';
import type { Interpreter } from './interpreter';

export function truthOf(interpreter: Interpreter, value: Value): boolean | undefined {
  switch (value.kind) {
    case 'None':
      return false;
    case 'bool':
      return value.value;
    case 'long':
      return true;
    case 'int':
    case 'float':
      return value.value !== 0;
    case 'str':
      return value.value !== '';
    case 'list':
      return value.open ? undefined : value.items.length > 0;
    case 'dict':
      return value.open ? undefined : value.entries.size > 0;
    case 'set':
      return value.open ? undefined : value.items.size > 0;
    case 'tuple':
    case 'size':
      return value.items.length > 0;
    case 'range':
      return value.step > 0 ? value.start < value.stop : value.start > value.stop;
    case 'tensor': {
      const { tensor } = value;
      if (tensor.shape?.every((dim) => typeof dim === 'number') && tensor.numel > 1) {
        throw new PythonError(
          value.framework === 'torch' ? 'RuntimeError' : 'ValueError',
          value.framework === 'torch'
            ? 'Boolean value of Tensor with more than one value is ambiguous'
            : 'The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()',
        );
      }
      return tensor.hasValues && tensor.numel === 1 ? tensor.values()[0] !== 0 : undefined;
    }
    case 'unknown':
      return undefined;
    case 'instance': {
      for (const name of ['__bool__', '__len__']) {
        const method = findMethod(value, name);
        if (method) return truthOf(interpreter, interpreter.call(method, []));
      }
      if (plain(value) !== value) return truthOf(interpreter, plain(value));
      return value.isGuess ? undefined : true;
    }
    case 'class':
      for (const name of ['__bool__', '__len__']) {
        const method = findMethod(value, name);
        if (method) return truthOf(interpreter, interpreter.call(method, []));
      }
      return true;
    default:
      return true;
  }
}
