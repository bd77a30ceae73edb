/**
 * Cross-entropies written by hand: finding `log` and what is done with its result,
 * so that the rules about them can ask for the activation that is missing.
 */
import { isFloating } from '../../engine/dtype';
import type { OperationRecord, TensorId, TensorRecord } from '../../inspect/inspection';
import { numberOf, originOf, withoutMoves, type Lookup, type Origin } from './origin';
import { knownShape, rangeOf, summarizeLines } from './probability-values';
import type { RuleContext } from '../rule';
import { madeFrom, usesIn, type Uses } from './uses';

/** A logarithm in the user's text. */
export interface WrittenLog {
  readonly operation: OperationRecord;
  /** What the logarithm is taken of. */
  readonly argument: TensorRecord;
  /** The tensor whose elements those are. */
  readonly base: TensorRecord;
  readonly output: TensorRecord;
  readonly origin: Origin;
  /** `binary` when the complement's logarithm is taken too: log p and log(1 − p). */
  readonly kind: 'binary' | 'classes' | 'other';
  /** For `binary`, the logarithm that was written first is the one to report. */
  readonly isFirst: boolean;
}

/** The logarithms of an inspection whose results become a loss, told apart by what is done with them. */
export function writtenLogs(context: RuleContext): readonly WrittenLog[] {
  const lookup: Lookup = (id) => context.tensor(id);
  const uses = usesIn(context.inspection);
  const places = new Set(
    context.inspection.losses.map(({ place }) => `${place.source}:${place.start}:${place.end}`),
  );
  const logs = context.inspection.operations.flatMap((operation) => {
    if (operation.operation !== 'log' || operation.output === null) return [];
    const { place } = operation;
    if (places.has(`${place.source}:${place.start}:${place.end}`)) return [];
    const output = context.tensor(operation.output);
    const input = output.producer?.inputs[0];
    return input === undefined ? [] : [{ operation, output, argument: context.tensor(input) }];
  });
  const bases = logs.map(({ argument }) => {
    const { id } = withoutGuard(lookup, argument.id);
    return {
      direct: withoutMoves(lookup, id),
      complementOf: complementOf(lookup, id),
      chosen: chosenOrComplement(lookup, id),
    };
  });
  return logs.map((log, at): WrittenLog => {
    const { direct, complementOf: complement, chosen } = bases[at]!;
    const base = chosen ?? complement ?? direct;
    const partners = logs.filter(
      (_, index) =>
        index !== at &&
        (complement ? bases[index]!.direct.id === base.id : bases[index]!.complementOf?.id === base.id),
    );
    const partner = nearest(log.operation, partners);
    const isBinary = chosen !== null || partner !== null;
    const isClasses = !isBinary && becomesCrossEntropy(uses, lookup, log.argument, log.output);
    return {
      ...log,
      base,
      origin: originOf(lookup, base.id),
      kind: isBinary ? 'binary' : isClasses ? 'classes' : 'other',
      isFirst: partner === null || log.operation.place.start < partner.place.start,
    };
  });
}

/** The operation that stands nearest to another one: the same p may be in several formulas. */
function nearest(
  to: OperationRecord,
  among: readonly { readonly operation: OperationRecord }[],
): OperationRecord | null {
  const distance = ({ place }: OperationRecord): number =>
    place.source === to.place.source ? Math.abs(place.start - to.place.start) : Infinity;
  return among
    .map(({ operation }) => operation)
    .reduce<OperationRecord | null>(
      (best, operation) => (best === null || distance(operation) < distance(best) ? operation : best),
      null,
    );
}

/**
 * The p of `p + 1e-8`: a small number keeps the logarithm of 0 finite, and does nothing for a score below it. The same
 * is said of the p of `clip(p, 1e-7, 1 - 1e-7)`: whoever holds it between 0 and 1 means a probability.
 */
function withoutGuard(lookup: Lookup, id: TensorId): TensorRecord {
  const end = withoutMoves(lookup, id);
  const bounded = end.producer?.inputs[0];
  if (bounded !== undefined && isWithinProbabilities(end)) return withoutMoves(lookup, bounded);
  if (end.producer?.operation !== 'add') return end;
  const terms = end.producer.inputs.map((input) => lookup(input));
  const isSmall = (term: TensorRecord): boolean => {
    const number = term.requiresGrad ? null : numberOf(term);
    return number !== null && number > 0 && number <= LARGEST_GUARD;
  };
  const guarded = terms.find((term) => !isSmall(term));
  return guarded && terms.some(isSmall) ? withoutMoves(lookup, guarded.id) : end;
}

const LARGEST_GUARD = 1e-3;

function isWithinProbabilities({ producer }: TensorRecord): boolean {
  if (producer?.operation !== 'clamp' || producer.inputs.length !== 1) return false;
  const { min, max } = producer.attributes;
  return (
    typeof min === 'number' &&
    typeof max === 'number' &&
    min >= 0 &&
    min <= LARGEST_GUARD &&
    max >= 1 - LARGEST_GUARD &&
    max <= 1
  );
}

