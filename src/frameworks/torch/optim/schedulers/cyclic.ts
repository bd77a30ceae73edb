/** Schedulers that move the momentum against the rate (Smith, 2017; Smith and Topin, 2018). */
import { NotKnown, PythonError } from '../../../errors';
import type { Runtime } from '../../../runtime';
import {
  bool,
  float,
  int,
  list,
  none,
  str,
  tuple,
  type DictValue,
  type InstanceValue,
  type Value,
} from '../../../values';
import { entryOf, numberOf, setEntry } from '../groups';
import { groupsBehind, named, scheduler, settingOf, type Moment } from './scheduler';

/** One value for each group, given as one for all or as a list. */
function perGroup(self: InstanceValue, name: string, count: number): Value[] {
  const given = self.attributes.get(name)!;
  if (given.kind !== 'list' && given.kind !== 'tuple') return Array.from({ length: count }, () => given);
  if (given.items.length !== count) {
    throw new PythonError(
      'ValueError',
      `${name} must have the same length as optimizer.param_groups. ${name} has ${given.items.length} values, param_groups has ${count}.`,
    );
  }
  return [...given.items];
}

const isTrue = (self: InstanceValue, name: string, runtime: Runtime): boolean =>
  runtime.truth(self.attributes.get(name)!) ?? false;

function hasDefault(self: InstanceValue, name: string): boolean {
  const optimizer = self.attributes.get('optimizer');
  const defaults = optimizer?.kind === 'instance' ? optimizer.attributes.get('defaults') : undefined;
  return defaults?.kind === 'dict' && entryOf(defaults, name) !== undefined;
}

/** Sets the momentum of a group, which Adam calls β₁. */
function setMomentum(self: InstanceValue, group: DictValue, momentum: Value, runtime: Runtime): void {
  const betas = hasDefault(self, 'betas') ? entryOf(group, 'betas') : undefined;
  if (betas?.kind === 'tuple' || betas?.kind === 'list') {
    setEntry(group, 'betas', tuple([momentum, ...betas.items.slice(1)]), runtime);
  } else setEntry(group, 'momentum', momentum, runtime);
}

/** Notes the bounds of the momentum in the groups; the rate starts low, so the momentum starts high. */
function prepareMomentum(self: InstanceValue, runtime: Runtime): void {
  if (!isTrue(self, 'cycle_momentum', runtime)) return;
  if (!hasDefault(self, 'momentum') && !hasDefault(self, 'betas')) {
    throw new PythonError(
      'ValueError',
      'optimizer must support momentum or beta1 with `cycle_momentum` option enabled',
    );
  }
  const groups = groupsBehind(self);
  const highest = perGroup(self, 'max_momentum', groups.length);
  const lowest = perGroup(self, 'base_momentum', groups.length);
  groups.forEach((group, at) => {
    setMomentum(self, group, highest[at]!, runtime);
    setEntry(group, 'max_momentum', highest[at]!, runtime);
    setEntry(group, 'base_momentum', lowest[at]!, runtime);
  });
}

function entryNumber(group: DictValue, name: string): number {
  const known = numberOf(entryOf(group, name));
  if (known === undefined) throw new NotKnown(`the entry '${name}' of a parameter group is not known`);
  return known;
}

/** How much of the way from base to maximum a cycle has gone, and how high this cycle goes. */
function cycleAt({ self, runtime, epoch, setting }: Moment): { way: number; height: number } {
  const up = setting('step_size_up');
  const down = numberOf(self.attributes.get('step_size_down')) ?? up;
  const total = up + down;
  const ratio = up / total;
  const cycle = Math.floor(1 + epoch / total);
  const x = 1 + epoch / total - cycle;
  const way = x <= ratio ? x / ratio : (x - 1) / (ratio - 1);
  const mode = self.attributes.get('mode')!;
  const custom = self.attributes.get('scale_fn')!;
  if (custom.kind !== 'None') {
    const scale = self.attributes.get('scale_mode')!;
    const at = scale.kind === 'str' && scale.value === 'cycle' ? cycle : epoch;
    const height = numberOf(runtime.call(custom, [{ kind: 'int', value: at }]));
    if (height === undefined) throw new NotKnown('what scale_fn gives is not known');
    return { way, height };
  }
  if (mode.kind === 'str' && mode.value === 'triangular') return { way, height: 1 };
  if (mode.kind === 'str' && mode.value === 'triangular2') return { way, height: 1 / 2 ** (cycle - 1) };
  return { way, height: setting('gamma') ** epoch };
}

