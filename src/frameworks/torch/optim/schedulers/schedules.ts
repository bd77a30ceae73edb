/** Schedulers whose rate follows from the epoch, as PyTorch's documentation of each writes it. */
import { NotKnown, PythonError } from '../../../errors';
import type { Runtime } from '../../../runtime';
import {
  dict,
  int,
  keyOf,
  list,
  none,
  type ClassValue,
  type InstanceValue,
  type Value,
} from '../../../values';
import { numberOf } from '../groups';
import { groupsBehind, scheduler, settingOf, type Moment } from './scheduler';

const cosine = (share: number): number => 1 + Math.cos(Math.PI * share);

/** η_min + (base − η_min) · (1 + cos(π · share)) / 2. */
const annealed = ({ base, setting }: Moment, share: number): number =>
  setting('eta_min') + ((base - setting('eta_min')) * cosine(share)) / 2;

/** What the user's function gives for a group and the epoch. */
function factorOf({ self, runtime, place, epoch }: Moment): number {
  const given = self.attributes.get('lr_lambda')!;
  const functions = given.kind === 'list' || given.kind === 'tuple' ? given.items : undefined;
  const result = runtime.call(functions ? functions[place]! : given, [{ kind: 'int', value: epoch }]);
  const factor = numberOf(result);
  if (factor !== undefined) return factor;
  throw new NotKnown(result.kind === 'unknown' ? result.reason : 'what lr_lambda gives is not known');
}

function countFunctions(self: InstanceValue): void {
  const given = self.attributes.get('lr_lambda')!;
  if (given.kind !== 'list' && given.kind !== 'tuple') return;
  const count = groupsBehind(self).length;
  if (given.items.length !== count) {
    throw new PythonError('ValueError', `Expected ${count} lr_lambdas, but got ${given.items.length}`);
  }
}

/** Functions are not saved; objects that can be called are, which is not followed. */
function savedFunctions(self: InstanceValue): readonly (readonly [string, Value])[] {
  const given = self.attributes.get('lr_lambda')!;
  const functions =
    given.kind === 'list' || given.kind === 'tuple' ? given.items : groupsBehind(self).map(() => given);
  if (functions.some(({ kind }) => kind === 'instance'))
    throw new NotKnown('the state of an object that gives rates is not followed');
  return [['lr_lambdas', list(functions.map(() => none))]];
}

function milestonesOf(self: InstanceValue, runtime: Runtime): number[] {
  const given: Value = self.attributes.get('milestones')!;
  const items = runtime.iterate(given);
  if (!items) throw new NotKnown('the milestones are not known');
  return [...items].flatMap((item) => {
    const known = numberOf(item);
    const times = given.kind === 'dict' ? numberOf(given.entries.get(keyOf(item))?.[1]) : 1;
    if (known === undefined || times === undefined) throw new NotKnown('a milestone is not known');
    return Array.from({ length: times }, () => known);
  });
}

const refuse = (condition: boolean, message: string): void => {
  if (condition) throw new PythonError('ValueError', message);
};

/** `T_cur` and `T_i` of warm restarts at an epoch: the place in the present period, and its length. */
function periodAt(epoch: number, first: number, factor: number): { place: number; length: number } {
  let length = first;
  let place = epoch;
  while (place >= length) {
    place -= length;
    length *= factor;
  }
  return { place, length };
}

