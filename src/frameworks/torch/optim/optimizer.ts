/**
 * What all optimizers of torch.optim share: parameter groups, the memory of each parameter, and
 * the methods. An optimizer is a row: its signature, its entries in a group and its step.
 */
import { method } from '../../define';
import { either } from '../../../engine/ops/either';
import { withGrad } from '../../../engine/context';
import { allocate } from '../../../engine/dtype';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { anySignature, signature } from '../../signature';
import {
  bool,
  dict,
  float,
  int,
  keyOf,
  list,
  none,
  str,
  tensorValue,
  tuple,
  type ClassValue,
  type DictValue,
  type InstanceValue,
  type NativeMethod,
  type TensorValue,
  type Value,
} from '../../values';
import {
  addGroup,
  entryOf,
  groupsOf,
  heldBy,
  isWhole,
  numberOf,
  parametersOf,
  setEntry,
  settingsOf,
  setUpGroups,
} from './groups';
import { keptNumber, type Memory, type OptimizerStep, type Settings } from './step';

export interface OptimizerRow {
  readonly name: string;
  /** The constructor's signature after `params`. */
  readonly parameters: string;
  /** The settings of a group in PyTorch's order, where it is not the signature's. */
  readonly entries?: string;
  /** Settings that are no arguments. */
  readonly fixed?: Readonly<Record<string, boolean>>;
  /** The defaults of arguments that are tuples, which a signature cannot write. */
  readonly tuples?: Readonly<Record<string, readonly (number | null)[]>>;
  readonly step: OptimizerStep;
  /** Whether PyTorch keeps the number of steps in the memory; SGD does not. */
  readonly countsSteps?: boolean;
  /** Throws PyTorch's ValueError for settings that do not fit together. */
  readonly check?: (settings: Settings) => void;
  /** Throws PyTorch's ValueError for a parameter that it cannot move. */
  readonly accepts?: (parameter: Tensor) => void;
  /** Its own words for settings below zero. */
  readonly words?: Readonly<Record<string, string>>;
}

/** The parameters of all groups, as far as they are known. */
export const allParameters = (self: InstanceValue): readonly TensorValue[] => [
  ...(groupsOf(self) ?? []).flatMap(parametersOf),
  ...heldBy(self),
];

/** A parameter moved to new values: it stays a leaf. */
export function moveTo(parameter: TensorValue, node: Tensor, runtime: Runtime): void {
  const before = parameter.tensor;
  const { requiresGrad } = before;
  runtime.rebind(
    parameter,
    node.hasValues
      ? node.asLeaf({ requiresGrad })
      : Tensor.leaf({ shape: node.shape, dtype: node.dtype, requiresGrad, sampled: node.sampled }),
  );
  runtime.overwrite(before, parameter.tensor);
}

/** Whoever was handed the optimizer and is not known may have changed its settings. */
export const isTrusted = (self: InstanceValue): boolean => !self.state.has('handedOver');

/** Calls the closure that was given to `step`, with gradients recorded. */
export const callClosure = (closure: Value, runtime: Runtime): Value =>
  closure.kind === 'None' ? none : withGrad(true, () => runtime.call(closure, []));

/** What is kept of one parameter: a dict in the optimizer's `state`, as in PyTorch. */
class KeptInState implements Memory {
  readonly steps: number;

  constructor(
    readonly entries: DictValue,
    readonly runtime: Runtime,
    countsSteps: boolean,
  ) {
    this.steps = (numberOf(entryOf(entries, 'step')) ?? 0) + 1;
    if (countsSteps) this.set('step', keptNumber(this.steps));
  }

  get(name: string): Tensor | undefined {
    const kept = entryOf(this.entries, name);
    return kept?.kind === 'tensor' ? kept.tensor : undefined;
  }

  set(name: string, tensor: Tensor): void {
    const kept = entryOf(this.entries, name);
    const node = tensor.hasValues ? tensor.asLeaf() : tensor;
    if (kept?.kind === 'tensor') this.runtime.rebind(kept, node);
    else setEntry(this.entries, name, tensorValue(node), this.runtime);
  }
}

function memoryOf(self: InstanceValue, parameter: TensorValue, runtime: Runtime): DictValue | undefined {
  const state = self.attributes.get('state');
  if (state?.kind !== 'dict' || state.open) return undefined;
  const found = state.entries.get(keyOf(parameter))?.[1];
  if (found?.kind === 'dict') return found.open ? undefined : found;
  const made = dict();
  runtime.touch(state);
  state.entries.set(keyOf(parameter), [parameter, made]);
  return made;
}

