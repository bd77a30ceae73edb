/** tf.Module: a class whose variables are found in its attributes, in the order of their names. */
import { openClass } from '../define';
import { signature } from '../signature';
import {
  inheritsFrom,
  str,
  tuple,
  type ClassValue,
  type InstanceValue,
  type TensorValue,
  type Value,
} from '../values';
import { isTrainable } from './variable-facts';

/**
 * The variables of an object and of the modules in it. Attributes are gone through in alphabetical order.
 *
 * @param seen What was gone through before: objects may hold each other.
 */
function variablesOf(self: InstanceValue, seen: Set<Value> = new Set([self])): TensorValue[] {
  const found: TensorValue[] = [];
  const modules: InstanceValue[] = [];
  const visit = (value: Value): void => {
    if (seen.has(value)) return;
    seen.add(value);
    if (value.kind === 'tensor' && value.framework === 'tensorflow' && value.isParameter) found.push(value);
    else if (value.kind === 'list' || value.kind === 'tuple') value.items.forEach(visit);
    else if (value.kind === 'dict') [...value.entries.values()].forEach(([, entry]) => visit(entry));
    else if (value.kind === 'instance' && inheritsFrom(value.class, moduleClass.name)) modules.push(value);
  };
  const entries = [...self.attributes].sort(([a], [b]) => (a < b ? -1 : 1));
  entries.forEach(([, value]) => visit(value));
  for (const inner of modules) found.push(...variablesOf(inner, seen));
  return found;
}

export const moduleClass: ClassValue = openClass('tensorflow.Module', {
  signature: signature('(name=None)'),
  construct: (self, args) => {
    self.attributes.set(
      'name',
      args.isNone('name') ? str(self.class.name.toLowerCase()) : args.value('name'),
    );
  },
  properties: {
    variables: (self) => tuple(variablesOf(self)),
    trainable_variables: (self) => tuple(variablesOf(self).filter(isTrainable)),
  },
});
