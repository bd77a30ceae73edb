/** keras.optimizers.schedules: learning rates by the number of steps taken, in float32 as Keras computes them. */
import { full } from '../../engine/formula';
import type { Arguments } from '../arguments';
import { knownConstants } from '../arrays/held-values';
import { NotKnown } from '../errors';
import { itemsOf } from '../standard/items';
import type { Runtime } from '../runtime';
import { signature } from '../signature';
import { convert, wrap } from '../tensorflow/dialect';
import type { ClassValue, InstanceValue } from '../values';

const single = Math.fround;

/** The rate after a number of steps; all numbers are given in single precision. */
type Schedule = (step: number, number: (name: string) => number, args: Arguments, runtime: Runtime) => number;

const schedule = (name: string, parameters: string, rate: Schedule): ClassValue => ({
  kind: 'class',
  name: `keras.optimizers.schedules.${name}`,
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature(`(${parameters}, name='${name}')`),
  construct: (self, args) => {
    self.state.set('given', args);
  },
  invoke: {
    signature: signature('(step)'),
    call: (self: InstanceValue, args, runtime) => {
      const given = self.state.get('given') as Arguments;
      const [step] = knownConstants(convert(args.value('step')));
      if (step === undefined) throw new NotKnown('the step is not known');
      const number = (option: string): number => single(given.number(option));
      return wrap(full([], 'float32', single(rate(single(step), number, given, runtime))));
    },
  },
});

/** The part of the decay that is over, in whole steps where the curve is a staircase. */
function done(step: number, number: (name: string) => number, args: Arguments): number {
  const part = single(step / number('decay_steps'));
  return args.bool('staircase') ? Math.floor(part) : part;
}

export const scheduleClasses: readonly ClassValue[] = [
  schedule(
    'ExponentialDecay',
    'initial_learning_rate, decay_steps, decay_rate, staircase=False',
    (step, number, args) =>
      number('initial_learning_rate') * single(number('decay_rate') ** done(step, number, args)),
  ),
  schedule(
    'InverseTimeDecay',
    'initial_learning_rate, decay_steps, decay_rate, staircase=False',
    (step, number, args) =>
      number('initial_learning_rate') / single(1 + single(number('decay_rate') * done(step, number, args))),
  ),
  schedule(
    'PolynomialDecay',
    'initial_learning_rate, decay_steps, end_learning_rate=0.0001, power=1.0, cycle=False',
    (step, number, args) => {
      if (args.bool('cycle')) throw new NotKnown('a polynomial decay in cycles is not followed');
      const part = single(Math.min(step, number('decay_steps')) / number('decay_steps'));
      const range = single(number('initial_learning_rate') - number('end_learning_rate'));
      return single(range * single(single(1 - part) ** number('power'))) + number('end_learning_rate');
    },
  ),
  schedule(
    'CosineDecay',
    'initial_learning_rate, decay_steps, alpha=0.0, warmup_target=None, warmup_steps=0',
    (step, number, args) => {
      const initial = number('initial_learning_rate');
      const warmup = args.isNone('warmup_target') ? 0 : args.number('warmup_steps');
      const top = args.isNone('warmup_target') ? initial : number('warmup_target');
      if (step < warmup) return single(single(top - initial) * single(step / warmup)) + initial;
      const part = single(Math.min(step - warmup, number('decay_steps')) / number('decay_steps'));
      const wave = single(0.5 * single(1 + single(Math.cos(single(single(Math.PI) * part)))));
      const alpha = number('alpha');
      return top * single(single(single(1 - alpha) * wave) + alpha);
    },
  ),
  schedule('PiecewiseConstantDecay', 'boundaries, values', (step, _, args, runtime) => {
    const numbers = (name: string): number[] =>
      itemsOf(runtime, args.value(name)).map((item) => {
        if (item.kind !== 'int' && item.kind !== 'float')
          throw new NotKnown('a step of the rate is not known');
        return item.value;
      });
    const values = numbers('values');
    const at = numbers('boundaries').filter((boundary) => step > boundary).length;
    return values[at]!;
  }),
];