function stepAll(self: InstanceValue, row: OptimizerRow, runtime: Runtime): void {
  withGrad(false, () => {
    for (const parameter of heldBy(self)) {
      if (runtime.gradOf(parameter)) moveTo(parameter, Tensor.apply(either, [parameter.tensor], {}), runtime);
    }
    for (const group of groupsOf(self) ?? []) {
      const settings = isTrusted(self) ? settingsOf(group) : undefined;
      for (const parameter of parametersOf(group)) {
        const gradient = runtime.gradOf(parameter);
        if (!gradient) continue;
        const memory = settings && memoryOf(self, parameter, runtime);
        const moved =
          settings && memory
            ? row.step(
                parameter.tensor,
                gradient.tensor,
                settings,
                new KeptInState(memory, runtime, row.countsSteps ?? true),
              )
            : Tensor.apply(either, [parameter.tensor], {});
        moveTo(parameter, moved, runtime);
      }
    }
  });
}

/** The methods of every optimizer. */
const shared: Readonly<Record<string, NativeMethod>> = {
  zero_grad: method('(set_to_none=True)', (self, args, runtime) => {
    runtime.noteGradients('zero_grad', allParameters(self), isWhole(self));
    const toNone = args.bool('set_to_none');
    for (const parameter of allParameters(self)) {
      if (toNone) runtime.setGrad(parameter, null);
      else if (runtime.gradOf(parameter)) {
        const { shape, dtype } = parameter.tensor;
        const values = isKnownShape(shape) && dtype ? allocate(dtype, parameter.tensor.numel) : undefined;
        runtime.rebind(parameter.grad!, Tensor.leaf({ shape, dtype, values }));
      }
    }
    return none;
  }),
  add_param_group: method('(param_group)', (self, args, runtime) => {
    addGroup(self, args.value('param_group'), runtime);
    return none;
  }),
  state_dict: method('()', (self) => stateDict(self)),
  load_state_dict: method('(state_dict)', (self, args, runtime) => {
    loadStateDict(self, args.value('state_dict'), runtime);
    return none;
  }),
  register_step_pre_hook: { signature: anySignature, call: () => none },
  register_step_post_hook: { signature: anySignature, call: () => none },
};

/** `{'state': {0: …}, 'param_groups': [{…, 'params': [0, 1]}]}`: parameters are numbered over all groups. */
function stateDict(self: InstanceValue): Value {
  const groups = groupsOf(self);
  const state = self.attributes.get('state');
  if (!groups || state?.kind !== 'dict' || !isTrusted(self)) {
    throw new NotKnown('the state of the optimizer is not known');
  }
  const parameters = groups.flatMap(parametersOf);
  const kept = parameters.flatMap((parameter, at): (readonly [Value, Value])[] => {
    const entries = state.entries.get(keyOf(parameter))?.[1];
    return entries?.kind === 'dict' && entries.entries.size > 0 ? [[int(at), entries]] : [];
  });
  let at = 0;
  const packed = groups.map((group) => {
    const entries = [...group.entries.values()].filter(([key]) => keyOf(key) !== 'sparams');
    const numbers = list(parametersOf(group).map(() => int(at++)));
    return dict([...entries, [str('params'), numbers]]);
  });
  return dict([
    [str('state'), dict(kept)],
    [str('param_groups'), list(packed)],
  ]);
}

function loadStateDict(self: InstanceValue, given: Value, runtime: Runtime): void {
  const groups = groupsOf(self);
  const state = given.kind === 'dict' ? entryOf(given, 'state') : undefined;
  const packed = given.kind === 'dict' ? entryOf(given, 'param_groups') : undefined;
  if (!groups || state?.kind !== 'dict' || packed?.kind !== 'list' || state.open || packed.open) {
    self.state.set('handedOver', 'a state that is not known was loaded');
    return;
  }
  if (packed.items.length !== groups.length) {
    throw new PythonError('ValueError', 'loaded state dict has a different number of parameter groups');
  }
  const own = self.attributes.get('state');
  groups.forEach((group, place) => {
    const loaded = packed.items[place];
    if (loaded?.kind !== 'dict') return;
    const numbers = entryOf(loaded, 'params');
    const parameters = parametersOf(group);
    if (numbers?.kind !== 'list' || numbers.items.length !== parameters.length) {
      throw new PythonError(
        'ValueError',
        "loaded state dict contains a parameter group that doesn't match the size of optimizer's group",
      );
    }
    for (const [, [key, value]] of loaded.entries) {
      if (key.kind === 'str' && key.value !== 'params') setEntry(group, key.value, value, runtime);
    }
    if (own?.kind !== 'dict') return;
    runtime.touch(own);
    parameters.forEach((parameter, at) => {
      const entries = state.entries.get(keyOf(numbers.items[at]!))?.[1];
      own.entries.set(keyOf(parameter), [parameter, entries?.kind === 'dict' ? copied(entries) : dict()]);
    });
  });
}

const copied = (entries: DictValue): DictValue =>
  dict(
    [...entries.entries.values()].map(([key, value]): readonly [Value, Value] => [
      key,
      value.kind === 'tensor' ? tensorValue(value.tensor) : value,
    ]),
  );

