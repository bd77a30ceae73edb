/** A tensor record as the inspector's tables take it, and texts about tensors. */
import type { PlainValue, TensorRecord } from '../../inspect/inspection';
import { summarize } from '../../inspect/summary';
import type { Scale, TensorModel } from '../../protocol/model';

/**
 * @param reason Why the values are not known, where they are not; empty for no reason.
 * @param signed Whether colours run through zero whatever the values are, as for gradients.
 */
export function tensorModel(record: TensorRecord, reason: string, signed = false): TensorModel {
  const { shape, dtype, data, statistics } = record;
  const known = shape?.every((size) => typeof size === 'number') === true;
  const min = statistics?.min ?? null;
  const max = statistics?.max ?? null;
  return {
    id: null,
    summary: summarize(record),
    shape,
    dtype: dtype ?? '',
    scale: signed ? 'diverging' : scaleOf(record, min, max),
    range: min === null || max === null ? null : { min, max },
    values: known ? data : null,
    absence: absenceOf(record, reason),
  };
}

function scaleOf({ dtype, role }: TensorRecord, min: number | null, max: number | null): Scale {
  if (dtype === 'bool') return 'truths';
  if (role.kind === 'class-indices') return 'classes';
  return (min ?? 0) < 0 && (max ?? 0) > 0 ? 'diverging' : 'sequential';
}

function absenceOf({ data, elided, statistics }: TensorRecord, reason: string): string {
  if (data !== null) return data.length === 0 ? 'The tensor is empty.' : '';
  if (elided && statistics !== null) {
    return `Its ${statistics.count.toLocaleString('en')} values are too many to be shown here; the line above sums them up.`;
  }
  // The summary says that they are unknown; only the reason is news.
  return reason === '' ? '' : sentence(reason);
}

/** `line 4: what happened` as a sentence that can follow another. */
const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?\u2026]$/.test(text) ? '' : '.'}`;

/** `1 NaN, 2 Inf`: how many values are not finite; empty where all are, and where none is known. */
export function notFiniteText(record: TensorRecord | undefined): string {
  const { nan = 0, positiveInfinity = 0, negativeInfinity = 0 } = record?.statistics ?? {};
  const counted = Object.entries({ NaN: nan, Inf: positiveInfinity, '-Inf': negativeInfinity });
  return counted
    .flatMap(([name, count]) => (count > 0 ? [`${count.toLocaleString('en')} ${name}`] : []))
    .join(', ');
}

/** `softmax(dim=1)`: the operation that made a tensor, with its plain options; empty for a literal. */
export function producerText({ producer }: TensorRecord): string {
  if (producer === null) return '';
  const options = Object.entries(producer.attributes).map(([name, value]) => `${name}=${pythonText(value)}`);
  return `${producer.operation}(${options.join(', ')})`;
}

/** A plain value as Python writes it. */
export function pythonText(value: PlainValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'number') return numberText(value);
  return `[${value.map(pythonText).join(', ')}]`;
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return String(value);
}
