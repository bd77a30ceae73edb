/**
 * torch.nn.utils.parametrize: a parameter that is worked out of others whenever it is read. The module becomes one of
 * a class of its own, `ParametrizedLinear`, in which the parameter is a property.
 */
import { withGrad } from '../../../engine/context';
import { define } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { anySignature } from '../../signature';
import {
  bool,
  linearize,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type NativeMethod,
  type TensorValue,
  type Value,
} from '../../values';
import { containers } from '../module/containers';
import { own } from '../tensor/creation';
import { moduleClass } from '../module';
import { childrenOf, isModule, moduleIn } from '../module/tree';

const PLACE = 'torch.nn.utils.parametrize';

const named = (name: string): ClassValue => containers.find((type) => type.name === `torch.nn.${name}`)!;

const listClass = moduleClass(`${PLACE}.ParametrizationList`, '()', {}, named('ModuleList'));

/** The lists of parametrizations of a module by the names of the tensors. */
function listsOf(self: InstanceValue): ReadonlyMap<string, InstanceValue> {
  const held = self.attributes.get('parametrizations');
  return new Map(held && isModule(held) ? childrenOf(held) : []);
}

/** The tensors that a parametrized one is made of: `original`, or `original0`, `original1` …. */
const originalsOf = (list: InstanceValue): Value[] =>
  [...list.attributes].filter(([name]) => /^original\d*$/.test(name)).map(([, value]) => value);

/** The parametrized tensor: the first parametrization of the originals, the others of what comes out. */
function worked(list: InstanceValue, runtime: Runtime): Value {
  return [...childrenOf(list)].reduce<readonly Value[]>(
    (inputs, [, parametrization]) => [runtime.call(parametrization, inputs)],
    originalsOf(list),
  )[0]!;
}

/** What a call of a module of `base` does, with the parametrized tensors in their places meanwhile. */
function invocation(base: ClassValue): NativeMethod {
  const owner = linearize(base).find((type) => type.invoke && !type.isUser);
  return {
    signature: (!base.isUser && owner?.invoke?.signature) || anySignature,
    call: (self, args, runtime) => {
      const lists = [...listsOf(self)];
      if (lists.some(([name]) => self.attributes.has(name)))
        throw new NotKnown('what is assigned to a parametrized tensor is not followed');
      if (base.isUser) return runtime.call(runtime.getAttribute(self, 'forward'), args.rest, args.keywords);
      if (!owner?.invoke) throw new NotKnown(`what ${base.name} computes is not known`);
      for (const [name, list] of lists) self.attributes.set(name, worked(list, runtime));
      try {
        return owner.invoke.call(self, args, runtime);
      } finally {
        for (const [name] of lists) self.attributes.delete(name);
      }
    },
  };
}

const baseOf = (self: InstanceValue): ClassValue =>
  (self.state.get('unparametrized') as ClassValue | undefined) ?? self.class;

/** The class in which the tensors of those names are properties. */
const parametrizedClass = (base: ClassValue, names: readonly string[]): ClassValue => ({
  kind: 'class',
  name: `${PLACE}.Parametrized${base.name.slice(base.name.lastIndexOf('.') + 1)}`,
  bases: [base],
  attributes: new Map(),
  isUser: false,
  invoke: invocation(base),
  properties: Object.fromEntries(
    names.map((name) => [
      name,
      (self: InstanceValue, runtime: Runtime) => {
        const list = listsOf(self).get(name);
        return list && worked(list, runtime);
      },
    ]),
  ),
});

/** `right_inverse` of a parametrization, where it has one. */
function inverseOf(parametrization: Value, runtime: Runtime): Value | undefined {
  try {
    const found = runtime.getAttribute(parametrization, 'right_inverse');
    return found.kind === 'unknown' ? undefined : found;
  } catch (error) {
    if (error instanceof PythonError) return undefined;
    throw error;
  }
}

/** A new original: a parameter where the tensor was one. */
function original(value: Value, before: TensorValue, runtime: Runtime): Value {
  if (value === before) return before;
  if (value.kind !== 'tensor') throw new NotKnown('what right_inverse gives is not known');
  const leaf = value.tensor.asLeaf({ requiresGrad: before.tensor.requiresGrad });
  return own(leaf, runtime, before.isParameter ?? false);
}

