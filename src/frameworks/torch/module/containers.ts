/** Modules that hold modules, and wrappers that change nothing of what is computed. */
import { NotKnown, PythonError } from '../../errors';
import type { Arguments } from '../../arguments';
import { define, method } from '../../define';
import type { Runtime } from '../../runtime';
import { anySignature, signature } from '../../signature';
import {
  bool,
  int,
  list,
  none,
  str,
  tuple,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type NativeMethod,
  type Value,
} from '../../values';
import { moduleClass } from '.';
import { isModule } from './tree';

/** All entries by their names, in order: a child that is not known is one too. */
const namedEntries = (self: InstanceValue): (readonly [string, Value])[] =>
  [...self.attributes].filter(
    ([name, value]) => name !== 'training' && (isModule(value) || value.kind === 'unknown'),
  );

const entries = (self: InstanceValue): Value[] => namedEntries(self).map(([, value]) => value);

/** The entries, if all of them are known. Throws NotKnown otherwise. */
function knownEntries(self: InstanceValue): Value[] {
  const reason = self.state.get('unknown');
  if (typeof reason === 'string') throw new NotKnown(reason);
  return entries(self);
}

/** Puts modules in under consecutive numbers, from what is there on. */
function append(self: InstanceValue, values: Iterable<Value>, runtime: Runtime): void {
  let next = entries(self).length;
  for (const value of values) runtime.setAttribute(self, String(next++), value);
}

/** Puts other entries in the place of all. */
function replaceAll(self: InstanceValue, values: readonly Value[], runtime: Runtime): void {
  for (const [name] of namedEntries(self)) runtime.deleteAttribute(self, name);
  append(self, values, runtime);
}

function fromIterable(self: InstanceValue, value: Value, runtime: Runtime): void {
  const items = runtime.iterate(value);
  if (items) append(self, items, runtime);
  else self.state.set('unknown', 'the modules inside are not known');
}

function fromDict(self: InstanceValue, value: Value, runtime: Runtime): void {
  if (value.kind === 'instance' && isModule(value)) {
    for (const [name, module] of namedEntries(value)) runtime.setAttribute(self, name, module);
    return;
  }
  const pairs =
    value.kind === 'dict'
      ? value.open
        ? undefined
        : [...value.entries.values()]
      : [...(runtime.iterate(value) ?? [])].map((pair) => (pair.kind === 'tuple' ? pair.items : []));
  if (!pairs) {
    self.state.set('unknown', 'the modules inside are not known');
    return;
  }
  for (const [key, module] of pairs) {
    if (key?.kind === 'str' && module) runtime.setAttribute(self, key.value, module);
  }
}

/** Where an index points; throws IndexError. */
function position(index: number, length: number): number {
  const at = index < 0 ? index + length : index;
  if (at < 0 || at >= length) throw new PythonError('IndexError', `index ${index} is out of range`);
  return at;
}

/** The positions that an index or a slice means. */
function positions(index: Value, length: number): number[] {
  if (index.kind === 'int') return [position(index.value, length)];
  if (index.kind !== 'slice') throw new NotKnown('the index is not known');
  const bound = (value: Value): number | undefined => {
    if (value.kind === 'None') return undefined;
    if (value.kind === 'int') return value.value;
    throw new NotKnown('a bound of the slice is not known');
  };
  const all = Array.from({ length }, (_, at) => at);
  const step = bound(index.step) ?? 1;
  const picked = step < 0 ? all.reverse() : all;
  const [lower, upper] = [bound(index.lower), bound(index.upper)];
  if (step < 0 && (lower !== undefined || upper !== undefined))
    throw new NotKnown('a slice that goes backwards is not followed');
  return picked.slice(lower, upper).filter((_, at) => at % Math.abs(step) === 0);
}

/** `layers[1]`, `layers[-1]`, `layers[:-1]`: a module, or a container of the same kind with part of the modules. */
function item(self: InstanceValue, index: Value, runtime: Runtime): Value {
  const all = namedEntries(self);
  knownEntries(self);
  if (index.kind === 'str') return named(self, index.value);
  const wanted = positions(index, all.length).map((at) => all[at]!);
  if (index.kind === 'int') return wanted[0]![1];
  const part: InstanceValue = { ...self, attributes: new Map(), state: new Map() };
  const training = self.attributes.get('training');
  if (training) part.attributes.set('training', training);
  const keepsNames = self.class.name === 'torch.nn.Sequential';
  wanted.forEach(([name, module], at) => {
    runtime.setAttribute(part, keepsNames ? name : String(at), module);
  });
  return part;
}

