/**
 * numpy.random: the legacy functions with `RandomState`, and `default_rng` with `Generator`. Both draw
 * what numpy draws for a seed; without one arrays are samples, and marked so.
 */
import { define } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import type { NumpyGenerator } from '../../random/numpy-generator';
import type { NumpyLegacyGenerator } from '../../random/numpy-legacy';
import type { NumpySource } from '../../random/numpy-source';
import { wordsOf } from '../../random/pcg64';
import type { Runtime } from '../../runtime';
import { signature } from '../../signature';
import {
  none,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type NativeMethod,
  type Value,
} from '../../values';
import { poisson } from '../../random/discrete';
import {
  beta,
  binomial,
  chiSquare,
  gumbel,
  laplace,
  logistic,
  lognormal,
  pareto,
  powerOf,
  rayleigh,
  standardGamma,
  weibull,
} from '../../random/numpy-distributions';
import {
  byParameters,
  dirichlet,
  integers,
  moved,
  multinomial,
  multivariateNormal,
  sized,
  standard,
  uniform,
  type Meaning,
  type Row,
} from './draws';
import { choice, permutation, shuffleInPlace } from './orders';
import { unknownDraw } from './unknown-draws';

/** What both generators have under the same names. */
const shared: readonly Row[] = [
  ['uniform', '(low=0.0, high=1.0, size=None)', uniform],
  ['normal', '(loc=0.0, scale=1.0, size=None)', moved('loc', 'scale', (source) => source.normal())],
  ['exponential', '(scale=1.0, size=None)', moved(undefined, 'scale', (source) => source.exponential())],
  ['permutation', '(x, axis=0)', permutation],
  ['shuffle', '(x, axis=0)', shuffleInPlace],
  ['poisson', '(lam=1.0, size=None)', byParameters(['lam'], poisson, { dtype: 'int64' })],
  ['binomial', '(n, p, size=None)', byParameters(['n', 'p'], binomial, { dtype: 'int64' })],
  ['beta', '(a, b, size=None)', byParameters(['a', 'b'], beta, { positive: ['a', 'b'] })],
  ['standard_gamma', '(shape, size=None)', byParameters(['shape'], standardGamma)],
  [
    'gamma',
    '(shape, scale=1.0, size=None)',
    byParameters(['shape', 'scale'], (source, shape, scale) => scale! * standardGamma(source, shape!)),
  ],
  ['chisquare', '(df, size=None)', byParameters(['df'], chiSquare, { positive: ['df'] })],
  ['dirichlet', '(alpha, size=None)', dirichlet],
  ['laplace', '(loc=0.0, scale=1.0, size=None)', byParameters(['loc', 'scale'], laplace)],
  ['gumbel', '(loc=0.0, scale=1.0, size=None)', byParameters(['loc', 'scale'], gumbel)],
  ['logistic', '(loc=0.0, scale=1.0, size=None)', byParameters(['loc', 'scale'], logistic)],
  ['lognormal', '(mean=0.0, sigma=1.0, size=None)', byParameters(['mean', 'sigma'], lognormal)],
  ['weibull', '(a, size=None)', byParameters(['a'], weibull)],
  ['pareto', '(a, size=None)', byParameters(['a'], pareto, { positive: ['a'] })],
  ['multinomial', '(n, pvals, size=None)', multinomial],
  ['power', '(a, size=None)', byParameters(['a'], powerOf, { positive: ['a'] })],
  ['rayleigh', '(scale=1.0, size=None)', byParameters(['scale'], rayleigh)],
  ['standard_cauchy', '(size=None)', standard((source) => source.normal() / source.normal())],
];

/** Distributions whose numbers are not drawn here: after them the generator stands where nobody knows. */
const notDrawn = (names: readonly string[]): Row[] =>
  names.map((name): Row => [
    name,
    '(*args, **kwargs)',
    () => {
      throw new NotKnown(`numbers of the distribution '${name}' are not drawn`);
    },
  ]);

const double = (source: NumpySource): number => source.uniformDouble();

const beyond = [
  'f',
  'geometric',
  'hypergeometric',
  'logseries',
  'negative_binomial',
  'noncentral_chisquare',
  'noncentral_f',
  'standard_t',
  'triangular',
  'vonmises',
  'wald',
  'zipf',
];

const legacy: readonly Row[] = [
  ...shared,
  ['rand', '(*sizes)', sized(double)],
  ['randn', '(*sizes)', sized((source) => source.normal())],
  ...['random', 'random_sample', 'ranf', 'sample'].map((name): Row => [
    name,
    '(size=None)',
    standard(double),
  ]),
  ['standard_normal', '(size=None)', standard((source) => source.normal())],
  ['standard_exponential', '(size=None)', standard((source) => source.exponential())],
  ['randint', '(low, high=None, size=None, dtype=None)', integers],
  ['choice', '(a, size=None, replace=True, p=None)', choice],
  ['multivariate_normal', "(mean, cov, size=None, check_valid='warn', tol=1e-8)", multivariateNormal],
  ...notDrawn([...beyond, 'random_integers', 'tomaxint', 'bytes']),
];

