/** tf.Module: a class whose variables are found in its attributes, in the order of their names. */
import { signature } from '../signature';
import { str, tuple, type ClassValue, type InstanceValue, type TensorValue, type Value } from '../values';
import { isTrainable } from './variable-facts';

/** The variables of an object and of the modules in it. Attributes are gone through in alphabetical order. */
function variablesOf(self: InstanceValue, seen: Set<Value> = new Set()): TensorValue[] {
  const found: TensorValue[] = [];
  const visit = (value: Value): void => {
    if (seen.has(value)) return;
    seen.add(value);
    if (value.kind === 'tensor' && value.framework === 'tensorflow' && value.isParameter) found.push(value);
    else if (value.kind === 'list' || value.kind === 'tuple') value.items.forEach(visit);
    else if (value.kind === 'dict') [...value.entries.values()].forEach(([, entry]) => visit(entry));
  };
  const entries = [...self.attributes].sort(([a], [b]) => (a < b ? -1 : 1));
  const own = entries.map(([, value]) => value);
  own.forEach(visit);
  for (const value of own) {
    const inner = value.kind === 'list' || value.kind === 'tuple' ? value.items : [value];
    for (const item of inner)
      if (item.kind === 'instance' && item.class.name !== '') found.push(...variablesOf(item, seen));
  }
  return found;
}

export const moduleClass: ClassValue = {
  kind: 'class',
  name: 'tensorflow.Module',
  bases: [],
  attributes: new Map(),
  isUser: false,
  isOpen: true,
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
};
