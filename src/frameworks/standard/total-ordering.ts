/** `functools.total_ordering`: the comparisons of a class that has one of them. */
import { define } from '../define';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import { bool, linearize, type NativeFunction, type Value } from '../values';

interface Known {
  /** What the comparison that the class has says. */
  readonly own: boolean;
  readonly isEqual: () => boolean;
}

type Root = '__lt__' | '__le__' | '__gt__' | '__ge__';

/** How the other comparisons follow from one, as Python's documentation of the decorator says. */
const derived: Readonly<Record<Root, Partial<Record<Root, (known: Known) => boolean>>>> = {
  __lt__: {
    __gt__: ({ own, isEqual }) => !own && !isEqual(),
    __le__: ({ own, isEqual }) => own || isEqual(),
    __ge__: ({ own }) => !own,
  },
  __le__: {
    __ge__: ({ own, isEqual }) => !own || isEqual(),
    __lt__: ({ own, isEqual }) => own && !isEqual(),
    __gt__: ({ own }) => !own,
  },
  __gt__: {
    __lt__: ({ own, isEqual }) => !own && !isEqual(),
    __ge__: ({ own, isEqual }) => own || isEqual(),
    __le__: ({ own }) => !own,
  },
  __ge__: {
    __le__: ({ own, isEqual }) => !own || isEqual(),
    __gt__: ({ own, isEqual }) => own && !isEqual(),
    __lt__: ({ own }) => !own,
  },
};

/** Adds to a class the comparisons that neither it nor a class above it defines. */
export const totalOrdering: NativeFunction = define('functools.total_ordering', '(cls)', (args) => {
  const type = args.value('cls');
  if (type.kind !== 'class') return type;
  const has = (name: string): boolean => linearize(type).some((base) => base.attributes.has(name));
  const root = (['__lt__', '__le__', '__gt__', '__ge__'] as const).find(has);
  if (!root) return type;
  for (const [name, rule] of Object.entries(derived[root])) {
    if (has(name)) continue;
    type.attributes.set(
      name,
      define(`${type.name}.${name}`, '(self, other)', (given, runtime) => {
        const [self, other] = [given.value('self'), given.value('other')];
        const own = truth(runtime, runtime.call(runtime.getAttribute(self, root), [other]));
        return bool(rule({ own, isEqual: () => known(runtime.equals(self, other)) }));
      }),
    );
  }
  return type;
});

const truth = (runtime: Runtime, value: Value): boolean => known(runtime.truth(value));

function known(answer: boolean | undefined): boolean {
  if (answer === undefined) throw new NotKnown('an order of something unknown');
  return answer;
}
