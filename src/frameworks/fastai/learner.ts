/**
 * fastai's Learner: the call where model and loss meet, and after which fastai calls both. What is said of the loss
 * is said of this call.
 */
import { SymbolicDim } from '../../engine/shape';
import { headWeight, scoresOf } from '../scores';
import { signature } from '../signature';
import type { Arguments } from '../arguments';
import type { Runtime } from '../runtime';
import { define } from '../define';
import { isModule } from '../torch/module/tree';
import { unknown, type ClassValue, type InstanceValue, type NativeFunction, type Value } from '../values';

const batch = (runtime: Runtime): Value => unknown('a batch of the DataLoaders', runtime.place);

const learner: ClassValue = {
  kind: 'class',
  name: 'fastai.learner.Learner',
  bases: [],
  attributes: new Map(),
  isUser: false,
  isOpen: true,
  signature: signature('(dls, model, loss_func=None, *args, **kwargs)'),
  construct: (self, args, runtime) => {
    const model = args.value('model');
    const loss = args.value('loss_func');
    for (const name of ['dls', 'model', 'loss_func']) self.attributes.set(name, args.value(name));
    if (!isModule(model) || loss.kind === 'None') return;
    runtime.foresee(() => {
      runtime.call(loss, [runtime.call(model, [batch(runtime)]), batch(runtime)]);
    });
  },
};

/** A body that is trained already under a new head, whose scores are raw unless they are forced into a range. */
function withNewHead(args: Arguments, runtime: Runtime): Value {
  const loss = args.value('loss_func');
  const isForced = args.keywords['y_range'] !== undefined || args.keywords['custom_head'] !== undefined;
  const made: InstanceValue = {
    kind: 'instance',
    class: learner,
    attributes: new Map<string, Value>([['loss_func', loss]]),
    state: new Map(),
    place: runtime.place,
  };
  runtime.random.torch.lose();
  if (loss.kind === 'None' || isForced || args.spread) return made;
  runtime.foresee(() => {
    const count = args.keywords['n_out'];
    const classes = count?.kind === 'int' ? count.value : new SymbolicDim('classes');
    runtime.call(loss, [scoresOf(headWeight(classes, runtime), ['batch']), batch(runtime)]);
  });
  return made;
}

const functions: readonly NativeFunction[] = ['vision_learner', 'cnn_learner'].map((name) =>
  define(`fastai.vision.learner.${name}`, '(dls, arch, *args, loss_func=None, **kwargs)', withNewHead),
);

/** What makes a Learner, by its short name. */
export const learners: Readonly<Record<string, Value>> = {
  Learner: learner,
  ...Object.fromEntries(functions.map((value) => [value.name.slice(value.name.lastIndexOf('.') + 1), value])),
};
