/**
 * Weights as length and direction (Salimans and Kingma, "Weight Normalization", 2016): w = g · v / ‖v‖. The old
 * torch.nn.utils.weight_norm works it out before each forward pass; the new one is a parametrization.
 */
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import { over, times } from '../../../engine/formula';
import type { Arguments } from '../../arguments';
import { define, method } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { signature } from '../../signature';
import { int, tensorValue, tuple, type InstanceValue, type NativeFunction, type Value } from '../../values';
import { own } from '../tensor/creation';
import { moduleClass } from '../module';
import { moduleIn } from '../module/tree';
import { registerParametrization } from './parametrize';
import { isRecomputed, recompute, stopRecomputing } from './recomputed-weights';

/** ‖v‖ over all dims but one, which keeps its size; over all of them for −1. */
function normExcept(v: Tensor, dim: number): Tensor {
  const squares = times(v, v);
  if (dim === -1) return Tensor.apply(ops.sqrt, [Tensor.apply(ops.sum, [squares], {})], {});
  if (v.rank === undefined) throw new NotKnown('the shape of the weight is not known');
  const others = Array.from({ length: v.rank }, (_, at) => at).filter((at) => at !== dim);
  return Tensor.apply(ops.sqrt, [Tensor.apply(ops.sum, [squares], { dim: others, keepdim: true })], {});
}

function normalized(v: Tensor, g: Tensor, dim: number): Value {
  const weight = tensorValue(times(v, over(g, normExcept(v, dim))));
  const isOneKernel = dim === 0 || dim === (v.rank ?? 0) - 1;
  return isOneKernel ? { ...weight, gradFn: 'WeightNormInterfaceBackward0' } : weight;
}

const OLD = 'torch.nn.utils.weight_norm';

const dimOf = (args: Arguments): number => args.optionalInt('dim') ?? -1;

function parameterOf(self: InstanceValue, name: string): Tensor {
  const value = self.attributes.get(name);
  if (value?.kind === 'tensor') return value.tensor;
  throw new NotKnown(`the parameter '${name}' is not known`);
}

function split(module: InstanceValue, name: string, dim: number, runtime: Runtime): void {
  const weight = parameterOf(module, name).asLeaf({ requiresGrad: true });
  const parts = { g: normExcept(weight, dim).asLeaf({ requiresGrad: true }), v: weight };
  runtime.deleteAttribute(module, name);
  for (const [part, tensor] of Object.entries(parts))
    runtime.setAttribute(module, `${name}_${part}`, own(tensor, runtime, true));
  const whole = (self: InstanceValue): Value =>
    normalized(parameterOf(self, `${name}_v`), parameterOf(self, `${name}_g`), dim);
  runtime.setAttribute(module, name, whole(module));
  recompute(module, OLD, name, ['_g', '_v'], whole, runtime);
}

/** `_WeightNorm`: the module that the new form registers. */
const weightNormModule = moduleClass('torch.nn.utils.parametrizations._WeightNorm', '(dim)', {
  construct: (self, args) => {
    self.attributes.set('dim', int(dimOf(args)));
  },
  invoke: {
    signature: signature('(weight_g, weight_v)'),
    call: (self, args) => normalized(args.tensor('weight_v'), args.tensor('weight_g'), dimHeld(self)),
  },
  methods: {
    right_inverse: method('(weight)', (self, args) => {
      const weight = args.tensor('weight');
      return tuple([tensorValue(normExcept(weight, dimHeld(self))), tensorValue(weight)]);
    }),
  },
});

function dimHeld(self: InstanceValue): number {
  const dim = self.attributes.get('dim');
  if (dim?.kind === 'int') return dim.value;
  throw new NotKnown('the dim of the weight norm is not known');
}

export const weightNormalizations: readonly NativeFunction[] = [
  define('torch.nn.utils.weight_norm', "(module, name='weight', dim=0)", (args, runtime) => {
    const module = moduleIn(args.value('module'));
    const name = args.string('name');
    if (isRecomputed(module, OLD, name)) {
      throw new PythonError(
        'RuntimeError',
        `Cannot register two weight_norm hooks on the same parameter ${name}`,
      );
    }
    split(module, name, dimOf(args), runtime);
    return module;
  }),
  define('torch.nn.utils.remove_weight_norm', "(module, name='weight')", (args, runtime) => {
    const module = moduleIn(args.value('module'));
    const name = args.string('name');
    if (!isRecomputed(module, OLD, name)) {
      const text = runtime.format(module, 'repr') ?? '?';
      throw new PythonError('ValueError', `weight_norm of '${name}' not found in ${text}`);
    }
    stopRecomputing(module, OLD, name);
    return module;
  }),
  define('torch.nn.utils.parametrizations.weight_norm', "(module, name='weight', dim=0)", (args, runtime) => {
    const made = runtime.call(weightNormModule, [int(dimOf(args))]);
    registerParametrization(moduleIn(args.value('module')), args.string('name'), made, runtime);
    return args.value('module');
  }),
];
