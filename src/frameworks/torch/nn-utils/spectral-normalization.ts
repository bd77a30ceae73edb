/**
 * Weights over their largest singular value (Miyato et al., "Spectral Normalization for Generative Adversarial
 * Networks", 2018), which power iterations approximate: a step each time the weight is worked out while training.
 */
import { withGrad } from '../../../engine/context';
import { over } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { define, method } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { signature } from '../../signature';
import {
  float,
  inheritsFrom,
  int,
  tensorValue,
  type InstanceValue,
  type NativeFunction,
  type Value,
} from '../../values';
import { flagOf, functional, numberOf, tensorOf } from '../layers/layer';
import { moduleClass } from '../module';
import { addBuffer, markBuffer, moduleIn } from '../module/tree';
import { initialLeaf, normally } from '../random/parameters';
import { registerParametrization } from './parametrize';
import { isRecomputed, recompute, stopRecomputing } from './recomputed-weights';

/** What is kept of a weight: its rows are along `dim`. */
interface Settings {
  readonly dim: number;
  readonly eps: number;
  readonly iterations: number;
}

/** The weight as a matrix whose rows are along a dim. */
function matrixOf(weight: Tensor, dim: number): Tensor {
  if (!isKnownShape(weight.shape)) throw new NotKnown('the shape of the weight is not known');
  const others = weight.shape.map((_, at) => at).filter((at) => at !== dim);
  const turned = dim === 0 ? weight : Tensor.apply(ops.permute, [weight], { dims: [dim, ...others] });
  return Tensor.apply(ops.reshape, [turned], { shape: [weight.shape[dim]!, -1] });
}

const product = (a: Tensor, b: Tensor): Tensor => Tensor.apply(ops.matmul, [a, b], {});
const turned = (matrix: Tensor): Tensor => Tensor.apply(ops.transpose, [matrix], { dim0: 0, dim1: 1 });

function unit(x: Tensor, eps: number, runtime: Runtime): Tensor {
  const result = functional('normalize', [tensorValue(x)], { dim: int(0), eps: float(eps) }, runtime);
  if (result.kind !== 'tensor') throw new NotKnown('a singular vector is not known');
  return result.tensor;
}

/** Vectors of the rows and the columns to begin with, drawn in that order. */
function drawn(matrix: Tensor, eps: number, runtime: Runtime): { u: Tensor; v: Tensor } {
  const [rows, columns] = matrix.shape!.map((size) =>
    unit(initialLeaf([size], matrix.dtype ?? 'float32', normally(0, 1), runtime, false), eps, runtime),
  );
  return { u: rows!, v: columns! };
}

/** uᵀ W v, by which the weight is divided. */
function divided(weight: Tensor, matrix: Tensor, u: Tensor, v: Tensor): Value {
  return tensorValue(over(weight, product(u, product(matrix, v))));
}

/** Puts a vector in the place of a buffer's values. */
function keep(self: InstanceValue, name: string, vector: Tensor, runtime: Runtime): void {
  const buffer = self.attributes.get(name);
  if (buffer?.kind === 'tensor') runtime.rebind(buffer, vector.hasValues ? vector.asLeaf() : vector);
}

const vectorOf = (self: InstanceValue, name: string): Tensor => {
  const vector = tensorOf(self, name);
  if (!vector) throw new NotKnown('a singular vector is not known');
  return vector;
};

/** Power iterations: of the new form u first, of the old one v first. */
function iterate(
  self: InstanceValue,
  names: { readonly u: string; readonly v: string },
  matrix: Tensor,
  { eps, iterations }: Settings,
  beginsWithRows: boolean,
  runtime: Runtime,
): void {
  const steps = [
    (): void => {
      keep(self, names.u, unit(product(matrix, vectorOf(self, names.v)), eps, runtime), runtime);
    },
    (): void => {
      keep(self, names.v, unit(product(turned(matrix), vectorOf(self, names.u)), eps, runtime), runtime);
    },
  ];
  withGrad(false, () => {
    for (let round = 0; round < iterations; round++)
      for (const step of beginsWithRows ? steps : [...steps].reverse()) step();
  });
}

const NEW = { u: '_u', v: '_v' };

const settingsOf = (self: InstanceValue, iterations: number): Settings => ({
  dim: numberOf(self, 'dim'),
  eps: numberOf(self, 'eps'),
  iterations,
});

