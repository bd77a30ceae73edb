/** The larger and the smaller of two elements. */
import { choose, compare, times } from '../formula';
import { clampedRole } from '../roles';
import type { Role } from '../role';
import { float32, int64, otherFloat32 } from '../samples';
import { Tensor } from '../tensor';
import { binary } from './family';
import { logical_or } from './logic';
import { sumToSize } from './sum_to_size';

/** NaN wins. Where both are equal each gets half of the gradient. */
const extreme = (name: 'maximum' | 'minimum', compute: (a: number, b: number) => number, wins: '>' | '<') =>
  binary({
    name,
    gradFn: `${name === 'maximum' ? 'Maximum' : 'Minimum'}Backward0`,
    result: 'promoted',
    // Math.max takes any number of arguments, and a kernel is called with three.
    compute: () => (a, b) => compute(a, b),
    role: ([a, b]): Role => {
      if (!b!.wrapped || !b!.hasValues) return { kind: 'values' };
      const bound = b!.values()[0];
      return name === 'maximum'
        ? clampedRole(a!.role, bound, undefined)
        : clampedRole(a!.role, undefined, bound);
    },
    vjp: (gradient, { inputs: [a, b] }) => {
      const shareOf = (own: Tensor, other: Tensor): Tensor =>
        choose(
          compare(own, '==', other),
          times(gradient, 0.5),
          choose(compare(own, wins, other), gradient, 0),
        );
      return [
        a!.requiresGrad ? sumToSize(shareOf(a!, b!), a!.shape) : undefined,
        b!.requiresGrad ? sumToSize(shareOf(b!, a!), b!.shape) : undefined,
      ];
    },
    samples: [
      { inputs: [float32([2, 3]), otherFloat32([3])], attributes: {}, torch: `torch.${name}(x0, x1)` },
      {
        inputs: [float32([3], [1, 2, 3]), float32([3], [1, 3, 2])],
        attributes: {},
        torch: `torch.${name}(x0, x1)`,
      },
      { inputs: [int64([2], [1, 5]), int64([1], [3])], attributes: {}, torch: `torch.${name}(x0, x1)` },
    ],
  });

export const maximum = extreme('maximum', Math.max, '>');
export const minimum = extreme('minimum', Math.min, '<');

/** A number wins against NaN. Where both are equal the first gets the whole gradient. */
const numeric = (name: 'fmax' | 'fmin', compute: (a: number, b: number) => number, wins: '>=' | '<=') =>
  binary({
    name,
    gradFn: `${name === 'fmax' ? 'Fmax' : 'Fmin'}Backward0`,
    result: 'promoted',
    compute: () => (a, b) => (Number.isNaN(a) ? b : Number.isNaN(b) ? a : compute(a, b)),
    vjp: (gradient, { inputs: [a, b] }) => {
      const isFirst = Tensor.apply(logical_or, [compare(a!, wins, b!), compare(b!, '!=', b!)], {});
      return [
        sumToSize(choose(isFirst, gradient, 0), a!.shape),
        sumToSize(choose(isFirst, 0, gradient), b!.shape),
      ];
    },
    samples: [
      { inputs: [float32([2, 3]), otherFloat32([3])], attributes: {}, torch: `torch.${name}(x0, x1)` },
      {
        inputs: [float32([4], [1, NaN, 3, NaN]), float32([4], [NaN, 3, 3, NaN])],
        attributes: {},
        torch: `torch.${name}(x0, x1)`,
      },
      { inputs: [int64([2], [1, 5]), float32([1], [3])], attributes: {}, torch: `torch.${name}(x0, x1)` },
    ],
  });

export const fmax = numeric('fmax', Math.max, '>=');
export const fmin = numeric('fmin', Math.min, '<=');
