/** A softmax that is written out with exp, along the dim of its sum: `exp(z) / exp(z).sum(0, keepdims=True)`. */
import type { TensorId, TensorRecord } from '../../inspect/inspection';
import type { Lookup } from './origin';

/** What goes into it, and the dim along which it adds up to one; null for what is none, or of an unknown rank. */
export function writtenOutSoftmax(
  lookup: Lookup,
  { producer, shape }: TensorRecord,
): { readonly scores: TensorId; readonly dim: number } | null {
  const [above, below] = producer?.operation === 'div' ? producer.inputs : [];
  const sum = below === undefined ? null : lookup(below);
  if (above === undefined || sum?.producer?.operation !== 'sum' || !shape) return null;
  const exponent = exponentOf(lookup, above);
  const [summed] = sum.producer.inputs;
  if (exponent === null || summed === undefined || exponentOf(lookup, summed) !== exponent) return null;
  const dims = [sum.producer.attributes['dim']].flat();
  const [dim] = dims;
  if (dims.length !== 1 || typeof dim !== 'number') return null;
  const along = dim < 0 ? dim + shape.length : dim;
  // Of a sum that does not keep its dim, it depends on the sizes what is divided by what.
  const isAligned = sum.shape?.length === shape.length || along === 0;
  return isAligned ? { scores: beforeShift(lookup, exponent), dim: along } : null;
}

/** What went into an exponential, with nothing moved since: a move could change which dim the sum runs along. */
function exponentOf(lookup: Lookup, id: TensorId): TensorId | null {
  const { producer } = lookup(id);
  return producer?.operation === 'exp' ? (producer.inputs[0] ?? null) : null;
}

/** The scores from which their largest was taken away first: that changes no probability. */
function beforeShift(lookup: Lookup, id: TensorId): TensorId {
  const { producer } = lookup(id);
  if (producer?.operation !== 'sub') return id;
  const [scores, shift] = producer.inputs;
  const largest = shift === undefined ? null : lookup(shift).producer;
  const isLargest = largest !== null && maxima.has(largest.operation) && largest.inputs[0] === scores;
  return isLargest && scores !== undefined ? scores : id;
}

const maxima: ReadonlySet<string> = new Set(['amax', 'max', 'max_values']);
