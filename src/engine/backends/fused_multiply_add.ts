/** a · b + c with one rounding, as processors compute it and JavaScript cannot say. */

/** Splits a double into two halves of 26 digits (Veltkamp 1968). */
const SPLITTER = 2 ** 27 + 1;

function split(value: number): readonly [high: number, low: number] {
  const scaled = SPLITTER * value;
  const high = scaled - (scaled - value);
  return [high, value - high];
}

/** The product and its rounding error, then the sum and its error (Dekker 1971): together they give the last digit. */
export function fusedMultiplyAdd(a: number, b: number, c: number): number {
  const product = a * b;
  const sum = product + c;
  // Beyond these sizes the halves overflow, and there is no error to speak of.
  if (!Number.isFinite(sum) || Math.max(Math.abs(a), Math.abs(b)) > 2 ** 900) return sum;
  const [[aHigh, aLow], [bHigh, bLow]] = [split(a), split(b)];
  const productError = aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
  const back = sum - product;
  const sumError = product - (sum - back) + (c - back);
  return sum + (sumError + productError);
}
