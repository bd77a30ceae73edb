/**
 * What all schedulers of torch.optim.lr_scheduler share: they keep their numbers as attributes that
 * Python sees, ask `get_lr` (which a class of the user's may define) and write into the optimizer's groups.
 */
import { method } from '../../../define';
import { NotKnown, PythonError } from '../../../errors';
import type { Runtime } from '../../../runtime';
import { anySignature, signature } from '../../../signature';
import {
  bool,
  dict,
  float,
  int,
  list,
  none,
  str,
  unknown,
  type ClassValue,
  type DictValue,
  type InstanceValue,
  type NativeMethod,
  type Value,
} from '../../../values';
import { entryOf, groupsOf, numberOf, setEntry } from '../groups';

/** One group at one moment, for a schedule to look at. */
export interface Moment {
  readonly self: InstanceValue;
  readonly runtime: Runtime;
  readonly group: DictValue;
  /** The group's place among the groups. */
  readonly place: number;
  readonly epoch: number;
  /** The step that the constructor makes. */
  readonly isInitial: boolean;
  /** The group's present rate, and the one it started from. */
  readonly lr: number;
  readonly base: number;
  setting(name: string): number;
}

export interface Schedule {
  readonly name: string;
  /** The constructor's signature after `optimizer`; its arguments become attributes. */
  readonly parameters: string;
  /** Refuses arguments with PyTorch's errors and sets what is derived from them. */
  readonly prepare?: (self: InstanceValue, runtime: Runtime) => void;
  /** The next rate from the present one; undefined where it stays. */
  readonly rate: (moment: Moment) => number | undefined;
  /** Whether PyTorch counts the calls of `step`; warm restarts do not. */
  readonly countsSteps?: boolean;
  /** What a state dict has in the place of the constructor's arguments. */
  readonly saved?: (self: InstanceValue) => readonly (readonly [string, Value])[];
  /** What it has after everything else. */
  readonly savedLast?: (self: InstanceValue) => readonly (readonly [string, Value])[];
  /** The rate at any epoch, for `step(epoch)`. */
  readonly closedForm?: (moment: Moment) => number;
}

/** A number among the attributes. Throws NotKnown where it is none. */
export function settingOf(self: InstanceValue, name: string): number {
  const value = self.attributes.get(name);
  const known = numberOf(value);
  if (known !== undefined) return known;
  throw new NotKnown(value?.kind === 'unknown' ? value.reason : `the setting '${name}' is not known`);
}

/** The optimizer's groups. Throws NotKnown where they are not known. */
export function groupsBehind(self: InstanceValue): readonly DictValue[] {
  const optimizer = self.attributes.get('optimizer');
  const groups = optimizer?.kind === 'instance' ? groupsOf(optimizer) : undefined;
  if (!groups) throw new NotKnown('the groups of the optimizer are not known');
  return groups;
}

function momentsOf(self: InstanceValue, runtime: Runtime, at?: number): Moment[] {
  const bases = self.attributes.get('base_lrs');
  const isInitial = runtime.truth(self.attributes.get('_is_initial') ?? bool(false)) ?? false;
  return groupsBehind(self).map((group, place) => {
    const base = numberOf(bases?.kind === 'list' ? bases.items[place] : undefined);
    const lr = numberOf(entryOf(group, 'lr'));
    if (lr === undefined || base === undefined || group.open)
      throw new NotKnown('the learning rate is not known');
    const epoch = at ?? settingOf(self, 'last_epoch');
    return {
      self,
      runtime,
      group,
      place,
      epoch,
      isInitial,
      lr,
      base,
      setting: (name) => settingOf(self, name),
    };
  });
}

/** The rates of all groups, as PyTorch keeps them in `_last_lr`. */
export function rememberRates(self: InstanceValue, runtime: Runtime): void {
  const rates = groupsBehind(self).map((group) => entryOf(group, 'lr') ?? none);
  runtime.setAttribute(self, '_last_lr', list(rates));
}

