/** optax's schedules: functions from the number of steps so far to a learning rate, in single precision. */
import { minus } from '../../engine/formula';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown } from '../errors';
import { convert, wrap } from '../jax/dialect';
import { itemsOf } from '../standard/items';
import { type NativeFunction, type Value } from '../values';

type Formula = (count: number) => number;

/** A schedule whose formula is made from the arguments. */
const schedule = (name: string, parameters: string, make: (args: Arguments) => Formula): NativeFunction =>
  define(`optax.${name}`, `(${parameters})`, (args): Value => {
    const formula = make(args);
    return define('schedule', '(count)', (call) => {
      const count = convert(call.value('count'));
      if (!count.hasValues || count.numel !== 1) throw new NotKnown('the number of steps is not known');
      const values = Float32Array.of(formula(count.values()[0]!));
      return wrap(Tensor.leaf({ shape: [], dtype: 'float32', values }));
    });
  });

const polynomial =
  (start: number, end: number, power: number, steps: number, begin: number): Formula =>
  (count) => {
    if (steps <= 0) return start;
    const passed = Math.min(Math.max(count - begin, 0), steps);
    return (start - end) * (1 - passed / steps) ** power + end;
  };

const cosine =
  (start: number, steps: number, alpha: number, exponent: number): Formula =>
  (count) => {
    const share = 0.5 * (1 + Math.cos((Math.PI * Math.min(count, steps)) / steps));
    return start * ((1 - alpha) * share ** exponent + alpha);
  };

export const schedules: readonly NativeFunction[] = [
  schedule('constant_schedule', 'value', (args) => {
    const value = args.number('value');
    return () => value;
  }),
  schedule(
    'exponential_decay',
    'init_value, transition_steps, decay_rate, transition_begin=0, staircase=False, end_value=None',
    (args) => {
      const [start, steps, rate] = [
        args.number('init_value'),
        args.number('transition_steps'),
        args.number('decay_rate'),
      ];
      const begin = Math.max(0, args.number('transition_begin'));
      const end = args.optionalNumber('end_value');
      return (count) => {
        if (steps <= 0 || rate === 0) return start;
        const passed = count - begin;
        const power = args.bool('staircase') ? Math.floor(passed / steps) : passed / steps;
        const value = passed <= 0 ? start : start * rate ** power;
        if (end === undefined) return value;
        return rate < 1 ? Math.max(value, end) : Math.min(value, end);
      };
    },
  ),
  schedule('cosine_decay_schedule', 'init_value, decay_steps, alpha=0.0, exponent=1.0', (args) =>
    cosine(
      args.number('init_value'),
      args.number('decay_steps'),
      args.number('alpha'),
      args.number('exponent'),
    ),
  ),
  schedule('linear_schedule', 'init_value, end_value, transition_steps, transition_begin=0', (args) =>
    polynomial(
      args.number('init_value'),
      args.number('end_value'),
      1,
      args.number('transition_steps'),
      Math.max(0, args.number('transition_begin')),
    ),
  ),
  schedule(
    'polynomial_schedule',
    'init_value, end_value, power, transition_steps, transition_begin=0',
    (args) =>
      polynomial(
        args.number('init_value'),
        args.number('end_value'),
        args.number('power'),
        args.number('transition_steps'),
        Math.max(0, args.number('transition_begin')),
      ),
  ),
  schedule('piecewise_constant_schedule', 'init_value, boundaries_and_scales=None', (args) => {
    const given = args.value('boundaries_and_scales');
    if (given.kind !== 'None' && (given.kind !== 'dict' || given.open))
      throw new NotKnown('the boundaries are not known');
    const numberOf = (value: Value): number => convert(value).values()[0]!;
    const steps = given.kind === 'dict' ? [...given.entries.values()] : [];
    const scales = steps
      .map(([boundary, scale]) => [numberOf(boundary), numberOf(scale)] as const)
      .sort(([first], [second]) => first - second);
    const start = args.number('init_value');
    return (count) =>
      scales.reduce(
        (value, [boundary, scale]) =>
          count < boundary ? value : Math.fround(Math.fround(scale) * Math.fround(value)),
        start,
      );
  }),
  define('optax.join_schedules', '(schedules, boundaries)', (args, runtime) => {
    const [schedulesGiven, boundaries] = [itemsOf(runtime, args.value('schedules')), args.ints('boundaries')];
    return define('schedule', '(step)', (call, inner) => {
      const step = convert(call.value('step'));
      if (!step.hasValues || step.numel !== 1) throw new NotKnown('the number of steps is not known');
      const count = step.values()[0]!;
      const at = boundaries.filter((boundary) => boundary <= count).length;
      const chosen = schedulesGiven[Math.min(at, schedulesGiven.length - 1)];
      if (!chosen) throw new NotKnown('there is no schedule to choose');
      const passed = at === 0 ? step : minus(step, boundaries[Math.min(at, boundaries.length) - 1]!);
      return inner.call(chosen, [wrap(passed)]);
    });
  }),
  schedule(
    'warmup_cosine_decay_schedule',
    'init_value, peak_value, warmup_steps, decay_steps, end_value=0.0, exponent=1.0',
    (args) => {
      const [peak, warmup] = [args.number('peak_value'), args.number('warmup_steps')];
      const alpha = peak === 0 ? 0 : args.number('end_value') / peak;
      const rising = polynomial(args.number('init_value'), peak, 1, warmup, 0);
      const falling = cosine(peak, args.number('decay_steps') - warmup, alpha, args.number('exponent'));
      return (count) => (count < warmup ? rising(count) : falling(count - warmup));
    },
  ),
];