/** The printed form: the settings of each group in the order of their names. */
function describe(self: InstanceValue, runtime: Runtime): string | undefined {
  const groups = groupsOf(self);
  if (!groups) return undefined;
  const blocks = groups.map((group, at) => {
    const entries = [...group.entries.values()]
      .flatMap(([key, value]) =>
        key.kind === 'str' && key.value !== 'params' ? [[key.value, value] as const] : [],
      )
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const lines = entries.map(([key, value]) => `    ${key}: ${runtime.format(value, 'str') ?? '?'}\n`);
    return `\nParameter Group ${at}\n${lines.join('')}`;
  });
  const { name } = self.class;
  return `${name.slice(name.lastIndexOf('.') + 1)} (${blocks.join('')})`;
}

/** `torch.optim.Optimizer`: what the user's own optimizers inherit from. */
export const optimizerBase: ClassValue = {
  kind: 'class',
  name: 'torch.optim.Optimizer',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature('(params, defaults)'),
  construct: (self, args, runtime) => {
    const defaults = args.value('defaults');
    setUpGroups(self, args.value('params'), defaults.kind === 'dict' ? defaults : dict(), runtime);
  },
  methods: shared,
  describe,
};

/** An optimizer whose steps are computed. */
export const optimizerClass = (row: OptimizerRow): ClassValue => {
  const parameters = signature(`(params, ${row.parameters})`);
  const entries = row.entries?.split(', ') ?? parameters.parameters.slice(1).map(({ name }) => name);
  return {
    ...optimizerBase,
    name: `torch.optim.${row.name}`,
    bases: [optimizerBase],
    signature: parameters,
    construct: (self, args, runtime) => {
      const defaults = dict(
        entries.map((name): readonly [Value, Value] => [str(name), settingOf(row, args, name)]),
      );
      checkSettings(defaults, row, runtime);
      setUpGroups(self, args.value('params'), defaults, runtime);
      for (const { tensor } of allParameters(self)) row.accepts?.(tensor);
    },
    methods: {
      ...shared,
      step: method('(closure=None)', (self, args, runtime) => {
        const loss = callClosure(args.value('closure'), runtime);
        runtime.noteGradients('step', allParameters(self), isWhole(self));
        stepAll(self, row, runtime);
        return loss;
      }),
    },
  };
};

function settingOf(row: OptimizerRow, args: Arguments, name: string): Value {
  const fixed = row.fixed?.[name];
  if (fixed !== undefined) return bool(fixed);
  const parts = row.tuples?.[name];
  if (parts && args.isNone(name))
    return tuple(
      parts.map((part) => (part === null ? none : Number.isInteger(part) ? int(part) : float(part))),
    );
  return args.value(name);
}

/** Settings below zero, with PyTorch's words for them. */
const words: Readonly<Record<string, string>> = {
  lr: 'Invalid learning rate',
  eps: 'Invalid epsilon value',
  ...Object.fromEntries(
    ['momentum', 'weight_decay', 'rho', 'lr_decay', 'initial_accumulator_value', 'momentum_decay'].map(
      (name) => [name, `Invalid ${name} value`],
    ),
  ),
};

function checkSettings(defaults: DictValue, row: OptimizerRow, runtime: Runtime): void {
  const refuse = (what: string, value: Value): never => {
    throw new PythonError('ValueError', `${what}: ${runtime.format(value, 'str') ?? '?'}`);
  };
  for (const [, [key, value]] of defaults.entries) {
    const name = key.kind === 'str' ? key.value : '';
    const what = row.words?.[name] ?? words[name];
    const known = numberOf(value);
    if (what !== undefined && known !== undefined && !(known >= 0)) refuse(what, value);
    if (name === 'betas' && (value.kind === 'tuple' || value.kind === 'list')) {
      value.items.forEach((beta, at) => {
        const share = numberOf(beta);
        if (share !== undefined && !(share >= 0 && share < 1)) {
          refuse(`Invalid beta parameter at index ${at}`, beta);
        }
      });
    }
  }
  const settings = settingsOf(defaults);
  if (settings) row.check?.(settings);
}

/** An optimizer whose steps are not followed: what it moves is not known from there on. */
export const notFollowed = (name: string): ClassValue => ({
  ...optimizerBase,
  name: `torch.optim.${name}`,
  bases: [optimizerBase],
  signature: signature('(params, *args, **kwargs)'),
  construct: (self, args, runtime) => {
    const lr = args.keywords['lr'] ?? args.rest[0];
    setUpGroups(self, args.value('params'), dict(lr ? [[str('lr'), lr]] : []), runtime);
  },
  methods: {
    ...shared,
    step: method('(closure=None)', (self, args, runtime) => {
      const loss = callClosure(args.value('closure'), runtime);
      runtime.noteGradients('step', allParameters(self), isWhole(self));
      for (const parameter of allParameters(self)) {
        if (runtime.gradOf(parameter))
          moveTo(parameter, Tensor.apply(either, [parameter.tensor], {}), runtime);
      }
      return loss;
    }),
  },
});
