/** Python's `itertools`: each makes its items when they are asked for. */
import { define } from '../define';
import { iteratorOverAny } from '../each-item';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import {
  float,
  int,
  iteratorOver,
  lazyIterator,
  none,
  tuple,
  type NativeFunction,
  type Value,
} from '../values';
import { eachOf, itemsOf } from './items';

/** A function of itertools. One that takes any number of iterables is not told fewer than there are. */
const named = (name: string, parameters: string, call: NativeFunction['call']): NativeFunction =>
  define(`itertools.${name}`, parameters, (args, runtime) => {
    if (args.spread) throw new NotKnown('the arguments are not known');
    return call(args, runtime);
  });

/** The items of several iterables, one after another. */
function* chained(runtime: Runtime, iterables: Iterable<Value>): Iterable<Value> {
  for (const iterable of iterables) yield* over(runtime, iterable);
}

function* over(runtime: Runtime, value: Value): Iterable<Value> {
  const items = eachOf(runtime, value);
  for (let item = items.next(); !item.done; item = items.next()) yield item.value;
}

/** All ways to pick one index from each pool, the last changing fastest. */
function* picks(sizes: readonly number[]): Iterable<readonly number[]> {
  const total = sizes.reduce((product, size) => product * size, 1);
  for (let at = 0; at < total; at++) {
    const pick: number[] = [];
    let rest = at;
    for (let pool = sizes.length - 1; pool >= 0; pool--) {
      pick[pool] = rest % sizes[pool]!;
      rest = Math.floor(rest / sizes[pool]!);
    }
    yield pick;
  }
}

/** Picks of k of n indices: rising, or rising with repetition, or in any order. */
function* selections(
  n: number,
  k: number,
  next: (picked: readonly number[], candidate: number) => boolean,
): Iterable<readonly number[]> {
  function* extend(picked: readonly number[]): Iterable<readonly number[]> {
    if (picked.length === k) {
      yield picked;
      return;
    }
    for (let candidate = 0; candidate < n; candidate++)
      if (next(picked, candidate)) yield* extend([...picked, candidate]);
  }
  yield* extend([]);
}

function selecting(
  name: string,
  next: (picked: readonly number[], candidate: number) => boolean,
): NativeFunction {
  return named(name, '(iterable, r=None)', (args, runtime) => {
    const pool = itemsOf(runtime, args.value('iterable'));
    const length = args.optionalInt('r') ?? pool.length;
    const chosen = selections(pool.length, length, next);
    return lazyIterator(mapped(chosen, (pick) => tuple(pick.map((at) => pool[at]!))));
  });
}

function* mapped<Item>(items: Iterable<Item>, f: (item: Item) => Value): Iterable<Value> {
  for (const item of items) yield f(item);
}

function knownTruth(runtime: Runtime, value: Value): boolean {
  const truth = runtime.truth(value);
  if (truth === undefined) throw new NotKnown('the truth of something unknown');
  return truth;
}

/** Items while, or after, a condition holds. */
const whileHolding = (name: string, takes: boolean): NativeFunction =>
  named(name, '(predicate, iterable)', (args, runtime) =>
    lazyIterator(
      (function* () {
        let holds = true;
        for (const item of over(runtime, args.value('iterable'))) {
          holds &&= knownTruth(runtime, runtime.call(args.value('predicate'), [item]));
          if (holds === takes) yield item;
          else if (takes) return;
        }
      })(),
    ),
  );

const last = (picked: readonly number[]): number => picked.at(-1) ?? -1;

