/**
 * Functions whose GPU versions are less accurate than 1e-5 relative near their
 * zeros: WGSL bounds the error of `log` on [0.5, 2] only absolutely, and gpu.js writes
 * `log1p(x)` as `log(1 + x)` and `expm1(x)` as `exp(x) − 1`. The replacements
 * below sum the series where it converges fast; they hold no subtraction of
 * neighbouring numbers that a compiler's reassociation could spoil.
 */

/** A function that kernels may call, as source. */
export interface KernelFunction {
  readonly name: string;
  readonly source: string;
  /** Those of the other functions that it calls. */
  readonly calls: readonly string[];
}

/**
 * log((1+s)/(1−s)) = 2·(s + s³/3 + s⁵/5 + …). With s = x/(2+x) this is log(1+x);
 * for x in [−1/2, 1], |s| ≤ 1/3 and the first term left out is below 2e-9 of the sum.
 */
const log1p: KernelFunction = {
  name: 'accurateLog1p',
  calls: [],
  source: `function accurateLog1p(x) {
    if (x < -0.9999999) {
      return -3.0e38 * (3.0 + Math.max(x, -2.0));
    }
    if (x < -0.5 || x > 1.0) {
      return Math.log(1.0 + x);
    }
    const s = x / (2.0 + x);
    const q = s * s;
    const tail = 1.0 / 3.0 + q * (1.0 / 5.0 + q * (1.0 / 7.0 + q * (1.0 / 9.0 + q * (1.0 / 11.0 + q * (1.0 / 13.0 + q * (1.0 / 15.0))))));
    return 2.0 * s + 2.0 * s * q * tail;
  }`,
};

/**
 * On [1/2, 2] the difference x − 1 is exact (Sterbenz), so log(x) is log1p of it. A GPU may take numbers
 * below the least normal one for zero, and some give the logarithm of that for zero. For all of them
 * this is −∞, by an overflow (WGSL has no literal for it), which sends the whole tensor to the CPU.
 */
const log: KernelFunction = {
  name: 'accurateLog',
  calls: ['accurateLog1p'],
  source: `function accurateLog(x) {
    if (x >= 0.5 && x <= 2.0) {
      return accurateLog1p(x - 1.0);
    }
    if (x < 1.17549435e-38) {
      return -3.0e38 * (2.0 - Math.max(x, -1.0));
    }
    return Math.log(x);
  }`,
};

/** x + x²/2! + x³/3! + … for |x| ≤ 1/2, where the first term left out is below 1e-9 of the sum. */
const expm1: KernelFunction = {
  name: 'accurateExpm1',
  calls: [],
  source: `function accurateExpm1(x) {
    if (x < -0.5 || x > 0.5) {
      return Math.exp(x) - 1.0;
    }
    const tail = 1.0 / 2.0 + x * (1.0 / 6.0 + x * (1.0 / 24.0 + x * (1.0 / 120.0 + x * (1.0 / 720.0 + x * (1.0 / 5040.0 + x * (1.0 / 40320.0))))));
    return x + x * x * tail;
  }`,
};

/** tanh(x) = −m/(2+m) with m = e^(−2x) − 1 for x ≥ 0, and odd. */
const tanh: KernelFunction = {
  name: 'accurateTanh',
  calls: ['accurateExpm1'],
  source: `function accurateTanh(x) {
    const m = accurateExpm1(-2.0 * Math.abs(x));
    const magnitude = -m / (2.0 + m);
    if (x < 0.0) {
      return -magnitude;
    }
    return magnitude;
  }`,
};

const functions: readonly KernelFunction[] = [log1p, log, expm1, tanh];

const replacements: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bMath\.log1p\(/g, log1p.name],
  [/\bMath\.log\(/g, log.name],
  [/\bMath\.expm1\(/g, expm1.name],
  [/\bMath\.tanh\(/g, tanh.name],
];

/** An expression with the inaccurate functions replaced, and the functions it then calls, those they call first. */
export function withAccurateMath(expression: string): {
  readonly expression: string;
  readonly functions: readonly KernelFunction[];
} {
  let replaced = expression;
  const needed = new Set<string>();
  for (const [pattern, name] of replacements) {
    const next = replaced.replace(pattern, `${name}(`);
    if (next !== replaced) collect(name, needed);
    replaced = next;
  }
  return { expression: replaced, functions: functions.filter(({ name }) => needed.has(name)) };
}

function collect(name: string, needed: Set<string>): void {
  needed.add(name);
  for (const called of functions.find((one) => one.name === name)?.calls ?? []) collect(called, needed);
}
