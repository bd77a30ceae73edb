/** Modules that hold modules: Sequential, ModuleList, ModuleDict, and wrappers that change nothing of what is computed. */
import { NotKnown, PythonError } from '../errors';
import type { Arguments } from '../arguments';
import type { Runtime } from '../runtime';
import { anySignature, signature } from '../signature';
import {
  int,
  list,
  none,
  str,
  tuple,
  type ClassValue,
  type InstanceValue,
  type NativeMethod,
  type Value,
} from '../values';
import { childrenOf, moduleClass } from './module';

const method = (parameters: string, call: NativeMethod['call']): NativeMethod => ({
  signature: signature(parameters),
  call,
});

const childList = (self: InstanceValue): InstanceValue[] => [...childrenOf(self)].map(([, child]) => child);

/** All entries, in order: a child that is not known is one too. */
const entries = (self: InstanceValue): Value[] =>
  [...self.attributes].filter(([name]) => name !== 'training').map(([, value]) => value);

/** Puts modules in under consecutive numbers, from what is there on. */
function append(self: InstanceValue, values: Iterable<Value>, runtime: Runtime): void {
  let next = entries(self).length;
  for (const value of values) runtime.setAttribute(self, String(next++), value);
}

function fromIterable(self: InstanceValue, value: Value, runtime: Runtime): void {
  const items = runtime.iterate(value);
  if (items) append(self, items, runtime);
  else self.state.set('unknown', 'the modules inside are not known');
}

function fromDict(self: InstanceValue, value: Value, runtime: Runtime): void {
  if (value.kind !== 'dict' || value.open) {
    self.state.set('unknown', 'the modules inside are not known');
    return;
  }
  for (const [key, module] of value.entries.values()) {
    if (key.kind === 'str') runtime.setAttribute(self, key.value, module);
  }
}

/** `layers[1]`, `layers[-1]`, `layers[:-1]`, `layers['name']`. */
function item(self: InstanceValue, index: Value, runtime: Runtime, make: ClassValue): Value {
  const reason = self.state.get('unknown');
  if (typeof reason === 'string') throw new NotKnown(reason);
  const all = entries(self);
  if (index.kind === 'int') {
    const found = all.at(index.value);
    if (!found) throw new PythonError('IndexError', `index ${index.value} is out of range`);
    return found;
  }
  if (index.kind === 'str') {
    const found = self.attributes.get(index.value);
    if (!found) throw new PythonError('KeyError', `'${index.value}'`);
    return found;
  }
  if (index.kind === 'slice') {
    const bound = (value: Value): number | undefined => {
      if (value.kind === 'None') return undefined;
      if (value.kind === 'int') return value.value;
      throw new NotKnown('a bound of the slice is not known');
    };
    const part: InstanceValue = { ...self, class: make, attributes: new Map(), state: new Map() };
    const training = self.attributes.get('training');
    if (training) part.attributes.set('training', training);
    append(part, all.slice(bound(index.lower), bound(index.upper)), runtime);
    return part;
  }
  throw new NotKnown('the index is not known');
}

const sharedMethods: Readonly<Record<string, NativeMethod>> = {
  append: method('(module)', (self, args, runtime) => {
    append(self, [args.value('module')], runtime);
    return self;
  }),
  extend: method('(modules)', (self, args, runtime) => {
    fromIterable(self, args.value('modules'), runtime);
    return self;
  }),
  __len__: method('()', (self) => int(entries(self).length)),
  __iter__: method('()', (self) => {
    const reason = self.state.get('unknown');
    if (typeof reason === 'string') throw new NotKnown(reason);
    return list(entries(self));
  }),
};

/** Hands the input through the modules in order. */
function runInOrder(self: InstanceValue, args: Arguments, runtime: Runtime): Value {
  const reason = self.state.get('unknown');
  if (typeof reason === 'string') throw new NotKnown(reason);
  let value = args.value('input');
  for (const module of entries(self)) value = runtime.call(module, [value]);
  return value;
}

const sequential: ClassValue = moduleClass('torch.nn.Sequential', '(*args)', {
  construct: (self, args, runtime) => {
    const [only] = args.rest;
    if (args.spread) self.state.set('unknown', 'the modules inside are not known');
    else if (args.rest.length === 1 && only?.kind === 'dict') fromDict(self, only, runtime);
    else append(self, args.rest, runtime);
  },
  invoke: { signature: signature('(input)'), call: runInOrder },
  methods: {
    ...sharedMethods,
    __getitem__: method('(index)', (self, args, runtime) =>
      item(self, args.value('index'), runtime, sequential),
    ),
  },
});

const moduleList: ClassValue = moduleClass('torch.nn.ModuleList', '(modules=None)', {
  construct: (self, args, runtime) => {
    if (!args.isNone('modules')) fromIterable(self, args.value('modules'), runtime);
  },
  methods: {
    ...sharedMethods,
    __getitem__: method('(index)', (self, args, runtime) =>
      item(self, args.value('index'), runtime, moduleList),
    ),
  },
});

const moduleDict: ClassValue = moduleClass('torch.nn.ModuleDict', '(modules=None)', {
  construct: (self, args, runtime) => {
    if (!args.isNone('modules')) fromDict(self, args.value('modules'), runtime);
  },
  methods: {
    __len__: sharedMethods['__len__']!,
    __getitem__: method('(key)', (self, args, runtime) => item(self, args.value('key'), runtime, moduleDict)),
    __setitem__: method('(key, module)', (self, args, runtime) => {
      runtime.setAttribute(self, args.string('key'), args.value('module'));
      return none;
    }),
    keys: method('()', (self) => list([...childrenOf(self)].map(([name]) => str(name)))),
    values: method('()', (self) => list(childList(self))),
    items: method('()', (self) =>
      list([...childrenOf(self)].map(([name, child]) => tuple([str(name), child]))),
    ),
  },
});

/** A wrapper that computes what the module inside computes. */
const wrapper = (name: string): ClassValue =>
  moduleClass(name, '(module, *args, **kwargs)', {
    construct: (self, args, runtime) => {
      runtime.setAttribute(self, 'module', args.value('module'));
    },
    invoke: {
      signature: anySignature,
      call: (self, args, runtime) =>
        runtime.call(self.attributes.get('module') ?? none, args.rest, args.keywords),
    },
  });

export const containers: readonly ClassValue[] = [
  sequential,
  moduleList,
  moduleDict,
  wrapper('torch.nn.DataParallel'),
  wrapper('torch.nn.parallel.DistributedDataParallel'),
];
