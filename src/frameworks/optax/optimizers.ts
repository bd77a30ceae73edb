/** optax's optimizers: chains of transformations that end in a step against the gradient. */
import { plus, times, zerosLike } from '../../engine/formula';
import type { Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown } from '../errors';
import { refuse, wrap } from '../jax/dialect';
import { type NativeFunction, type Value } from '../values';
import {
  scaleByAdadelta,
  scaleByAdan,
  scaleByAmsgrad,
  scaleByBelief,
  scaleByNovograd,
  scaleByOptimisticGradient,
  scaleByRadam,
  scaleBySign,
  scaleByTrustRatio,
  scaleByYogi,
} from './adaptive-transformations';
import { byLabel, masked } from './partial-transformations';
import {
  addDecayedWeights,
  applyUpdates,
  chain,
  clip,
  clipByGlobalNorm,
  combined,
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
  type AdamSettings,
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

/** Adam's settings, of which an optimizer may lack some. */
const adamSettings = (args: Arguments): AdamSettings => {
  const has = (name: string): boolean =>
    args.signature.parameters.some((parameter) => parameter.name === name);
  return {
    b1: args.number('b1'),
    b2: args.number('b2'),
    eps: args.number('eps'),
    epsRoot: has('eps_root') ? args.number('eps_root') : 0,
    nesterov: has('nesterov') && args.bool('nesterov'),
  };
};

const ADAM = 'b1=0.9, b2=0.999, eps=1e-8, eps_root=0.0, mu_dtype=None';

function adam(args: Arguments, nesterov: boolean): Transformation {
  refuse(args, 'mu_dtype');
  return scaleByAdam({ ...adamSettings(args), nesterov });
}

/** Weight decay, of those parameters that the mask names. */
function decay(args: Arguments): Transformation {
  const all = addDecayedWeights(args.number('weight_decay'));
  return args.isNone('mask') ? all : masked(transformationValue(all), args.value('mask'));
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
  optimizer('amsgrad', `${ADAM}, bias_correction_mu=True, bias_correction_nu=True`, (args) => {
    if (!args.bool('bias_correction_mu') || !args.bool('bias_correction_nu'))
      throw new NotKnown('amsgrad without its corrections is not computed');
    refuse(args, 'mu_dtype');
    return [scaleByAmsgrad(adamSettings(args))];
  }),
  optimizer('yogi', 'b1=0.9, b2=0.999, eps=1e-3', (args) => [scaleByYogi(adamSettings(args), 1e-6)]),
  optimizer('adabelief', 'b1=0.9, b2=0.999, eps=1e-16, eps_root=1e-16, *, nesterov=False', (args) => [
    scaleByBelief(adamSettings(args)),
  ]),
  optimizer('radam', 'b1=0.9, b2=0.999, eps=1e-8, eps_root=0.0, threshold=5.0, *, nesterov=False', (args) => [
    scaleByRadam(adamSettings(args), args.number('threshold')),
  ]),
  optimizer('adadelta', 'rho=0.9, eps=1e-6, weight_decay=0.0, weight_decay_mask=None', (args) => {
    refuse(args, 'weight_decay_mask');
    return [
      addDecayedWeights(args.number('weight_decay')),
      scaleByAdadelta(args.number('rho'), args.number('eps')),
    ];
  }),
  optimizer('novograd', 'b1=0.9, b2=0.25, eps=1e-6, eps_root=0.0, weight_decay=0.0', (args) => [
    scaleByNovograd(adamSettings(args), args.number('weight_decay')),
  ]),
  optimizer(
    'adan',
    'b1=0.98, b2=0.92, b3=0.99, eps=1e-8, eps_root=1e-8, weight_decay=0.0, mask=None',
    (args) => [scaleByAdan(adamSettings(args), args.number('b3')), decay(args)],
  ),
  optimizer('lamb', 'b1=0.9, b2=0.999, eps=1e-6, eps_root=0.0, weight_decay=0.0, mask=None', (args) => [
    scaleByAdam(adamSettings(args)),
    decay(args),
    scaleByTrustRatio(0, 1, 0),
  ]),
  optimizer('adamaxw', 'b1=0.9, b2=0.999, eps=1e-8, weight_decay=1e-4, mask=None', (args) => [
    scaleByAdamax(args.number('b1'), args.number('b2'), args.number('eps')),
    decay(args),
  ]),
  optimizer('sign_sgd', '', () => [scaleBySign]),
  optimizer('optimistic_gradient_descent', 'alpha=1.0, beta=1.0', (args) => [
    scaleByOptimisticGradient(args.number('alpha'), args.number('beta')),
  ]),
  // The momentum of LARS, too, comes after the learning rate.
  one(
    'lars',
    'learning_rate, weight_decay=0.0, weight_decay_mask=True, trust_coefficient=0.001, eps=0.0, trust_ratio_mask=True, momentum=0.9, nesterov=False',
    (args) => {
      if (!args.bool('weight_decay_mask') || !args.bool('trust_ratio_mask'))
        throw new NotKnown('masks of LARS are not followed');
      const parts = [
        addDecayedWeights(args.number('weight_decay')),
        scaleByTrustRatio(0, args.number('trust_coefficient'), args.number('eps')),
        byLearningRate(args.value('learning_rate'), args),
        trace(args.number('momentum'), args.bool('nesterov')),
      ];
      return chain(parts.map(transformationValue));
    },
  ),
  one('fromage', 'learning_rate, min_norm=1e-6', (args) => {
    const rate = args.number('learning_rate');
    const shrink = 1 / (1 + rate ** 2) ** 0.5;
    const parts = [
      scaleByTrustRatio(args.number('min_norm'), 1, 0),
      scale(-(rate * shrink)),
      addDecayedWeights(shrink - 1),
    ];
    return chain(parts.map(transformationValue));
  }),
  one('scale_by_sign', '', () => scaleBySign),
  one('scale_by_trust_ratio', 'min_norm=0.0, trust_coefficient=1.0, eps=0.0', (args) =>
    scaleByTrustRatio(args.number('min_norm'), args.number('trust_coefficient'), args.number('eps')),
  ),
  one('scale_by_adamax', 'b1=0.9, b2=0.999, eps=1e-8', (args) =>
    scaleByAdamax(args.number('b1'), args.number('b2'), args.number('eps')),
  ),
  one('scale_by_rss', 'initial_accumulator_value=0.1, eps=1e-7', (args) =>
    scaleByRss(args.number('initial_accumulator_value'), args.number('eps')),
  ),
  one('scale_by_lion', 'b1=0.9, b2=0.99, mu_dtype=None', (args) => {
    refuse(args, 'mu_dtype');
    return scaleByLion(args.number('b1'), args.number('b2'));
  }),
  one('masked', 'inner, mask, *, mask_compatible_extra_args=False', (args) =>
    masked(args.value('inner'), args.value('mask')),
  ),
  ...['multi_transform', 'partition'].map((name) =>
    one(name, 'transforms, param_labels, *, mask_compatible_extra_args=False', (args) =>
      byLabel(args.value('transforms'), args.value('param_labels')),
    ),
  ),
  one('set_to_zero', '', () => stateless((updates) => combined([updates], zerosLike))),
  define('optax.incremental_update', '(new_tensors, old_tensors, step_size)', (args) => {
    const step = args.number('step_size');
    return combined([args.value('new_tensors'), args.value('old_tensors')], (next, before) =>
      plus(times(next, step), times(before, 1 - step)),
    );
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
