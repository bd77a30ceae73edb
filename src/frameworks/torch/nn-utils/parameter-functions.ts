/** torch.nn.utils: functions on the parameters of a model and their gradients. */
import { withGrad } from '../../../engine/context';
import { ops } from '../../../engine/ops/index';
import { numberTensor } from '../../../engine/ops/number';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { define, defineAll } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { none, tensorValue, type NativeFunction, type TensorValue, type Value } from '../../values';
import { tensorsIn } from '../autograd/backward';
import { moveTo } from '../optim/optimizer';

/** The gradients of the parameters that have one. */
function gradientsIn(args: Arguments, runtime: Runtime): TensorValue[] {
  const parameters = args.value('parameters');
  const known = parameters.kind === 'list' ? parameters.items : tensorsIn(parameters, runtime);
  return known.flatMap((parameter) => {
    const gradient = parameter.kind === 'tensor' ? runtime.gradOf(parameter) : null;
    return gradient ? [gradient] : [];
  });
}

const number = (value: number): Tensor => numberTensor(value, 'float');

/** (Σ |x|ᵖ)^(1/p) over all elements; the largest |x| for p = ∞. */
function normOf(tensor: Tensor, p: number): Tensor {
  const flat = Tensor.apply(ops.abs, [tensor], {});
  if (p === Infinity) return Tensor.apply(ops.amax, [flat], { dim: undefined, keepdim: false });
  const powers = Tensor.apply(ops.pow, [flat, number(p)], {});
  const sum = Tensor.apply(ops.sum, [powers], {});
  return Tensor.apply(ops.pow, [sum, number(1 / p)], {});
}

/** The norm of the norms. */
function totalNorm(tensors: readonly Tensor[], p: number): Tensor {
  if (tensors.length === 0) return Tensor.leaf({ shape: [], dtype: 'float32', values: Float32Array.of(0) });
  const norms = tensors.map((tensor) => normOf(tensor, p));
  return normOf(Tensor.apply(ops.stack, norms, { dim: 0 }), p);
}

function scaleTo(gradients: readonly TensorValue[], total: Tensor, limit: number, runtime: Runtime): void {
  const shifted = Tensor.apply(ops.add, [total, number(1e-6)], {});
  const share = Tensor.apply(ops.div, [number(limit), shifted], {});
  const factor = Tensor.apply(ops.clamp, [share], { max: 1 });
  for (const gradient of gradients) {
    const scaled = Tensor.apply(ops.mul, [gradient.tensor, factor], {});
    runtime.rebind(gradient, scaled.isComputed ? scaled.asLeaf() : scaled);
  }
}

const normType = (args: Arguments): number => {
  const given = args.value('norm_type');
  return given.kind === 'str' ? Number(given.value.replace('inf', 'Infinity')) : args.number('norm_type');
};

/** The norm over all tensors. Throws PyTorch's error for one that is not finite, where that was asked for. */
function checkedNorm(tensors: readonly Tensor[], args: Arguments): Tensor {
  const total = totalNorm(tensors, normType(args));
  if (args.bool('error_if_nonfinite') && total.hasValues && !Number.isFinite(total.values()[0])) {
    throw new PythonError(
      'RuntimeError',
      `The total norm of order ${normType(args).toFixed(1)} for gradients from \`parameters\` is non-finite, so it cannot be clipped. To disable this error and scale the gradients by the non-finite norm anyway, set \`error_if_nonfinite=False\``,
    );
  }
  return total;
}

const clipNorm = (args: Arguments, runtime: Runtime): Value =>
  withGrad(false, () => {
    const gradients = gradientsIn(args, runtime);
    const total = checkedNorm(
      gradients.map(({ tensor }) => tensor),
      args,
    );
    scaleTo(gradients, total, args.number('max_norm'), runtime);
    return tensorValue(total);
  });

const clipValue = (args: Arguments, runtime: Runtime): Value =>
  withGrad(false, () => {
    const limit = args.number('clip_value');
    for (const gradient of gradientsIn(args, runtime)) {
      const clipped = Tensor.apply(ops.clamp, [gradient.tensor], { min: -limit, max: limit });
      runtime.rebind(gradient, clipped.isComputed ? clipped.asLeaf() : clipped);
    }
    return none;
  });

const toVector = (args: Arguments, runtime: Runtime): Value => {
  const parts = tensorsIn(args.value('parameters'), runtime).map(({ tensor }) =>
    Tensor.apply(ops.reshape, [tensor], { shape: [-1] }),
  );
  return tensorValue(Tensor.apply(ops.cat, parts, { dim: 0 }));
};

const fromVector = (args: Arguments, runtime: Runtime): Value =>
  withGrad(false, () => {
    const vector = args.tensor('vec');
    let start = 0;
    for (const parameter of tensorsIn(args.value('parameters'), runtime)) {
      const { shape, numel } = parameter.tensor;
      if (!isKnownShape(shape)) throw new NotKnown('the shape of a parameter is not known');
      const part = Tensor.apply(ops.narrow, [vector], { dim: 0, start, length: numel });
      moveTo(parameter, Tensor.apply(ops.reshape, [part], { shape }), runtime);
      start += numel;
    }
    return none;
  });

const UTILS = 'torch.nn.utils';

export const parameterFunctions: readonly NativeFunction[] = [
  ...defineAll(
    [`${UTILS}.clip_grad_norm_`, `${UTILS}.clip_grad_norm`],
    '(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False, foreach=None)',
    clipNorm,
  ),
  define(
    `${UTILS}.get_total_norm`,
    '(tensors, norm_type=2.0, error_if_nonfinite=False, foreach=None)',
    (args, runtime) =>
      withGrad(false, () => {
        const tensors = tensorsIn(args.value('tensors'), runtime).map(({ tensor }) => tensor);
        return tensorValue(checkedNorm(tensors, args));
      }),
  ),
  define(
    `${UTILS}.clip_grads_with_norm_`,
    '(parameters, max_norm, total_norm, foreach=None)',
    (args, runtime) =>
      withGrad(false, () => {
        scaleTo(gradientsIn(args, runtime), args.tensor('total_norm'), args.number('max_norm'), runtime);
        return none;
      }),
  ),
  define(`${UTILS}.clip_grad_value_`, '(parameters, clip_value, foreach=None)', clipValue),
  define(`${UTILS}.parameters_to_vector`, '(parameters)', toVector),
  define(`${UTILS}.vector_to_parameters`, '(vec, parameters)', fromVector),
];
