/** Targets with several labels a sample, as their values show them. */
import type { TensorRecord } from '../../inspect/inspection';
import { knownShape } from './probability-values';

/**
 * Whether a target is certainly multi-hot: at least two rows of nothing but 0 and 1 along the
 * last dim, one of them with several ones, and not all rows all ones. Where its values are not known, what made
 * it may say that its samples have several labels.
 */
export function hasSeveralLabels(target: TensorRecord): boolean {
  if (!target.data) return target.role.kind === 'binary-targets' && target.role.dim !== undefined;
  const rows = binaryRows(target);
  if (!rows) return false;
  const { counts, classes } = rows;
  return counts.length >= 2 && counts.some((ones) => ones > 1) && counts.some((ones) => ones < classes);
}

/** Whether each of at least two rows has exactly one 1 among zeros. */
export function isOneHot(target: TensorRecord): boolean {
  if (target.role.kind === 'one-hot') return true;
  const rows = binaryRows(target);
  return rows !== null && rows.counts.length >= 2 && rows.counts.every((ones) => ones === 1);
}

interface BinaryRows {
  /** The number of ones in each row. */
  readonly counts: readonly number[];
  readonly classes: number;
}

/** The rows of a target of zeros and ones with two dims; null for anything else. */
export function binaryRows(target: TensorRecord): BinaryRows | null {
  const shape = knownShape(target);
  const classes = shape?.[1];
  if (!target.data || shape?.length !== 2 || !classes || classes < 2) return null;
  const counts = new Array<number>(target.data.length / classes).fill(0);
  for (const [at, value] of target.data.entries()) {
    if (value === 1) counts[Math.floor(at / classes)]!++;
    else if (value !== 0) return null;
  }
  return { counts, classes };
}