export const itertools: readonly NativeFunction[] = [
  named('chain', '(*iterables)', (args, runtime) => lazyIterator(chained(runtime, args.rest))),
  named('chain.from_iterable', '(iterable)', (args, runtime) =>
    lazyIterator(chained(runtime, over(runtime, args.value('iterable')))),
  ),
  named('product', '(*iterables, repeat=1)', (args, runtime) => {
    const pools = args.rest.map((value) => itemsOf(runtime, value));
    const all = Array.from({ length: args.int('repeat') }, () => pools).flat();
    const chosen = picks(all.map((pool) => pool.length));
    return lazyIterator(mapped(chosen, (pick) => tuple(pick.map((at, pool) => all[pool]![at]!))));
  }),
  selecting('combinations', (picked, candidate) => candidate > last(picked)),
  selecting('combinations_with_replacement', (picked, candidate) => candidate >= Math.max(last(picked), 0)),
  selecting('permutations', (picked, candidate) => !picked.includes(candidate)),
  named('count', '(start=0, step=1)', (args) => {
    const [start, step] = [args.value('start'), args.value('step')];
    const make = start.kind === 'int' && step.kind === 'int' ? int : float;
    const [from, by] = [args.number('start'), args.number('step')];
    let at = 0;
    return { kind: 'iterator', next: () => make(from + by * at++) };
  }),
  named('repeat', '(object, times=None)', (args) => {
    const times = args.optionalInt('times') ?? Infinity;
    let at = 0;
    return { kind: 'iterator', next: () => (at++ < times ? args.value('object') : undefined) };
  }),
  named('cycle', '(iterable)', (args, runtime) => {
    const any = runtime.iterate(args.value('iterable'))
      ? undefined
      : iteratorOverAny(args.value('iterable'), runtime);
    if (any) return any;
    const source = eachOf(runtime, args.value('iterable'));
    const seen: Value[] = [];
    let at = -1;
    return {
      kind: 'iterator',
      next: () => {
        if (at < 0) {
          const item = source.next();
          if (!item.done) {
            seen.push(item.value);
            return item.value;
          }
          at = 0;
        }
        return seen.length === 0 ? undefined : seen[at++ % seen.length];
      },
    };
  }),
  named('islice', '(iterable, *bounds)', (args, runtime) => {
    const bounds = args.rest.map((value) => (value.kind === 'int' ? value.value : undefined));
    const [start = 0, stop = Infinity, step = 1] = bounds.length === 1 ? [0, bounds[0]] : bounds;
    const source = eachOf(runtime, args.value('iterable'));
    let at = 0;
    let wanted = start;
    return {
      kind: 'iterator',
      next: () => {
        for (; wanted < stop; at++) {
          const item = source.next();
          if (item.done) return undefined;
          if (at < wanted) continue;
          wanted += step;
          at++;
          return item.value;
        }
        return undefined;
      },
    };
  }),
  named('accumulate', '(iterable, func=None, *, initial=None)', (args, runtime) =>
    lazyIterator(
      (function* () {
        let total: Value | undefined = args.isNone('initial') ? undefined : args.value('initial');
        if (total) yield total;
        for (const item of over(runtime, args.value('iterable'))) {
          if (!total) total = item;
          else if (args.isNone('func')) total = runtime.operate('+', total, item);
          else total = runtime.call(args.value('func'), [total, item]);
          yield total;
        }
      })(),
    ),
  ),
  named('starmap', '(function, iterable)', (args, runtime) =>
    lazyIterator(
      mapped(over(runtime, args.value('iterable')), (item) =>
        runtime.call(args.value('function'), itemsOf(runtime, item)),
      ),
    ),
  ),
  whileHolding('takewhile', true),
  whileHolding('dropwhile', false),
  named('pairwise', '(iterable)', (args, runtime) => {
    const items = itemsOf(runtime, args.value('iterable'));
    return iteratorOver(items.slice(1).map((item, at) => tuple([items[at]!, item])));
  }),
  named('batched', '(iterable, n)', (args, runtime) => {
    const items = itemsOf(runtime, args.value('iterable'));
    const size = args.int('n');
    const count = Math.ceil(items.length / size);
    return iteratorOver(
      Array.from({ length: count }, (_, at) => tuple(items.slice(at * size, (at + 1) * size))),
    );
  }),
  named('zip_longest', '(*iterables, fillvalue=None)', (args, runtime) => {
    const columns = args.rest.map((value) => itemsOf(runtime, value));
    const length = Math.max(0, ...columns.map((column) => column.length));
    return iteratorOver(
      Array.from({ length }, (_, at) =>
        tuple(columns.map((column) => column[at] ?? args.value('fillvalue'))),
      ),
    );
  }),
  named('groupby', '(iterable, key=None)', (args, runtime) => {
    const groups: { readonly key: Value; readonly items: Value[] }[] = [];
    for (const item of itemsOf(runtime, args.value('iterable'))) {
      const key = args.isNone('key') ? item : runtime.call(args.value('key'), [item]);
      const open = groups.at(-1);
      if (open && runtime.equals(open.key, key)) open.items.push(item);
      else groups.push({ key, items: [item] });
    }
    return iteratorOver(groups.map(({ key, items }) => tuple([key, iteratorOver(items)])));
  }),
  named('tee', '(iterable, n=2)', (args, runtime) => {
    const items = itemsOf(runtime, args.value('iterable'));
    return tuple(Array.from({ length: args.int('n') }, () => iteratorOver(items)));
  }),
  named('compress', '(data, selectors)', (args, runtime) => {
    const selectors = itemsOf(runtime, args.value('selectors'));
    return iteratorOver(
      itemsOf(runtime, args.value('data')).filter((_, at) => knownTruth(runtime, selectors[at] ?? none)),
    );
  }),
];