function begin(module: InstanceValue, name: string, parametrization: Value, runtime: Runtime): void {
  const before = module.attributes.get(name);
  if (before?.kind !== 'tensor') {
    throw new PythonError(
      'ValueError',
      `Module '${runtime.format(module, 'repr') ?? '?'}' does not have a parameter, a buffer, or a parametrized element with name '${name}'`,
    );
  }
  const inverse = inverseOf(parametrization, runtime);
  const given = inverse ? withGrad(false, () => runtime.call(inverse, [before])) : before;
  const list = runtime.call(listClass, []);
  if (!isModule(list)) throw new NotKnown('the parametrization is not known');
  if (given.kind === 'tuple') {
    given.items.forEach((item, at) => {
      runtime.setAttribute(list, `original${at}`, original(item, before, runtime));
    });
  } else runtime.setAttribute(list, 'original', original(given, before, runtime));
  runtime.setAttribute(list, '0', parametrization);
  if (!module.attributes.has('parametrizations'))
    runtime.setAttribute(module, 'parametrizations', runtime.call(named('ModuleDict'), []));
  runtime.deleteAttribute(module, name);
  runtime.setAttribute(module.attributes.get('parametrizations')!, name, list);
  const base = baseOf(module);
  module.state.set('unparametrized', base);
  runtime.become(module, parametrizedClass(base, [...listsOf(module).keys()]));
}

export function registerParametrization(
  module: InstanceValue,
  name: string,
  parametrization: Value,
  runtime: Runtime,
): void {
  const training = module.attributes.get('training');
  if (training) runtime.call(runtime.getAttribute(parametrization, 'train'), [training]);
  const list = listsOf(module).get(name);
  if (list) runtime.setAttribute(list, String([...childrenOf(list)].length), parametrization);
  else begin(module, name, parametrization, runtime);
  // PyTorch looks at the shape and dtype of what comes out, and what counts its calls has been called by then.
  const checked = listsOf(module).get(name);
  if (checked) worked(checked, runtime);
}

/** The tensor is a parameter again, as it is now, or as its original is. */
function remove(module: InstanceValue, name: string, staysAsItIs: boolean, runtime: Runtime): void {
  const list = listsOf(module).get(name);
  if (!list)
    throw new PythonError(
      'ValueError',
      `Module ${runtime.format(module, 'repr') ?? '?'} does not have a parametrization on ${name}`,
    );
  const originals = originalsOf(list);
  const [first] = originals;
  if (first?.kind !== 'tensor') throw new NotKnown('the original is not known');
  if (originals.length > 1 && !staysAsItIs) {
    throw new PythonError(
      'ValueError',
      'Cannot leave unparametrized (`leave_parametrized=False`) a tensor that is parametrized in terms of a sequence of tensors.',
    );
  }
  const now = staysAsItIs ? withGrad(false, () => worked(list, runtime)) : first;
  if (now.kind !== 'tensor') throw new NotKnown('the parametrized tensor is not known');
  const dict = module.attributes.get('parametrizations') as InstanceValue;
  runtime.deleteAttribute(dict, name);
  const base = baseOf(module);
  const rest = [...listsOf(module).keys()];
  if (rest.length === 0) runtime.deleteAttribute(module, 'parametrizations');
  runtime.become(module, rest.length === 0 ? base : parametrizedClass(base, rest));
  // The one original stays the same object, so that an optimizer that holds it still moves the parameter.
  if (originals.length === 1) {
    if (now !== first) runtime.rebind(first, now.tensor.asLeaf({ requiresGrad: first.tensor.requiresGrad }));
    runtime.setAttribute(module, name, first);
  } else {
    const leaf = now.tensor.asLeaf({ requiresGrad: first.tensor.requiresGrad });
    runtime.setAttribute(module, name, own(leaf, runtime, first.isParameter ?? false));
  }
}

export const parametrizeNames: readonly (ClassValue | NativeFunction)[] = [
  listClass,
  define(
    `${PLACE}.register_parametrization`,
    '(module, tensor_name, parametrization, *, unsafe=False)',
    (args, runtime) => {
      const module = moduleIn(args.value('module'));
      registerParametrization(module, args.string('tensor_name'), args.value('parametrization'), runtime);
      return module;
    },
  ),
  define(
    `${PLACE}.remove_parametrizations`,
    '(module, tensor_name, leave_parametrized=True)',
    (args, runtime) => {
      const module = moduleIn(args.value('module'));
      remove(module, args.string('tensor_name'), args.bool('leave_parametrized'), runtime);
      return module;
    },
  ),
  define(`${PLACE}.is_parametrized`, '(module, tensor_name=None)', (args) => {
    const lists = listsOf(moduleIn(args.value('module')));
    return bool(args.isNone('tensor_name') ? lists.size > 0 : lists.has(args.string('tensor_name')));
  }),
];