/** The p of `1 − p`; null when the tensor is no complement. */
function complementOf(lookup: Lookup, id: TensorId): TensorRecord | null {
  const end = withoutMoves(lookup, id);
  const [one, p] = end.producer?.operation === 'sub' ? end.producer.inputs : [];
  if (one === undefined || p === undefined || !isOne(lookup(one))) return null;
  return withoutMoves(lookup, p);
}

const isOne = (record: TensorRecord): boolean =>
  numberOf(record) === 1 ||
  (record.data !== null && record.data.length > 0 && record.data.every((value) => value === 1));

/** The p of `torch.where(target == 1, p, 1 - p)`, either way round. */
function chosenOrComplement(lookup: Lookup, id: TensorId): TensorRecord | null {
  const end = withoutMoves(lookup, id);
  if (end.producer?.operation !== 'where') return null;
  const [, first, second] = end.producer.inputs;
  if (first === undefined || second === undefined) return null;
  for (const [p, complement] of [
    [first, second],
    [second, first],
  ] as const) {
    const base = withoutMoves(lookup, p);
    if (complementOf(lookup, complement)?.id === base.id) return base;
  }
  return null;
}

const picking: ReadonlySet<string> = new Set(['index', 'gather', 'index_select']);
const passing: ReadonlySet<string> = new Set([
  'neg',
  'squeeze',
  'unsqueeze',
  'reshape',
  'permute',
  'transpose',
  'cast',
]);

/**
 * Whether a logarithm is used as in a cross-entropy or an entropy over classes: the
 * target's column is picked before or after it, or it is multiplied by a tensor and summed.
 */
function becomesCrossEntropy(
  uses: Uses,
  lookup: Lookup,
  argument: TensorRecord,
  output: TensorRecord,
): boolean {
  for (
    let at = argument;
    at.producer && (picking.has(at.producer.operation) || passing.has(at.producer.operation));
  ) {
    if (picksWithClasses(lookup, at)) return true;
    const [from] = at.producer.inputs;
    if (from === undefined) break;
    at = lookup(from);
  }
  for (const made of madeFrom(
    uses,
    output,
    ({ producer }) => producer !== null && passing.has(producer.operation),
  )) {
    for (const use of uses.get(made.id) ?? []) {
      if (picksWithClasses(lookup, use)) return true;
      if (use.producer?.operation === 'mul' && isWeighted(uses, lookup, use, made)) return true;
    }
  }
  return false;
}

/** `out[range(n), target]`, `out.gather(1, target)`: whole numbers choose the elements. */
function picksWithClasses(lookup: Lookup, record: TensorRecord): boolean {
  const { producer } = record;
  if (!producer || !picking.has(producer.operation)) return false;
  return producer.inputs.slice(1).some((id) => {
    const { dtype } = lookup(id);
    return dtype !== null && dtype !== 'bool' && !isFloating(dtype);
  });
}

/** `(target * log).sum(1)`: multiplied by a tensor, not a number, perhaps by more of them, and summed up or averaged. */
function isWeighted(uses: Uses, lookup: Lookup, product: TensorRecord, log: TensorRecord): boolean {
  const other = product.producer!.inputs.find((id) => id !== log.id);
  if (other === undefined || numberOf(lookup(other)) !== null) return false;
  const carried = madeFrom(
    uses,
    product,
    ({ producer }) => producer !== null && (passing.has(producer.operation) || producer.operation === 'mul'),
  );
  for (const made of carried) {
    const isSummed = (uses.get(made.id) ?? []).some(
      ({ producer }) => producer?.operation === 'sum' || producer?.operation === 'mean',
    );
    if (isSummed) return true;
  }
  return false;
}

/** How scores show that they are no probabilities; null when they do not. */
export interface NoProbability {
  readonly by: 'dataflow' | 'values';
  /** In 0..1, so that only the sums of the rows tell. */
  readonly isWeak: boolean;
}

/** Whether a tensor that stands where probabilities are wanted holds something else. */
export function proveNoProbability(
  record: TensorRecord,
  origin: Origin,
  wanted: 'binary' | 'classes',
): NoProbability | null {
  if (origin.kind === 'scores') return { by: 'dataflow', isWeak: false };
  if (origin.kind !== 'leaf' && origin.kind !== 'values') return null;
  const range = rangeOf(record);
  if (!range) return null;
  if (range.min < 0) return { by: 'values', isWeak: false };
  if (origin.kind !== 'leaf') return null;
  if (range.max > 1) return { by: 'values', isWeak: true };
  const shape = knownShape(record);
  if (wanted === 'binary' || !shape || shape.length < 2) return null;
  const lines = summarizeLines(record, shape.length - 1);
  const isOff = lines && (Math.abs(lines.smallestSum - 1) > 0.01 || Math.abs(lines.largestSum - 1) > 0.01);
  return isOff && lines.count >= 2 ? { by: 'values', isWeak: true } : null;
}