/** `_SpectralNorm`: the module that the new form registers. */
const spectralModule = moduleClass(
  'torch.nn.utils.parametrizations._SpectralNorm',
  '(weight, n_power_iterations=1, dim=0, eps=1e-12)',
  {
    construct: (self, args, runtime) => {
      const weight = args.tensor('weight');
      for (const name of ['dim', 'eps', 'n_power_iterations']) self.attributes.set(name, args.value(name));
      if (weight.rank === 1) return;
      const matrix = withGrad(false, () => matrixOf(weight, args.int('dim')));
      const { u, v } = withGrad(false, () => drawn(matrix, args.number('eps'), runtime));
      addBuffer(self, NEW.u, tensorValue(u));
      addBuffer(self, NEW.v, tensorValue(v));
      iterate(self, NEW, matrix, settingsOf(self, 15), true, runtime);
    },
    invoke: {
      signature: signature('(weight)'),
      call: (self, args, runtime) => {
        const weight = args.tensor('weight');
        if (weight.rank === 1) return tensorValue(unit(weight, numberOf(self, 'eps'), runtime));
        const matrix = matrixOf(weight, numberOf(self, 'dim'));
        if (flagOf(self, 'training', runtime))
          iterate(self, NEW, matrix, settingsOf(self, numberOf(self, 'n_power_iterations')), true, runtime);
        return divided(weight, matrix, vectorOf(self, NEW.u), vectorOf(self, NEW.v));
      },
    },
    methods: { right_inverse: method('(value)', (_, args) => args.value('value')) },
  },
);

const OLD = 'torch.nn.utils.spectral_norm';

/** The dim of the outputs, which a transposed convolution has second. */
function dimOf(args: Arguments, module: InstanceValue): number {
  const isTransposed = [1, 2, 3].some((spatial) =>
    inheritsFrom(module.class, `torch.nn.ConvTranspose${spatial}d`),
  );
  return args.optionalInt('dim') ?? (isTransposed ? 1 : 0);
}

function split(module: InstanceValue, name: string, settings: Settings, runtime: Runtime): void {
  const weight = module.attributes.get(name);
  if (weight?.kind !== 'tensor') throw new NotKnown('the weight is not known');
  const { u, v } = withGrad(false, () => drawn(matrixOf(weight.tensor, settings.dim), settings.eps, runtime));
  runtime.deleteAttribute(module, name);
  runtime.setAttribute(module, `${name}_orig`, weight);
  runtime.setAttribute(module, name, tensorValue(weight.tensor.asLeaf({ requiresGrad: false })));
  const names = { u: `${name}_u`, v: `${name}_v` };
  for (const [buffer, vector] of [
    [names.u, u],
    [names.v, v],
  ] as const) {
    runtime.setAttribute(module, buffer, tensorValue(vector));
    markBuffer(module, buffer);
  }
  const whole = (self: InstanceValue, isForward: boolean): Value => {
    const original = vectorOf(self, `${name}_orig`);
    const matrix = matrixOf(original, settings.dim);
    if (isForward && flagOf(self, 'training', runtime))
      iterate(self, names, matrix, settings, false, runtime);
    return divided(original, matrix, vectorOf(self, names.u), vectorOf(self, names.v));
  };
  recompute(module, OLD, name, ['_orig', '_u', '_v'], whole, runtime);
}

export const spectralNormalizations: readonly NativeFunction[] = [
  define(OLD, "(module, name='weight', n_power_iterations=1, eps=1e-12, dim=None)", (args, runtime) => {
    const module = moduleIn(args.value('module'));
    const name = args.string('name');
    if (isRecomputed(module, OLD, name)) {
      throw new PythonError(
        'RuntimeError',
        `Cannot register two spectral_norm hooks on the same parameter ${name}`,
      );
    }
    const iterations = args.int('n_power_iterations');
    if (iterations <= 0) {
      throw new PythonError(
        'ValueError',
        `Expected n_power_iterations to be positive, but got n_power_iterations=${iterations}`,
      );
    }
    split(module, name, { dim: dimOf(args, module), eps: args.number('eps'), iterations }, runtime);
    return module;
  }),
  define('torch.nn.utils.remove_spectral_norm', "(module, name='weight')", (args, runtime) => {
    const module = moduleIn(args.value('module'));
    const name = args.string('name');
    if (!isRecomputed(module, OLD, name)) {
      const text = runtime.format(module, 'repr') ?? '?';
      throw new PythonError('ValueError', `spectral_norm of '${name}' not found in ${text}`);
    }
    withGrad(false, () => {
      stopRecomputing(module, OLD, name);
    });
    return module;
  }),
  define(
    'torch.nn.utils.parametrizations.spectral_norm',
    "(module, name='weight', n_power_iterations=1, eps=1e-12, dim=None)",
    (args, runtime) => {
      const module = moduleIn(args.value('module'));
      const name = args.string('name');
      const made = runtime.call(spectralModule, [
        runtime.getAttribute(module, name),
        args.value('n_power_iterations'),
        int(dimOf(args, module)),
        args.value('eps'),
      ]);
      registerParametrization(module, name, made, runtime);
      return module;
    },
  ),
];
