/** Python's module `random`: its functions, and the class `Random` whose methods they are. */
import type { Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import type { PythonGenerator } from '../random/python';
import { integer, wholeOf } from '../integers';
import type { Runtime } from '../runtime';
import { signature } from '../signature';
import {
  float,
  int,
  list,
  none,
  unknown,
  type ClassValue,
  type NativeFunction,
  type NativeMethod,
  type Value,
} from '../values';

type Meaning = (generator: PythonGenerator, args: Arguments, runtime: Runtime) => Value;

/** The items of a population; a NotKnown where they are not known. */
function itemsOf(value: Value, runtime: Runtime): Value[] {
  if (value.kind === 'list' && value.open) throw new NotKnown('the content of the list is not known');
  const items = runtime.iterate(value);
  if (!items) throw new NotKnown('what is drawn from is not known');
  return [...items];
}

function seed(generator: PythonGenerator, value: Value): void {
  const whole = wholeOf(value);
  if (whole !== undefined) generator.seed(whole);
  else generator.lose();
}

/** `randrange(stop)`, `randrange(start, stop, step)`. */
function randrange(generator: PythonGenerator, args: Arguments): Value {
  const start = args.int('start');
  const stop = args.optionalInt('stop');
  const step = args.int('step');
  const [low, high] = stop === undefined ? [0, start] : [start, stop];
  const count = Math.ceil((high - low) / step);
  if (count <= 0)
    throw new PythonError(
      'ValueError',
      `empty range in randrange(${low}, ${high}${step === 1 ? '' : `, ${step}`})`,
    );
  return int(low + step * generator.below(count));
}

function choices(generator: PythonGenerator, args: Arguments, runtime: Runtime): Value {
  const items = itemsOf(args.value('population'), runtime);
  const count = args.int('k');
  const numbers = (name: string): number[] | undefined =>
    args.isNone(name)
      ? undefined
      : itemsOf(args.value(name), runtime).map((value) => {
          if (value.kind === 'int' || value.kind === 'float') return value.value;
          throw new NotKnown('a weight is not known');
        });
  let sum = 0;
  const upTo = numbers('cum_weights') ?? numbers('weights')?.map((weight) => (sum += weight));
  if (!upTo) {
    return list(Array.from({ length: count }, () => items[Math.floor(generator.random() * items.length)]!));
  }
  if (upTo.length !== items.length)
    throw new PythonError('ValueError', 'The number of weights does not match the population');
  const total = upTo[upTo.length - 1]!;
  if (total <= 0) throw new PythonError('ValueError', 'Total of weights must be greater than zero');
  return list(
    Array.from({ length: count }, () => {
      const drawn = generator.random() * total;
      const at = upTo.findIndex((part) => drawn < part);
      return items[at < 0 ? items.length - 1 : at]!;
    }),
  );
}

const meanings: readonly (readonly [name: string, parameters: string, meaning: Meaning])[] = [
  ['random', '()', (generator) => float(generator.random())],
  [
    'uniform',
    '(a, b)',
    (generator, args) => {
      const [a, b] = [args.number('a'), args.number('b')];
      return float(a + (b - a) * generator.random());
    },
  ],
  ['randrange', '(start, stop=None, step=1)', randrange],
  [
    'randint',
    '(a, b)',
    (generator, args) => {
      const [a, b] = [args.int('a'), args.int('b')];
      if (b < a) throw new PythonError('ValueError', `empty range in randint(${a}, ${b})`);
      return int(a + generator.below(b - a + 1));
    },
  ],
  ['getrandbits', '(k)', (generator, args) => integer(generator.bits(args.int('k')))],
  [
    'choice',
    '(seq)',
    (generator, args, runtime) => {
      const items = itemsOf(args.value('seq'), runtime);
      if (items.length === 0) throw new PythonError('IndexError', 'Cannot choose from an empty sequence');
      return items[generator.below(items.length)]!;
    },
  ],
  ['choices', '(population, weights=None, *, cum_weights=None, k=1)', choices],
  [
    'sample',
    '(population, k, *, counts=None)',
    (generator, args, runtime) => {
      const items = itemsOf(args.value('population'), runtime);
      const count = args.int('k');
      if (!args.isNone('counts')) throw new NotKnown('sample() with counts is not followed');
      if (count < 0 || count > items.length)
        throw new PythonError('ValueError', 'Sample larger than population or is negative');
      return list(generator.distinct(items.length, count).map((at) => items[at]!));
    },
  ],
  [
    'gauss',
    '(mu=0.0, sigma=1.0)',
    (generator, args) => float(generator.gauss(args.number('mu'), args.number('sigma'))),
  ],
  [
    'normalvariate',
    '(mu=0.0, sigma=1.0)',
    (generator, args) => float(generator.normal(args.number('mu'), args.number('sigma'))),
  ],
  [
    'expovariate',
    '(lambd=1.0)',
    (generator, args) => float(-Math.log(1 - generator.random()) / args.number('lambd')),
  ],
];

/** Draws where a seed is known; a number without one is another in each run, and Python's numbers bear no mark. */
const followed =
  (name: string, meaning: Meaning): Meaning =>
  (generator, args, runtime) => {
    if (!generator.isSeeded)
      throw new NotKnown(`random.${name}() gives another result in each run: no seed is set`);
    try {
      return meaning(generator, args, runtime);
    } catch (error) {
      if (error instanceof NotKnown) generator.lose();
      throw error;
    }
  };

/** Shuffles a list in place; without a seed nothing is known of its items but how many there are. */
const shuffle: Meaning = (generator, args, runtime) => {
  const given = args.value('x');
  if (given.kind !== 'list' || given.open) {
    generator.lose();
    throw new NotKnown('what is shuffled is not known');
  }
  runtime.touch(given);
  const items = [...given.items];
  generator.shuffle(items);
  given.items = generator.isSeeded
    ? items
    : items.map(() =>
        unknown('random.shuffle() gives another order in each run: no seed is set', runtime.place),
      );
  return none;
};

const all: readonly (readonly [string, string, Meaning])[] = [
  ...meanings.map(([name, parameters, meaning]) => [name, parameters, followed(name, meaning)] as const),
  ['shuffle', '(x)', shuffle],
  [
    'seed',
    '(a=None, version=2)',
    (generator, args) => {
      seed(generator, args.value('a'));
      return none;
    },
  ],
];

const randomClass: ClassValue = {
  kind: 'class',
  name: 'random.Random',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature('(x=None)'),
  construct: (self, args, runtime) => {
    const generator = runtime.random.newPython();
    seed(generator, args.value('x'));
    self.state.set('generator', generator);
  },
  methods: Object.fromEntries(
    all.map(([name, parameters, meaning]): [string, NativeMethod] => [
      name,
      {
        signature: signature(parameters),
        call: (self, args, runtime) => meaning(self.state.get('generator') as PythonGenerator, args, runtime),
      },
    ]),
  ),
};

export const pythonRandom: readonly (NativeFunction | ClassValue)[] = [
  ...all.map(([name, parameters, meaning]) =>
    define(`random.${name}`, parameters, (args, runtime) => meaning(runtime.random.python, args, runtime)),
  ),
  randomClass,
];