/** Writes the rates into the groups; what is not known makes them unknown. */
function writeRates(self: InstanceValue, rates: Value, runtime: Runtime): void {
  const items = runtime.iterate(rates);
  const values = items && [...items];
  const reason = rates.kind === 'unknown' ? rates.reason : 'the learning rate is not known';
  groupsBehind(self).forEach((group, place) => {
    setEntry(group, 'lr', values?.[place] ?? unknown(reason, runtime.place), runtime);
  });
  rememberRates(self, runtime);
}

/** One step: the next epoch, or the one that is given. */
function step(self: InstanceValue, epoch: Value, runtime: Runtime, schedule?: Schedule): void {
  if (self.attributes.get('optimizer')?.kind !== 'instance') return;
  if (schedule?.countsSteps ?? true)
    runtime.setAttribute(self, '_step_count', int(settingOf(self, '_step_count') + 1));
  updateRates(self, epoch, runtime, schedule);
}

function updateRates(self: InstanceValue, epoch: Value, runtime: Runtime, schedule?: Schedule): void {
  const given = numberOf(epoch);
  const before = numberOf(self.attributes.get('last_epoch'));
  runtime.setAttribute(
    self,
    'last_epoch',
    before === undefined || epoch.kind === 'unknown'
      ? unknown('the epoch is not known', runtime.place)
      : int(Math.floor(given ?? before + 1)),
  );
  const closedForm = given === undefined ? undefined : schedule?.closedForm;
  const rates = closedForm
    ? list(momentsOf(self, runtime, given).map((moment) => float(closedForm(moment))))
    : runtime.call(runtime.getAttribute(self, 'get_lr'), []);
  writeRates(self, rates, runtime);
}

/** What the base class's constructor does: the rates to start from, and the first step. */
export function initialize(self: InstanceValue, optimizer: Value, lastEpoch: Value, runtime: Runtime): void {
  if (optimizer.kind === 'unknown') throw new NotKnown(optimizer.reason);
  if (optimizer.kind !== 'instance') {
    throw new PythonError('TypeError', `${optimizer.kind} is not an Optimizer`);
  }
  self.attributes.set('optimizer', optimizer);
  const groups = groupsBehind(self);
  groups.forEach((group, at) => {
    if (entryOf(group, 'initial_lr')) return;
    if (numberOf(lastEpoch) !== -1) {
      throw new PythonError(
        'KeyError',
        `"param 'initial_lr' is not specified in param_groups[${at}] when resuming scheduler with last_epoch >= 0."`,
      );
    }
    setEntry(group, 'initial_lr', entryOf(group, 'lr') ?? none, runtime);
  });
  self.attributes.set('base_lrs', list(groups.map((group) => entryOf(group, 'initial_lr')!)));
  self.attributes.set('last_epoch', lastEpoch);
  initialStep(self, runtime);
}

export function initialStep(self: InstanceValue, runtime: Runtime): void {
  runtime.setAttribute(self, '_step_count', int(0));
  runtime.setAttribute(self, '_is_initial', bool(true));
  runtime.setAttribute(self, '_get_lr_called_within_step', bool(false));
  runtime.call(runtime.getAttribute(self, 'step'), []);
  runtime.setAttribute(self, '_is_initial', bool(false));
}

/** Attributes that PyTorch does not hand over in a state dict. */
const isKept = (name: string): boolean => name !== 'optimizer' && name !== '_schedulers';

/** A dict with those names as keys. */
export const named = (entries: readonly (readonly [string, Value])[]): DictValue =>
  dict(entries.map(([name, value]): readonly [Value, Value] => [str(name), value]));

