/**
 * keras.optimizers on TensorFlow's variables. Each rule is the formula of its paper as Keras 3 evaluates it, in
 * float32 and in its order, because the last digit of a printed weight depends on that:
 * SGD with momentum (Sutskever et al. 2013), Adagrad (Duchi et al. 2011), RMSprop (Hinton 2012), Adadelta
 * (Zeiler 2012), Adam and Adamax (Kingma & Ba 2014), Nadam (Dozat 2015), AdamW (Loshchilov & Hutter 2017) and
 * Lion (Chen et al. 2023).
 */
import { castTo, full, minus, over, plus, times } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import { signature } from '../signature';
import { variableNode } from '../tensorflow/gradient-tape';
import { applyOp, convert, larger, wrap } from '../tensorflow/dialect';
import {
  bool,
  none,
  tensorValue,
  type ClassValue,
  type InstanceValue,
  type TensorValue,
  type Value,
} from '../values';

/** A number as the float32 that Keras computes with. */
const scalar = (value: number): Tensor => full([], 'float32', value);
const square = (x: Tensor): Tensor => applyOp(ops.square, [x]);
const root = (x: Tensor): Tensor => applyOp(ops.sqrt, [x]);
const power = (base: number, exponent: number): Tensor => applyOp(ops.pow, [scalar(base), scalar(exponent)]);
/** An average that moves towards `value` by a share of the distance. */
const towards = (average: Tensor, value: Tensor, share: number | Tensor): Tensor =>
  plus(average, times(minus(value, average), typeof share === 'number' ? scalar(share) : share));
const weighted = (average: Tensor, value: Tensor, keep: number): Tensor =>
  plus(times(scalar(keep), average), times(scalar(1 - keep), value));

/** What a rule reads and writes of one variable in one step. */
interface Step {
  readonly gradient: Tensor;
  readonly variable: Tensor;
  readonly rate: Tensor;
  /** Counted from one. */
  readonly count: number;
  number(name: string): number;
  flag(name: string): boolean;
  /** What is kept of the variable under a name, zeros at first. */
  kept(name: string, initial?: number): Tensor;
  keep(name: string, value: Tensor): Tensor;
}

/** Gives the variable's next value. */
type Rule = (step: Step) => Tensor;

const sgd: Rule = ({ gradient, variable, rate, number, flag, kept, keep }) => {
  const momentum = scalar(number('momentum'));
  const change = times(gradient, rate);
  if (number('momentum') === 0) return minus(variable, change);
  const velocity = keep('momentum', minus(times(kept('momentum'), momentum), change));
  return plus(variable, flag('nesterov') ? minus(times(velocity, momentum), change) : velocity);
};

const adam: Rule = ({ gradient, variable, rate, count, number, flag, kept, keep }) => {
  const [beta1, beta2] = [number('beta_1'), number('beta_2')];
  const alpha = over(
    times(rate, root(minus(scalar(1), power(beta2, count)))),
    minus(scalar(1), power(beta1, count)),
  );
  const m = keep('m', towards(kept('m'), gradient, 1 - beta1));
  let v = keep('v', towards(kept('v'), square(gradient), 1 - beta2));
  if (flag('amsgrad')) v = keep('v_hat', larger(kept('v_hat'), v));
  return minus(variable, over(times(m, alpha), plus(root(v), scalar(number('epsilon')))));
};

const rmsprop: Rule = ({ gradient, variable, rate, number, flag, kept, keep }) => {
  const rho = number('rho');
  const velocity = keep('velocity', weighted(kept('velocity'), square(gradient), rho));
  let spread = velocity;
  if (flag('centered')) {
    const mean = keep('average', weighted(kept('average'), gradient, rho));
    spread = minus(velocity, square(mean));
  }
  const change = over(times(rate, gradient), root(plus(spread, scalar(number('epsilon')))));
  if (number('momentum') === 0) return minus(variable, change);
  const momentum = times(scalar(number('momentum')), kept('momentum'));
  return minus(variable, keep('momentum', plus(momentum, change)));
};

