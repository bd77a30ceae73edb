/** `super().__init__()` of a Module: before it PyTorch lets no layer and no parameter be set. */
import { PythonError } from '../frameworks/errors';
import { inheritsFrom, type InstanceValue, type Value } from '../frameworks/values';
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
