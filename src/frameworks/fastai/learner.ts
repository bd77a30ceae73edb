/**
 * fastai's Learner: the call where model and loss meet, and after which fastai calls both. What is said of the loss
 * is said of this call.
 */
import { withGrad } from '../../engine/context';
import { SymbolicDim } from '../../engine/shape';
import { foreseeStep } from '../foreseen-steps';
import { headWeight, scoresOf } from '../scores';
import { signature } from '../signature';
import type { Arguments } from '../arguments';
import type { Runtime } from '../runtime';
import { labelsOfBatch, lossOfLoaders } from './data-loaders';
import { define, method, openClass } from '../define';
import { NotKnown, PythonError } from '../errors';
import { isModule } from '../torch/module/tree';
import {
  none,
  tuple,
  unknown,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type Value,
} from '../values';

const batch = (runtime: Runtime): Value => unknown('a batch of the DataLoaders', runtime.place);

/** The loss that a Learner is given, else the one that the labels of its DataLoaders ask for. */
function lossOf(args: Arguments, runtime: Runtime): Value {
  const given = args.value('loss_func');
  return given.kind === 'None' ? (lossOfLoaders(args.value('dls'), runtime) ?? given) : given;
}

/** The labels that the loss is given. */
const labelsFor = (args: Arguments, runtime: Runtime): Value =>
  labelsOfBatch(args.value('dls')) ?? batch(runtime);

/** What the model gives for a batch. It is handed as many inputs as the blocks say, so as many as it takes. */
function outputOf(model: Value, runtime: Runtime): Value {
  try {
    return runtime.attempt(() => runtime.call(model, [batch(runtime)]));
  } catch (error) {
    if (!(error instanceof PythonError) || error.type !== 'TypeError') throw error;
    return runtime.callWithAny(model, [batch(runtime)]);
  }
}

/** Reads the loss of a Learner with what its model gives. Where it trains, which need not be here, it passes back what the loss returns. */
function foreseeLoss(loss: Value, args: Arguments, outputs: () => Value, runtime: Runtime): void {
  if (loss.kind === 'None') return;
  foreseeStep(() => runtime.call(loss, [outputs(), labelsFor(args, runtime)]), runtime);
}

/** Reads the metrics of a Learner with what its model gives, before the activation of the loss. */
function foreseeMetrics(args: Arguments, outputs: () => Value, runtime: Runtime): void {
  const given = args.keywords['metrics'];
  const metrics = given?.kind === 'list' || given?.kind === 'tuple' ? given.items : given ? [given] : [];
  for (const metric of metrics) {
    const isFunction = metric.kind === 'function' || metric.kind === 'native';
    if (!isFunction && !(metric.kind === 'instance' && metric.class.name === 'functools.partial')) continue;
    runtime.foresee(() => {
      withGrad(false, () => runtime.call(metric, [outputs(), labelsFor(args, runtime)]));
    });
  }
}

const SCORES = 'scores';
const PREDICTING = '(ds_idx=1, dl=None, *args, **kwargs)';

/** What the model gives for all samples, without gradients, after the activation that belongs to the loss; and the targets. */
function predictions(self: InstanceValue, args: Arguments, runtime: Runtime): Value {
  const isPlain = args.rest.length === 0 && Object.keys(args.keywords).length === 0 && !args.spread;
  const scores = withGrad(false, () => (self.state.get(SCORES) as (() => Value) | undefined)?.());
  const loss = self.attributes.get('loss_func');
  // Asked for inputs, losses or decisions as well it gives more than two.
  if (!isPlain || scores?.kind !== 'tensor' || !loss || loss.kind === 'None' || loss.kind === 'unknown')
    throw new NotKnown('what the Learner predicts is not known');
  const isOfFastai = loss.kind === 'instance' && loss.class.name.startsWith('fastai.');
  const given = isOfFastai
    ? withGrad(false, () => runtime.call(runtime.getAttribute(loss, 'activation'), [scores]))
    : scores;
  return tuple([given, unknown('the targets of the DataLoaders', runtime.place)]);
}

const learner: ClassValue = openClass('fastai.learner.Learner', {
  signature: signature('(dls, model, loss_func=None, *args, **kwargs)'),
  construct: (self, args, runtime) => {
    const model = args.value('model');
    const loss = lossOf(args, runtime);
    for (const name of ['dls', 'model']) self.attributes.set(name, args.value(name));
    self.attributes.set('loss_func', loss);
    self.state.set(SCORES, () => (isModule(model) ? outputOf(model, runtime) : none));
    if (!isModule(model)) return;
    const outputs = (): Value => outputOf(model, runtime);
    foreseeLoss(loss, args, outputs, runtime);
    foreseeMetrics(args, outputs, runtime);
  },
  methods: {
    get_preds: method(PREDICTING, predictions),
    tta: method(PREDICTING, predictions),
  },
});

/** A body that is trained already under a new head, whose scores are raw unless they are forced into a range. */
function withNewHead(args: Arguments, runtime: Runtime): Value {
  const loss = lossOf(args, runtime);
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
  const count = args.keywords['n_out'];
  const classes = count?.kind === 'int' ? count.value : new SymbolicDim('classes');
  const weight = headWeight(classes, runtime);
  const scores = (): Value => scoresOf(weight, ['batch']);
  made.state.set(SCORES, scores);
  foreseeLoss(loss, args, scores, runtime);
  foreseeMetrics(args, scores, runtime);
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
