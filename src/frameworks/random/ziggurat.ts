/**
 * The ziggurat method for decreasing densities (G. Marsaglia and W. W. Tsang, "The Ziggurat Method for
 * Generating Random Variables", 2000): the area under the density is covered by 256 layers of equal
 * area, the lowest of which holds the tail. The tables follow from where the tail begins.
 */

const LAYERS = 256;

export interface Ziggurat {
  /** Where the tail begins. */
  readonly tail: number;
  /** By layer: the width of one step of the drawn integer. */
  readonly step: Float64Array;
  /** By layer: below which integers a point lies under the density for sure. */
  readonly inside: Float64Array;
  /** By layer: the density at its right end. */
  readonly height: Float64Array;
}

/**
 * @param tail Where the tail begins, such that all layers have the same area.
 * @param tailArea The area under the density beyond it.
 * @param bits The bits of the drawn integer.
 */
function ziggurat(
  tail: number,
  tailArea: number,
  bits: number,
  density: (x: number) => number,
  inverse: (y: number) => number,
): Ziggurat {
  const range = 2 ** bits;
  const area = tail * density(tail) + tailArea;
  const step = new Float64Array(LAYERS);
  const inside = new Float64Array(LAYERS);
  const height = new Float64Array(LAYERS);
  const base = area / density(tail);
  step[0] = base / range;
  inside[0] = (tail / base) * range;
  height[0] = 1;
  let right = tail;
  for (let layer = LAYERS - 1; layer > 0; layer--) {
    step[layer] = right / range;
    height[layer] = density(right);
    const left = layer > 1 ? inverse(area / right + density(right)) : 0;
    inside[layer] = (left / right) * range;
    right = left;
  }
  return { tail, step, inside, height };
}

const NORMAL_TAIL = 3.6541528853610088;
/** √(π/2) · erfc(tail / √2). */
const NORMAL_TAIL_AREA = 0.00032339576466332173;
const EXPONENTIAL_TAIL = 7.69711747013105;

export const normalZiggurat = ziggurat(
  NORMAL_TAIL,
  NORMAL_TAIL_AREA,
  52,
  (x) => Math.exp(-0.5 * x * x),
  (y) => Math.sqrt(-2 * Math.log(y)),
);

export const exponentialZiggurat = ziggurat(
  EXPONENTIAL_TAIL,
  Math.exp(-EXPONENTIAL_TAIL),
  53,
  (x) => Math.exp(-x),
  (y) => -Math.log(y),
);
