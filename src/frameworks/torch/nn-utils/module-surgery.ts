/** torch.nn.utils: batch normalisation put into the layer before it, and layers without initial values. */
import { negative, plus, times } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { numberTensor } from '../../../engine/ops/number';
import { Tensor } from '../../../engine/tensor';
import { define } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { deepCopy } from '../../standard/copies';
import { inheritsFrom, type InstanceValue, type NativeFunction, type Value } from '../../values';
import { own } from '../tensor/creation';
import { isModule, namedTensors } from '../module/tree';

const tensorIn = (self: InstanceValue, name: string): Tensor | undefined => {
  const value = self.attributes.get(name);
  return value?.kind === 'tensor' ? value.tensor : undefined;
};

/** A layer whose weight and bias have taken in what the normalisation does in evaluation (torch/nn/utils/fusion.py). */
function fused(layer: Value, norm: Value, alongDim: number, runtime: Runtime): Value {
  if (!isModule(layer) || !isModule(norm)) throw new NotKnown('a module is not known');
  if ([layer, norm].some((one) => runtime.truth(one.attributes.get('training')!) !== false))
    throw new PythonError('AssertionError', 'Fusion only for eval!');
  const [mean, variance] = [tensorIn(norm, 'running_mean'), tensorIn(norm, 'running_var')];
  const weight = tensorIn(layer, 'weight');
  const eps = norm.attributes.get('eps');
  if (!mean || !variance || !weight || weight.rank === undefined || eps?.kind !== 'float')
    throw new NotKnown('the statistics of the normalisation are not known');
  const made = deepCopy(runtime, layer) as InstanceValue;
  const root = Tensor.apply(ops.rsqrt, [plus(variance, numberTensor(eps.value, 'float'))], {});
  const [scale, shift] = [tensorIn(norm, 'weight'), tensorIn(norm, 'bias')];
  const factor = scale ? times(scale, root) : root;
  const shape = Array.from({ length: weight.rank }, (_, dim) => (dim === alongDim ? -1 : 1));
  const bias = tensorIn(layer, 'bias');
  const centred = bias ? Tensor.apply(ops.sub, [bias, mean], {}) : negative(mean);
  const scaled = scale ? times(times(centred, root), scale) : times(centred, root);
  const parts = {
    weight: times(weight, Tensor.apply(ops.reshape, [factor], { shape })),
    bias: shift ? plus(scaled, shift) : scaled,
  };
  for (const [name, tensor] of Object.entries(parts)) {
    const requiresGrad = tensorIn(layer, name)?.requiresGrad ?? false;
    runtime.setAttribute(made, name, own(tensor.asLeaf({ requiresGrad }), runtime, true));
  }
  return made;
}

export const moduleSurgery: readonly NativeFunction[] = [
  define('torch.nn.utils.fuse_conv_bn_eval', '(conv, bn, transpose=False)', (args, runtime) =>
    fused(args.value('conv'), args.value('bn'), args.bool('transpose') ? 1 : 0, runtime),
  ),
  define('torch.nn.utils.fuse_linear_bn_eval', '(linear, bn)', (args, runtime) =>
    fused(args.value('linear'), args.value('bn'), 0, runtime),
  ),
  define('torch.nn.utils.skip_init', '(module_cls, *args, **kwargs)', (args, runtime) => {
    const type = args.value('module_cls');
    if (type.kind !== 'class' || !inheritsFrom(type, 'torch.nn.Module'))
      throw new NotKnown('the class of the module is not known');
    const state = runtime.random.torch.save();
    const made = runtime.call(type, args.rest, args.keywords);
    runtime.random.torch.restore(state);
    if (!isModule(made)) return made;
    // What memory holds is not known.
    for (const kind of ['parameter', 'buffer'] as const) {
      for (const [, object] of namedTensors(made, kind)) {
        const { shape, dtype, requiresGrad } = object.tensor;
        runtime.rebind(object, Tensor.leaf({ shape, dtype, requiresGrad }));
      }
    }
    return made;
  }),
];
