/** ReduceLROnPlateau: the rate falls when a metric has stopped getting better. */
import { method } from '../../../define';
import { PythonError } from '../../../errors';
import type { Runtime } from '../../../runtime';
import { signature } from '../../../signature';
import {
  float,
  int,
  list,
  none,
  unknown,
  type ClassValue,
  type InstanceValue,
  type Value,
} from '../../../values';
import { entryOf, numberOf, setEntry } from '../groups';
import { groupsBehind, rememberRates, schedulerBase, settingOf, shared } from './scheduler';

const textOf = (self: InstanceValue, name: string): string => {
  const value = self.attributes.get(name);
  return value?.kind === 'str' ? value.value : '';
};

function isBetter(self: InstanceValue, now: number, best: number): boolean {
  const threshold = settingOf(self, 'threshold');
  const isRelative = textOf(self, 'threshold_mode') === 'rel';
  if (textOf(self, 'mode') === 'min') return now < (isRelative ? best * (1 - threshold) : best - threshold);
  return now > (isRelative ? best * (threshold + 1) : best + threshold);
}

function reduceRates(self: InstanceValue, runtime: Runtime): void {
  const lowest = self.attributes.get('min_lrs');
  groupsBehind(self).forEach((group, at) => {
    const before = numberOf(entryOf(group, 'lr'));
    const least = numberOf(lowest?.kind === 'list' ? lowest.items[at] : undefined) ?? 0;
    if (before === undefined) return;
    const after = Math.max(before * settingOf(self, 'factor'), least);
    if (before - after > settingOf(self, 'eps')) setEntry(group, 'lr', float(after), runtime);
  });
}

function step(self: InstanceValue, metrics: Value, runtime: Runtime): void {
  const now = numberOf(metrics);
  const best = numberOf(self.attributes.get('best'));
  if (now === undefined || best === undefined) {
    // Whether the rate falls depends on the metric.
    const reason = metrics.kind === 'unknown' ? metrics.reason : 'the metric of the scheduler is not known';
    for (const group of groupsBehind(self)) setEntry(group, 'lr', unknown(reason, runtime.place), runtime);
    runtime.setAttribute(self, 'best', unknown(reason, runtime.place));
    rememberRates(self, runtime);
    return;
  }
  const set = (name: string, value: number): void => runtime.setAttribute(self, name, int(value));
  set('last_epoch', settingOf(self, 'last_epoch') + 1);
  let bad = 0;
  if (isBetter(self, now, best)) runtime.setAttribute(self, 'best', float(now));
  else bad = settingOf(self, 'num_bad_epochs') + 1;
  const cooling = settingOf(self, 'cooldown_counter');
  if (cooling > 0) {
    set('cooldown_counter', cooling - 1);
    bad = 0;
  }
  if (bad > settingOf(self, 'patience')) {
    reduceRates(self, runtime);
    set('cooldown_counter', settingOf(self, 'cooldown'));
    bad = 0;
  }
  set('num_bad_epochs', bad);
  rememberRates(self, runtime);
}

export const plateau: ClassValue = {
  ...schedulerBase,
  name: 'torch.optim.lr_scheduler.ReduceLROnPlateau',
  bases: [schedulerBase],
  signature: signature(
    "(optimizer, mode='min', factor=0.1, patience=10, threshold=1e-4, threshold_mode='rel', cooldown=0, min_lr=0, eps=1e-8, verbose=False)",
  ),
  construct: (self, args, runtime) => {
    const factor = numberOf(args.value('factor'));
    if (factor !== undefined && factor >= 1) throw new PythonError('ValueError', 'Factor should be < 1.0.');
    const take = (...names: readonly string[]): void => {
      for (const name of names) self.attributes.set(name, args.value(name));
    };
    take('factor', 'optimizer');
    const mode = args.string('mode');
    if (mode !== 'min' && mode !== 'max') throw new PythonError('ValueError', `mode ${mode} is unknown!`);
    const groups = groupsBehind(self);
    const least = args.value('min_lr');
    const leasts = least.kind === 'list' || least.kind === 'tuple' ? least.items : undefined;
    // In the order in which PyTorch's constructor sets them, which a state dict shows.
    self.attributes.set('default_min_lr', leasts ? none : least);
    self.attributes.set('min_lrs', list(leasts ? [...leasts] : groups.map(() => least)));
    take('patience', 'cooldown', 'eps');
    self.attributes.set('last_epoch', int(0));
    rememberRates(self, runtime);
    const worst = float(mode === 'min' ? Infinity : -Infinity);
    self.attributes.set('mode_worse', worst);
    take('mode', 'threshold', 'threshold_mode');
    self.attributes.set('best', worst);
    for (const name of ['cooldown_counter', 'num_bad_epochs']) self.attributes.set(name, int(0));
  },
  methods: {
    ...shared,
    step: method('(metrics, epoch=None)', (self, args, runtime) => {
      if (self.attributes.has('best')) step(self, args.value('metrics'), runtime);
      return none;
    }),
  },
};
