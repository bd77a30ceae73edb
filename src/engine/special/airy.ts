import { logGamma } from './gamma';
import { scaledKOfOrder } from './modified_bessel';

/** Ai(0) and −Ai′(0) (Abramowitz & Stegun 10.4.4 and 10.4.5). */
const atZero = 3 ** (-2 / 3) / Math.exp(logGamma(2 / 3));
const slopeAtZero = 3 ** (-1 / 3) / Math.exp(logGamma(1 / 3));

/**
 * Airy's function Ai. Around zero its Maclaurin series (Abramowitz & Stegun 10.4.2); for larger x a Bessel function,
 * 1/π √(x/3) K_{1/3}(ζ) with ζ = 2/3 x^(3/2) (10.4.14); far below zero the asymptotic series of a wave (10.4.60).
 */
export function airyAi(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (Math.abs(x) === Infinity) return 0;
  if (x > 1) {
    const zeta = (2 / 3) * x ** 1.5;
    return (Math.sqrt(x / 3) / Math.PI) * scaledKOfOrder(1 / 3, zeta) * Math.exp(-zeta);
  }
  return x < -7 ? wave(-x) : series(x);
}

function series(x: number): number {
  const cube = x ** 3;
  let [even, odd] = [1, x];
  let [f, g] = [even, odd];
  for (let k = 1; k < 60; k++) {
    even *= cube / ((3 * k - 1) * (3 * k));
    odd *= cube / (3 * k * (3 * k + 1));
    f += even;
    g += odd;
  }
  return atZero * f - slopeAtZero * g;
}

function wave(x: number): number {
  const zeta = (2 / 3) * x ** 1.5;
  let term = 1;
  let [even, odd] = [1, 0];
  for (let k = 1; k < 40; k++) {
    // cₖ / ζ^k from the one before (Abramowitz & Stegun 10.4.58).
    const next = (term * ((6 * k - 5) * (6 * k - 3) * (6 * k - 1))) / (216 * k * (2 * k - 1) * zeta);
    if (Math.abs(next) > Math.abs(term)) break;
    term = next;
    const signed = k % 4 < 2 ? term : -term;
    if (k % 2 === 0) even += signed;
    else odd += signed;
  }
  const angle = zeta + Math.PI / 4;
  return (Math.sin(angle) * even - Math.cos(angle) * odd) / (Math.sqrt(Math.PI) * x ** 0.25);
}
