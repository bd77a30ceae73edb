/**
 * SyncBatchNorm: batch normalisation over all processes. There is one process here, in which it computes what
 * BatchNorm does (torch/nn/modules/batchnorm.py).
 */
import { define } from '../../define';
import { PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { bool, inheritsFrom, none, type ClassValue, type Value } from '../../values';
import { isModule, uniqueChildren } from '../module/tree';
import type { Layer } from './layer';
import { batchNorm } from './normalization';

/** What a converted layer takes over from the one in whose place it stands. */
const KEPT = ['weight', 'bias', 'running_mean', 'running_var', 'num_batches_tracked', 'training'];

/** Each batch normalisation in a module becomes a synchronised one that shares its parameters. */
function converted(type: ClassValue, module: Value, processGroup: Value, runtime: Runtime): Value {
  if (!isModule(module)) return module;
  let result = module;
  if (inheritsFrom(module.class, 'torch.nn._BatchNorm')) {
    const settings = ['num_features', 'eps', 'momentum', 'affine', 'track_running_stats'];
    const made = runtime.call(
      type,
      [...settings.map((name) => runtime.getAttribute(module, name)), processGroup],
      { bias: bool(module.attributes.get('bias')?.kind === 'tensor') },
    );
    if (!isModule(made)) return made;
    result = made;
    for (const name of KEPT) made.attributes.set(name, module.attributes.get(name) ?? none);
  }
  for (const [name, child] of uniqueChildren(module))
    runtime.setAttribute(result, name, converted(type, child, processGroup, runtime));
  return result;
}

export const syncBatchNorm: Layer = batchNorm({
  name: 'SyncBatchNorm',
  extra: 'process_group=None, ',
  wants: ({ rank }) => {
    if (rank !== undefined && rank < 2)
      throw new PythonError('ValueError', `expected at least 2D input (got ${rank}D input)`);
  },
  input: 'torch.randn(4, 3, 2)',
  classMethods: {
    convert_sync_batchnorm: (type) =>
      define(
        'torch.nn.SyncBatchNorm.convert_sync_batchnorm',
        '(module, process_group=None)',
        (args, runtime) => converted(type, args.value('module'), args.value('process_group'), runtime),
      ),
  },
});
