/**
 * How a draw moves when its distribution's parameter moves: −(∂cdf/∂α) / pdf at the number that was drawn. Each function
 * has a region of its own for each way to approximate, with the coefficients and bounds of PyTorch's CPU
 * (ATen/native/Distributions.h), so that the numbers are PyTorch's and not only near them.
 */
import { digamma } from './gamma';

const finite = (value: number): number => (Number.isNaN(value) ? 0 : value);

/** c₀ + v (c₁ + v (c₂ + …)). */
const horner = (coefficients: readonly number[], v: number): number =>
  coefficients.reduceRight((sum, coefficient) => coefficient + v * sum, 0);

/** Numerator and denominator of the rational approximation, as polynomials in log α, each coefficient one in log(x / α). */
const gammaNumerator = [
  [0.16009398, 0.53487893, 0.040121004],
  [-0.094634809, 0.1298071, -0.0065914022],
  [0.025146376, 0.065735949, -0.0026286047],
  [-0.0030648343, -0.0015649758, -0.0013441777],
];
const gammaDenominator = [
  [1, 0.16639465, 0.017050642],
  [0.32668115, 0.020070113, -0.0021309326],
  [0.10406089, -0.0035938915, 0.00085092367],
  [0.0014179084, -0.00058392623, -1.5247877e-7],
];

/** A draw x of Gamma(α, 1) by α. */
export function gammaDrawByConcentration(alpha: number, x: number): number {
  if (x < Math.fround(0.8)) return finite(smallGammaDraw(alpha, x));
  if (alpha > 8) return largeGammaDraw(alpha, x);
  const [u, v] = [Math.log(x / alpha), Math.log(alpha)];
  const polynomial = (table: readonly (readonly number[])[]): number =>
    horner(
      table.map((row) => horner(row, u)),
      v,
    );
  return Math.exp(polynomial(gammaNumerator) / polynomial(gammaDenominator));
}

/** Taylor's series of the incomplete gamma function, for a small draw. */
function smallGammaDraw(alpha: number, x: number): number {
  let numerator = 1;
  let [value, byAlpha] = [0, 0];
  for (let at = 0; at <= 5; at++) {
    if (at > 0) numerator *= -x / at;
    value += numerator / (alpha + at);
    byAlpha += numerator / (alpha + at) ** 2;
  }
  const power = x ** alpha;
  const density = x ** (alpha - 1) * Math.exp(-x);
  return -((Math.log(x) - digamma(alpha)) * power * value - power * byAlpha) / density;
}

/** Rice's saddle point expansion; near the mean, where it divides zero by zero, a polynomial. */
function largeGammaDraw(alpha: number, x: number): number {
  if (Math.fround(0.9) * alpha <= x && x <= Math.fround(1.1) * alpha) {
    const first = 1 + 24 * alpha * (1 + 12 * alpha);
    const second =
      1440 * alpha * alpha + 6 * x * (53 - 120 * x) - (65 * x * x) / alpha + alpha * (107 + 3600 * x);
    return (first * second) / (1244160 * alpha ** 4);
  }
  const scale = Math.sqrt(8 * alpha);
  const direct = scale / (alpha - x);
  const saddle = (x - alpha - alpha * Math.log(x / alpha)) ** -1.5;
  const both = x < alpha ? direct - saddle : direct + saddle;
  const term = Math.log(x / alpha) * both - (Math.sqrt(2 / alpha) * (alpha + x)) / (alpha - x) ** 2;
  const stirling = 1 + (1 / (12 * alpha)) * (1 + 1 / (24 * alpha));
  return (-stirling * x * term) / scale;
}

/** Numerator and denominator of the correction: by powers of log x, of a, and of b. */
const betaNumerator = [
  [
    [1.003668233, -0.01061107488, -0.0657888334, 0.01201642863],
    [0.6336835991, -0.3557432599, 0.05486251648, -0.001465281033],
    [-0.03276231906, 0.004474107445, 0.002429354597, -0.0001557569013],
  ],
  [
    [0.221950385, -0.3187676331, 0.01799915743, 0.01074823814],
    [-0.2951249643, 0.06219954479, 0.01535556598, 0.001550077057],
    [0.02155310298, 0.004170831599, 0.001292462449, 6.976601077e-5],
  ],
  [
    [-0.05980841433, 0.008441916499, 0.01085618172, 0.002319392565],
    [0.02911413504, 0.01400243777, -0.002721828457, 0.000751041181],
    [0.005900514878, -0.001936558688, -9.495446725e-6, 5.385558597e-5],
  ],
];
const betaDenominator = [
  [
    [1, -0.02924021934, -0.04438342661, 0.007285809825],
    [0.6357567472, -0.3473456711, 0.05454656494, -0.002407477521],
    [-0.03301322327, 0.004845219414, 0.00231480583, -0.0002307248149],
  ],
  [
    [0.5925320577, -0.1757678135, 0.01505928619, 0.000564515273],
    [0.1014815858, -0.06589186703, 0.01272886114, -0.0007316646956],
    [-0.007258481865, 0.001096195486, 0.0003934994223, -4.12701925e-5],
  ],
  [
    [0.06469649321, -0.0236701437, 0.002902096474, -5.896963079e-5],
    [0.001925008108, -0.002869809258, 0.0008000589141, -6.063713228e-5],
    [-0.0003477407336, 6.959756487e-5, 1.097287507e-5, -1.650964693e-6],
  ],
];