const asTheyAre = (self: InstanceValue, names: readonly string[]): (readonly [string, Value])[] =>
  names.map((name) => [name, self.attributes.get(name)!] as const);

/** `cycle_momentum`, and where that is set whether the momentum is β₁. */
function savedMomentum(self: InstanceValue): (readonly [string, Value])[] {
  const cycles = self.attributes.get('cycle_momentum')!;
  const isOff = cycles.kind === 'bool' && !cycles.value;
  return [
    ['cycle_momentum', cycles],
    ...(isOff ? [] : [['use_beta1', bool(hasDefault(self, 'betas'))] as const]),
  ];
}

export const cyclic = scheduler({
  name: 'CyclicLR',
  parameters:
    "base_lr, max_lr, step_size_up=2000, step_size_down=None, mode='triangular', gamma=1.0, scale_fn=None, scale_mode='cycle', cycle_momentum=True, base_momentum=0.8, max_momentum=0.9",
  saved: (self) => {
    const up = settingOf(self, 'step_size_up');
    const total = up + (numberOf(self.attributes.get('step_size_down')) ?? up);
    const count = groupsBehind(self).length;
    const [cycles, ...bounds] = savedMomentum(self);
    return [
      ['max_lrs', list(perGroup(self, 'max_lr', count))],
      ['total_size', float(total)],
      ['step_ratio', float(up / total)],
      ...asTheyAre(self, ['mode', 'gamma', 'scale_mode']),
      cycles!,
      ...bounds,
      ...(bounds.length === 0
        ? []
        : (['base_momentum', 'max_momentum'] as const).map(
            (name) => [`${name}s`, list(perGroup(self, name, count))] as const,
          )),
    ];
  },
  savedLast: (self) => {
    const custom = self.attributes.get('scale_fn')!;
    if (custom.kind === 'instance') throw new NotKnown('the state of an object that scales is not followed');
    return [['_scale_fn_custom', none]];
  },
  prepare: (self, runtime) => {
    const groups = groupsBehind(self);
    const mode = self.attributes.get('mode')!;
    const isMode = mode.kind === 'str' && ['triangular', 'triangular2', 'exp_range'].includes(mode.value);
    if (!isMode && self.attributes.get('scale_fn')!.kind === 'None') {
      throw new PythonError('ValueError', 'mode is invalid and scale_fn is None');
    }
    const lowest = perGroup(self, 'base_lr', groups.length);
    const highest = perGroup(self, 'max_lr', groups.length);
    groups.forEach((group, at) => {
      setEntry(group, 'lr', lowest[at]!, runtime);
      setEntry(group, 'initial_lr', lowest[at]!, runtime);
      setEntry(group, 'max_lr', highest[at]!, runtime);
    });
    prepareMomentum(self, runtime);
  },
  rate: (moment) => {
    const { self, runtime, group, base } = moment;
    const { way, height } = cycleAt(moment);
    if (isTrue(self, 'cycle_momentum', runtime)) {
      const highest = entryNumber(group, 'max_momentum');
      const fall = (highest - entryNumber(group, 'base_momentum')) * way;
      setMomentum(self, group, float(highest - fall * height), runtime);
    }
    return base + (entryNumber(group, 'max_lr') - base) * way * height;
  },
});

interface Phase {
  readonly end: number;
  readonly rates: readonly [from: string, to: string];
  readonly momenta: readonly [from: string, to: string];
}