/** The state of a schedule that PyTorch keeps under other names than those of the constructor's arguments. */
function renamed(schedule: Schedule): Readonly<Record<string, NativeMethod>> {
  const { saved, savedLast } = schedule;
  if (!saved && !savedLast) return {};
  const hidden = new Set(signature(`(${schedule.parameters})`).parameters.map(({ name }) => name));
  const own = (self: InstanceValue): (readonly [string, Value])[] => [
    ...(saved?.(self) ?? []),
    ...(savedLast?.(self) ?? []),
  ];
  return {
    state_dict: method('()', (self) =>
      named([
        ...(saved?.(self) ?? []),
        ...[...self.attributes].filter(([name]) => isKept(name) && !hidden.has(name)),
        ...(savedLast?.(self) ?? []),
      ]),
    ),
    load_state_dict: method('(state_dict)', (self, args, runtime) => {
      const given = args.value('state_dict');
      const mine = own(self);
      if (given.kind !== 'dict') return shared['load_state_dict']!.call(self, args, runtime);
      for (const [name, value] of mine) {
        const loaded = entryOf(given, name);
        if (loaded && loaded !== value && runtime.equals(loaded, value) !== true)
          throw new NotKnown(`a state with another '${name}' is not followed`);
      }
      const ownNames = new Set(mine.map(([name]) => `s${name}`));
      for (const [key, [name, value]] of given.entries) {
        if (name.kind === 'str' && isKept(name.value) && !ownNames.has(key))
          runtime.setAttribute(self, name.value, value);
      }
      return none;
    }),
  };
}

/** The methods of every scheduler. */
export const shared: Readonly<Record<string, NativeMethod>> = {
  get_last_lr: method('()', (self) => {
    const rates = self.attributes.get('_last_lr');
    if (!rates) throw new NotKnown('the learning rate is not known');
    return rates;
  }),
  state_dict: method('()', (self) => named([...self.attributes].filter(([name]) => isKept(name)))),
  load_state_dict: method('(state_dict)', (self, args, runtime) => {
    const given = args.value('state_dict');
    if (given.kind !== 'dict' || given.open) {
      runtime.setAttribute(
        self,
        'last_epoch',
        unknown('a state that is not known was loaded', runtime.place),
      );
      return none;
    }
    for (const [, [key, value]] of given.entries) {
      if (key.kind === 'str' && isKept(key.value)) runtime.setAttribute(self, key.value, value);
    }
    return none;
  }),
  print_lr: { signature: anySignature, call: () => none },
};

/** `step` and `_update_lr`, which differ in what they count. */
const steps = (schedule?: Schedule): Readonly<Record<string, NativeMethod>> => ({
  step: method('(epoch=None)', (self, args, runtime) => {
    step(self, args.value('epoch'), runtime, schedule);
    return none;
  }),
  _update_lr: method('(epoch=None)', (self, args, runtime) => {
    updateRates(self, args.value('epoch'), runtime, schedule);
    return none;
  }),
});

/** `LRScheduler`: what the user's own schedulers inherit from; they define `get_lr`. */
const base = (name: string): ClassValue => ({
  kind: 'class',
  name: `torch.optim.lr_scheduler.${name}`,
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature('(optimizer, last_epoch=-1, verbose=False)'),
  construct: (self, args, runtime) => {
    initialize(self, args.value('optimizer'), args.value('last_epoch'), runtime);
  },
  methods: {
    ...shared,
    ...steps(),
  },
});

export const schedulerBase = base('LRScheduler');
export const schedulerBases: readonly ClassValue[] = [schedulerBase, base('_LRScheduler')];

/** A scheduler whose rate is a formula of the epoch and the present rate. */
export const scheduler = (schedule: Schedule): ClassValue => ({
  ...schedulerBase,
  name: `torch.optim.lr_scheduler.${schedule.name}`,
  bases: [schedulerBase],
  signature: signature(`(optimizer, ${schedule.parameters}, last_epoch=-1, verbose=False)`),
  construct: (self, args, runtime) => {
    for (const { name } of args.signature.parameters) {
      if (name !== 'optimizer' && name !== 'last_epoch' && name !== 'verbose')
        self.attributes.set(name, args.value(name));
    }
    const optimizer = args.value('optimizer');
    if (optimizer.kind === 'instance') self.attributes.set('optimizer', optimizer);
    schedule.prepare?.(self, runtime);
    initialize(self, optimizer, args.value('last_epoch'), runtime);
  },
  methods: {
    ...shared,
    ...renamed(schedule),
    ...steps(schedule),
    get_lr: method('()', (self, _, runtime) =>
      list(
        momentsOf(self, runtime).map((moment) => {
          const rate = schedule.rate(moment);
          return rate === undefined ? entryOf(moment.group, 'lr')! : float(rate);
        }),
      ),
    ),
  },
});
