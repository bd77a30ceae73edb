/** The Trainer of transformers: what it hands to the methods and functions of the user's that it calls. */
import { openClass } from '../define';
import { signature } from '../signature';
import { isModule } from '../torch/module/tree';
import { namedTuple, unknown, type ClassValue } from '../values';
import { handedModel, predictionsOf } from './models';

/** The model of a Trainer that was made, else any. */
const model: NonNullable<ClassValue['handsOver']>[string] = (self, runtime) => {
  const own = self?.attributes.get('model');
  return { model: own && isModule(own) ? own : handedModel(runtime) };
};

const trainer = (name: string): ClassValue =>
  openClass(name, {
    signature: signature(
      '(model=None, args=None, *rest, compute_metrics=None, preprocess_logits_for_metrics=None, **kwargs)',
    ),
    construct: (self, args, runtime) => {
      // Without one, `model_init` makes it, or the arguments of a class below this one were not read.
      self.attributes.set('model', args.isNone('model') ? handedModel(runtime) : args.value('model'));
      self.attributes.set('args', args.value('args'));
      const metrics = args.value('compute_metrics');
      const predictions = predictionsOf(args.value('model'));
      if (metrics.kind !== 'function' || !predictions || !args.isNone('preprocess_logits_for_metrics'))
        return;
      runtime.foresee(() => {
        runtime.call(metrics, [
          namedTuple('EvalPrediction', {
            predictions,
            label_ids: unknown('the labels that are evaluated are not known', runtime.place),
          }),
        ]);
      });
    },
    // Its `training_step` makes the backward pass itself and gives a detached loss to be reported.
    takesLossOf: 'compute_loss',
    handsOver: { compute_loss: model, prediction_step: model, training_step: model },
  });

export const trainers: readonly ClassValue[] = [
  trainer('transformers.Trainer'),
  trainer('transformers.Seq2SeqTrainer'),
];
