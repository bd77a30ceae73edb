/** `NotImplemented`: what a method for an operator gives that leaves it to the other operand. */
import type { InstanceValue, Value } from '../../frameworks/values';

const notImplemented: InstanceValue = {
  kind: 'instance',
  class: {
    kind: 'class',
    name: 'builtins.NotImplementedType',
    bases: [],
    attributes: new Map(),
    isUser: false,
    describe: () => 'NotImplemented',
  },
  attributes: new Map(),
  state: new Map(),
  place: undefined,
};

export const notImplementedNames: readonly (readonly [string, Value])[] = [
  ['NotImplemented', notImplemented],
];

/** The first answer of methods that is one; undefined where none of them has an answer. */
export function firstAnswer(methods: readonly ((() => Value) | undefined)[]): Value | undefined {
  for (const method of methods) {
    const answer = method?.();
    if (answer && answer !== notImplemented) return answer;
  }
  return undefined;
}
