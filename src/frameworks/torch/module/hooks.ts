/**
 * Hooks: functions that a module calls before or after its forward pass, and when a backward pass leaves it. After a
 * hook of the old kind was registered (`register_backward_hook`), the module's results are not known.
 */
import { signature } from '../../signature';
import {
  none,
  tuple,
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

/** Why a call of the module is not followed, if it is not. */
export const notFollowedBecause = (self: InstanceValue): string | undefined =>
  self.state.get('notFollowed') as string | undefined;

/** A call of a module, with the hooks around it; each may put something in the place of what it is given. */
export function withHooks(
  self: InstanceValue,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
  runtime: Runtime,
  forward: (positional: readonly Value[]) => Value,
): Value {
  let inputs = positional;
  const extra = (hook: Hook): Value[] =>
    hook.takesKeywords
      ? [
          {
            kind: 'dict',
            entries: new Map(
              Object.entries(keywords).map(([name, value]) => [
                `s${name}`,
                [{ kind: 'str', value: name }, value],
              ]),
            ),
          },
        ]
      : [];
  for (const hook of hooksOf(self)) {
    if (hook.kind !== 'before') continue;
    const changed = runtime.call(hook.call, [self, tuple(inputs), ...extra(hook)]);
    if (changed.kind === 'unknown') return changed;
    if (changed.kind === 'tuple') inputs = changed.items;
    else if (changed.kind !== 'None') inputs = [changed];
  }
  const through = (given: readonly Value[]): Value => {
    let result = forward(given);
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
