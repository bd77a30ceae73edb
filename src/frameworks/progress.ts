/** Progress bars: what is gone through under one is what it was given. They print to stderr, which nobody reads here. */
import { eachItem } from './each-item';
import { NotKnown } from './errors';
import { anySignature, signature } from './signature';
import { none, type ClassValue, type NativeMethod, type Value } from './values';

const quiet: NativeMethod = { signature: anySignature, call: () => none };

/** `tqdm(items)`. */
const bar = (name: string): ClassValue => ({
  kind: 'class',
  name,
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature('(iterable=None, *args, **kwargs)'),
  construct: (self, args) => {
    self.attributes.set('iterable', args.value('iterable'));
  },
  eachItem: (self, runtime) => eachItem(self.attributes.get('iterable') ?? none, runtime),
  methods: {
    __iter__: {
      signature: signature('()'),
      call: (self): Value => {
        const items = self.attributes.get('iterable');
        if (!items || items.kind === 'None')
          throw new NotKnown('what the progress bar goes through is not known');
        return items;
      },
    },
    __len__: {
      signature: signature('()'),
      call: (self, _, runtime) => {
        const items = self.attributes.get('iterable') ?? none;
        if (items.kind === 'list' && !items.open) return { kind: 'int', value: items.items.length };
        if (items.kind === 'range') {
          return { kind: 'int', value: Math.max(0, Math.ceil((items.stop - items.start) / items.step)) };
        }
        if (items.kind === 'instance') return runtime.call(runtime.getAttribute(items, '__len__'), []);
        throw new NotKnown('the length of the progress bar is not known');
      },
    },
    __enter__: { signature: signature('()'), call: (self) => self },
    __exit__: quiet,
    update: quiet,
    set_description: quiet,
    set_description_str: quiet,
    set_postfix: quiet,
    set_postfix_str: quiet,
    refresh: quiet,
    reset: quiet,
    clear: quiet,
    close: quiet,
  },
});

const packages = ['tqdm', 'tqdm.auto', 'tqdm.notebook', 'tqdm.std'];

/** `trange(n)`. */
const ranged = (name: string): ClassValue => ({
  ...bar(name),
  signature: signature('(*args, desc=None, total=None, leave=None, ncols=None, disable=None, unit=None)'),
  construct: (self, args) => {
    const [first, second, third] = args.rest.map((value) => {
      if (value.kind !== 'int') throw new NotKnown('the bounds of the progress bar are not known');
      return value.value;
    });
    const [start, stop] = second === undefined ? [0, first ?? 0] : [first ?? 0, second];
    self.attributes.set('iterable', { kind: 'range', start, stop, step: third ?? 1 });
  },
});

export const progressNames: ReadonlyMap<string, Value> = new Map<string, Value>(
  packages.flatMap((name): [string, Value][] => [
    [`${name}.tqdm`, bar(`${name}.tqdm`)],
    [`${name}.trange`, ranged(`${name}.trange`)],
  ]),
);
