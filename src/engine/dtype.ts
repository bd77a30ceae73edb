/**
 * Element types, their storage and PyTorch's type promotion.
 *
 * float16 and bfloat16 are stored as float32 and rounded after each operation.
 * int64 is stored as float64: integers beyond ±2^53 are not exact, which no loss
 * or index needs; so is uint64, which only `torch.hash_tensor` gives (`unsigned.ts`).
 * Complex numbers are deliberately absent.
 */

export const dtypes = [
  'bool',
  'uint8',
  'int8',
  'int16',
  'int32',
  'int64',
  'uint64',
  'float16',
  'bfloat16',
  'float32',
  'float64',
] as const;

export type DType = (typeof dtypes)[number];

/** Row-major element storage. bool is 0 or 1. */
export type Values = Float32Array | Float64Array | Int32Array | Int16Array | Int8Array | Uint8Array;

/** A dtype's rank among bool < integers < floats, as PyTorch's promotion sees it. */
export type DTypeCategory = 'bool' | 'integer' | 'floating';

const allocators: { readonly [D in DType]: (length: number) => Values } = {
  bool: (length) => new Uint8Array(length),
  uint8: (length) => new Uint8Array(length),
  int8: (length) => new Int8Array(length),
  int16: (length) => new Int16Array(length),
  int32: (length) => new Int32Array(length),
  int64: (length) => new Float64Array(length),
  uint64: (length) => new Float64Array(length),
  float16: (length) => new Float32Array(length),
  bfloat16: (length) => new Float32Array(length),
  float32: (length) => new Float32Array(length),
  float64: (length) => new Float64Array(length),
};

const shortNames: { readonly [D in DType]: string } = {
  bool: 'bool',
  uint8: 'u8',
  int8: 'i8',
  int16: 'i16',
  int32: 'i32',
  int64: 'i64',
  uint64: 'u64',
  float16: 'f16',
  bfloat16: 'bf16',
  float32: 'f32',
  float64: 'f64',
};

/** Zeros of a dtype. */
export const allocate = (dtype: DType, length: number): Values => allocators[dtype](length);

/** `f32` for float32, as summaries print it. */
export const shortName = (dtype: DType): string => shortNames[dtype];

export function categoryOf(dtype: DType): DTypeCategory {
  if (dtype === 'bool') return 'bool';
  return isFloating(dtype) ? 'floating' : 'integer';
}

export const isFloating = (dtype: DType): boolean =>
  dtype === 'float16' || dtype === 'bfloat16' || dtype === 'float32' || dtype === 'float64';

/** PyTorch's name in its messages: Float, Long, Bool … */
export function torchScalarName(dtype: DType): string {
  const names: { readonly [D in DType]: string } = {
    bool: 'Bool',
    uint8: 'Byte',
    int8: 'Char',
    int16: 'Short',
    int32: 'Int',
    int64: 'Long',
    uint64: 'UInt64',
    float16: 'Half',
    bfloat16: 'BFloat16',
    float32: 'Float',
    float64: 'Double',
  };
  return names[dtype];
}

const integerOrder: readonly DType[] = ['int8', 'int16', 'int32', 'int64'];
const floatOrder: readonly DType[] = ['float16', 'float32', 'float64'];

/** `torch.promote_types(a, b)`: the smallest dtype that holds both (PyTorch documentation, "Type promotion"). */
export function promoteTypes(a: DType, b: DType): DType {
  if (a === b) return a;
  if (a === 'bool') return b;
  if (b === 'bool') return a;
  if (isFloating(a) && isFloating(b)) {
    if (a === 'bfloat16' || b === 'bfloat16') {
      const other = a === 'bfloat16' ? b : a;
      return other === 'float16' ? 'float32' : other;
    }
    return floatOrder[Math.max(floatOrder.indexOf(a), floatOrder.indexOf(b))]!;
  }
  if (isFloating(a)) return a;
  if (isFloating(b)) return b;
  if (a === 'uint8' || b === 'uint8') {
    const signed = a === 'uint8' ? b : a;
    return signed === 'int8' ? 'int16' : signed;
  }
  return integerOrder[Math.max(integerOrder.indexOf(a), integerOrder.indexOf(b))]!;
}
