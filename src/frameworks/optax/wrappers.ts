/** What optax wraps around a transformation: gradients of several steps together, hyperparameters in the state, averages. */
import { over, plus, times } from '../../engine/formula';
import { Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import { convert, refuse, wrap } from '../jax/dialect';
import { mapTrees } from '../jax/trees';
import type { Runtime } from '../runtime';
import { bool, dict, float, int, namedTuple, str, tuple, type NativeFunction, type Value } from '../values';
import {
  averaged,
  combined,
  correction,
  counter,
  countOf,
  fieldOf,
  filledLike,
  transformationValue,
  type Transformation,
} from './transformations';

/** `update` of a transformation that Python holds: the new updates and the new state. */
function updated(
  inner: Value,
  given: readonly [updates: Value, state: Value, params: Value],
  runtime: Runtime,
): readonly [Value, Value] {
  const result = runtime.call(runtime.getAttribute(inner, 'update'), given);
  const [next, after] = result.kind === 'tuple' ? result.items : [];
  if (!next || !after) throw new NotKnown('what a transformation gives is not known');
  return [next, after];
}

const initialized = (inner: Value, params: Value, runtime: Runtime): Value =>
  runtime.call(runtime.getAttribute(inner, 'init'), [params]);

interface MultiStepsSettings {
  readonly inner: Value;
  /** An int, or a function of the number of steps so far. */
  readonly every: Value;
  readonly isMean: boolean;
}

/** Updates that are zero until `every` gradients were collected, and then those of their mean. */
const multiSteps = ({ inner, every, isMean }: MultiStepsSettings): Transformation => ({
  init: (params, runtime) =>
    namedTuple('MultiStepsState', {
      mini_step: counter(0),
      gradient_step: counter(0),
      inner_opt_state: initialized(inner, params, runtime),
      acc_grads: filledLike(params, 0),
      skip_state: tuple([]),
    }),
  update: (updates, state, params, runtime) => {
    const [mini, step] = [countOf(state, 'mini_step'), countOf(state, 'gradient_step')];
    const asked = every.kind === 'int' ? every : runtime.call(every, [fieldOf(state, 'gradient_step')]);
    const count = convert(asked);
    if (!count.hasValues) throw new NotKnown('how many gradients are collected is not known');
    const wanted = count.values()[0]!;
    const collected = combined([updates, fieldOf(state, 'acc_grads')], (g, sum) =>
      isMean ? plus(sum, over(plus(g, times(sum, -1)), mini + 1)) : plus(g, sum),
    );
    const before = fieldOf(state, 'inner_opt_state');
    const [changed, after] = updated(inner, [collected, before, params], runtime);
    const isStep = mini === wanted - 1;
    const next = namedTuple('MultiStepsState', {
      mini_step: counter((mini + 1) % wanted),
      gradient_step: counter(isStep ? step + 1 : step),
      inner_opt_state: isStep ? after : before,
      acc_grads: combined([collected], (sum) => times(sum, Number(!isStep))),
      skip_state: tuple([]),
    });
    return [combined([changed], (change) => times(change, Number(isStep))), next];
  },
});

/** An object with the methods of optax's class. */
function multiStepsValue(args: Arguments): Value {
  refuse(args, 'should_skip_update_fn', 'accumulator_dtype');
  const inner = args.value('opt');
  const every = args.value('every_k_schedule');
  const pair = transformationValue(multiSteps({ inner, every, isMean: args.bool('use_grad_mean') }));
  const [init, update] = pair.kind === 'tuple' ? pair.items : [];
  return namedTuple('MultiSteps', {
    init: init!,
    update: update!,
    inner_opt: inner,
    has_updated: define('has_updated', '(state)', (given) => {
      const state = given.value('state');
      return bool(countOf(state, 'mini_step') === 0 && countOf(state, 'gradient_step') > 0);
    }),
    gradient_transformation: define('gradient_transformation', '()', () => pair),
  });
}

/** m̂ of the updates: an average that decays, without the bias of its start where `debias` says so. */
const ema = (decay: number, debias: boolean): Transformation => ({
  init: (params) => namedTuple('EmaState', { count: counter(0), ema: filledLike(params, 0) }),
  update: (updates, state) => {
    const next = averaged(decay, updates, fieldOf(state, 'ema'));
    const count = countOf(state) + 1;
    const result = debias ? combined([next], (m) => over(m, correction(decay, count))) : next;
    return [result, namedTuple('EmaState', { count: counter(count), ema: next })];
  },
});

/** The arguments of a call by the parameters of what makes the transformation, with its defaults. */
function namedArguments(factory: Value, given: Arguments): readonly (readonly [string, Value])[] {
  if (factory.kind === 'native') {
    const bound = new Arguments(factory.name, factory.signature, given.rest, given.keywords);
    return factory.signature.parameters
      .filter(({ kind }) => !kind.startsWith('var-'))
      .map(({ name }) => [name, bound.value(name)]);
  }
  if (given.rest.length > 0)
    throw new NotKnown('the parameters of what makes a transformation are not known');
  return Object.entries(given.keywords);
}

const isSchedule = (value: Value): boolean => ['native', 'function', 'method'].includes(value.kind);

const asHyperparameter = (value: Value): Value =>
  value.kind === 'float' ? wrap(convert(float(value.value))) : wrap(convert(value));

/** A transformation that is made anew at each step of the hyperparameters in its state, which a program may change. */
function injected(factory: Value, given: Arguments, fixed: ReadonlySet<string>): Transformation {
  const entries = namedArguments(factory, given);
  const isFixed = ([name, value]: readonly [string, Value]): boolean =>
    fixed.has(name) || !(isSchedule(value) || ['int', 'float', 'tensor'].includes(value.kind));
  const others = Object.fromEntries(entries.filter(isFixed));
  const varied = entries.filter((entry) => !isFixed(entry));
  const schedules = varied.filter(([, value]) => isSchedule(value));
  const numbers = varied.filter(([, value]) => !isSchedule(value));
  const made = (parameters: Value, runtime: Runtime): Value => {
    if (parameters.kind !== 'dict') throw new NotKnown('the hyperparameters are not known');
    const named = [...parameters.entries.values()].map(([name, value]): [string, Value] => {
      if (name.kind !== 'str') throw new NotKnown('the hyperparameters are not known');
      return [name.value, value];
    });
    return runtime.call(factory, [], { ...others, ...Object.fromEntries(named) });
  };
  const scheduled = (count: number, runtime: Runtime): [Value, Value][] =>
    schedules.map(([name, rule]) => [str(name), asHyperparameter(runtime.call(rule, [int(count)]))]);
  const stateOf = (count: number, hyperparams: Value, inner: Value): Value =>
    namedTuple('InjectStatefulHyperparamsState', {
      count: counter(count),
      hyperparams,
      hyperparams_states: dict(
        schedules.map(([name]) => [str(name), namedTuple('WrappedScheduleState', { count: counter(count) })]),
      ),
      inner_state: inner,
    });
  return {
    init: (params, runtime) => {
      const initial = dict([
        ...numbers.map(([name, value]): [Value, Value] => [str(name), asHyperparameter(value)]),
        ...scheduled(0, runtime),
      ]);
      return stateOf(0, initial, initialized(made(initial, runtime), params, runtime));
    },
    update: (updates, state, params, runtime) => {
      const count = countOf(state);
      const before = fieldOf(state, 'hyperparams');
      if (before.kind !== 'dict') throw new NotKnown('the hyperparameters are not known');
      const kept = [...before.entries.values()].map(([name, value]): [Value, Value] => [
        name,
        asHyperparameter(value),
      ]);
      const current = dict([...kept, ...scheduled(count, runtime)]);
      const inner = fieldOf(state, 'inner_state');
      const [next, after] = updated(made(current, runtime), [updates, inner, params], runtime);
      return [next, stateOf(count + 1, current, after)];
    },
  };
}

/** Zero updates, and the state as before, while a gradient is not finite; more than `most` of them in a row are let through. */
const applyIfFinite = (inner: Value, most: number): Transformation => ({
  init: (params, runtime) =>
    namedTuple('ApplyIfFiniteState', {
      notfinite_count: counter(0),
      last_finite: wrap(convert(bool(true))),
      total_notfinite: counter(0),
      inner_state: initialized(inner, params, runtime),
    }),
  update: (updates, state, params, runtime) => {
    let isFinite = true;
    mapTrees(updates, [], ([leaf]) => {
      const tensor = convert(leaf!);
      if (!tensor.hasValues) throw new NotKnown('whether the gradients are finite is not known');
      isFinite &&= tensor.values().every((value) => Number.isFinite(value));
      return leaf!;
    });
    const count = isFinite ? 0 : countOf(state, 'notfinite_count') + 1;
    const before = fieldOf(state, 'inner_state');
    const isApplied = isFinite || count > most;
    const [next, after] = isApplied
      ? updated(inner, [updates, before, params], runtime)
      : [filledLike(params.kind === 'None' ? updates : params, 0), before];
    return [
      next,
      namedTuple('ApplyIfFiniteState', {
        notfinite_count: counter(count),
        last_finite: wrap(convert(bool(isFinite))),
        total_notfinite: counter(countOf(state, 'total_notfinite') + Number(!isFinite)),
        inner_state: after,
      }),
    ];
  },
});

const namesIn = (value: Value): ReadonlySet<string> => {
  if (value.kind === 'str') return new Set([value.value]);
  const items = value.kind === 'tuple' || value.kind === 'list' ? value.items : [];
  return new Set(items.flatMap((item) => (item.kind === 'str' ? [item.value] : [])));
};

export const wrappers: readonly NativeFunction[] = [
  define(
    'optax.MultiSteps',
    '(opt, every_k_schedule, use_grad_mean=True, should_skip_update_fn=None, accumulator_dtype=None)',
    multiStepsValue,
  ),
  define('optax.ema', '(decay, debias=True, accumulator_dtype=None)', (args) => {
    refuse(args, 'accumulator_dtype');
    return transformationValue(ema(args.number('decay'), args.bool('debias')));
  }),
  define('optax.apply_if_finite', '(inner, max_consecutive_errors)', (args) =>
    transformationValue(applyIfFinite(args.value('inner'), args.int('max_consecutive_errors'))),
  ),
  define('optax.inject_hyperparams', '(inner_factory, static_args=None, hyperparam_dtype=None)', (args) => {
    refuse(args, 'hyperparam_dtype');
    const factory = args.value('inner_factory');
    if (!isSchedule(factory)) throw new PythonError('TypeError', 'inner_factory is not a callable object');
    const fixed = namesIn(args.value('static_args'));
    return define('wrapped_transform', '(*args, **kwargs)', (given) =>
      transformationValue(injected(factory, given, fixed)),
    );
  }),
];
