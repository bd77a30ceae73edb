/** The steps of a binary cross entropy after its probabilities: what the target 1 counts, what 0 counts, and their sum. */
import { minus, plus, times } from '../formula';
import type { LossStep } from '../loss';
import type { Tensor } from '../tensor';
import { elements } from './operands';

export interface TwoSides {
  /** What formulas call the probability, and below which bound its logarithms are not taken. */
  readonly letters: { readonly probability: string; readonly bound?: number };
  readonly probability: Tensor;
  readonly target: Tensor;
  /** log p, and log(1 − p), as the loss takes them. */
  readonly logProbability: Tensor;
  readonly logComplement: Tensor;
  readonly pos_weight?: Tensor | undefined;
  /** −(both sides), before and after `weight`. */
  readonly unweighted: Tensor;
  readonly weight: Tensor | undefined;
  readonly perElement: Tensor;
}

/** The steps, all of the shape to which probability, target and weights broadcast; the last is `perElement`. */
export function twoSides(of: TwoSides): readonly LossStep[] {
  const { letters, probability, target: y, logProbability, logComplement, pos_weight, weight } = of;
  const { probability: p, bound } = letters;
  const bounded = (logarithm: string): string =>
    bound === undefined ? logarithm : `max(${logarithm}, ${String(bound).replace('-', '−')})`;
  const positive = times(y, logProbability);
  const weighted = pos_weight ? times(pos_weight, positive) : positive;
  const opposite = times(minus(1, y), logComplement);
  const both = plus(weighted, opposite);
  return [
    {
      name: 'log of p',
      formula: `f = ${bounded(`log ${p}`)}`,
      tensor: logProbability,
      operands: elements({ [p]: probability }),
    },
    {
      name: 'log of 1 − p',
      formula: `g = ${bounded(`log(1 − ${p})`)}`,
      tensor: logComplement,
      operands: elements({ [p]: probability }),
    },
    {
      name: 'where the target is 1',
      formula: 'a = y · f',
      tensor: positive,
      operands: elements({ y, f: logProbability }),
    },
    ...(pos_weight
      ? [
          {
            name: 'times pos_weight',
            formula: 'c = q · a',
            tensor: weighted,
            operands: elements({ q: pos_weight, a: positive }),
          },
        ]
      : []),
    {
      name: 'where the target is 0',
      formula: 'b = (1 − y) · g',
      tensor: opposite,
      operands: elements({ y, g: logComplement }),
    },
    {
      name: 'sum of both',
      formula: `s = ${pos_weight ? 'c' : 'a'} + b`,
      tensor: both,
      operands: elements({ [pos_weight ? 'c' : 'a']: weighted, b: opposite }),
    },
    {
      name: '× −1',
      formula: weight ? 'l = −s' : '−s',
      tensor: of.unweighted,
      operands: elements({ s: both }),
    },
    ...(weight
      ? [
          {
            name: 'times the weight',
            formula: 'w · l',
            tensor: of.perElement,
            operands: elements({ w: weight, l: of.unweighted }),
          },
        ]
      : []),
  ];
}
