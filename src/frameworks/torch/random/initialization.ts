/** torch.nn.init: what fills a tensor before training begins (torch/nn/init.py of PyTorch 2.13). */
import { roundNumber } from '../../../engine/backends/rounding';
import type { DType } from '../../../engine/dtype';
import { erf } from '../../../engine/special/error_function';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { define } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import type { TorchGenerator } from '../../random';
import type { Runtime } from '../../runtime';
import { float, int, typeName, type NativeFunction, type Value } from '../../values';
import { generatorOf, normalFill, uniformFill, type Fill } from './drawing';
import { constantly, initialLeaf, normally, uniformly, type Initial } from './parameters';

/** Elements up to which numbers are drawn at once where each round depends on the one before. */
const MAXIMUM_AT_ONCE = 1_000_000;

/** The sizes of the tensor that is filled. Throws NotKnown where they are not known. */
function shapeOf(args: Arguments): readonly number[] {
  const { shape } = args.tensor('tensor');
  if (!isKnownShape(shape)) throw new NotKnown('the shape of the tensor to fill is not known');
  return shape;
}

/** Fills the tensor in place, whether or not gradients are recorded. */
function fillWith(args: Arguments, runtime: Runtime, initial: Initial): Value {
  const object = args.tensorObject('tensor');
  const { shape, dtype, requiresGrad } = object.tensor;
  const takesGenerator = args.signature.parameters.some(({ name }) => name === 'generator');
  const generator = takesGenerator ? generatorOf(args, runtime) : runtime.random.torch;
  const isWanted = runtime.random.drawsParameters || !object.isParameter;
  runtime.rebind(
    object,
    initialLeaf(shape, dtype ?? 'float32', initial, runtime, requiresGrad, generator, isWanted),
  );
  return object;
}

/** Something was drawn, it is not known what or how much. */
function forget(args: Arguments, runtime: Runtime): Value {
  const object = args.tensorObject('tensor');
  const { shape, dtype, requiresGrad } = object.tensor;
  runtime.random.torch.lose();
  runtime.rebind(object, Tensor.leaf({ shape, dtype, requiresGrad }));
  return object;
}

const initializer = (
  name: string,
  parameters: string,
  initial: (args: Arguments) => Initial,
): NativeFunction[] => {
  // The names without an underscore are the old ones.
  const names = [`${name}_`, ...(['ones', 'zeros', 'trunc_normal'].includes(name) ? [] : [name])];
  return names.map((spelled) =>
    define(`torch.nn.init.${spelled}`, `(tensor, ${parameters})`, (args, runtime) => {
      if (args.tensor('tensor').shape?.includes(0)) return args.value('tensor');
      try {
        return fillWith(args, runtime, initial(args));
      } catch (error) {
        if (!(error instanceof NotKnown)) throw error;
        return forget(args, runtime);
      }
    }),
  );
};

/** How many numbers go into, and come out of, one element of a weight. */
function fans(args: Arguments): { readonly into: number; readonly outOf: number } {
  const shape = shapeOf(args);
  if (shape.length < 2) {
    throw new PythonError(
      'ValueError',
      'Fan in and fan out can not be computed for tensor with fewer than 2 dimensions',
    );
  }
  const field = shape.slice(2).reduce((product, size) => product * size, 1);
  return { into: shape[1]! * field, outOf: shape[0]! * field };
}

function fanOfMode(args: Arguments): number {
  const mode = args.string('mode').toLowerCase();
  const { into, outOf } = fans(args);
  if (mode === 'fan_in') return into;
  if (mode === 'fan_out') return outOf;
  throw new PythonError('ValueError', `Mode ${mode} not supported, please use one of ['fan_in', 'fan_out']`);
}

const LINEAR = /^(linear|conv[123]d|conv_transpose[123]d|sigmoid)$/;

function gainOf(nonlinearity: string, param: Value): number {
  if (LINEAR.test(nonlinearity)) return 1;
  switch (nonlinearity) {
    case 'tanh':
      return 5 / 3;
    case 'relu':
      return Math.sqrt(2);
    case 'selu':
      return 3 / 4;
    case 'leaky_relu': {
      if (param.kind === 'unknown') throw new NotKnown(param.reason);
      if (param.kind !== 'None' && param.kind !== 'int' && param.kind !== 'float') {
        throw new PythonError('ValueError', `negative_slope ${typeName(param)} not a valid number`);
      }
      const slope = param.kind === 'None' ? 0.01 : param.value;
      return Math.sqrt(2 / (1 + slope ** 2));
    }
    default:
      throw new PythonError('ValueError', `Unsupported nonlinearity ${nonlinearity}`);
  }
}

const kaimingStd = (args: Arguments): number =>
  gainOf(args.string('nonlinearity'), args.value('a')) / Math.sqrt(fanOfMode(args));

