/** What the names of optax mean: its losses, each with a value for every sample or element, and its optimizers. */
import { plus, times } from '../../engine/formula';
import type { Arguments } from '../arguments';
import { define, table } from '../define';
import { NotKnown } from '../errors';
import { axesOf, operand, optionalOperand, wrap } from '../jax/dialect';
import { reportedLoss, standingIn, type LossOptions } from '../reported-loss';
import type { NativeFunction, Value } from '../values';
import { classificationLosses } from './classification';
import { embeddingLosses } from './embeddings';
import { AXES, type OptaxLoss } from './loss';
import { optimizers } from './optimizers';
import { regressionLosses } from './regression';
import { wrappers } from './wrappers';
import { schedules } from './schedules';

const lossFunction = (row: OptaxLoss): NativeFunction => {
  const name = `optax.${row.name}`;
  return define(name, row.signature, (args, runtime) => {
    const inputs = Object.fromEntries(row.tensors.map((tensor) => [tensor, optionalOperand(args, tensor)]));
    const { options, unknown } = standingIn(args, settingsOf(row, args));
    const result = reportedLoss(runtime, {
      function: name,
      loss: row.loss,
      classTargets: row.classTargets,
      expects: row.expects,
      inputs,
      reduction: 'none',
      options: unknown.includes('axis') ? { axis: null } : axisOf(row, options),
      object: null,
      unknownOptions: unknown,
      compute: (given) => row.evaluate(given, options),
    });
    return wrap(result.output);
  });
};

const others: ReadonlySet<string> = new Set(['where', 'weights', 'reduce_fn']);

/** Settings without which the inputs are judged all the same: a mask and weights are tensors, whatever is known of them. */
const settingsOf = (row: OptaxLoss, { signature }: Arguments): readonly string[] =>
  signature.parameters.flatMap(({ name }) => (row.tensors.includes(name) || others.has(name) ? [] : [name]));

/** The axis that a loss sums along, where it is one. */
function axisOf(row: OptaxLoss, args: Arguments): LossOptions {
  const axes = row.signature.includes(AXES) ? axesOf(args) : undefined;
  return typeof axes === 'number' ? { axis: axes } : {};
}

const smoothLabels = define('optax.smooth_labels', `(labels, alpha, *, ${AXES})`, (args, runtime): Value => {
  const labels = operand(args, 'labels');
  const share = args.value('alpha');
  if (share.kind === 'int' || share.kind === 'float')
    runtime.noteOperation('smooth_labels', [labels], { alpha: share.value });
  const axis = axesOf(args);
  const count = typeof axis === 'number' ? labels.shape?.at(axis) : undefined;
  if (typeof count !== 'number' || !args.isNone('where'))
    throw new NotKnown('the number of classes is not known');
  const alpha = args.number('alpha');
  return wrap(plus(times(labels, 1 - alpha), alpha / count));
});

const notComputed = ['ctc_loss_with_forward_probs', 'multiclass_sparsemax_loss'].map((name) =>
  define(`optax.${name}`, '(*args, **kwargs)', () => {
    throw new NotKnown(`optax.${name} is not computed`);
  }),
);

export const optaxNames: ReadonlyMap<string, Value> = table([
  ...[...classificationLosses, ...regressionLosses, ...embeddingLosses].map(lossFunction),
  smoothLabels,
  ...optimizers,
  ...schedules,
  ...wrappers,
  ...notComputed,
]);
