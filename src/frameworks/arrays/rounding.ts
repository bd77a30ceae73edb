/** Rounding to decimals, as numpy and jax.numpy do it: scaled, rounded to even, scaled back. */
import { isFloating } from '../../engine/dtype';
import { over, times } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import { define } from '../define';
import { tensorValue, type NativeFunction } from '../values';
import { arrayOf, type ArrayDialect } from './dialect';

/** XLA divides by a constant by multiplying with its reciprocal in single precision, and that shows in the last digit. */
function scaledBack(rounded: Tensor, scale: number, { framework }: ArrayDialect): Tensor {
  return framework === 'jax' && rounded.dtype === 'float32'
    ? times(rounded, Math.fround(1 / Math.fround(scale)))
    : over(rounded, scale);
}

function roundedTo(tensor: Tensor, decimals: number, dialect: ArrayDialect): Tensor {
  if (tensor.dtype && !isFloating(tensor.dtype) && decimals >= 0) return tensor;
  if (decimals === 0) return Tensor.apply(ops.round, [tensor], {});
  const scale = 10 ** Math.abs(decimals);
  return decimals > 0
    ? scaledBack(Tensor.apply(ops.round, [times(tensor, scale)], {}), scale, dialect)
    : times(Tensor.apply(ops.round, [over(tensor, scale)], {}), scale);
}

/** `round` and its older name, functions and methods. */
export const roundingFunctions = (prefix: string, dialect: ArrayDialect): NativeFunction[] =>
  ['round', 'around'].map((name) =>
    define(`${prefix}${name}`, '(a, decimals=0, out=None)', (args) =>
      tensorValue(
        roundedTo(arrayOf(args.value('a'), dialect), args.int('decimals'), dialect),
        dialect.framework,
      ),
    ),
  );