const adagrad: Rule = ({ gradient, variable, rate, number, kept, keep }) => {
  const sum = kept('accumulator', number('initial_accumulator_value'));
  const accumulated = keep('accumulator', plus(sum, square(gradient)));
  const scale = root(plus(accumulated, scalar(number('epsilon'))));
  return minus(variable, over(times(rate, gradient), scale));
};

const adadelta: Rule = ({ gradient, variable, rate, number, kept, keep }) => {
  const rho = number('rho');
  const rms = (x: Tensor): Tensor => root(plus(x, scalar(number('epsilon'))));
  const squares = keep('squares', weighted(kept('squares'), square(gradient), rho));
  const change = over(times(rms(kept('changes')), gradient), rms(squares));
  keep('changes', weighted(kept('changes'), square(change), rho));
  return minus(variable, times(rate, change));
};

const adamax: Rule = ({ gradient, variable, rate, count, number, kept, keep }) => {
  const m = keep('m', towards(kept('m'), gradient, 1 - number('beta_1')));
  const decayed = times(scalar(number('beta_2')), kept('u'));
  const u = keep('u', larger(decayed, applyOp(ops.abs, [gradient])));
  const correction = minus(scalar(1), power(number('beta_1'), count));
  return minus(variable, over(times(rate, m), times(correction, plus(u, scalar(number('epsilon'))))));
};

/** The momentum of Nadam grows towards beta_1 with 0.96 to the number of the step. */
const nadamMomentum = (beta1: number, count: number): Tensor =>
  times(scalar(beta1), minus(scalar(1), times(scalar(0.5), power(0.96, count))));

const nadam: Rule = ({ gradient, variable, rate, count, number, kept, keep }) => {
  const [beta1, beta2] = [number('beta_1'), number('beta_2')];
  const now = nadamMomentum(beta1, count);
  const next = nadamMomentum(beta1, count + 1);
  // The product is one number for all variables; kept with each it is the same number.
  const growth = minus(scalar(1), times(scalar(0.5), power(0.96, count)));
  const product = keep('product', times(times(kept('product', 1), scalar(beta1)), growth));
  const one = scalar(1);
  // Nadam takes its betas from one in float32; the others in double precision.
  const m = keep('m', towards(kept('m'), gradient, minus(one, scalar(beta1))));
  const v = keep('v', towards(kept('v'), square(gradient), minus(one, scalar(beta2))));
  const ahead = plus(
    over(times(next, m), minus(one, times(product, next))),
    over(times(minus(one, now), gradient), minus(one, product)),
  );
  const spread = over(v, minus(one, power(beta2, count)));
  return minus(variable, over(times(ahead, rate), plus(root(spread), scalar(number('epsilon')))));
};

const lion: Rule = ({ gradient, variable, rate, number, kept, keep }) => {
  const m = kept('m');
  const mixed = (share: number): Tensor =>
    plus(times(m, scalar(share)), times(gradient, minus(scalar(1), scalar(share))));
  const changed = minus(variable, times(rate, applyOp(ops.sign, [mixed(number('beta_1'))])));
  keep('m', mixed(number('beta_2')));
  return changed;
};

/** What Keras' optimizers have in common; what is not computed with is refused when it is given. */
const COMMON =
  'clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99, ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None, **kwargs';
const REFUSED = [
  'clipnorm',
  'global_clipnorm',
  'use_ema',
  'loss_scale_factor',
  'gradient_accumulation_steps',
] as const;

const BETAS = 'learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7';

