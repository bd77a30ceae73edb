/**
 * Terms of a loss that are distances written out by hand and pass no gradient back: beside a term that trains nothing
 * raises, and they are constants.
 */
import type { TensorId, TensorRecord } from '../../inspect/inspection';
import type { BackwardRoot, Cut, GradientFlow } from './gradient-flow';
import { numberOf, withoutMoves } from './origin';
import type { RuleContext } from '../rule';

export interface BlockedTerm {
  /** The mean or sum that the term is. */
  readonly record: TensorRecord;
  readonly cut: Cut;
}

/** More parts of a sum than this are not looked at. */
const MAXIMUM_PARTS = 200;

/** The terms of what a backward pass starts at that are distances without a gradient. */
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
    return !isLive && cut && isDistance(context, term) ? [{ record: term, cut }] : [];
  });
}

/** What is added up, behind signs and factors that are numbers. */
function termsOf(context: RuleContext, sum: TensorId): readonly TensorRecord[] {
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
    } else if (id !== sum && (operation === 'mean' || operation === 'sum')) terms.push(record);
  }
  return terms;
}

const isNumber = (record: TensorRecord): boolean =>
  !record.producer && !record.requiresGrad && numberOf(record) !== null;

/** The mean or the sum of the squares or the sizes of differences. */
function isDistance(context: RuleContext, { producer }: TensorRecord): boolean {
  const lookup = (id: TensorId): TensorRecord => context.tensor(id);
  const each = withoutMoves(lookup, producer!.inputs[0]!);
  if (!each.producer || !distances.has(each.producer.operation)) return false;
  return withoutMoves(lookup, each.producer.inputs[0]!).producer?.operation === 'sub';
}

const distances: ReadonlySet<string> = new Set(['abs', 'pow', 'square']);
