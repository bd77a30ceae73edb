/**
 * A binary cross-entropy that is written out in full, found by its syntax and replaced by
 * the loss with logits: `-(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()`.
 */
import type { Place } from '../../base/place';
import type { Call, Expression } from '../../python/syntax';
import { walk } from '../../python/walk';
import { ancestorsOf, lastName, operandOf, sourceAt, type EditedSource } from './code-shape';
import { certainFix, replaceSpan } from './edits';
import type { Fix, RuleContext } from '../rule';

/** What the formula is made of: the texts of p and y. */
interface Formula {
  readonly probability: string;
  readonly target: string;
}

/**
 * Replaces the whole formula around the logarithm at `log` by
 * `binary_cross_entropy_with_logits`. Null unless it is exactly that formula, averaged.
 */
export function useLossWithLogits(context: RuleContext, log: Place): Fix | null {
  const source = sourceAt(context, log);
  const functional = functionalName(source);
  if (functional === null) return null;
  for (const node of ancestorsOf(source, log)) {
    if (node.kind !== 'UnaryOp' && node.kind !== 'Call') continue;
    const formula = averagedFormula(source, node);
    if (!formula) continue;
    const { probability, target } = formula;
    return certainFix(context, 'Use binary_cross_entropy_with_logits', [
      replaceSpan(source, node, `${functional}.binary_cross_entropy_with_logits(${probability}, ${target})`),
    ]);
  }
  return null;
}

/** How `torch.nn.functional` is called in a text: `F`, or in full where only torch is imported. */
function functionalName(source: EditedSource): string | null {
  let alias: string | null = null;
  let hasTorch = false;
  walk(source.module, (node) => {
    if (node.kind === 'Import') {
      for (const item of node.names) {
        if (item.name === 'torch.nn.functional' && item.alias !== null) alias = item.alias;
        if (item.name === 'torch' && item.alias === null) hasTorch = true;
      }
    } else if (node.kind === 'ImportFrom' && node.module === 'torch.nn' && node.level === 0) {
      for (const item of node.names) if (item.name === 'functional') alias = item.alias ?? 'functional';
    }
  });
  return alias ?? (hasTorch ? 'torch.nn.functional' : null);
}

/** `-(…).mean()`, `(-(…)).mean()` or `-torch.mean(…)` of the formula. */
function averagedFormula(source: EditedSource, node: Expression): Formula | null {
  if (node.kind === 'UnaryOp' && node.operator === '-') {
    const operand = operandOfMean(source, node.operand);
    return operand && sumOfLogs(source, operand);
  }
  const operand = operandOfMean(source, node);
  if (operand?.kind !== 'UnaryOp' || operand.operator !== '-') return null;
  return sumOfLogs(source, operand.operand);
}

/** What the mean is taken of, over all elements. */
function operandOfMean(source: EditedSource, node: Expression): Expression | null {
  if (node.kind !== 'Call' || lastName(node.func) !== 'mean' || node.keywords.length > 0) return null;
  const operand = operandOf(source, node);
  const isWhole = node.args.length === (operand === node.args[0] ? 1 : 0);
  return isWhole ? operand : null;
}

/** `y * log p + (1 - y) * log(1 - p)`, the terms and factors in any order. */
function sumOfLogs(source: EditedSource, node: Expression): Formula | null {
  if (node.kind !== 'BinOp' || node.operator !== '+') return null;
  const first = weightedLog(source, node.left);
  const second = weightedLog(source, node.right);
  if (!first || !second) return null;
  const positive = first.isComplement ? second : first;
  const negative = first.isComplement ? first : second;
  if (positive.isComplement || !negative.isComplement) return null;
  const isOneFormula = positive.of === negative.of && negative.weightComplementOf === positive.weight;
  return isOneFormula ? { probability: positive.of, target: positive.weight } : null;
}

interface WeightedLog {
  /** The text of p, in log p or log(1 − p). */
  readonly of: string;
  readonly isComplement: boolean;
  readonly weight: string;
  /** The text of y where the weight is 1 − y. */
  readonly weightComplementOf: string | null;
}

function weightedLog(source: EditedSource, node: Expression): WeightedLog | null {
  if (node.kind !== 'BinOp' || node.operator !== '*') return null;
  const pairs = [
    [node.left, node.right],
    [node.right, node.left],
  ] as const;
  for (const [weight, log] of pairs) {
    if (log.kind !== 'Call' || !isLog(log)) continue;
    const operand = operandOf(source, log);
    if (!operand) continue;
    const complement = complementOf(operand);
    const weightOf = complementOf(weight);
    return {
      of: textOf(source, complement ?? operand),
      isComplement: complement !== null,
      weight: textOf(source, weight),
      weightComplementOf: weightOf ? textOf(source, weightOf) : null,
    };
  }
  return null;
}

const isLog = (call: Call): boolean => lastName(call.func) === 'log' && call.args.length <= 1;

/** The x of `1 - x`. */
function complementOf(node: Expression): Expression | null {
  if (node.kind !== 'BinOp' || node.operator !== '-' || node.left.kind !== 'Constant') return null;
  return node.left.value === 1 ? node.right : null;
}

const textOf = (source: EditedSource, node: Expression): string => source.text.slice(node.start, node.end);
