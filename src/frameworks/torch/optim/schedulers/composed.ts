/** Schedulers that are made of schedulers: one after the other, and all at once. */
import { method } from '../../../define';
import { NotKnown, PythonError } from '../../../errors';
import type { Runtime } from '../../../runtime';
import { signature } from '../../../signature';
import { int, list, none, unknown, type ClassValue, type InstanceValue, type Value } from '../../../values';
import { entryOf, numberOf, setEntry } from '../groups';
import {
  groupsBehind,
  initialStep,
  named,
  rememberRates,
  schedulerBase,
  settingOf,
  shared,
} from './scheduler';

function partsOf(self: InstanceValue): readonly InstanceValue[] {
  const parts = self.attributes.get('_schedulers');
  return parts?.kind === 'list' ? parts.items.filter((part) => part.kind === 'instance') : [];
}

function takeParts(self: InstanceValue, given: Value, runtime: Runtime): readonly InstanceValue[] {
  const items = runtime.iterate(given);
  if (!items) throw new NotKnown('the schedulers are not known');
  self.attributes.set('_schedulers', list([...items]));
  const parts = partsOf(self);
  const { name } = self.class;
  if (parts.length === 0) {
    throw new PythonError(
      'ValueError',
      `${name.slice(name.lastIndexOf('.') + 1)} expects at least one scheduler, but got no scheduler.`,
    );
  }
  return parts;
}

/** Takes back the step that each part's constructor made. */
function undo(scheduler: InstanceValue, runtime: Runtime): void {
  const inner = partsOf(scheduler);
  for (const part of inner) undo(part, runtime);
  if (inner.length === 0)
    runtime.setAttribute(scheduler, 'last_epoch', int(settingOf(scheduler, 'last_epoch') - 1));
}

/** The part that runs at an epoch: one more for each milestone that is passed. */
function placeAt(self: InstanceValue, epoch: number): { place: number; isFirst: boolean } {
  const milestones = self.attributes.get('_milestones');
  const passed =
    milestones?.kind === 'list' ? milestones.items.map((item) => numberOf(item) ?? Number.NaN) : [];
  if (passed.some(Number.isNaN)) throw new NotKnown('a milestone is not known');
  const place = passed.filter((milestone) => milestone <= epoch).length;
  return { place, isFirst: place > 0 && passed[place - 1] === epoch };
}

const callOf = (scheduler: InstanceValue, name: string, runtime: Runtime, ...args: Value[]): void => {
  runtime.call(runtime.getAttribute(scheduler, name), args);
};

/** The state of a scheduler and of those that it is made of. */
const stateMethods: ClassValue['methods'] = {
  state_dict: method('()', (self, _, runtime) => {
    const own = [...self.attributes].filter(([name]) => name !== 'optimizer' && name !== '_schedulers');
    const inner = partsOf(self).map((part) => runtime.call(runtime.getAttribute(part, 'state_dict'), []));
    return named([...own, ['_schedulers', list(inner)]]);
  }),
  load_state_dict: method('(state_dict)', (self, args, runtime) => {
    const given = args.value('state_dict');
    const inner = given.kind === 'dict' ? entryOf(given, '_schedulers') : undefined;
    shared['load_state_dict']!.call(self, args, runtime);
    partsOf(self).forEach((part, at) => {
      const state = inner?.kind === 'list' ? inner.items[at] : undefined;
      callOf(part, 'load_state_dict', runtime, state ?? unknown('a state that is not known was loaded'));
    });
    return none;
  }),
};

export const sequential: ClassValue = {
  ...schedulerBase,
  name: 'torch.optim.lr_scheduler.SequentialLR',
  bases: [schedulerBase],
  signature: signature('(optimizer, schedulers, milestones, last_epoch=-1, verbose=False)'),
  construct: (self, args, runtime) => {
    self.attributes.set('optimizer', args.value('optimizer'));
    const parts = takeParts(self, args.value('schedulers'), runtime);
    const milestones = [...(runtime.iterate(args.value('milestones')) ?? [])];
    if (milestones.length !== parts.length - 1) {
      throw new PythonError(
        'ValueError',
        `Sequential Schedulers expects number of schedulers provided to be one more than the number of milestone points, but got number of schedulers ${parts.length} and the number of milestones to be equal to ${milestones.length}`,
      );
    }
    self.attributes.set('_milestones', list(milestones));
    self.attributes.set('last_epoch', int(args.int('last_epoch') + 1));
    for (const group of groupsBehind(self))
      setEntry(group, 'lr', entryOf(group, 'initial_lr') ?? none, runtime);
    undo(self, runtime);
    initialStep(parts[placeAt(self, 0).place]!, runtime);
    rememberRates(self, runtime);
  },
  methods: {
    ...shared,
    ...stateMethods,
    step: method('()', (self, _, runtime) => {
      const epoch = settingOf(self, 'last_epoch') + 1;
      runtime.setAttribute(self, 'last_epoch', int(epoch));
      const { place, isFirst } = placeAt(self, epoch);
      const part = partsOf(self)[place]!;
      if (isFirst) callOf(part, '_update_lr', runtime, int(0));
      else callOf(part, 'step', runtime);
      rememberRates(self, runtime);
      return none;
    }),
  },
};

export const chained: ClassValue = {
  ...schedulerBase,
  name: 'torch.optim.lr_scheduler.ChainedScheduler',
  bases: [schedulerBase],
  signature: signature('(schedulers, optimizer=None)'),
  construct: (self, args, runtime) => {
    const [first] = takeParts(self, args.value('schedulers'), runtime);
    const given = args.value('optimizer');
    self.attributes.set('optimizer', given.kind === 'None' ? first!.attributes.get('optimizer')! : given);
    rememberRates(self, runtime);
  },
  methods: {
    ...shared,
    ...stateMethods,
    step: method('()', (self, _, runtime) => {
      for (const part of partsOf(self)) callOf(part, 'step', runtime);
      rememberRates(self, runtime);
      return none;
    }),
  },
};
