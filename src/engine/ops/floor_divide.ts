import { constant, float32, int64, number, otherFloat32 } from '../samples';
import { floorQuotientIn, refuseIntegerDivisionByZero } from './div';
import { binary, noBool } from './family';

/** ⌊a / b⌋, as Python's `//`. PyTorch defines no derivative for it. */
export const floor_divide = {
  ...binary({
    name: 'floor_divide',
    result: 'promoted',
    refuse: noBool('div_floor_cpu'),
    compute: (_, dtype) => floorQuotientIn(dtype),
    vjp: 'not differentiable',
    samples: [
      { inputs: [constant(float32([2, 3])), constant(otherFloat32([3]))], attributes: {}, torch: 'x0 // x1' },
      { inputs: [int64([4], [7, -7, 9, 4]), number(2)], attributes: {}, torch: 'x0 // x1' },
      { inputs: [int64([4], [7, -7, 9, 4]), number(0)], attributes: {}, torch: 'x0 // x1' },
    ],
  }),
  check: refuseIntegerDivisionByZero,
};