/** Up, down, and with three phases down to the start before the last descent. */
function phasesOf(self: InstanceValue): readonly Phase[] {
  const total = totalSteps(self);
  const start = settingOf(self, 'pct_start') * total;
  const up: Phase = {
    end: start - 1,
    rates: ['initial_lr', 'max_lr'],
    momenta: ['max_momentum', 'base_momentum'],
  };
  const three = self.attributes.get('three_phase')!;
  if (!(three.kind === 'bool' && three.value)) {
    return [up, { end: total - 1, rates: ['max_lr', 'min_lr'], momenta: ['base_momentum', 'max_momentum'] }];
  }
  return [
    up,
    { end: 2 * start - 2, rates: ['max_lr', 'initial_lr'], momenta: ['base_momentum', 'max_momentum'] },
    { end: total - 1, rates: ['initial_lr', 'min_lr'], momenta: ['max_momentum', 'max_momentum'] },
  ];
}

function totalSteps(self: InstanceValue): number {
  const isGiven = (name: string): boolean => self.attributes.get(name)?.kind !== 'None';
  if (isGiven('total_steps')) return settingOf(self, 'total_steps');
  if (isGiven('epochs') && isGiven('steps_per_epoch')) {
    return settingOf(self, 'epochs') * settingOf(self, 'steps_per_epoch');
  }
  throw new PythonError('ValueError', 'You must define either total_steps OR (epochs AND steps_per_epoch)');
}

export const oneCycle = scheduler({
  name: 'OneCycleLR',
  parameters:
    "max_lr, total_steps=None, epochs=None, steps_per_epoch=None, pct_start=0.3, anneal_strategy='cos', cycle_momentum=True, base_momentum=0.85, max_momentum=0.95, div_factor=25.0, final_div_factor=1e4, three_phase=False",
  saved: (self) => {
    const whole = (end: number): Value => (end === totalSteps(self) - 1 ? int(end) : float(end));
    const phases = phasesOf(self).map(({ end, rates, momenta }) =>
      named([
        ['end_step', whole(end)],
        ['start_lr', str(rates[0])],
        ['end_lr', str(rates[1])],
        ['start_momentum', str(momenta[0])],
        ['end_momentum', str(momenta[1])],
      ]),
    );
    return [
      ['total_steps', int(totalSteps(self))],
      ['_schedule_phases', list(phases)],
      ['_anneal_func_type', self.attributes.get('anneal_strategy')!],
      ...savedMomentum(self),
    ];
  },
  prepare: (self, runtime) => {
    const groups = groupsBehind(self);
    totalSteps(self);
    const highest = perGroup(self, 'max_lr', groups.length);
    groups.forEach((group, at) => {
      const peak = numberOf(highest[at]);
      if (peak === undefined) throw new NotKnown('the highest learning rate is not known');
      const initial = peak / settingOf(self, 'div_factor');
      setEntry(group, 'initial_lr', float(initial), runtime);
      setEntry(group, 'max_lr', highest[at]!, runtime);
      setEntry(group, 'min_lr', float(initial / settingOf(self, 'final_div_factor')), runtime);
    });
    prepareMomentum(self, runtime);
  },
  rate: ({ self, runtime, group, epoch }) => {
    const total = totalSteps(self);
    if (epoch > total) {
      throw new PythonError(
        'ValueError',
        `Tried to step ${epoch} times. The specified number of total steps is ${total}`,
      );
    }
    const phases = phasesOf(self);
    const at = phases.findIndex((phase, place) => epoch <= phase.end || place === phases.length - 1);
    const phase = phases[at]!;
    const begin = at === 0 ? 0 : phases[at - 1]!.end;
    const share = (epoch - begin) / (phase.end - begin);
    const strategy = self.attributes.get('anneal_strategy')!;
    const isLinear = strategy.kind === 'str' && strategy.value === 'linear';
    const between = ([from, to]: readonly [string, string]): number => {
      const first = entryNumber(group, from);
      const last = entryNumber(group, to);
      if (isLinear) return (last - first) * share + first;
      return last + ((first - last) / 2) * (Math.cos(Math.PI * share) + 1);
    };
    if (isTrue(self, 'cycle_momentum', runtime)) {
      setMomentum(self, group, float(between(phase.momenta)), runtime);
    }
    return between(phase.rates);
  },
});
