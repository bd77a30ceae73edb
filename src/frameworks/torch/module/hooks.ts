/**
 * Hooks: functions that a module calls before or after its forward pass, and when a backward pass leaves it. After a
 * hook of the old kind was registered (`register_backward_hook`), the module's results are not known.
 */
import { NotKnown, PythonError } from '../../errors';
import { liveDict } from '../../live-entries';
import { signature } from '../../signature';
import { itemsOf } from '../../standard/items';
import {
  dict,
  int,
  none,
  str,
  tuple,
  typeName,
  type ClassValue,
  type InstanceValue,
  type NativeMethod,
  type Value,
} from '../../values';
import type { Runtime } from '../../runtime';
import { withBackwardHooks } from './backward-hooks';

interface Hook {
  readonly kind: 'before' | 'after' | 'backward' | 'before backward';
  readonly call: Value;
  readonly takesKeywords: boolean;
}

const hooksOf = (self: InstanceValue): readonly Hook[] =>
  (self.state.get('hooks') as readonly Hook[] | undefined) ?? [];

const handleClass: ClassValue = {
  kind: 'class',
  name: 'torch.utils.hooks.RemovableHandle',
  bases: [],
  attributes: new Map(),
  isUser: false,
  methods: {
    remove: {
      signature: signature('()'),
      call: (handle) => {
        (handle.state.get('remove') as (() => void) | undefined)?.();
        return none;
      },
    },
  },
};

const handle = (remove: () => void, runtime: Runtime): InstanceValue => ({
  kind: 'instance',
  class: handleClass,
  attributes: new Map(),
  state: new Map([['remove', remove]]),
  place: runtime.place,
});

/** Adds a hook after those that are there, or before them; gives what takes it away again. */
function addHook(self: InstanceValue, hook: Hook, isFirst = false): () => void {
  self.state.set('hooks', isFirst ? [hook, ...hooksOf(self)] : [...hooksOf(self), hook]);
  return () => {
    self.state.set(
      'hooks',
      hooksOf(self).filter((other) => other !== hook),
    );
  };
}

/** A function that is called with the module and its inputs before each forward pass. */
export const beforeForward = (self: InstanceValue, call: Value): (() => void) =>
  addHook(self, { kind: 'before', call, takesKeywords: false });

const registering = (kind: Hook['kind']): NativeMethod => ({
  signature: signature('(hook, *, prepend=False, with_kwargs=False, always_call=False)'),
  call: (self, args, runtime) => {
    const hook: Hook = { kind, call: args.value('hook'), takesKeywords: args.bool('with_kwargs') };
    return handle(addHook(self, hook, args.bool('prepend')), runtime);
  },
});

const registeringBackward = (kind: Hook['kind']): NativeMethod => ({
  signature: signature('(hook, prepend=False)'),
  call: (self, args, runtime) => {
    const hook: Hook = { kind, call: args.value('hook'), takesKeywords: false };
    return handle(addHook(self, hook, args.bool('prepend')), runtime);
  },
});

const notFollowed: NativeMethod = {
  signature: signature('(hook, prepend=False)'),
  call: (self, _, runtime) => {
    self.state.set('notFollowed', 'what a backward hook does is not followed');
    return handle(() => self.state.delete('notFollowed'), runtime);
  },
};

export const hookMethods: Readonly<Record<string, NativeMethod>> = {
  register_forward_hook: registering('after'),
  register_forward_pre_hook: registering('before'),
  register_full_backward_hook: registeringBackward('backward'),
  register_full_backward_pre_hook: registeringBackward('before backward'),
  register_backward_hook: notFollowed,
};

/** The dict in which a module keeps its hooks of a kind; taken out of it, a hook is gone. */
const hooksAs =
  (kind: Hook['kind']): ((self: InstanceValue) => Value) =>
  (self) => {
    const held = hooksOf(self).filter((hook) => hook.kind === kind);
    return liveDict(
      held.map((hook, at) => [int(at), hook.call] as const),
      (key, value) => {
        if (value || key.kind !== 'int') throw new NotKnown('a hook that is put into a dict is not followed');
        const gone = held[key.value];
        self.state.set(
          'hooks',
          hooksOf(self).filter((hook) => hook !== gone),
        );
      },
      'OrderedDict',
    );
  };

export const hookProperties: Readonly<Record<string, (self: InstanceValue) => Value | undefined>> = {
  _forward_hooks: hooksAs('after'),
  _forward_pre_hooks: hooksAs('before'),
  _backward_hooks: hooksAs('backward'),
  _backward_pre_hooks: hooksAs('before backward'),
};

/** Why a call of the module is not followed, if it is not. */
export const notFollowedBecause = (self: InstanceValue): string | undefined =>
  self.state.get('notFollowed') as string | undefined;

/** What a hook before the forward pass gives that is told of keywords: the inputs and the keywords in their place. */
function argumentsOf(
  given: Value,
  runtime: Runtime,
): readonly [readonly Value[], Readonly<Record<string, Value>>] {
  const [inputs, named] = given.kind === 'tuple' && given.items.length === 2 ? given.items : [];
  if (!inputs || !named)
    throw new PythonError(
      'RuntimeError',
      `forward pre-hook must return None or a tuple of (new_args, new_kwargs), but got ${runtime.format(given, 'str') ?? typeName(given)}.`,
    );
  if (named.kind !== 'dict' || named.open) throw new NotKnown('the arguments are not known');
  return [
    itemsOf(runtime, inputs),
    Object.fromEntries(
      [...named.entries.values()].flatMap(([name, value]) =>
        name.kind === 'str' ? [[name.value, value] as const] : [],
      ),
    ),
  ];
}

/** A call of a module, with the hooks around it; each may put something in the place of what it is given. */
export function withHooks(
  self: InstanceValue,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
  runtime: Runtime,
  forward: (positional: readonly Value[], keywords: Readonly<Record<string, Value>>) => Value,
): Value {
  let inputs = positional;
  let named = keywords;
  const extra = (hook: Hook): Value[] =>
    hook.takesKeywords ? [dict(Object.entries(named).map(([name, value]) => [str(name), value]))] : [];
  for (const hook of hooksOf(self)) {
    if (hook.kind !== 'before') continue;
    const changed = runtime.call(hook.call, [self, tuple(inputs), ...extra(hook)]);
    if (changed.kind === 'unknown') return changed;
    if (hook.takesKeywords && changed.kind !== 'None') [inputs, named] = argumentsOf(changed, runtime);
    else if (changed.kind === 'tuple') inputs = changed.items;
    else if (changed.kind !== 'None') inputs = [changed];
  }
  const through = (given: readonly Value[]): Value => {
    let result = forward(given, named);
    for (const hook of hooksOf(self)) {
      if (hook.kind !== 'after') continue;
      const changed = runtime.call(hook.call, [self, tuple(given), ...extra(hook), result]);
      if (changed.kind !== 'None') result = changed;
    }
    return result;
  };
  const calls = (kind: Hook['kind']): Value[] =>
    hooksOf(self)
      .filter((hook) => hook.kind === kind)
      .map((hook) => hook.call);
  const hooks = { before: calls('before backward'), after: calls('backward') };
  return hooks.before.length + hooks.after.length > 0
    ? withBackwardHooks(self, hooks, inputs, runtime, through)
    : through(inputs);
}

export const hasHooks = (self: InstanceValue): boolean => hooksOf(self).length > 0;
