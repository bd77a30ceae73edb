/** torch.func.functional_call: a module called with other tensors in the place of its parameters and buffers. */
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { define, defineAll } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import {
  dict,
  str,
  tensorValue,
  tuple,
  type InstanceValue,
  type NativeFunction,
  type Value,
} from '../../values';
import { isModule, modulesOf, namedModules, namedTensors } from '../module/tree';
import { tensorOf } from './derivatives';

/** The given tensors by their dotted names; a sequence of dicts is all of them. */
function givenTensors(value: Value, runtime: Runtime): Map<string, Value> {
  const dicts = value.kind === 'dict' ? [value] : [...(runtime.iterate(value) ?? [value])];
  const named = new Map<string, Value>();
  for (const one of dicts) {
    if (one.kind !== 'dict' || one.open) throw new NotKnown('the parameters are not known');
    for (const [key, item] of one.entries.values()) {
      if (key.kind !== 'str') throw new NotKnown('the name of a parameter is not known');
      if (named.has(key.value)) {
        throw new PythonError(
          'ValueError',
          `['${key.value}'] appeared in multiple dictionaries; behavior of functional call is ambiguous`,
        );
      }
      named.set(key.value, item);
    }
  }
  return named;
}

interface Place {
  readonly module: InstanceValue;
  readonly name: string;
  readonly before: Value;
  readonly now: Value;
}

/** Where the tensors go: under their names, and wherever the module has the same tensor under another name. */
function placesIn(self: InstanceValue, given: ReadonlyMap<string, Value>, tieWeights: boolean): Place[] {
  const modules = new Map(namedModules(self, '', false));
  const places: Place[] = [...given].map(([path, now]) => {
    const end = path.lastIndexOf('.');
    const module = modules.get(path.slice(0, Math.max(0, end)));
    const name = path.slice(end + 1);
    const before = module?.attributes.get(name);
    if (!module || before?.kind !== 'tensor')
      throw new NotKnown(`the module has no parameter or buffer '${path}' that is known`);
    return { module, name, before, now };
  });
  if (!tieWeights) return places;
  const tied = modulesOf(self).flatMap((module) =>
    [...module.attributes].flatMap(([name, before]) => {
      const same = places.find((place) => place.before === before);
      const isTaken = places.some((place) => place.module === module && place.name === name);
      return same && !isTaken ? [{ module, name, before, now: same.now }] : [];
    }),
  );
  return [...places, ...tied];
}

function call(args: Arguments, runtime: Runtime): Value {
  const module = args.value('module');
  if (!isModule(module)) throw new NotKnown('the module is not known');
  const given = givenTensors(args.value('parameter_and_buffer_dicts'), runtime);
  const places = placesIn(module, given, args.bool('tie_weights'));
  const passed = args.value('args');
  const keywords = args.value('kwargs');
  const named =
    keywords.kind === 'dict'
      ? [...keywords.entries.values()].flatMap(([key, value]) =>
          key.kind === 'str' ? [[key.value, value] as const] : [],
        )
      : [];
  for (const { module: inner, name, now } of places) runtime.setAttribute(inner, name, now);
  try {
    const positional = passed.kind === 'tuple' ? passed.items : passed.kind === 'None' ? [] : [passed];
    return runtime.call(module, positional, Object.fromEntries(named));
  } finally {
    for (const { module: inner, name, before } of places) runtime.setAttribute(inner, name, before);
  }
}

/** `stack_module_state`: the parameters and the buffers of several models, stacked along a new first dim. */
function stackState(args: Arguments, runtime: Runtime): Value {
  const models = [...(runtime.iterate(args.value('models')) ?? [])].filter(isModule);
  if (models.length === 0)
    throw new PythonError('RuntimeError', 'stack_module_state: Expected at least one model, got 0.');
  const stacked = (kind: 'parameter' | 'buffer'): Value => {
    const all = models.map((model) => new Map(namedTensors(model, kind)));
    return dict(
      [...all[0]!].map(([name, object]): readonly [Value, Value] => {
        const tensors = all.map((one) => tensorOf(one.get(name)));
        const leaf = Tensor.apply(ops.stack, tensors, { dim: 0 }).asLeaf({
          requiresGrad: object.tensor.requiresGrad,
        });
        const value = tensorValue(leaf);
        if (leaf.requiresGrad) runtime.own(value);
        return [str(name), value];
      }),
    );
  };
  return tuple([stacked('parameter'), stacked('buffer')]);
}

export const moduleFunctions: readonly NativeFunction[] = [
  ...defineAll(
    ['torch.func.functional_call', 'torch.nn.utils.stateless.functional_call'],
    '(module, parameter_and_buffer_dicts, args=None, kwargs=None, *, tie_weights=True, strict=False)',
    call,
  ),
  define('torch.func.stack_module_state', '(models)', stackState),
];