/** A draw x of Beta(α, total − α) by α, divided by 1 − x: what each component of a Dirichlet draw needs. */
export function dirichletDrawByConcentration(x: number, alpha: number, total: number): number {
  const beta = total - alpha;
  const boundary = total * x * (1 - x);
  if (x <= 0.5 && boundary < 2.5) return finite(smallBetaDrawByAlpha(x, alpha, beta));
  if (x >= 0.5 && boundary < 0.75) return -finite(smallBetaDrawByBeta(1 - x, beta, alpha));
  if (alpha > 6 && beta > 6) return largeBetaDraw(x, alpha, beta);
  const u = Math.log(x);
  const a = Math.log(alpha) - u;
  const b = Math.log(total) - a;
  const polynomial = (table: readonly (readonly (readonly number[])[])[]): number =>
    horner(
      table.map((byA) =>
        horner(
          byA.map((byB) => horner(byB, b)),
          a,
        ),
      ),
      u,
    );
  const approximate = (x * (digamma(total) - digamma(alpha))) / beta;
  return (polynomial(betaNumerator) / polynomial(betaDenominator)) * approximate;
}

/** Taylor's series near zero, by the parameter of the power of x. */
function smallBetaDrawByAlpha(x: number, alpha: number, beta: number): number {
  const factor = digamma(alpha) - digamma(alpha + beta) - Math.log(x);
  let numerator = 1;
  let series = 0;
  for (let at = 0; at <= 10; at++) {
    if (at > 0) numerator *= ((at - beta) * x) / at;
    series += (numerator / (alpha + at)) * (factor + 1 / (alpha + at));
  }
  return x * (1 - x) ** -beta * series;
}

/** Taylor's series near zero, by the parameter of the power of 1 − x. */
function smallBetaDrawByBeta(x: number, alpha: number, beta: number): number {
  const factor = digamma(alpha + beta) - digamma(beta);
  let [numerator, product, slope] = [1, 1, 0];
  let series = factor / alpha;
  for (let at = 1; at <= 8; at++) {
    numerator *= -x / at;
    slope = slope * (beta - at) + product;
    product *= beta - at;
    series += (numerator / (alpha + at)) * (slope + factor * product);
  }
  return -((1 - x) ** (1 - beta)) * series;
}

/** Rice's saddle point expansion for two large parameters; near the mean, where it is singular, a polynomial. */
function largeBetaDraw(x: number, alpha: number, beta: number): number {
  const total = alpha + beta;
  const mean = alpha / total;
  const deviation = Math.sqrt((alpha * beta) / (total + 1)) / total;
  if (mean - 0.1 * deviation <= x && x <= mean + 0.1 * deviation) {
    const inAlpha = [
      47 * x * beta ** 4,
      (43 + 20 * (16 + 27 * beta) * x) * beta ** 3,
      3 * (59 + 180 * beta - 90 * x) * beta ** 2,
      (453 + 1620 * beta * (1 - x) - 455 * x) * beta,
      8 * (1 - x) * (135 * beta - 11),
    ];
    const above = ((1 + 12 * alpha) * (1 + 12 * beta)) / (total * total);
    const below = 12960 * alpha ** 3 * beta ** 2 * (1 + 12 * total);
    return ((above / (1 - x)) * horner(inAlpha, alpha)) / below;
  }
  const stirling = (n: number): number => 1 + 1 / (12 * n) + 1 / (288 * n * n);
  const offset = alpha * (x - 1) + beta * x;
  const first =
    (2 * alpha * alpha * (x - 1) + alpha * beta * (x - 1) - x * beta * beta) /
    (Math.sqrt((2 * alpha) / beta) * total ** 1.5 * offset * offset);
  const direct = Math.sqrt((8 * alpha * beta) / total) / offset;
  const saddle = (beta * Math.log(beta / (total * (1 - x))) + alpha * Math.log(alpha / (total * x))) ** -1.5;
  const second = 0.5 * Math.log(alpha / (total * x)) * (direct + (x < mean ? saddle : -saddle));
  const scale = (stirling(alpha) * stirling(beta)) / stirling(total);
  return (-x / Math.sqrt((2 * alpha * beta) / total)) * scale * (first + second);
}