const rows: readonly (readonly [name: string, parameters: string, rule: Rule])[] = [
  ['SGD', 'learning_rate=0.01, momentum=0.0, nesterov=False, weight_decay=None', sgd],
  [
    'RMSprop',
    'learning_rate=0.001, rho=0.9, momentum=0.0, epsilon=1e-7, centered=False, weight_decay=None',
    rmsprop,
  ],
  ['Adam', `${BETAS}, amsgrad=False, weight_decay=None`, adam],
  [
    'AdamW',
    'learning_rate=0.001, weight_decay=0.004, beta_1=0.9, beta_2=0.999, epsilon=1e-7, amsgrad=False',
    adam,
  ],
  ['Adagrad', 'learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7, weight_decay=None', adagrad],
  ['Adadelta', 'learning_rate=0.001, rho=0.95, epsilon=1e-7, weight_decay=None', adadelta],
  ['Adamax', `${BETAS}, weight_decay=None`, adamax],
  ['Nadam', `${BETAS}, weight_decay=None`, nadam],
  ['Lion', 'learning_rate=0.001, beta_1=0.9, beta_2=0.99, weight_decay=None', lion],
];

const slotsOf = (self: InstanceValue): Map<TensorValue, Map<string, TensorValue>> =>
  self.state.get('slots') as Map<TensorValue, Map<string, TensorValue>>;

const given = (self: InstanceValue): Arguments => self.state.get('given') as Arguments;

/** The learning rate as it is now: the program may have set the attribute, or assigned to the variable. */
function rateOf(self: InstanceValue, runtime: Runtime): Tensor {
  const kept = self.attributes.get('learning_rate')!;
  // A schedule is asked for the rate of the steps that were taken.
  const isSchedule = kept.kind === 'instance' && kept.class.invoke !== undefined;
  const rate = isSchedule ? runtime.call(kept, [self.attributes.get('iterations')!]) : kept;
  if (!['int', 'float', 'tensor'].includes(rate.kind)) throw new NotKnown('the learning rate is not known');
  return castTo(convert(rate), 'float32').asLeaf();
}

/** How many steps were taken. Throws NotKnown behind a loop of which nobody knows how often it was run. */
function stepsTaken(self: InstanceValue): number {
  const { tensor } = self.attributes.get('iterations') as TensorValue;
  if (!tensor.hasValues) throw new NotKnown('how many steps the optimizer has taken is not known');
  return tensor.values()[0]!;
}

function stepOf(self: InstanceValue, variable: TensorValue, gradient: Tensor, runtime: Runtime): Step {
  const slots = slotsOf(self);
  const own = slots.get(variable) ?? new Map<string, TensorValue>();
  slots.set(variable, own);
  const slot = (name: string, initial: number): TensorValue => {
    const known = own.get(name);
    if (known) return known;
    const made = wrap(full(variable.tensor.shape, variable.tensor.dtype, initial));
    own.set(name, made);
    return made;
  };
  return {
    gradient: gradient.asLeaf(),
    variable: variable.tensor.asLeaf(),
    rate: rateOf(self, runtime),
    count: stepsTaken(self) + 1,
    number: (name) => given(self).number(name),
    flag: (name) => given(self).bool(name),
    kept: (name, initial = 0) => slot(name, initial).tensor,
    keep: (name, value) => {
      runtime.rebind(slot(name, 0), value);
      return value;
    },
  };
}

/** Decay and limits that all rules share, and the step of each variable. */
function applyAll(
  self: InstanceValue,
  rule: Rule,
  gradients: readonly Value[],
  variables: readonly Value[],
  runtime: Runtime,
): void {
  const pairs = variables.map((variable, at) => [variable, gradients[at]] as const);
  for (const [variable, gradient] of pairs) {
    if (variable.kind !== 'tensor') throw new NotKnown('a variable that is trained is not known');
    if (!gradient || gradient.kind === 'None') continue;
    try {
      runtime.rebind(variable, variableNode(stepped(self, rule, variable, convert(gradient), runtime)));
    } catch (error) {
      // What the step makes of the variable is not known, so neither is the variable from here on.
      const { shape, dtype } = variable.tensor;
      runtime.rebind(variable, variableNode(Tensor.leaf({ shape, dtype })));
      if (!(error instanceof NotKnown)) throw error;
      runtime.noteUnknown(error.message);
    }
  }
  const iterations = self.attributes.get('iterations') as TensorValue;
  runtime.rebind(iterations, plus(iterations.tensor, 1));
}