const xavierStd = (args: Arguments): number => {
  const { into, outOf } = fans(args);
  return args.number('gain') * Math.sqrt(2 / (into + outOf));
};

const symmetric = (bound: number): Initial => uniformly(-bound, bound);

/** A value for each element from its position. */
const placed = (shape: readonly number[], positions: Iterable<number>): Initial => ({
  fill: (values) => {
    values.fill(0);
    for (const at of positions) values[at] = 1;
  },
  words: () => 0,
});

function eye(args: Arguments): Initial {
  const shape = shapeOf(args);
  if (shape.length !== 2) throw new PythonError('ValueError', 'Only tensors with 2 dimensions are supported');
  const [rows, columns] = shape as [number, number];
  return placed(
    shape,
    Array.from({ length: Math.min(rows, columns) }, (_, at) => at * columns + at),
  );
}

/** Each channel goes on as it is: a one in the middle of the kernel from a channel to itself. */
function dirac(args: Arguments): Initial {
  const shape = shapeOf(args);
  if (shape.length < 3 || shape.length > 5)
    throw new PythonError('ValueError', 'Only tensors with 3, 4, or 5 dimensions are supported');
  const groups = args.int('groups');
  const [rows, columns, ...kernel] = shape as [number, number, ...number[]];
  if (rows % groups !== 0) throw new PythonError('ValueError', 'dim 0 must be divisible by groups');
  const field = kernel.reduce((product, size) => product * size, 1);
  const middle = kernel.reduce((offset, size) => offset * size + Math.floor(size / 2), 0);
  const perGroup = rows / groups;
  const positions: number[] = [];
  for (let group = 0; group < groups; group++) {
    for (let at = 0; at < Math.min(perGroup, columns); at++)
      positions.push(((group * perGroup + at) * columns + at) * field + middle);
  }
  return placed(shape, positions);
}

const roundedUniform = (
  count: number,
  generator: TorchGenerator,
  dtype: DType,
  from = 0,
  to = 1,
): Float32Array | Float64Array => {
  const values = dtype === 'float64' ? new Float64Array(count) : new Float32Array(count);
  uniformFill(from, to)(values, generator, dtype, true);
  return values;
};

/**
 * Normal numbers within bounds, by drawing again what falls outside: normal numbers where at least three in ten of
 * them fit, else even ones of which each is kept with the probability of its place.
 */
function truncatedNormal(args: Arguments): Initial {
  const [mean, std, a, b] = ['mean', 'std', 'a', 'b'].map((name) => args.number(name)) as [
    number,
    number,
    number,
    number,
  ];
  const below = (x: number): number => (1 + erf(x / Math.sqrt(2))) / 2;
  const share = below((b - mean) / std) - below((a - mean) / std);
  // PyTorch's normal numbers in single precision stay below six standard deviations.
  if (a <= mean - 9 * std && b >= mean + 9 * std) return normally(mean, std);
  const fill: Fill = share > 0.3 ? byNormal(mean, std, a, b) : byEven(mean, std, a, b);
  return {
    fill: (values, generator, dtype, isContiguous) => {
      if (values.length > MAXIMUM_AT_ONCE) throw new NotKnown('it would take long to draw so many numbers');
      fill(values, generator, dtype, isContiguous);
    },
    words: () => undefined,
  };
}

const byNormal =
  (mean: number, std: number, a: number, b: number): Fill =>
  (values, generator, dtype) => {
    const [low, high] = [roundNumber(dtype, a), roundNumber(dtype, b)];
    const isOutside = (value: number): boolean => {
      const rounded = roundNumber(dtype, value);
      return rounded < low || rounded > high;
    };
    normalFill(mean, std)(values, generator, dtype, true);
    while (values.some(isOutside)) {
      const others = values.slice();
      normalFill(mean, std)(others, generator, dtype, true);
      others.forEach((other, at) => {
        if (isOutside(values[at]!)) values[at] = other;
      });
    }
  };

const byEven =
  (mean: number, std: number, a: number, b: number): Fill =>
  (values, generator, dtype) => {
    const peak = -0.5 * ((Math.max(a, Math.min(mean, b)) - mean) / std) ** 2;
    const round = (value: number): number => roundNumber(dtype, value);
    const logDensity = (x: number): number =>
      round(round(round(round(round(x - mean) / std) ** 2) * -0.5) - peak);
    const count = values.length;
    const pending = new Array<boolean>(count).fill(true);
    do {
      const candidates = roundedUniform(count, generator, dtype, a, b);
      const chances = roundedUniform(count, generator, dtype);
      for (let at = 0; at < count; at++) {
        if (!pending[at]) continue;
        values[at] = candidates[at]!;
        pending[at] = round(Math.log(chances[at]!)) > logDensity(candidates[at]!);
      }
    } while (pending.includes(true));
  };

