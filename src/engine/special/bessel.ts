/** Bessel functions of the first and second kind of the orders 0 and 1, in double precision. */
import { hankelTerms } from './hankel';

/** From here on the asymptotic series has all digits. */
const FAR = 25;

const EULER_GAMMA = 0.5772156649015329;

/**
 * J₀(x), J₁(x), J₂(x), … for 0 < x < 25 by Miller's downward recurrence Jₙ₋₁ = 2n/x · Jₙ − Jₙ₊₁, scaled so that
 * J₀ + 2 J₂ + 2 J₄ + … = 1 (Abramowitz & Stegun 9.12, example 1).
 */
function allOrders(x: number): Float64Array {
  const highest = 2 * Math.ceil((x + 40) / 2);
  const orders = new Float64Array(highest + 2);
  orders[highest] = 1e-300;
  for (let n = highest; n >= 1; n--) {
    orders[n - 1] = ((2 * n) / x) * orders[n]! - orders[n + 1]!;
    if (Math.abs(orders[n - 1]!) > 1e200) orders.forEach((value, at) => (orders[at] = value * 1e-250));
  }
  let total = orders[0]!;
  for (let n = 2; n <= highest; n += 2) total += 2 * orders[n]!;
  return orders.map((value) => value / total);
}

/** Hankel's expansions for large x (Abramowitz & Stegun 9.2.5 and 9.2.6). */
function far(order: 0 | 1, x: number, kind: 'first' | 'second'): number {
  let [p, q] = [0, 0];
  hankelTerms(order, x).forEach((term, k) => {
    const signed = k % 4 < 2 ? term : -term;
    if (k % 2 === 0) p += signed;
    else q += signed;
  });
  // cos and sin of x − (order/2 + 1/4) π, without taking a small number from a large one.
  const [c, s] = [Math.cos(x), Math.sin(x)];
  const cosine = order === 0 ? (c + s) / Math.SQRT2 : (s - c) / Math.SQRT2;
  const sine = order === 0 ? (s - c) / Math.SQRT2 : (-s - c) / Math.SQRT2;
  const scale = Math.sqrt(2 / (Math.PI * x));
  return kind === 'first' ? scale * (p * cosine - q * sine) : scale * (p * sine + q * cosine);
}

export function besselJ0(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude === Infinity) return 0;
  if (magnitude < 1e-5) return 1 - (x * x) / 4;
  if (magnitude >= FAR) return far(0, magnitude, 'first');
  return Number.isNaN(x) ? NaN : allOrders(magnitude)[0]!;
}

export function besselJ1(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude === Infinity) return 0;
  if (magnitude < 1e-5) return x / 2;
  if (magnitude >= FAR) return Math.sign(x) * far(1, magnitude, 'first');
  return Number.isNaN(x) ? NaN : Math.sign(x) * allOrders(magnitude)[1]!;
}

/** Y₀(x) = 2/π (log(x/2) + γ) J₀(x) − 4/π Σ (−1)^k J₂ₖ(x) / k (Abramowitz & Stegun 9.1.88). */
export function besselY0(x: number): number {
  if (x === 0) return -Infinity;
  if (!(x > 0)) return NaN;
  if (x === Infinity) return 0;
  if (x >= FAR) return far(0, x, 'second');
  const logarithm = Math.log(x / 2) + EULER_GAMMA;
  if (x < 1e-5) return (2 / Math.PI) * logarithm;
  const orders = allOrders(x);
  let total = 0;
  for (let k = 1; 2 * k < orders.length; k++) total += ((k % 2 === 0 ? 1 : -1) * orders[2 * k]!) / k;
  return (2 / Math.PI) * logarithm * orders[0]! - (4 / Math.PI) * total;
}

/** Y₁ = −Y₀′, with J₂ₖ′ = (J₂ₖ₋₁ − J₂ₖ₊₁) / 2 (Abramowitz & Stegun 9.1.27). */
export function besselY1(x: number): number {
  if (x === 0) return -Infinity;
  if (!(x > 0)) return NaN;
  if (x === Infinity) return 0;
  if (x >= FAR) return far(1, x, 'second');
  const logarithm = Math.log(x / 2) + EULER_GAMMA;
  if (x < 1e-5) return -2 / (Math.PI * x);
  const orders = allOrders(x);
  let total = 0;
  for (let k = 1; 2 * k + 1 < orders.length; k++) {
    total += ((k % 2 === 0 ? 1 : -1) * (orders[2 * k - 1]! - orders[2 * k + 1]!)) / (2 * k);
  }
  return (-2 / Math.PI) * (orders[0]! / x - logarithm * orders[1]!) + (4 / Math.PI) * total;
}

/** sin x / x. */
export const sphericalBesselJ0 = (x: number): number =>
  Math.abs(x) === Infinity ? 0 : x === 0 ? 1 : Math.sin(x) / x;