export const schedules: readonly ClassValue[] = [
  scheduler({
    name: 'LambdaLR',
    parameters: 'lr_lambda',
    saved: () => [],
    savedLast: savedFunctions,
    prepare: countFunctions,
    rate: (moment) => moment.base * factorOf(moment),
  }),
  scheduler({
    name: 'MultiplicativeLR',
    parameters: 'lr_lambda',
    saved: () => [],
    savedLast: savedFunctions,
    prepare: countFunctions,
    rate: (moment) => (moment.isInitial ? undefined : moment.lr * factorOf(moment)),
  }),
  scheduler({
    name: 'StepLR',
    parameters: 'step_size, gamma=0.1',
    rate: ({ epoch, lr, setting }) =>
      epoch === 0 || epoch % setting('step_size') !== 0 ? undefined : lr * setting('gamma'),
    closedForm: ({ epoch, base, setting }) =>
      base * setting('gamma') ** Math.floor(epoch / setting('step_size')),
  }),
  scheduler({
    name: 'MultiStepLR',
    parameters: 'milestones, gamma=0.1',
    // PyTorch keeps how often each milestone was given.
    prepare: (self, runtime) => {
      const counts = new Map<number, number>();
      for (const milestone of milestonesOf(self, runtime))
        counts.set(milestone, (counts.get(milestone) ?? 0) + 1);
      const entries = [...counts].map(([milestone, count]) => [int(milestone), int(count)] as const);
      self.attributes.set('milestones', { ...dict(entries), type: 'Counter' });
    },
    rate: ({ epoch, lr, self, runtime, setting }) => {
      const passed = milestonesOf(self, runtime).filter((milestone) => milestone === epoch).length;
      return passed === 0 ? undefined : lr * setting('gamma') ** passed;
    },
    closedForm: ({ epoch, base, self, runtime, setting }) =>
      base * setting('gamma') ** milestonesOf(self, runtime).filter((milestone) => milestone <= epoch).length,
  }),
  scheduler({
    name: 'ConstantLR',
    parameters: 'factor=0.3333333333333333, total_iters=5',
    prepare: (self) => {
      const factor = settingOf(self, 'factor');
      refuse(factor > 1 || factor < 0, 'Constant multiplicative factor expected to be between 0 and 1.');
    },
    rate: ({ epoch, lr, setting }) => {
      if (epoch === 0) return lr * setting('factor');
      return epoch === setting('total_iters') ? lr * (1 / setting('factor')) : undefined;
    },
    closedForm: ({ epoch, base, setting }) =>
      base * (setting('factor') + Number(epoch >= setting('total_iters')) * (1 - setting('factor'))),
  }),
  scheduler({
    name: 'LinearLR',
    parameters: 'start_factor=0.3333333333333333, end_factor=1.0, total_iters=5',
    prepare: (self) => {
      const start = settingOf(self, 'start_factor');
      const end = settingOf(self, 'end_factor');
      refuse(
        start > 1 || start <= 0,
        'Starting multiplicative factor expected to be greater than 0 and less or equal to 1.',
      );
      refuse(end > 1 || end < 0, 'Ending multiplicative factor expected to be between 0 and 1.');
    },
    rate: ({ epoch, isInitial, lr, setting }) => {
      const start = setting('start_factor');
      if (epoch === 0) return lr * start;
      const rounds = setting('total_iters');
      if (isInitial || epoch > rounds) return undefined;
      const rise = setting('end_factor') - start;
      return lr * (1 + rise / (rounds * start + (epoch - 1) * rise));
    },
    closedForm: ({ epoch, base, setting }) => {
      const rounds = setting('total_iters');
      const start = setting('start_factor');
      return base * (start + ((setting('end_factor') - start) * Math.min(rounds, epoch)) / rounds);
    },
  }),
  scheduler({
    name: 'ExponentialLR',
    parameters: 'gamma',
    rate: ({ isInitial, lr, setting }) => (isInitial ? undefined : lr * setting('gamma')),
    closedForm: ({ epoch, base, setting }) => base * setting('gamma') ** epoch,
  }),
  scheduler({
    name: 'PolynomialLR',
    parameters: 'total_iters=5, power=1.0',
    rate: ({ epoch, isInitial, lr, setting }) => {
      const rounds = setting('total_iters');
      if (isInitial || epoch > rounds) return undefined;
      return lr * ((1 - epoch / rounds) / (1 - (epoch - 1) / rounds)) ** setting('power');
    },
    closedForm: ({ epoch, base, setting }) =>
      base * (1 - Math.min(setting('total_iters'), epoch) / setting('total_iters')) ** setting('power'),
  }),
  scheduler({
    name: 'CosineAnnealingLR',
    parameters: 'T_max, eta_min=0.0',
    rate: (moment) => {
      const { epoch, isInitial, lr, base, self, setting } = moment;
      if (isInitial) return undefined;
      const half = setting('T_max');
      const lowest = setting('eta_min');
      if (settingOf(self, '_step_count') === 1 && epoch > 0) return annealed(moment, epoch / half);
      if ((epoch - 1 - half) % (2 * half) === 0) {
        return lr + ((base - lowest) * (1 - Math.cos(Math.PI / half))) / 2;
      }
      return (cosine(epoch / half) / cosine((epoch - 1) / half)) * (lr - lowest) + lowest;
    },
    closedForm: (moment) => annealed(moment, moment.epoch / moment.setting('T_max')),
  }),
  scheduler({
    name: 'CosineAnnealingWarmRestarts',
    parameters: 'T_0, T_mult=1, eta_min=0.0',
    countsSteps: false,
    prepare: (self) => {
      const first = settingOf(self, 'T_0');
      const factor = settingOf(self, 'T_mult');
      const [begin, grows, least] = ['T_0', 'T_mult', 'eta_min'].map((name) => {
        const value = self.attributes.get(name)!;
        self.attributes.delete(name);
        return value;
      });
      // In the order in which PyTorch's constructor sets them, which a state dict shows.
      self.attributes.set('T_0', begin!);
      self.attributes.set('T_i', begin!);
      self.attributes.set('T_mult', grows!);
      self.attributes.set('eta_min', least!);
      self.attributes.set('T_cur', int(-1));
      refuse(first <= 0 || !Number.isInteger(first), `Expected positive integer T_0, but got ${first}`);
      refuse(factor < 1 || !Number.isInteger(factor), `Expected integer T_mult >= 1, but got ${factor}`);
    },
    rate: (moment) => {
      const { self, runtime } = moment;
      const { place, length } = periodAt(moment.epoch, moment.setting('T_0'), moment.setting('T_mult'));
      runtime.setAttribute(self, 'T_i', int(length));
      runtime.setAttribute(self, 'T_cur', int(place));
      return annealed(moment, place / length);
    },
    closedForm: (moment) => {
      const { place, length } = periodAt(moment.epoch, moment.setting('T_0'), moment.setting('T_mult'));
      return annealed(moment, place / length);
    },
  }),
];
