import { transposed, type LinearMap } from '../windows/linear_map';
import type { Op } from '../op';
import { float32 } from '../samples';
import { normalizeDim } from '../shape';
import { Tensor } from '../tensor';

const halfway: LinearMap = {
  size: 3,
  positions: [[0], [0, 1], [1, 2], [2]],
  weights: [[1], [0.375, 0.625], [0.625, 0.375], [1]],
};

/** A linear map along a dim: each element of the result is a weighted sum of elements of its line. */
export const resample: Op<{ readonly dim: number; readonly map: LinearMap }> = {
  name: 'resample',
  gradFn: 'UpsampleLinear1DBackward0',
  infer: ([x], { dim, map }) => {
    if (!x!.shape) return { dtype: x!.dtype };
    const along = normalizeDim(dim, x!.shape.length);
    return {
      shape: x!.shape.map((size, at) => (at === along ? map.positions.length : size)),
      dtype: x!.dtype,
    };
  },
  kernel: {
    kind: 'general',
    compute: ([x], { dim, map }, result) => {
      const along = normalizeDim(dim, x!.shape.length);
      const inner = x!.shape.slice(along + 1).reduce((product, size) => product * size, 1);
      const count = map.positions.length;
      const outer = count * inner === 0 ? 0 : result.values.length / (count * inner);
      for (let lead = 0; lead < outer; lead++) {
        for (let to = 0; to < count; to++) {
          const row = map.positions[to]!;
          const weights = map.weights[to]!;
          for (let at = 0; at < inner; at++) {
            let sum = 0;
            for (let k = 0; k < row.length; k++) {
              sum += weights[k]! * x!.values[(lead * map.size + row[k]!) * inner + at]!;
            }
            result.values[(lead * count + to) * inner + at] = sum;
          }
        }
      }
    },
  },
  vjp: (gradient, { attributes: { dim, map } }) => [
    Tensor.apply(resample, [gradient], { dim, map: transposed(map) }),
  ],
  samples: [
    {
      inputs: [float32([2, 2, 3])],
      attributes: { dim: -1, map: halfway },
      torch: "F.interpolate(x0, 4, mode='linear')",
    },
  ],
};
