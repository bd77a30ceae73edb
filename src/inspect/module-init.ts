/** What PyTorch lets be set on a Module: no part before `super().__init__()`, and in the place of a part only another. */
import { torchScalarName } from '../engine/dtype';
import { PythonError } from '../frameworks/errors';
import { inheritsFrom, typeName, type InstanceValue, type Value } from '../frameworks/values';
import { hasUnknownBase } from './calls';

const AWAITS_INIT = 'awaits init';

/** Runs the `__init__` of a user's class; a Module whose bases are all known waits for its own, but not where fastai has called it. */
export function initialized(instance: InstanceValue, init: () => void): void {
  const { class: type, state } = instance;
  const isInitialized = inheritsFrom(type, 'fastai.torch_core.Module') || hasUnknownBase(type);
  if (inheritsFrom(type, 'torch.nn.Module') && !isInitialized) state.set(AWAITS_INIT, true);
  init();
  state.delete(AWAITS_INIT);
}

/** The constructor of a class of PyTorch's was called. */
export const endWaiting = (instance: InstanceValue): void => {
  instance.state.delete(AWAITS_INIT);
};

/** Throws what PyTorch says where a layer or a parameter is set too early. */
export function refuseEarly(instance: InstanceValue, to: Value): void {
  if (!instance.state.get(AWAITS_INIT)) return;
  const isModule = to.kind === 'instance' && inheritsFrom(to.class, 'torch.nn.Module');
  if (!isModule && !(to.kind === 'tensor' && to.isParameter)) return;
  const what = isModule ? 'module' : 'parameters';
  throw new PythonError('AttributeError', `cannot assign ${what} before Module.__init__() call`);
}

/** Throws what PyTorch says where something else is set in the place of a parameter or a layer. */
export function refuseInPlaceOfPart(object: Value, name: string, to: Value): void {
  if (object.kind !== 'instance' || to.kind === 'unknown' || to.kind === 'None') return;
  if (!inheritsFrom(object.class, 'torch.nn.Module')) return;
  const before = object.attributes.get(name);
  const isParameter = (value: Value): boolean => value.kind === 'tensor' && Boolean(value.isParameter);
  if (before && isParameter(before) && !isParameter(to))
    throw new PythonError(
      'TypeError',
      `cannot assign '${nameOfType(to)}' as parameter '${name}' (torch.nn.Parameter or None expected)`,
    );
  const isModule = (value: Value): boolean =>
    value.kind === 'instance' &&
    (inheritsFrom(value.class, 'torch.nn.Module') || hasUnknownBase(value.class));
  if (before && isModule(before) && !isModule(to) && !isParameter(to))
    throw new PythonError(
      'TypeError',
      `cannot assign '${nameOfType(to)}' as child module '${name}' (torch.nn.Module or None expected)`,
    );
}

/** `torch.typename`: of a tensor the name of its old type. */
function nameOfType(value: Value): string {
  if (value.kind !== 'tensor' || value.framework !== 'torch' || !value.tensor.dtype) return typeName(value);
  return `torch.${torchScalarName(value.tensor.dtype)}Tensor`;
}