/** The columns of a matrix made orthonormal one after the other (Gram and Schmidt, each twice so that rounding does not add up). */
function orthonormalize(columns: readonly Float64Array[]): void {
  columns.forEach((column, at) => {
    for (let round = 0; round < 2; round++) {
      for (const before of columns.slice(0, at)) {
        const share = before.reduce((sum, value, row) => sum + value * column[row]!, 0);
        before.forEach((value, row) => {
          column[row]! -= share * value;
        });
      }
    }
    const length = Math.sqrt(column.reduce((sum, value) => sum + value * value, 0));
    column.forEach((value, row) => {
      column[row] = value / length;
    });
  });
}

/** A random orthogonal matrix (Saxe, McClelland and Ganguli, 2013): the Q of normal numbers whose R has a positive diagonal. */
function orthogonal(args: Arguments): Initial {
  const shape = shapeOf(args);
  if (shape.length < 2)
    throw new PythonError('ValueError', 'Only tensors with 2 or more dimensions are supported');
  const gain = args.number('gain');
  const rows = shape[0]!;
  const normal = normally(0, 1);
  return {
    words: normal.words,
    fill: (values, generator, dtype, isContiguous) => {
      normal.fill(values, generator, dtype, isContiguous);
      const width = values.length / rows;
      // Along the shorter side stand the vectors that become orthonormal.
      const isWide = rows < width;
      const [count, length] = isWide ? [rows, width] : [width, rows];
      const place = (vector: number, element: number): number =>
        isWide ? vector * width + element : element * width + vector;
      const vectors = Array.from({ length: count }, (_, vector) =>
        Float64Array.from({ length }, (__, element) => values[place(vector, element)]!),
      );
      orthonormalize(vectors);
      vectors.forEach((vector, at) => {
        vector.forEach((value, element) => {
          values[place(at, element)] = Math.fround(value) * gain;
        });
      });
    },
  };
}

/** Normal numbers, of which a share of each column is set to zero. */
function sparse(args: Arguments): Initial {
  const shape = shapeOf(args);
  if (shape.length !== 2) throw new PythonError('ValueError', 'Only tensors with 2 dimensions are supported');
  const [rows, columns] = shape as [number, number];
  const zeros = Math.ceil(args.number('sparsity') * rows);
  const std = args.number('std');
  return {
    words: () => undefined,
    fill: (values, generator, dtype) => {
      normalFill(0, std)(values, generator, dtype, true);
      for (let column = 0; column < columns; column++) {
        for (const row of generator.permutation(rows).slice(0, zeros)) values[row * columns + column] = 0;
      }
    },
  };
}

const KAIMING = "a=0, mode='fan_in', nonlinearity='leaky_relu', generator=None";

export const initializers: readonly NativeFunction[] = [
  ...initializer('uniform', 'a=0.0, b=1.0, generator=None', (args) =>
    uniformly(args.number('a'), args.number('b')),
  ),
  ...initializer('normal', 'mean=0.0, std=1.0, generator=None', (args) =>
    normally(args.number('mean'), args.number('std')),
  ),
  ...initializer('trunc_normal', 'mean=0.0, std=1.0, a=-2.0, b=2.0, generator=None', truncatedNormal),
  ...initializer('constant', 'val', (args) => constantly(args.number('val'))),
  ...initializer('ones', '', () => constantly(1)),
  ...initializer('zeros', '', () => constantly(0)),
  ...initializer('eye', '', eye),
  ...initializer('dirac', 'groups=1', dirac),
  ...initializer('xavier_uniform', 'gain=1.0, generator=None', (args) =>
    symmetric(Math.sqrt(3) * xavierStd(args)),
  ),
  ...initializer('xavier_normal', 'gain=1.0, generator=None', (args) => normally(0, xavierStd(args))),
  ...initializer('kaiming_uniform', KAIMING, (args) => symmetric(Math.sqrt(3) * kaimingStd(args))),
  ...initializer('kaiming_normal', KAIMING, (args) => normally(0, kaimingStd(args))),
  ...initializer('orthogonal', 'gain=1, generator=None', orthogonal),
  ...initializer('sparse', 'sparsity, std=0.01, generator=None', sparse),
  define('torch.nn.init.calculate_gain', '(nonlinearity, param=None)', (args) => {
    const name = args.string('nonlinearity');
    const gain = gainOf(name, args.value('param'));
    return LINEAR.test(name) ? int(gain) : float(gain);
  }),
  define('torch.nn.init._calculate_fan_in_and_fan_out', '(tensor)', (args) => {
    const { into, outOf } = fans(args);
    return { kind: 'tuple', items: [int(into), int(outOf)] };
  }),
];