function stepped(
  self: InstanceValue,
  rule: Rule,
  variable: TensorValue,
  gradient: Tensor,
  runtime: Runtime,
): Tensor {
  const args = given(self);
  const refused = REFUSED.find((name) => !args.isNone(name) && args.value(name).kind !== 'bool');
  if (refused !== undefined || args.bool('use_ema'))
    throw new NotKnown(`a step of ${self.class.name} with ${refused ?? 'use_ema'} is not computed`);
  if (variable.tensor.dtype !== 'float32') throw new NotKnown('only float32 variables are trained');
  let limited = gradient;
  if (!args.isNone('clipvalue')) {
    const limit = args.number('clipvalue');
    limited = applyOp(ops.clamp, [gradient], { min: -limit, max: limit });
  }
  const step = stepOf(self, variable, limited, runtime);
  if (args.isNone('weight_decay')) return rule(step);
  const decay = times(times(step.variable, scalar(args.number('weight_decay'))), step.rate);
  return rule({ ...step, variable: minus(step.variable, decay) });
}

const items = (runtime: Runtime, value: Value): readonly Value[] => {
  const known = runtime.iterate(value);
  if (!known) throw new NotKnown('which variables are trained is not known');
  return [...known];
};

const optimizer = ([name, parameters, rule]: (typeof rows)[number]): ClassValue => ({
  kind: 'class',
  name: `keras.optimizers.${name}`,
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature(`(${parameters}, ${COMMON})`),
  construct: (self, args, runtime) => {
    self.state.set('given', args);
    self.state.set('slots', new Map());
    const rate = args.value('learning_rate');
    const isNumber = rate.kind === 'int' || rate.kind === 'float';
    const variable = (tensor: Tensor): TensorValue => tensorValue(tensor, 'tensorflow', true);
    self.attributes.set('learning_rate', isNumber ? variable(scalar(rate.value)) : rate);
    self.attributes.set('iterations', variable(full([], 'int64', 0)));
    runtime.touch(self);
  },
  methods: {
    // The rate is a variable, which is given another value.
    __setattr__: {
      signature: signature('(name, value)'),
      call: (self, args, runtime) => {
        const [variable, rate] = [self.attributes.get('learning_rate'), args.value('value')];
        const isRate = args.string('name') === 'learning_rate' && variable?.kind === 'tensor';
        if (!isRate || (rate.kind !== 'int' && rate.kind !== 'float')) return bool(false);
        runtime.rebind(variable, scalar(rate.value));
        return bool(true);
      },
    },
    apply_gradients: {
      signature: signature('(grads_and_vars)'),
      call: (self, args, runtime) => {
        const pairs = items(runtime, args.value('grads_and_vars')).map((pair) => items(runtime, pair));
        const column = (at: number): Value[] => pairs.map((pair) => pair[at] ?? none);
        applyAll(self, rule, column(0), column(1), runtime);
        return self.attributes.get('iterations')!;
      },
    },
    apply: {
      signature: signature('(grads, trainable_variables=None)'),
      call: (self, args, runtime) => {
        const variables = args.isNone('trainable_variables')
          ? [...slotsOf(self).keys()]
          : items(runtime, args.value('trainable_variables'));
        if (variables.length === 0) throw new NotKnown('which variables are trained is not known');
        applyAll(self, rule, items(runtime, args.value('grads')), variables, runtime);
        return none;
      },
    },
    build: { signature: signature('(var_list)'), call: () => none },
  },
});

export const optimizerNames: readonly ClassValue[] = rows.map(optimizer);
