/** The letters in the formula of a loss's step, by which of their elements make one element of the step. */
import type { StepOperand } from '../loss';
import type { Tensor } from '../tensor';

/** A number of a loss's options as formulas write it after a sign. */
export const numeral = (value: number): string => (value < 0 ? `(−${-value})` : String(value));

const reaching =
  (reach: StepOperand['reach']) =>
  (letters: Readonly<Record<string, Tensor | undefined>>): readonly StepOperand[] =>
    Object.entries(letters).flatMap(([letter, tensor]) => (tensor ? [{ letter, tensor, reach }] : []));

/** Element by element: `x − y`. Letters without a tensor are left out. */
export const elements = reaching('element');
/** The whole sample: what stands behind a Σ. */
export const samples = reaching('sample');
/** The element in the target's column: `log p[y]`. */
export const picked = reaching('target');
