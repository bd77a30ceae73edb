/** Numbers as Python writes them: prefixes, underscores, exponents, imaginary parts, integers of any size. */

export type NumberValue =
  | { readonly type: 'int'; readonly value: number | bigint }
  | { readonly type: 'float' | 'complex'; readonly value: number };

const SHORT_INTEGER = /^(?:0|[1-9]\d{0,14})$/;
const INTEGER = /^(?:0(?:_?0)*|[1-9](?:_?\d)*|0x(?:_?[\da-f])+|0o(?:_?[0-7])+|0b(?:_?[01])+)$/i;
const FLOAT =
  /^(?:\d(?:_?\d)*\.(?:\d(?:_?\d)*)?(?:e[+-]?\d(?:_?\d)*)?|\.\d(?:_?\d)*(?:e[+-]?\d(?:_?\d)*)?|\d(?:_?\d)*e[+-]?\d(?:_?\d)*)$/i;
const DIGITS = /^\d(?:_?\d)*$/;

/**
 * The value of one number token of Python, or null when the text is not one (`1__0`, `012`, `0xg`).
 * An integer outside ±2^53 is a bigint; a complex number gives its imaginary part.
 */
export function readNumber(text: string): NumberValue | null {
  if (SHORT_INTEGER.test(text)) return { type: 'int', value: Number(text) };
  if (FLOAT.test(text)) return { type: 'float', value: Number(text.replaceAll('_', '')) };
  if (INTEGER.test(text)) {
    const plain = text.replaceAll('_', '');
    const value = Number(plain);
    return { type: 'int', value: Number.isSafeInteger(value) ? value : BigInt(plain) };
  }
  const real = text.slice(0, -1);
  if (/j$/i.test(text) && (FLOAT.test(real) || DIGITS.test(real))) {
    return { type: 'complex', value: Number(real.replaceAll('_', '')) };
  }
  return null;
}
