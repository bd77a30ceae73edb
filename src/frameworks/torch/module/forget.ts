/** Parameters whose values nobody knows any more: loaded, drawn after many others, or trained out of sight. */
import { Tensor } from '../../../engine/tensor';
import type { Runtime } from '../../runtime';
import type { TensorValue, Value } from '../../values';
import { namedParameters } from './tree';

/** Takes the values of one tensor object away; what else is known of it stays. */
export function forget(object: TensorValue, runtime: Runtime): void {
  const { shape, dtype, requiresGrad } = object.tensor;
  runtime.rebind(object, Tensor.leaf({ shape, dtype, requiresGrad }));
}

/** The same of all parameters of a module; nothing happens to other values. */
export function forgetParameters(module: Value, runtime: Runtime): void {
  if (module.kind !== 'instance') return;
  for (const [, parameter] of namedParameters(module)) forget(parameter, runtime);
}
