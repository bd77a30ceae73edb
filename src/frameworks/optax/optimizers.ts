/** optax's optimizers: chains of transformations that end in a step against the gradient. */
import type { Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown } from '../errors';
import { refuse, wrap } from '../jax/dialect';
import { type NativeFunction, type Value } from '../values';
import {
  addDecayedWeights,
  applyUpdates,
  chain,
  clip,
  clipByGlobalNorm,
  globalNorm,
  scale,
  scaleByAdam,
  scaleByAdamax,
  scaleByLion,
  scaleByRms,
  scaleByRss,
  scaleBySchedule,
  stateless,
  trace,
  transformationValue,
  type Transformation,
} from './transformations';

const one = (name: string, parameters: string, make: (args: Arguments) => Transformation): NativeFunction =>
  define(`optax.${name}`, `(${parameters})`, (args) => transformationValue(make(args)));

/** The step against the gradient: a number, or a schedule that is asked at each step. */
function byLearningRate(rate: Value, args: Arguments, name = 'learning_rate', sign = -1): Transformation {
  const isSchedule = rate.kind === 'native' || rate.kind === 'function' || rate.kind === 'method';
  return isSchedule ? scaleBySchedule(rate, sign) : scale(sign * args.number(name));
}

/** A chain of the transformations and the step of `learning_rate`. */
const optimizer = (
  name: string,
  parameters: string,
  make: (args: Arguments) => readonly Transformation[],
): NativeFunction =>
  one(name, `learning_rate, ${parameters}`, (args) => {
    const parts = [...make(args), byLearningRate(args.value('learning_rate'), args)];
    return chain(parts.map(transformationValue));
  });

const ADAM = 'b1=0.9, b2=0.999, eps=1e-8, eps_root=0.0, mu_dtype=None';

function adam(args: Arguments, nesterov: boolean): Transformation {
  refuse(args, 'mu_dtype');
  return scaleByAdam({
    b1: args.number('b1'),
    b2: args.number('b2'),
    eps: args.number('eps'),
    epsRoot: args.number('eps_root'),
    nesterov,
  });
}

function decay(args: Arguments): Transformation {
  refuse(args, 'mask');
  return addDecayedWeights(args.number('weight_decay'));
}

const momentum = (args: Arguments): readonly Transformation[] =>
  args.isNone('momentum') ? [] : [trace(args.number('momentum'), args.bool('nesterov'))];

function rms(args: Arguments): Transformation {
  if (args.bool('bias_correction')) throw new NotKnown('a corrected average of squares is not computed');
  return scaleByRms(
    args.number('decay'),
    args.number('eps'),
    args.number('initial_scale'),
    args.bool('eps_in_sqrt'),
  );
}

export const optimizers: readonly NativeFunction[] = [
  optimizer('sgd', 'momentum=None, nesterov=False, accumulator_dtype=None', (args) => {
    refuse(args, 'accumulator_dtype');
    return momentum(args);
  }),
  optimizer('adam', `${ADAM}, *, nesterov=False`, (args) => [adam(args, args.bool('nesterov'))]),
  optimizer('nadam', ADAM, (args) => [adam(args, true)]),
  optimizer('adamw', `${ADAM}, weight_decay=1e-4, mask=None, *, nesterov=False`, (args) => [
    adam(args, args.bool('nesterov')),
    decay(args),
  ]),
  optimizer('nadamw', `${ADAM}, weight_decay=1e-4, mask=None`, (args) => [adam(args, true), decay(args)]),
  optimizer('adamax', 'b1=0.9, b2=0.999, eps=1e-8', (args) => [
    scaleByAdamax(args.number('b1'), args.number('b2'), args.number('eps')),
  ]),
  optimizer('adagrad', 'initial_accumulator_value=0.1, eps=1e-7', (args) => [
    scaleByRss(args.number('initial_accumulator_value'), args.number('eps')),
  ]),
  optimizer('lion', 'b1=0.9, b2=0.99, mu_dtype=None, weight_decay=1e-3, mask=None', (args) => {
    refuse(args, 'mu_dtype');
    return [scaleByLion(args.number('b1'), args.number('b2')), decay(args)];
  }),
  // The momentum of RMSProp comes after the learning rate.
  one(
    'rmsprop',
    'learning_rate, decay=0.9, eps=1e-8, initial_scale=0.0, eps_in_sqrt=True, centered=False, momentum=None, nesterov=False, bias_correction=False',
    (args) => {
      if (args.bool('centered')) throw new NotKnown('a centered RMSProp is not computed');
      const parts = [rms(args), byLearningRate(args.value('learning_rate'), args), ...momentum(args)];
      return chain(parts.map(transformationValue));
    },
  ),
  one('trace', 'decay, nesterov=False, accumulator_dtype=None', (args) =>
    trace(args.number('decay'), args.bool('nesterov')),
  ),
  one('scale_by_adam', `${ADAM}, *, nesterov=False`, (args) => adam(args, args.bool('nesterov'))),
  one('scale_by_rms', 'decay=0.9, eps=1e-8, initial_scale=0.0, eps_in_sqrt=True, bias_correction=False', rms),
  one('scale_by_learning_rate', 'learning_rate, *, flip_sign=True', (args) =>
    byLearningRate(args.value('learning_rate'), args, 'learning_rate', args.bool('flip_sign') ? -1 : 1),
  ),
  one('scale_by_schedule', 'step_size_fn', (args) => scaleBySchedule(args.value('step_size_fn'), 1)),
  one('scale', 'step_size', (args) => scale(args.number('step_size'))),
  one('add_decayed_weights', 'weight_decay=0.0, mask=None', decay),
  one('clip', 'max_delta', (args) => clip(args.number('max_delta'))),
  one('clip_by_global_norm', 'max_norm', (args) => clipByGlobalNorm(args.number('max_norm'))),
  one('identity', '', () => stateless((updates) => updates)),
  one('chain', '*args', (args) => chain(args.rest)),
  define('optax.apply_updates', '(params, updates)', (args) =>
    applyUpdates(args.value('params'), args.value('updates')),
  ),
  define('optax.global_norm', '(updates)', (args) => wrap(globalNorm(args.value('updates')))),
];
