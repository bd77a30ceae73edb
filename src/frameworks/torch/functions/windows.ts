/** Windows of signals: torch.signal.windows and the older torch.hann_window and its kin. */
import { defaultFloatDType } from '../../../engine/context';
import { roundNumber } from '../../../engine/backends/rounding';
import { allocate, type DType } from '../../../engine/dtype';
import { besselI0 } from '../../../engine/special/modified_bessel';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { define } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { tensorValue, type NativeFunction, type Value } from '../../values';

const FACTORY = 'dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False';

/** Rounds a step of the computation to the window's dtype, as PyTorch's kernels do. */
type Rounding = (value: number) => number;

const roundingTo =
  (dtype: DType): Rounding =>
  (value) =>
    roundNumber(dtype, value);

function windowOf(args: Arguments, dtype: DType, values: readonly number[]): Value {
  const stored = allocate(dtype, values.length);
  stored.set(values.map(roundingTo(dtype)));
  return tensorValue(
    Tensor.leaf({
      shape: [values.length],
      dtype,
      values: stored,
      requiresGrad: args.bool('requires_grad'),
      role: { kind: 'values' },
    }),
  );
}

/** Evenly spaced points, counted from the nearer end (`torch.linspace`). */
function points(start: number, end: number, count: number, round: Rounding): number[] {
  const [first, last] = [round(start), round(end)];
  if (count === 1) return [first];
  const step = round((last - first) / (count - 1));
  return Array.from({ length: count }, (_, at) =>
    at < count / 2 ? round(first + round(step * at)) : round(last - round(step * (count - 1 - at))),
  );
}

/** What a window of torch.signal.windows is made from. */
interface Request {
  readonly length: number;
  readonly isSymmetric: boolean;
  readonly round: Rounding;
}

type Shape = (request: Request, args: Arguments, runtime: Runtime) => number[];

/** Σ (−1)^i aᵢ cos(i k) over one period. */
function cosines({ length, isSymmetric, round }: Request, a: readonly number[]): number[] {
  if (length === 1) return [1];
  const step = (2 * Math.PI) / (isSymmetric ? length - 1 : length);
  return points(0, (length - 1) * step, length, round).map((k) =>
    a.reduce(
      (total, weight, i) =>
        round(total + round(round(weight * (i % 2 === 0 ? 1 : -1)) * round(Math.cos(round(i * k))))),
      0,
    ),
  );
}

/** Where a symmetric window has its middle, or a periodic one. */
const middleOf = ({ length, isSymmetric }: Request): number =>
  (!isSymmetric && length > 1 ? length : length - 1) / 2;

function positive(args: Arguments, name: string, what: string): number {
  const value = args.number(name);
  if (value <= 0) throw new PythonError('ValueError', `${what} must be positive, got: ${value} instead.`);
  return value;
}

const exponential: Shape = (request, args) => {
  const scale = 1 / positive(args, 'tau', 'Tau');
  if (request.isSymmetric && !args.isNone('center'))
    throw new PythonError('ValueError', 'Center must be None for symmetric windows');
  const center = args.optionalNumber('center') ?? middleOf(request);
  const { length, round } = request;
  return points(-center * scale, (-center + (length - 1)) * scale, length, round).map((k) =>
    Math.exp(-Math.abs(k)),
  );
};

const gaussian: Shape = (request, args) => {
  const scale = 1 / (positive(args, 'std', 'Standard deviation') * Math.SQRT2);
  const start = -middleOf(request);
  const { length, round } = request;
  return points(start * scale, (start + (length - 1)) * scale, length, round).map((k) =>
    Math.exp(-round(k * k)),
  );
};

const cosine: Shape = ({ length, isSymmetric, round }) => {
  const scale = Math.PI / (!isSymmetric && length > 1 ? length + 1 : length);
  return points(0.5 * scale, (length - 0.5) * scale, length, round).map(Math.sin);
};

const kaiser: Shape = ({ length, isSymmetric, round }, args) => {
  const beta = round(args.number('beta'));
  if (beta < 0) throw new PythonError('ValueError', `beta must be non-negative, got: ${beta} instead.`);
  if (length === 1) return [1];
  const step = round(round(2 * beta) / (isSymmetric ? length - 1 : length));
  const end = Math.min(beta, round(-beta + round((length - 1) * step)));
  const most = round(besselI0(beta));
  return points(-beta, end, length, round).map((k) => {
    const inside = round(round(beta * beta) - round(k * k));
    return round(besselI0(round(Math.sqrt(inside)))) / most;
  });
};

const bartlett: Shape = ({ length, isSymmetric, round }) => {
  if (length === 1) return [1];
  const step = 2 / (isSymmetric ? length - 1 : length);
  return points(-1, -1 + (length - 1) * step, length, round).map((k) => 1 - Math.abs(k));
};

