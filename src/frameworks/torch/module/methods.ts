/** The methods of torch.nn.Module. */
import { zerosLike } from '../../../engine/formula';
import { isFloating } from '../../../engine/dtype';
import { define, method } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import { liveDict } from '../../live-entries';
import type { Runtime } from '../../runtime';
import { anySignature } from '../../signature';
import {
  bool,
  list,
  none,
  str,
  tensorValue,
  tuple,
  typeName,
  type InstanceValue,
  type NativeMethod,
  type Value,
} from '../../values';
import { conversions } from './conversions';
import { hookMethods, hookProperties } from './hooks';
import { layerAttributes } from './layer-attributes';
import { loadStateDict, stateDict } from './state';
import {
  buffersOf,
  isModule,
  isWhole,
  markBuffer,
  modulesOf,
  namedModules,
  namedParameters,
  namedTensors,
  uniqueChildren,
} from './tree';

/** An iterator that can be gone through once, over what is there now. */
const iterator = (items: readonly Value[]): Value => {
  let at = 0;
  return { kind: 'iterator', next: () => items[at++], rest: () => items.slice(at) };
};

/** What is inside, as far as the whole module is known. */
function contents(self: InstanceValue, items: Value[]): Value {
  if (isWhole(self)) return iterator(items);
  return { ...list(items), open: true };
}

const named = (entries: readonly (readonly [string, Value])[]): Value[] =>
  entries.map(([name, value]) => tuple([str(name), value]));

/** `parameters` and `buffers`, with and without names. */
function listing(kind: 'parameter' | 'buffer'): Readonly<Record<string, NativeMethod>> {
  return {
    [`${kind}s`]: method('(recurse=True)', (self, args) =>
      contents(
        self,
        namedTensors(self, kind, { recurse: args.bool('recurse') }).map(([, value]) => value),
      ),
    ),
    [`named_${kind}s`]: method("(prefix='', recurse=True, remove_duplicate=True)", (self, args) =>
      contents(
        self,
        named(
          namedTensors(self, kind, {
            prefix: args.string('prefix'),
            recurse: args.bool('recurse'),
            isUnique: args.bool('remove_duplicate'),
          }),
        ),
      ),
    ),
  };
}

/** Sets the training flag of a module and all inside it; an unknown mode is remembered as unknown. */
function setTraining(self: InstanceValue, mode: Value, runtime: Runtime): void {
  for (const inner of modulesOf(self)) runtime.setAttribute(inner, 'training', mode);
}

/** What lies at `a.b.c` from a module on. */
function reach(self: InstanceValue, path: string, runtime: Runtime): Value {
  let value: Value = self;
  for (const name of path === '' ? [] : path.split('.')) {
    if (!isModule(value)) throw new PythonError('AttributeError', `\`${name}\` is not an nn.Module`);
    const found: Value | undefined = value.attributes.get(name);
    if (!found) {
      if (!isWhole(value)) throw new NotKnown(`whether there is a '${name}' is not known`);
      const title = value.class.name.slice(value.class.name.lastIndexOf('.') + 1);
      throw new PythonError('AttributeError', `${title} has no attribute \`${name}\``);
    }
    value = found;
  }
  return value.kind === 'tensor' || isModule(value) ? value : runtime.getAttribute(self, path);
}

const reaching = method('(target)', (self, args, runtime) => reach(self, args.string('target'), runtime));

/** `apply`: the innermost modules first. */
function applyTo(self: InstanceValue, f: Value, runtime: Runtime): void {
  for (const [, child] of uniqueChildren(self)) applyTo(child, f, runtime);
  runtime.call(f, [self]);
}

const adding = method('(name, module)', (self, args, runtime) => {
  runtime.setAttribute(self, args.string('name'), args.value('module'));
  return none;
});