const modern: readonly Row[] = [
  ...shared,
  ['random', '(size=None, dtype=None, out=None)', standard(double, (source) => source.uniform())],
  ['standard_normal', '(size=None, dtype=None, out=None)', standard((source) => source.normal())],
  ['standard_exponential', '(size=None, dtype=None)', standard((source) => source.exponential())],
  ['integers', '(low, high=None, size=None, dtype=None, endpoint=False)', integers],
  ['choice', '(a, size=None, replace=True, p=None, axis=0, shuffle=True)', choice],
  [
    'multivariate_normal',
    "(mean, cov, size=None, check_valid='warn', tol=1e-8, *, method='svd')",
    multivariateNormal,
  ],
  ...notDrawn([...beyond, 'permuted', 'multivariate_hypergeometric', 'bytes', 'spawn']),
];

/** Where a draw cannot be followed, the numbers after it are not those of the program. */
const followed =
  (name: string, meaning: Meaning): Meaning =>
  (source, args, runtime) => {
    try {
      return meaning(source, args, runtime);
    } catch (error) {
      if (!(error instanceof NotKnown)) throw error;
      source.lose();
      const made = unknownDraw(name, args);
      if (made) return made;
      throw error;
    }
  };

const methodsOf = (rows: readonly Row[]): Record<string, NativeMethod> =>
  Object.fromEntries(
    rows.map(([name, parameters, meaning]): [string, NativeMethod] => [
      name,
      {
        signature: signature(parameters),
        call: (self, args, runtime) =>
          followed(name, meaning)(self.state.get('generator') as NumpySource, args, runtime),
      },
    ]),
  );

function seedLegacy(generator: NumpyLegacyGenerator, value: Value): void {
  const numbers = seedWords(value);
  if (!numbers) generator.lose();
  else if (value.kind === 'int' && !(value.value >= 0 && value.value < 2 ** 32))
    throw new PythonError('ValueError', 'Seed must be between 0 and 2**32 - 1');
  else generator.seed(value.kind === 'int' ? value.value : numbers);
}

/** A seed as words of 32 bits; undefined where there is none or it is not known. */
function seedWords(value: Value): number[] | undefined {
  switch (value.kind) {
    case 'int':
      return value.value < 0 ? undefined : wordsOf(BigInt(value.value));
    case 'list':
    case 'tuple': {
      const words = value.items.map(seedWords);
      return words.length > 0 && words.every((word) => word !== undefined) ? words.flat() : undefined;
    }
    default:
      return undefined;
  }
}

const classOf = (
  name: string,
  parameters: string,
  rows: readonly Row[],
  parts: Pick<ClassValue, 'construct'>,
  methods: Record<string, NativeMethod> = {},
): ClassValue => ({
  kind: 'class',
  name: `numpy.random.${name}`,
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature(parameters),
  methods: { ...methodsOf(rows), ...methods },
  ...parts,
});

const legacyIn = (self: InstanceValue): NumpyLegacyGenerator =>
  self.state.get('generator') as NumpyLegacyGenerator;

const randomState = classOf(
  'RandomState',
  '(seed=None)',
  legacy,
  {
    construct: (self, args, runtime) => {
      const generator = runtime.random.newNumpyLegacy();
      seedLegacy(generator, args.value('seed'));
      self.state.set('generator', generator);
    },
  },
  {
    seed: {
      signature: signature('(seed=None)'),
      call: (self, args) => {
        seedLegacy(legacyIn(self), args.value('seed'));
        return none;
      },
    },
  },
);

const generatorClass = classOf('Generator', '(bit_generator)', modern, {
  construct: (self, args) => {
    const bits = args.value('bit_generator');
    const generator = bits.kind === 'instance' ? bits.state.get('generator') : undefined;
    if (!generator) throw new NotKnown('only PCG64 is followed as bit generator');
    self.state.set('generator', generator);
  },
});

function seededGenerator(value: Value, runtime: Runtime): NumpyGenerator {
  const generator = runtime.random.newNumpy();
  const words = seedWords(value);
  if (words) generator.seed(words);
  return generator;
}

const pcg64Class = classOf('PCG64', '(seed=None)', [], {
  construct: (self, args, runtime) => {
    self.state.set('generator', seededGenerator(args.value('seed'), runtime));
  },
});

export const numpyRandom: readonly (NativeFunction | ClassValue)[] = [
  ...legacy.map(([name, parameters, meaning]) =>
    define(`numpy.random.${name}`, parameters, (args, runtime) =>
      followed(name, meaning)(runtime.random.numpy, args, runtime),
    ),
  ),
  define('numpy.random.seed', '(seed=None)', (args, runtime) => {
    seedLegacy(runtime.random.numpy, args.value('seed'));
    return none;
  }),
  define('numpy.random.default_rng', '(seed=None)', (args, runtime) => {
    const seed = args.value('seed');
    if (seed.kind === 'instance' && seed.class === generatorClass) return seed;
    return {
      kind: 'instance',
      class: generatorClass,
      attributes: new Map(),
      state: new Map<string, unknown>([['generator', seededGenerator(seed, runtime)]]),
      place: runtime.place,
    };
  }),
  randomState,
  generatorClass,
  pcg64Class,
];
