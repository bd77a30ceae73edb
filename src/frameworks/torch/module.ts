/** torch.nn.Module, and the making of classes that inherit from it. */
import { Tensor } from '../../engine/tensor';
import type { Runtime } from '../runtime';
import { anySignature, signature } from '../signature';
import {
  bool,
  dict,
  inheritsFrom,
  list,
  none,
  str,
  tuple,
  type ClassValue,
  type InstanceValue,
  type NativeMethod,
  type TensorValue,
  type Value,
} from '../values';

const method = (parameters: string, call: NativeMethod['call']): NativeMethod => ({
  signature: signature(parameters),
  call,
});

/** The modules directly inside one, by name, in order. */
export function* childrenOf(self: InstanceValue): Iterable<readonly [string, InstanceValue]> {
  for (const [name, value] of self.attributes) {
    if (value.kind === 'instance' && inheritsFrom(value.class, 'torch.nn.Module')) yield [name, value];
  }
}

/** A module and all that are inside it, each once. */
export function modulesOf(self: InstanceValue, seen = new Set<InstanceValue>()): InstanceValue[] {
  if (seen.has(self)) return [];
  seen.add(self);
  return [self, ...[...childrenOf(self)].flatMap(([, child]) => modulesOf(child, seen))];
}

/** The parameters with their dotted names. */
export function namedParameters(
  self: InstanceValue,
  prefix = '',
  seen = new Set<object>(),
): [string, TensorValue][] {
  if (seen.has(self)) return [];
  seen.add(self);
  const found: [string, TensorValue][] = [];
  for (const [name, value] of self.attributes) {
    if (value.kind === 'tensor' && value.isParameter && !seen.has(value)) {
      seen.add(value);
      found.push([prefix + name, value]);
    }
  }
  for (const [name, child] of childrenOf(self))
    found.push(...namedParameters(child, `${prefix}${name}.`, seen));
  return found;
}

/** Sets the training flag of a module and all inside it; an unknown mode is remembered as unknown. */
function setTraining(self: InstanceValue, mode: Value, runtime: Runtime): void {
  for (const inner of modulesOf(self)) runtime.setAttribute(inner, 'training', mode);
}

const unchanged: NativeMethod = { signature: anySignature, call: (self) => self };

/** An iterator that can be gone through once, over what is there now. */
const iterator = (items: readonly Value[]): Value => {
  let at = 0;
  return { kind: 'iterator', next: () => items[at++] };
};

/** Parameters are only known where the whole module is: a part that is not known may hold more. */
const isWhole = (self: InstanceValue): boolean =>
  modulesOf(self).every(
    (inner) =>
      !inner.state.has('unknown') &&
      [...inner.attributes.values()].every((value) => value.kind !== 'unknown'),
  );

const moduleMethods: Readonly<Record<string, NativeMethod>> = {
  to: unchanged,
  cuda: unchanged,
  cpu: unchanged,
  float: unchanged,
  half: unchanged,
  double: unchanged,
  type: unchanged,
  requires_grad_: unchanged,
  share_memory: unchanged,
  compile: { signature: anySignature, call: () => none },
  load_state_dict: {
    signature: anySignature,
    // What a file held is not known: from here on the parameters have no values.
    call: (self, _, runtime) => {
      for (const [, parameter] of namedParameters(self)) {
        const { shape, dtype } = parameter.tensor;
        runtime.rebind(parameter, Tensor.leaf({ shape, dtype, requiresGrad: true }));
      }
      return none;
    },
  },
  train: method('(mode=True)', (self, args, runtime) => {
    setTraining(self, args.value('mode'), runtime);
    return self;
  }),
  eval: method('()', (self, _, runtime) => {
    setTraining(self, bool(false), runtime);
    return self;
  }),
  parameters: method('(recurse=True)', (self) =>
    parametersList(
      self,
      namedParameters(self).map(([, value]) => value),
    ),
  ),
  named_parameters: method("(prefix='', recurse=True)", (self) =>
    parametersList(
      self,
      namedParameters(self).map(([name, value]) => tuple([str(name), value])),
    ),
  ),
  children: method('()', (self) => iterator([...childrenOf(self)].map(([, child]) => child))),
  named_children: method('()', (self) =>
    iterator([...childrenOf(self)].map(([name, child]) => tuple([str(name), child]))),
  ),
  modules: method('()', (self) => iterator(modulesOf(self))),
  zero_grad: method('(set_to_none=True)', (self, _, runtime) => {
    runtime.noteOperation('zero_grad', []);
    for (const [, parameter] of namedParameters(self)) runtime.setGrad(parameter, null);
    return none;
  }),
  register_buffer: method('(name, tensor, persistent=True)', (self, args, runtime) => {
    runtime.setAttribute(self, args.string('name'), args.value('tensor'));
    return none;
  }),
  register_parameter: method('(name, param)', (self, args, runtime) => {
    runtime.setAttribute(self, args.string('name'), args.value('param'));
    return none;
  }),
  add_module: method('(name, module)', (self, args, runtime) => {
    runtime.setAttribute(self, args.string('name'), args.value('module'));
    return none;
  }),
  apply: method('(fn)', (self, args, runtime) => {
    for (const inner of modulesOf(self).reverse()) runtime.call(args.value('fn'), [inner]);
    return self;
  }),
  state_dict: {
    signature: anySignature,
    call: (self) => dict(namedParameters(self).map(([name, value]) => [str(name), value])),
  },
};

function parametersList(self: InstanceValue, items: Value[]): Value {
  if (isWhole(self)) return iterator(items);
  return { ...list(items), open: true };
}

/** The base class of all layers and losses. */
export const moduleBase: ClassValue = {
  kind: 'class',
  name: 'torch.nn.Module',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: anySignature,
  prepare: (self) => {
    self.attributes.set('training', bool(true));
  },
  construct: () => undefined,
  methods: moduleMethods,
};

/** A class of torch.nn. */
export const moduleClass = (
  name: string,
  parameters: string,
  parts: Pick<ClassValue, 'construct' | 'invoke' | 'methods' | 'properties' | 'describe'>,
): ClassValue => ({
  kind: 'class',
  name,
  bases: [moduleBase],
  attributes: new Map(),
  isUser: false,
  signature: signature(parameters),
  ...parts,
});

/** A layer whose forward takes one tensor. */
export const tensorLayer = (
  name: string,
  parameters: string,
  construct: NonNullable<ClassValue['construct']>,
  forward: (self: InstanceValue, input: Tensor, runtime: Runtime) => Value,
): ClassValue =>
  moduleClass(name, parameters, {
    construct,
    invoke: {
      signature: signature('(input)'),
      call: (self, args, runtime) => forward(self, args.tensor('input'), runtime),
    },
  });
