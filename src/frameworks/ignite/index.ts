/**
 * What the names of PyTorch-Ignite mean: its makers of trainers and evaluators are the calls where model and loss meet,
 * and an Engine calls both for each batch. What is said of a loss is said of the maker's call.
 */
import { withGrad } from '../../engine/context';
import type { Arguments } from '../arguments';
import { define, method, openClass } from '../define';
import { foreseeStep } from '../foreseen-steps';
import type { Runtime } from '../runtime';
import { forgetParameters } from '../torch/module';
import { isModule } from '../torch/module/tree';
import { unknown, type ClassValue, type InstanceValue, type NativeFunction, type Value } from '../values';

const MODEL = 'model';

/** Runs a step for each batch of its data, out of sight. */
const engine: ClassValue = openClass('ignite.engine.Engine', {
  methods: {
    run: method('(*args, **kwargs)', (self, _, runtime) => {
      const model = self.state.get(MODEL) as Value | undefined;
      runtime.random.torch.lose();
      if (model) forgetParameters(model, runtime);
      return unknown('what an Engine has done is not known', runtime.place);
    }),
  },
});

function engineOf(model: Value | null, runtime: Runtime): InstanceValue {
  const state = new Map<string, unknown>(model ? [[MODEL, model]] : []);
  return { kind: 'instance', class: engine, attributes: new Map(), state, place: runtime.place };
}

/** Inputs and labels of a batch, as the function that prepares it gives them. */
function preparedBatch(args: Arguments, runtime: Runtime): readonly [inputs: Value, labels: Value] {
  const batch = unknown('a batch that the Engine is run with', runtime.place);
  if (!args.given('prepare_batch')) return [batch, batch];
  const keywords = { device: args.value('device'), non_blocking: args.value('non_blocking') };
  const given = runtime.iterate(runtime.call(args.value('prepare_batch'), [batch], keywords));
  const [inputs = batch, labels = batch] = given ?? [];
  return [inputs, labels];
}

/** What the model gives for a batch, in the mode that a step sets, and the labels. */
function predicted(args: Arguments, mode: 'train' | 'eval', runtime: Runtime): readonly [Value, Value] {
  const model = args.value('model');
  if (isModule(model)) runtime.call(runtime.getAttribute(model, mode), []);
  const [inputs, labels] = preparedBatch(args, runtime);
  const output = args.given('model_fn')
    ? runtime.call(args.value('model_fn'), [model, inputs])
    : runtime.call(model, [inputs]);
  return [
    args.given('model_transform') ? runtime.call(args.value('model_transform'), [output]) : output,
    labels,
  ];
}

const PREPARING =
  'device=None, non_blocking=False, prepare_batch=None, model_transform=None, output_transform=None';

const supervisedTrainer: NativeFunction = define(
  'ignite.engine.create_supervised_trainer',
  `(model, optimizer, loss_fn, ${PREPARING}, deterministic=False, amp_mode=None, scaler=False, gradient_accumulation_steps=1, model_fn=None)`,
  (args, runtime) => {
    if (isModule(args.value('model')))
      foreseeStep(() => runtime.call(args.value('loss_fn'), predicted(args, 'train', runtime)), runtime);
    return engineOf(args.value('model'), runtime);
  },
);

/** The metric that averages a loss over batches. */
const lossMetric: ClassValue = openClass('ignite.metrics.Loss', {
  construct: (self, args) => {
    const loss = args.rest[0] ?? args.keywords['loss_fn'];
    if (loss && !args.rest[1] && !args.keywords['output_transform']) self.state.set('loss', loss);
  },
});

/** The losses among the metrics of an evaluator. */
function lossesAmong(metrics: Value): readonly Value[] {
  if (metrics.kind !== 'dict') return [];
  return [...metrics.entries.values()].flatMap(([, metric]) => {
    const loss = metric.kind === 'instance' && metric.class === lossMetric && metric.state.get('loss');
    return loss ? [loss as Value] : [];
  });
}

const supervisedEvaluator: NativeFunction = define(
  'ignite.engine.create_supervised_evaluator',
  `(model, metrics=None, ${PREPARING}, amp_mode=None, model_fn=None)`,
  (args, runtime) => {
    // Metrics are given what the transform makes of outputs and labels.
    const losses = args.given('output_transform') ? [] : lossesAmong(args.value('metrics'));
    if (isModule(args.value('model')))
      for (const loss of losses)
        runtime.foresee(() => {
          withGrad(false, () => runtime.call(loss, predicted(args, 'eval', runtime)));
        });
    return engineOf(null, runtime);
  },
);

/** Every name of Ignite that is known, by its qualified name. */
export const igniteNames: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['ignite.engine.Engine', engine],
  ['ignite.engine.engine.Engine', engine],
  [supervisedTrainer.name, supervisedTrainer],
  [supervisedEvaluator.name, supervisedEvaluator],
  ['ignite.metrics.Loss', lossMetric],
  ['ignite.metrics.loss.Loss', lossMetric],
]);
