/** Numbers as the JSON contract writes them. */
import type { DType, Values } from '../engine/dtype';
import type { DataDocument, NumberDocument } from './documents';

/** The number itself, or the string that stands for one that JSON has no number for. */
export function numberDocument(value: number): NumberDocument {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return value;
}

/** Row-major values: truths for bool, numbers for the rest. */
export function dataDocument(data: Values, dtype: DType | null): DataDocument {
  if (dtype === 'bool') return Array.from(data, (value) => value !== 0);
  return Array.from(data, numberDocument);
}
