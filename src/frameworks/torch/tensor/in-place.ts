/** What changes a torch tensor object in place: fills, copies, and the form with an underscore of every other method. */
import { isGradEnabled } from '../../../engine/context';
import { isFloating, torchScalarName } from '../../../engine/dtype';
import { castTo } from '../../../engine/formula';
import { nameGradFn } from '../../../engine/grad_fn';
import { ops } from '../../../engine/ops/index';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import { define } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import { changeInPlace, checkLeaf } from '../../in-place';
import { checkCast } from '../../out-argument';
import type { Runtime } from '../../runtime';
import { gradFnOf, type NativeFunction, type TensorValue, type Value } from '../../values';
import { valuesOf } from './creation';

/** In-place fills; every other `name_` follows from the method without the underscore (see `inPlaceMethod`). */
export const inPlaceMethods: readonly NativeFunction[] = [
  ...['torch.Tensor.zero_', 'torch.zero_'].map((name) =>
    define(name, '(self)', (args, runtime) =>
      fillInPlace(args.tensorObject('self'), 0, 'ZeroBackward0', runtime),
    ),
  ),
  ...(['torch.Tensor.resize_', 'torch.Tensor.resize_as_', 'torch.resize_as_'] as const).map((name) =>
    define(name, '(self, *sizes, memory_format=None)', (args, runtime) => {
      const [model] = args.rest;
      const sizes = model?.kind === 'tensor' ? model.tensor.shape : args.sizes();
      if (!isKnownShape(sizes)) throw new NotKnown('the size is not known');
      return resize(args.tensorObject('self'), sizes, runtime);
    }),
  ),
  define('torch.Tensor.fill_', '(self, value)', (args, runtime) =>
    fillInPlace(
      args.tensorObject('self'),
      args.number('value'),
      args.value('value').kind === 'tensor' ? 'FillBackward3' : 'FillBackward2',
      runtime,
    ),
  ),
  define('torch.Tensor.copy_', '(self, src, non_blocking=False)', (args, runtime) => {
    const object = args.tensorObject('self');
    const source = args.tensor('src');
    const { shape } = object.tensor;
    const copied = shape ? Tensor.apply(ops.expand, [source], { size: shape }) : source;
    const isCast = source.dtype !== object.tensor.dtype && object.tensor.dtype;
    const written = isCast ? castTo(copied, object.tensor.dtype!) : Tensor.apply(ops.clone, [copied], {});
    changeInPlace(object, overwritten(object, written, 'CopyBackwards'), runtime);
    return object;
  }),
];

/** The first elements of the storage in another shape; what a larger shape adds is whatever memory holds. */
function resize(object: TensorValue, sizes: readonly number[], runtime: Runtime): Value {
  const { tensor } = object;
  if (tensor.requiresGrad) throw new PythonError('RuntimeError', 'cannot resize variables that require grad');
  const count = sizes.reduce((product, length) => product * length, 1);
  const isThere = tensor.hasValues && count <= tensor.numel;
  const flat = Tensor.apply(ops.reshape, [tensor], { shape: [-1] });
  const part = isThere
    ? Tensor.apply(ops.narrow, [flat], { dim: 0, start: 0, length: count })
    : Tensor.leaf({ shape: [count], dtype: tensor.dtype });
  runtime.rebind(object, Tensor.apply(ops.reshape, [part], { shape: sizes }));
  return object;
}

/** What is written over a tensor that requires grad stays in the graph: what the tensor was made from gets zeros. */
function overwritten(object: TensorValue, written: Tensor, gradFn: string): Tensor {
  const { tensor } = object;
  if (!isGradEnabled()) return written;
  const kept =
    tensor.requiresGrad && tensor.producer && !written.requiresGrad && tensor.hasValues && written.hasValues
      ? Tensor.apply(ops.drawn, [written, tensor], { gradFn })
      : written;
  nameGradFn(kept, gradFn);
  return kept;
}

function fillInPlace(object: TensorValue, value: number, gradFn: string, runtime: Runtime): Value {
  const { shape, dtype } = object.tensor;
  if (isKnownShape(shape) && dtype) {
    // Weights of millions of elements are zeroed, and then seldom looked at.
    const [number] = castTo(
      Tensor.leaf({ shape: [], dtype: 'float64', values: Float64Array.of(value) }),
      dtype,
    ).values();
    const written = Tensor.leaf({
      shape,
      dtype,
      ...valuesOf(shape, dtype, (values) => values.fill(number!)),
    });
    changeInPlace(object, overwritten(object, written, gradFn), runtime, 'one number');
  }
  return object;
}

/** In-place methods that give the object another shape over the same storage. */
const reshaping: ReadonlySet<string> = new Set([
  'squeeze',
  'unsqueeze',
  'transpose',
  'swapaxes',
  'swapdims',
  't',
  'as_strided',
]);

/** `addbmm_` lets a smaller tensor grow to what it adds to it, where its kin refuse. */
function isResizing(name: string, object: TensorValue, result: Tensor): boolean {
  const [before, after] = [object.tensor.shape, result.shape];
  if (name !== 'torch.Tensor.addbmm' || !isKnownShape(before) || !isKnownShape(after)) return false;
  if (before.join() === after.join()) return false;
  if (object.view) throw new NotKnown('a view that addbmm_ resizes is not followed');
  return true;
}

/** The forms in place of these have names of their own. */
function inPlaceGradFn(result: TensorValue): string | undefined {
  const gradFn = gradFnOf(result);
  switch (result.tensor.producer?.op.name) {
    case 'unsqueeze':
      return 'UnsqueezeBackward1';
    case 'squeeze':
      return gradFn?.replace(/\d+$/, (number) => String(Number(number) + 3));
    case 'transpose':
      return gradFn?.replace(/0$/, '1');
    default:
      return undefined;
  }
}

/** The in-place form of a method: computes what `name` computes and moves the object there. */
export const inPlaceMethod = (base: NativeFunction): NativeFunction => ({
  ...base,
  name: `${base.name}_`,
  call: (args, runtime) => {
    const first = base.signature.parameters[0]!.name;
    const object = args.tensorObject(first);
    const result = base.call(args, runtime);
    if (result.kind === 'tensor' && reshaping.has(base.name.slice('torch.Tensor.'.length))) {
      checkLeaf(object);
      runtime.retarget(object, result.tensor);
      nameGradFn(result.tensor, inPlaceGradFn(result));
      return object;
    }
    if (result.kind === 'tensor' && isResizing(base.name, object, result.tensor)) {
      checkLeaf(object);
      runtime.rebind(object, result.tensor);
      return object;
    }
    const [before, after] = [object.tensor.dtype, result.kind === 'tensor' ? result.tensor.dtype : undefined];
    if (before && after && !isFloating(before) && isFloating(after)) {
      throw new PythonError(
        'RuntimeError',
        `result type ${torchScalarName(after)} can't be cast to the desired output type ${torchScalarName(before)}`,
      );
    }
    if (result.kind !== 'tensor') throw new NotKnown(`what ${base.name}_ does is not known`);
    checkCast(result.tensor.dtype, object.tensor.dtype);
    nameGradFn(result.tensor, result.gradFn);
    const writesParts = ['masked_fill', 'index_fill'].some((name) => base.name.endsWith(`.${name}`));
    changeInPlace(object, result.tensor, runtime, writesParts ? 'not followed' : 'refused');
    return object;
  },
});
