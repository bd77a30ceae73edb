/**
 * Terms of a loss that are distances or overlaps written out by hand and pass no gradient back: beside a term that trains
 * nothing raises, and they are constants.
 */
import type { Place } from '../../base/place';
import type { TensorId, TensorRecord } from '../../inspect/inspection';
import type { BackwardRoot, Cut, GradientFlow } from './gradient-flow';
import { numberOf, withoutMoves } from './origin';
import type { RuleContext } from '../rule';

export interface BlockedTerm {
  /** Where the term is told to be one: the mean or sum of a distance; null of an overlap, which has many steps. */
  readonly place: Place | null;
  readonly cut: Cut;
}

/** More parts of a sum than this are not looked at. */
const MAXIMUM_PARTS = 200;

/** The terms of what a backward pass starts at that are distances or overlaps without a gradient. */
export function blockedTerms(
  context: RuleContext,
  flow: GradientFlow,
  { record }: BackwardRoot,
): readonly BlockedTerm[] {
  // `hard + (soft - soft.detach())` has the value of one and the gradient of the other, on purpose.
  if (flow.from(record.id).cuts.some(({ kind }) => kind !== 'positions' && kind !== 'steps')) return [];
  return termsOf(context, record.id).flatMap((term) => {
    const { isLive, cuts } = flow.from(term.id);
    const [cut] = cuts;
    if (isLive || !cut) return [];
    if (isDistance(context, term)) return [{ place: term.place, cut }];
    return isOverlap(context, term) ? [{ place: null, cut }] : [];
  });
}

/** What is added up, behind signs and factors that are numbers. */
export function termsOf(context: RuleContext, sum: TensorId): readonly TensorRecord[] {
  const terms: TensorRecord[] = [];
  const parts = new Set<TensorId>([sum]);
  for (const id of parts) {
    const record = context.tensor(id);
    const { operation, inputs } = record.producer ?? { operation: '', inputs: [] };
    if (parts.size > MAXIMUM_PARTS) return [];
    if (operation === 'add' || operation === 'sub' || operation === 'neg')
      for (const input of inputs) parts.add(input);
    else if (operation === 'mul' || operation === 'div') {
      const factors = inputs.filter((input) => isNumber(context.tensor(input)));
      const others = inputs.filter((input) => !factors.includes(input));
      if (factors.length === 1 && others.length === 1) parts.add(others[0]!);
      else if (operation === 'div') terms.push(record);
    } else if (id !== sum && (operation === 'mean' || operation === 'sum')) terms.push(record);
  }
  return terms;
}

const isNumber = (record: TensorRecord): boolean =>
  !record.producer && !record.requiresGrad && numberOf(record) !== null;

/** The mean or the sum of the squares or the sizes of differences. */
function isDistance(context: RuleContext, { producer }: TensorRecord): boolean {
  if (producer!.operation === 'div') return false;
  const lookup = (id: TensorId): TensorRecord => context.tensor(id);
  const each = withoutMoves(lookup, producer!.inputs[0]!);
  if (!each.producer || !distances.has(each.producer.operation)) return false;
  return withoutMoves(lookup, each.producer.inputs[0]!).producer?.operation === 'sub';
}

const distances: ReadonlySet<string> = new Set(['abs', 'pow', 'square']);

/** `2 * (p * y).sum() / (p.sum() + y.sum())`, of each sample or of all: how much of two masks lies in both. */
function isOverlap(context: RuleContext, record: TensorRecord): boolean {
  const lookup = (id: TensorId): TensorRecord => context.tensor(id);
  const { operation, inputs } = record.producer!;
  const share = operation === 'div' ? record : withoutMoves(lookup, inputs[0]!);
  if (share.producer?.operation !== 'div') return false;
  const [above, below] = share.producer.inputs.map((id) => summands(context, id));
  const isProduct = ({ producer }: TensorRecord): boolean =>
    producer?.operation === 'sum' && withoutMoves(lookup, producer.inputs[0]!).producer?.operation === 'mul';
  return above!.some(isProduct) && below!.some(({ producer }) => producer?.operation === 'sum');
}

/** The tensors that are added up in one, behind factors and summands that are numbers. */
function summands(context: RuleContext, whole: TensorId): readonly TensorRecord[] {
  const parts = new Set<TensorId>([whole]);
  for (const id of parts) {
    const { operation, inputs } = context.tensor(id).producer ?? { operation: '', inputs: [] };
    const isOpen = ['add', 'sub', 'mul', 'clamp'].includes(operation) && parts.size < MAXIMUM_PARTS;
    if (isOpen) for (const input of inputs) parts.add(input);
  }
  return [...parts].map((id) => context.tensor(id));
}
