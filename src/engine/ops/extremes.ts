/** The larger and the smaller of two elements. Where both are equal each gets half of the gradient. */
import { choose, compare, times } from '../formula';
import { clampedRole } from '../roles';
import type { Role } from '../role';
import { float32, int64, otherFloat32 } from '../samples';
import type { Tensor } from '../tensor';
import { binary } from './family';
import { sumToSize } from './sum_to_size';

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