function coefficients(args: Arguments, runtime: Runtime): number[] {
  const items = runtime.iterate(args.value('a'));
  if (!items) throw new NotKnown('the coefficients are not known');
  const numbers = [...items].map((item) => {
    if (item.kind === 'int' || item.kind === 'float') return item.value;
    throw new NotKnown('the coefficients are not known');
  });
  if (numbers.length === 0) throw new PythonError('ValueError', 'Coefficients cannot be empty');
  return numbers;
}

/** Each window with the parameters that only it has. */
const shapes: Readonly<Record<string, readonly [parameters: string, shape: Shape]>> = {
  bartlett: ['', bartlett],
  blackman: ['', (request) => cosines(request, [0.42, 0.5, 0.08])],
  cosine: ['', cosine],
  exponential: ['center=None, tau=1.0, ', exponential],
  gaussian: ['std=1.0, ', gaussian],
  general_cosine: ['a, ', (request, args, runtime) => cosines(request, coefficients(args, runtime))],
  general_hamming: [
    'alpha=0.54, ',
    (request, args) => cosines(request, [args.number('alpha'), 1 - args.number('alpha')]),
  ],
  hamming: ['', (request) => cosines(request, [0.54, 1 - 0.54])],
  hann: ['', (request) => cosines(request, [0.5, 0.5])],
  kaiser: ['beta=12.0, ', kaiser],
  nuttall: ['', (request) => cosines(request, [0.3635819, 0.4891775, 0.1365995, 0.0106411])],
};

const signalWindows = Object.entries(shapes).map(([name, [parameters, shape]]) =>
  define(`torch.signal.windows.${name}`, `(M, *, ${parameters}sym=True, ${FACTORY})`, (args, runtime) => {
    const length = args.int('M');
    const dtype = args.optionalDType('dtype') ?? defaultFloatDType();
    // A Hamming and a Hann window are general cosine ones, also in what they say.
    const told = ['hamming', 'hann', 'general_hamming', 'nuttall'].includes(name) ? 'general_cosine' : name;
    if (length < 0) {
      throw new PythonError('ValueError', `${told} requires non-negative window length, got M=${length}`);
    }
    if (dtype !== 'float32' && dtype !== 'float64') {
      throw new PythonError('ValueError', `${told} expects float32 or float64 dtypes, got: torch.${dtype}`);
    }
    const request = { length, isSymmetric: args.bool('sym'), round: roundingTo(dtype) };
    return windowOf(args, dtype, length === 0 ? [] : shape(request, args, runtime));
  }),
);

/** A point of an older window, from its place and the place of the last one, in the steps of PyTorch's kernels. */
type Point = (at: number, last: number, args: Arguments, round: Rounding) => number;

/** α − β cos(2πt). */
const raisedCosine = (at: number, last: number, alpha: number, beta: number, round: Rounding): number => {
  const angle = round(at * round((2 * Math.PI) / last));
  return round(round(Math.cos(angle)) * round(-beta)) + alpha;
};

/** The older windows: `periodic` computes one point more and leaves the last one away. */
const older: Readonly<Record<string, readonly [parameters: string, value: Point]>> = {
  bartlett_window: ['', (at, last) => 1 - Math.abs((2 * at) / last - 1)],
  blackman_window: [
    '',
    (at, last, _, round) => {
      const angle = round(at * round(Math.PI / last));
      const waved = (times: number, weight: number): number =>
        round(round(Math.cos(round(angle * times))) * round(weight));
      return round(waved(4, 0.08) - waved(2, 0.5)) + round(0.42);
    },
  ],
  hamming_window: [
    'alpha=0.54, beta=0.46, ',
    (at, last, args, round) => raisedCosine(at, last, args.number('alpha'), args.number('beta'), round),
  ],
  hann_window: ['', (at, last, _, round) => raisedCosine(at, last, 0.5, 0.5, round)],
  kaiser_window: [
    'beta=12.0, ',
    (at, last, args) => {
      const beta = args.number('beta');
      return besselI0(beta * Math.sqrt(1 - ((2 * at) / last - 1) ** 2)) / besselI0(beta);
    },
  ],
};

const olderWindows = Object.entries(older).map(([name, [parameters, value]]) =>
  define(`torch.${name}`, `(window_length, periodic=True, ${parameters}*, ${FACTORY})`, (args) => {
    const length = args.int('window_length');
    const dtype = args.optionalDType('dtype') ?? defaultFloatDType();
    if (length < 0) {
      throw new PythonError(
        'RuntimeError',
        `${name} requires non-negative window_length, got window_length=${length}`,
      );
    }
    if (length === 1) return windowOf(args, dtype, [1]);
    const last = args.bool('periodic') ? length : length - 1;
    return windowOf(
      args,
      dtype,
      Array.from({ length }, (_, at) => value(at, last, args, roundingTo(dtype))),
    );
  }),
);

export const windows: readonly NativeFunction[] = [...signalWindows, ...olderWindows];
