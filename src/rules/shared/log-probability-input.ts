/**
 * Losses that take log-probabilities and compute no logarithm themselves: how an
 * input shows that it holds something else, and the edit that makes it right.
 */
import type { LossCall } from '../../inspect/inspection';
import { useLogActivation } from './activation-fix';
import { expressionAt, sourceAt } from './code-shape';
import { asOperand, certainFix, replaceSpan } from './edits';
import { isHandwritten, type JudgedInput } from './loss-findings';
import { areDistributions, rangeOf, summarizeLines, type LineSummary } from './probability-values';
import type { Fix, RuleContext } from '../rule';

/** Rounding may lift the logarithm of a probability of one above zero by this much. */
const ROUNDING = 1e-3;

/** What stands where log-probabilities are expected. */
export interface NoLogProbabilities {
  readonly holds: 'probabilities' | 'scores';
  readonly by: 'dataflow' | 'values';
  /** Written by hand, or a single row: too little for a certain verdict. */
  readonly isWeak: boolean;
  readonly lines: LineSummary | null;
}

/** Null when the input may hold log-probabilities, or nothing is known. A logarithm of a probability is never positive. */
export function proveNoLogProbabilities({ record, origin }: JudgedInput): NoLogProbabilities | null {
  const lines =
    record.shape && record.shape.length > 0 ? summarizeLines(record, record.shape.length - 1) : null;
  if (origin.kind === 'softmax' || origin.kind === 'sigmoid') {
    return { holds: 'probabilities', by: 'dataflow', isWeak: false, lines };
  }
  if (origin.kind === 'scores') return { holds: 'scores', by: 'dataflow', isWeak: false, lines };
  if (origin.kind !== 'leaf' && origin.kind !== 'values') return null;
  const range = rangeOf(record);
  if (!range || range.max <= ROUNDING) return null;
  const areProbabilities = lines !== null && areDistributions(lines);
  return {
    holds: areProbabilities ? 'probabilities' : 'scores',
    by: 'values',
    isWeak: isHandwritten(origin),
    lines,
  };
}

/** Makes a softmax a log_softmax, or applies log_softmax along `dim` to raw scores in PyTorch's call. */
export function passLogProbabilities(
  context: RuleContext,
  call: LossCall,
  input: JudgedInput,
  proof: NoLogProbabilities,
  dim: number | null,
): Fix | null {
  const { argument, origin } = input;
  if (origin.kind === 'softmax') return useLogActivation(context, call, origin);
  const isScores = proof.by === 'dataflow' && proof.holds === 'scores';
  if (!isScores || dim === null || !argument.place || !call.function.startsWith('torch.')) return null;
  const source = sourceAt(context, argument.place);
  const written = expressionAt(source, argument.place);
  if (!written) return null;
  return certainFix(context, 'Apply log_softmax', [
    replaceSpan(source, written, `${asOperand(source, written)}.log_softmax(${dim})`),
  ]);
}