export const moduleMethods: Readonly<Record<string, NativeMethod>> = {
  ...conversions,
  ...hookMethods,
  ...listing('parameter'),
  ...listing('buffer'),
  compile: { signature: anySignature, call: () => none },
  extra_repr: method('()', () => str('')),
  _get_name: method('()', (self) => str(self.class.name.slice(self.class.name.lastIndexOf('.') + 1))),
  train: method('(mode=True)', (self, args, runtime) => {
    setTraining(self, args.value('mode'), runtime);
    return self;
  }),
  eval: method('()', (self, _, runtime) => {
    setTraining(self, bool(false), runtime);
    return self;
  }),
  requires_grad_: method('(requires_grad=True)', (self, args, runtime) => {
    const wanted = args.bool('requires_grad');
    for (const [, parameter] of namedParameters(self)) {
      const { tensor } = parameter;
      if (tensor.requiresGrad === wanted || (tensor.dtype && !isFloating(tensor.dtype))) continue;
      runtime.rebind(parameter, tensor.asLeaf({ requiresGrad: wanted }));
    }
    return self;
  }),
  zero_grad: method('(set_to_none=True)', (self, args, runtime) => {
    const parameters = namedParameters(self).map(([, parameter]) => parameter);
    runtime.noteGradients('zero_grad', parameters, isWhole(self));
    const toNone = runtime.truth(args.value('set_to_none')) !== false;
    for (const parameter of parameters) {
      const grad = toNone ? null : runtime.gradOf(parameter);
      runtime.setGrad(parameter, grad && tensorValue(zerosLike(grad.tensor)));
    }
    return none;
  }),
  children: method('()', (self) => iterator(uniqueChildren(self).map(([, child]) => child))),
  named_children: method('()', (self) => iterator(named(uniqueChildren(self)))),
  modules: method('()', (self) => iterator(modulesOf(self))),
  named_modules: method("(memo=None, prefix='', remove_duplicate=True)", (self, args) =>
    iterator(named(namedModules(self, args.string('prefix'), args.bool('remove_duplicate')))),
  ),
  get_submodule: reaching,
  get_parameter: reaching,
  get_buffer: reaching,
  add_module: adding,
  register_module: adding,
  register_buffer: method('(name, tensor, persistent=True)', (self, args, runtime) => {
    const name = args.string('name');
    if (self.attributes.has(name) && !buffersOf(self).has(name))
      throw new PythonError('KeyError', `"attribute '${name}' already exists"`, undefined, false, [
        str(`attribute '${name}' already exists`),
      ]);
    runtime.setAttribute(self, name, args.value('tensor'));
    markBuffer(self, args.string('name'), runtime.truth(args.value('persistent')) !== false);
    return none;
  }),
  register_parameter: method('(name, param)', (self, args, runtime) => {
    runtime.setAttribute(self, args.string('name'), args.value('param'));
    return none;
  }),
  apply: method('(fn)', (self, args, runtime) => {
    applyTo(self, args.value('fn'), runtime);
    return self;
  }),
  state_dict: method("(*args, destination=None, prefix='', keep_vars=False)", (self, args) =>
    stateDict(self, args.string('prefix')),
  ),
  load_state_dict: method('(state_dict, strict=True, assign=False)', (self, args, runtime) =>
    loadStateDict(self, args.value('state_dict'), args.bool('strict'), runtime),
  ),
};

/** What PyTorch raises where a module without a forward of its own is called. */
export const missingForward = (self: InstanceValue): PythonError =>
  new PythonError(
    'NotImplementedError',
    `Module [${typeName(self).split('.').at(-1)}] is missing the required "forward" function`,
  );

/** A dict of what is directly inside a module; what is put into it is put into the module. */
const insideAs =
  (
    pick: (self: InstanceValue) => readonly (readonly [string, Value])[],
  ): ((self: InstanceValue, runtime: Runtime) => Value) =>
  (self, runtime) =>
    liveDict(
      pick(self).map(([name, value]) => [str(name), value] as const),
      (name, value) => {
        if (name.kind !== 'str') return;
        if (value) runtime.setAttribute(self, name.value, value);
        else runtime.deleteAttribute(self, name.value);
      },
    );

export const moduleProperties: Readonly<
  Record<string, (self: InstanceValue, runtime: Runtime) => Value | undefined>
> = {
  ...layerAttributes,
  ...hookProperties,
  // A module without a forward of its own has one that refuses, as calling it does.
  forward: (self) =>
    define('torch.nn.Module.forward', '(*args, **kwargs)', () => {
      throw missingForward(self);
    }),
  _modules: insideAs(uniqueChildren),
  _parameters: insideAs((self) => namedTensors(self, 'parameter', { recurse: false })),
  _buffers: insideAs((self) =>
    [...buffersOf(self).keys()].map((name) => [name, self.attributes.get(name) ?? none] as const),
  ),
};
