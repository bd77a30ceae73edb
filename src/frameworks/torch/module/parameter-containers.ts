/** ParameterList and ParameterDict: modules that hold parameters. */
import { method } from '../../define';
import type { DType } from '../../../engine/dtype';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import {
  bool,
  int,
  list,
  none,
  str,
  tuple,
  type ClassValue,
  type InstanceValue,
  type NativeMethod,
  type Value,
} from '../../values';
import { own } from '../tensor/creation';
import { moduleClass } from '.';
import { legacyDTypes } from '../tensor/object';

const entries = (self: InstanceValue): (readonly [string, Value])[] => {
  const reason = self.state.get('unknown');
  if (typeof reason === 'string') throw new NotKnown(reason);
  return [...self.attributes].filter(([name]) => name !== 'training');
};

/** Tensors that are no parameters become some. */
function put(self: InstanceValue, name: string, value: Value, runtime: Runtime): void {
  const parameter =
    value.kind === 'tensor' && !value.isParameter
      ? own(value.tensor.asLeaf({ requiresGrad: true }), runtime, true)
      : value;
  runtime.setAttribute(self, name, parameter);
}

function extend(self: InstanceValue, values: Value, runtime: Runtime): void {
  const items = runtime.iterate(values);
  if (!items) {
    self.state.set('unknown', 'the parameters inside are not known');
    return;
  }
  let next = entries(self).length;
  for (const item of items) put(self, String(next++), item, runtime);
}

function update(self: InstanceValue, given: Value, runtime: Runtime): void {
  if (given.kind !== 'dict' || given.open) {
    self.state.set('unknown', 'the parameters inside are not known');
    return;
  }
  // PyTorch takes the entries of a dict in the order of their names.
  const entries = [...given.entries.values()].flatMap(([key, value]): [string, Value][] =>
    key.kind === 'str' ? [[key.value, value]] : [],
  );
  for (const [name, value] of entries.sort(([a], [b]) => (a < b ? -1 : 1))) put(self, name, value, runtime);
}

function described(self: InstanceValue, typeText: (dtype: DType) => string): Value {
  const lines = entries(self).map(([name, value]) => {
    if (value.kind !== 'tensor') throw new NotKnown('a parameter is not known');
    const { shape, dtype } = value.tensor;
    if (!shape?.every((size) => typeof size === 'number')) throw new NotKnown('a shape is not known');
    const kind = value.isParameter ? 'Parameter' : 'Tensor';
    return `  (${name}): ${kind} containing: [${typeText(dtype!)} of size ${shape.join('x')}]`;
  });
  return str(lines.join('\n'));
}

/** `torch.FloatTensor`: how a ParameterDict prints a dtype. */
function legacyName(dtype: DType): string {
  const found = Object.entries(legacyDTypes).find(([name, other]) => name !== 'Tensor' && other === dtype);
  if (!found) throw new NotKnown(`the old name of torch.${dtype} is not known`);
  return `torch.${found[0]}`;
}

const shared: Readonly<Record<string, NativeMethod>> = {
  __len__: method('()', (self) => int(entries(self).length)),
};

const itemAt = (self: InstanceValue, index: number): readonly [string, Value] => {
  const found = entries(self).at(index);
  if (!found) throw new PythonError('IndexError', `index ${index} is out of range`);
  return found;
};

const parameterList = moduleClass('torch.nn.ParameterList', '(values=None)', {
  construct: (self, args, runtime) => {
    if (!args.isNone('values')) extend(self, args.value('values'), runtime);
  },
  methods: {
    ...shared,
    extra_repr: method('()', (self) => described(self, (dtype) => `torch.${dtype}`)),
    __iter__: method('()', (self) => list(entries(self).map(([, value]) => value))),
    __getitem__: method('(index)', (self, args) => itemAt(self, args.int('index'))[1]),
    __setitem__: method('(index, param)', (self, args, runtime) => {
      put(self, itemAt(self, args.int('index'))[0], args.value('param'), runtime);
      return none;
    }),
    append: method('(value)', (self, args, runtime) => {
      put(self, String(entries(self).length), args.value('value'), runtime);
      return self;
    }),
    extend: method('(values)', (self, args, runtime) => {
      extend(self, args.value('values'), runtime);
      return self;
    }),
  },
});

const noEntry = (key: string): never => {
  throw new PythonError('KeyError', key);
};

const entryAt = (self: InstanceValue, key: string): Value =>
  new Map(entries(self)).get(key) ?? noEntry(`'${key}'`);

const parameterDict = moduleClass('torch.nn.ParameterDict', '(parameters=None)', {
  construct: (self, args, runtime) => {
    if (!args.isNone('parameters')) update(self, args.value('parameters'), runtime);
  },
  methods: {
    ...shared,
    extra_repr: method('()', (self) => described(self, legacyName)),
    __iter__: method('()', (self) => list(entries(self).map(([name]) => str(name)))),
    __contains__: method('(key)', (self, args) => {
      const names = entries(self).map(([name]) => name);
      return bool(names.includes(args.string('key')));
    }),
    __getitem__: method('(key)', (self, args) => entryAt(self, args.string('key'))),
    __setitem__: method('(key, value)', (self, args, runtime) => {
      put(self, args.string('key'), args.value('value'), runtime);
      return none;
    }),
    __delitem__: method('(key)', (self, args, runtime) => {
      runtime.deleteAttribute(self, args.string('key'));
      return none;
    }),
    pop: method('(key)', (self, args, runtime) => {
      const gone = entryAt(self, args.string('key'));
      runtime.deleteAttribute(self, args.string('key'));
      return gone;
    }),
    popitem: method('()', (self, _, runtime) => {
      const [name, value] = entries(self).at(-1) ?? noEntry("'dictionary is empty'");
      runtime.deleteAttribute(self, name);
      return tuple([str(name), value]);
    }),
    get: method('(key, default=None)', (self, args) => {
      const found = new Map(entries(self)).get(args.string('key'));
      return found ?? args.value('default');
    }),
    setdefault: method('(key, default=None)', (self, args, runtime) => {
      const key = args.string('key');
      if (!self.attributes.has(key)) put(self, key, args.value('default'), runtime);
      return entryAt(self, key);
    }),
    clear: method('()', (self, _, runtime) => {
      for (const [name] of entries(self)) runtime.deleteAttribute(self, name);
      return none;
    }),
    keys: method('()', (self) => list(entries(self).map(([name]) => str(name)))),
    values: method('()', (self) => list(entries(self).map(([, value]) => value))),
    items: method('()', (self) => list(entries(self).map(([name, value]) => tuple([str(name), value])))),
    update: method('(parameters)', (self, args, runtime) => {
      update(self, args.value('parameters'), runtime);
      return none;
    }),
  },
});

export const parameterContainers: readonly ClassValue[] = [parameterList, parameterDict];