function named(self: InstanceValue, name: string): Value {
  const found = self.attributes.get(name);
  if (!found) throw new PythonError('KeyError', `'${name}'`);
  return found;
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
  insert: method('(index, module)', (self, args, runtime) => {
    const all = knownEntries(self);
    const index = args.int('index');
    all.splice(index < 0 ? Math.max(0, index + all.length) : index, 0, args.value('module'));
    replaceAll(self, all, runtime);
    return self;
  }),
  pop: method('(key=-1)', (self, args, runtime) => {
    const all = knownEntries(self);
    const [gone] = all.splice(position(args.int('key'), all.length), 1);
    replaceAll(self, all, runtime);
    return gone!;
  }),
  __len__: method('()', (self) => int(knownEntries(self).length)),
  __iter__: method('()', (self) => list(knownEntries(self))),
  __getitem__: method('(index)', (self, args, runtime) => item(self, args.value('index'), runtime)),
  __setitem__: method('(index, module)', (self, args, runtime) => {
    const index = args.value('index');
    if (index.kind === 'str') runtime.setAttribute(self, index.value, args.value('module'));
    else {
      const all = namedEntries(self);
      const [at] = positions(index, all.length);
      runtime.setAttribute(self, all[at!]![0], args.value('module'));
    }
    return none;
  }),
  __delitem__: method('(index)', (self, args, runtime) => {
    const all = knownEntries(self);
    const gone = new Set(positions(args.value('index'), all.length));
    replaceAll(
      self,
      all.filter((_, at) => !gone.has(at)),
      runtime,
    );
    return none;
  }),
  __add__: method('(other)', (self, args, runtime) => {
    const part: InstanceValue = { ...self, attributes: new Map(), state: new Map() };
    part.attributes.set('training', self.attributes.get('training') ?? bool(true));
    const others = runtime.iterate(args.value('other'));
    if (!others) throw new NotKnown('the modules to add are not known');
    append(part, [...knownEntries(self), ...others], runtime);
    return part;
  }),
};

/** Hands the input through the modules in order. */
function runInOrder(self: InstanceValue, args: Arguments, runtime: Runtime): Value {
  let value = args.value('input');
  for (const module of knownEntries(self)) value = runtime.call(module, [value]);
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
  methods: sharedMethods,
});

const moduleList: ClassValue = moduleClass('torch.nn.ModuleList', '(modules=None)', {
  construct: (self, args, runtime) => {
    if (!args.isNone('modules')) fromIterable(self, args.value('modules'), runtime);
  },
  methods: sharedMethods,
});

const keysOf = (self: InstanceValue): Value[] => namedEntries(self).map(([name]) => str(name));

const moduleDict: ClassValue = moduleClass('torch.nn.ModuleDict', '(modules=None)', {
  construct: (self, args, runtime) => {
    if (!args.isNone('modules')) fromDict(self, args.value('modules'), runtime);
  },
  methods: {
    __len__: sharedMethods['__len__']!,
    __getitem__: method('(key)', (self, args) => {
      knownEntries(self);
      return named(self, args.string('key'));
    }),
    __setitem__: method('(key, module)', (self, args, runtime) => {
      runtime.setAttribute(self, args.string('key'), args.value('module'));
      return none;
    }),
    __delitem__: method('(key)', (self, args, runtime) => {
      named(self, args.string('key'));
      runtime.deleteAttribute(self, args.string('key'));
      return none;
    }),
    __contains__: method('(key)', (self, args) => {
      const names = namedEntries(self).map(([name]) => name);
      knownEntries(self);
      return bool(names.includes(args.string('key')));
    }),
    __iter__: method('()', (self) => list(keysOf(self))),
    keys: method('()', (self) => list(keysOf(self))),
    values: method('()', (self) => list(knownEntries(self))),
    items: method('()', (self) => list(namedEntries(self).map(([name, child]) => tuple([str(name), child])))),
    update: method('(modules)', (self, args, runtime) => {
      fromDict(self, args.value('modules'), runtime);
      return none;
    }),
    pop: method('(key)', (self, args, runtime) => {
      const gone = named(self, args.string('key'));
      runtime.deleteAttribute(self, args.string('key'));
      return gone;
    }),
    clear: method('()', (self, _, runtime) => {
      for (const [name] of namedEntries(self)) runtime.deleteAttribute(self, name);
      return none;
    }),
  },
});

/** What was there before a Module held modules by itself. */
const container: ClassValue = moduleClass('torch.nn.Container', '(**kwargs)', {
  construct: (self, args, runtime) => {
    for (const [name, module] of Object.entries(args.keywords)) runtime.setAttribute(self, name, module);
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

/** `nn.parallel.data_parallel(module, inputs)`: on one machine without devices to share the work, a call. */
export const dataParallel: NativeFunction = define(
  'torch.nn.parallel.data_parallel',
  '(module, inputs, device_ids=None, output_device=None, dim=0, module_kwargs=None)',
  (args, runtime) => {
    const inputs = args.value('inputs');
    const keywords = args.value('module_kwargs');
    const named =
      keywords.kind === 'dict'
        ? Object.fromEntries(
            [...keywords.entries.values()].map(([key, value]) => [
              key.kind === 'str' ? key.value : '',
              value,
            ]),
          )
        : {};
    return runtime.call(args.value('module'), inputs.kind === 'tuple' ? inputs.items : [inputs], named);
  },
);

export const containers: readonly ClassValue[] = [
  sequential,
  moduleList,
  moduleDict,
  container,
  wrapper('torch.nn.DataParallel'),
  wrapper('torch.nn.parallel.DistributedDataParallel'),
];
