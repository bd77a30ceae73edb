/** The gamma distribution as PyTorch's CPU draws it (PyTorch source, ATen/native/Distributions.h, sample_gamma). */

export interface GammaSource {
  uniformDouble(): number;
  normal(): number;
}

const third = Math.fround(1 / 3);
const squeeze = Math.fround(0.0331);

/**
 * G. Marsaglia and W. W. Tsang, "A Simple Method for Generating Gamma Variables" (2000).
 * `round` is the rounding of the concentration's dtype, in which PyTorch computes with it.
 */
export function standardGamma(
  source: GammaSource,
  concentration: number,
  round: (value: number) => number,
): number {
  let alpha = concentration;
  let scale = 1;
  if (alpha < 1) {
    if (alpha === 0) return 0;
    scale = (1 - source.uniformDouble()) ** round(1 / alpha);
    alpha = round(alpha + 1);
  }
  const d = round(alpha - third);
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    let x = source.normal();
    let y = 1 + c * x;
    while (y <= 0) {
      x = source.normal();
      y = 1 + c * x;
    }
    const v = y * y * y;
    const u = 1 - source.uniformDouble();
    const square = x * x;
    if (u < 1 - squeeze * square * square) return scale * d * v;
    if (Math.log(u) < 0.5 * square + d * (1 - v + Math.log(v))) return scale * d * v;
  }
}
