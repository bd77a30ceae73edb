/** The reduction of a loss as a line with its numbers put in: `mean of 3 = (0.3412 + 0.7444 + 0.7444) / 3 = 0.6100`. */
import type { LossCall, TensorId, TensorRecord } from '../../inspect/inspection';
import { formatNumber } from '../../inspect/summary';

/** PyTorch prints four decimals; the loss is shown like that everywhere. */
const DIGITS = 5;
/** More terms than this are cut in the middle. */
const TERMS = 4;
const TOLERANCE = 1e-4;

/** What is reduced: the losses of the elements, or what a last step makes of them, as CTC divides each by its labels. */
export function reducedOf({ perElement, steps }: LossCall): TensorId | null {
  const last = steps.at(-1);
  return last && steps.some(({ tensor }) => tensor === perElement) ? last.tensor : perElement;
}

/**
 * The divisor is taken from the numbers themselves, so that the line is true for
 * weighted means and ignored targets too: mean = sum / divisor.
 *
 * @param perElement What is reduced.
 * @returns Empty where the reduction or its numbers are not known.
 */
export function reductionFormula(call: LossCall, perElement: TensorRecord | undefined): string {
  const losses = perElement?.data;
  if (call.value === null || !losses || losses.length === 0 || call.reduction === 'none') return '';
  const count = losses.length.toLocaleString('en');
  const result = formatNumber(call.value, DIGITS);
  const terms = sumText(losses);
  if (call.reduction === 'sum') return `sum of ${count} = ${terms} = ${result}`;
  if (losses.length === 1) return `${call.reduction} of 1 = ${result}`;
  let sum = 0;
  for (const loss of losses) sum += loss;
  const divisor = sum / call.value;
  if (!Number.isFinite(divisor) || divisor <= 0) return `${call.reduction} of ${count} = ${result}`;
  return `${call.reduction} of ${count} = (${terms}) / ${divisorText(divisor, losses.length, call)} = ${result}`;
}

function divisorText(divisor: number, count: number, call: LossCall): string {
  const nearest = Math.round(divisor);
  const whole = Math.abs(divisor - nearest) <= TOLERANCE * divisor;
  const number = whole ? nearest.toLocaleString('en') : formatNumber(divisor, DIGITS);
  if (whole && nearest === count) return number;
  if (call.inputs.some(({ name }) => name === 'weight'))
    return `${number} (the weights of the targets, summed)`;
  if (whole && nearest < count && call.reduction === 'mean') return `${number} (those that are not ignored)`;
  return number;
}

function sumText(losses: ArrayLike<number>): string {
  const term = (at: number): string => {
    const loss = losses[at] ?? Number.NaN;
    return loss < 0 ? `(${formatNumber(loss, DIGITS)})` : formatNumber(loss, DIGITS);
  };
  const last = losses.length - 1;
  if (losses.length <= TERMS) return Array.from({ length: losses.length }, (_, at) => term(at)).join(' + ');
  return [term(0), term(1), '…', term(last)].join(' + ');
}
