/**
 * `argparse`: what a program's command line says where the program says it itself,
 * `parse_args([])` or `parse_args(['--lr', '0.1'])`. What stands on the real command line is not known, but that an
 * argument which is declared with `type=float` is a number, and which text an option is by default: a model that is looked
 * up by such a name is the one that the program makes when nothing is said.
 */
import { dtypeMeantBy, type Arguments } from '../arguments';
import { promisedNumber } from '../contract';
import { method } from '../define';
import { NotKnown, PythonError } from '../errors';
import type { Runtime } from '../runtime';
import { anySignature } from '../signature';
import type { Usual } from '../usual';
import { argparseNamespace } from './namespaces';
import {
  bool,
  int,
  list,
  none,
  str,
  tuple,
  unknown,
  type ClassValue,
  type InstanceValue,
  type NativeMethod,
  type Value,
} from '../values';

/** One argument that `add_argument` declared. */
interface Declared {
  readonly flags: readonly string[];
  readonly name: string;
  readonly fallback: Value;
  readonly type: Value;
  readonly action: string;
  readonly constant: Value;
  readonly count: string | number | undefined;
}

const plain = (name: string, parts: Pick<ClassValue, 'construct' | 'methods' | 'describe'>): ClassValue => ({
  kind: 'class',
  name,
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: anySignature,
  ...parts,
});

const declaredIn = (self: InstanceValue): Declared[] => {
  const known = self.state.get('declared') as Declared[] | undefined;
  if (known) return known;
  const made: Declared[] = [];
  self.state.set('declared', made);
  return made;
};

const textOf = (value: Value | undefined): string | undefined =>
  value?.kind === 'str' ? value.value : undefined;

function declare(flags: readonly string[], options: Readonly<Record<string, Value>>): Declared {
  const long = flags.find((flag) => flag.startsWith('--')) ?? flags[0] ?? '';
  const action = textOf(options['action']) ?? 'store';
  const isSwitch = action === 'store_true' || action === 'store_false';
  const count = options['nargs'];
  return {
    flags,
    name: textOf(options['dest']) ?? long.replace(/^-+/, '').replaceAll('-', '_'),
    fallback: options['default'] ?? (isSwitch ? bool(action === 'store_false') : none),
    type: options['type'] ?? none,
    action,
    constant: isSwitch ? bool(action === 'store_true') : (options['const'] ?? none),
    count: count?.kind === 'int' ? count.value : textOf(count),
  };
}

const converted = (text: Value, { type }: Declared, runtime: Runtime): Value =>
  type.kind === 'None' ? text : runtime.call(type, [text]);

/** Reads the words of a command line. Throws NotKnown for what argparse would refuse or help with. */
function parse(self: InstanceValue, words: readonly Value[], runtime: Runtime): Value {
  const declared = declaredIn(self);
  const values = new Map<string, Value>();
  for (const argument of declared) {
    // A default that is a text is converted as a word of the command line would be.
    const { fallback } = argument;
    values.set(argument.name, fallback.kind === 'str' ? converted(fallback, argument, runtime) : fallback);
  }
  const overrides = self.state.get('defaults') as ReadonlyMap<string, Value> | undefined;
  for (const [name, value] of overrides ?? []) values.set(name, value);
  const waiting = declared.filter(({ flags }) => !flags[0]?.startsWith('-'));
  // A negative number is a word like any other.
  const isOption = (word: string): boolean => /^-/.test(word) && word !== '-' && !/^-\d*\.?\d+$/.test(word);
  for (let at = 0; at < words.length; at++) {
    const [flag, attached] = (textOf(words[at]) ?? '').split(/=(.*)/s);
    // `-vv` is `-v -v`.
    const repetitions = /^-(\w)\1+$/.test(flag!) ? flag!.length - 1 : undefined;
    const wanted = repetitions === undefined ? flag! : flag!.slice(0, 2);
    const named = declared.find(({ flags }) => flags.includes(flag!) || flags.includes(wanted));
    if (!named && isOption(flag!)) throw new NotKnown(`what argparse makes of '${flag!}' is not known`);
    const argument = named ?? waiting.shift();
    if (!argument) throw new NotKnown(`what argparse makes of '${flag!}' is not known`);
    if (argument.action === 'count') {
      const before = values.get(argument.name);
      const times = repetitions ?? 1;
      values.set(argument.name, int((before?.kind === 'int' ? before.value : 0) + times));
      continue;
    }
    if (argument.action !== 'store') {
      if (!argument.action.startsWith('store_'))
        throw new NotKnown('this action of argparse is not followed');
      values.set(argument.name, argument.constant);
      continue;
    }
    const isPositional = !argument.flags[0]!.startsWith('-');
    if (isPositional) at--;
    const take = (): Value => {
      const word = attached === undefined || isPositional ? words[++at] : str(attached);
      if (word?.kind !== 'str') throw new NotKnown('an argument of argparse has no value');
      return converted(word, argument, runtime);
    };
    if (argument.count === undefined || argument.count === '?') values.set(argument.name, take());
    else {
      const items: Value[] = [];
      const most = typeof argument.count === 'number' ? argument.count : Infinity;
      while (items.length < most && at + 1 < words.length && !isOption(textOf(words[at + 1]) ?? ''))
        items.push(take());
      values.set(argument.name, list(items));
    }
  }
  return runtime.call(argparseNamespace, [], Object.fromEntries(values));
}

const COMMAND_LINE = 'what stands on the command line is not known';

/** The kind of number that an argument is, by what converts the words of the command line, else by its default. */
function numberOf({ type, fallback, action, count }: Declared): 'int' | 'float' | undefined {
  if (action !== 'store' || count !== undefined) return undefined;
  if (type.kind === 'None')
    return fallback.kind === 'float' || fallback.kind === 'int' ? fallback.kind : undefined;
  return dtypeMeantBy(type) === 'int64' ? 'int' : dtypeMeantBy(type) === 'float64' ? 'float' : undefined;
}

/** The text that an option is where the command line does not have it. */
function usualText(self: InstanceValue, argument: Declared, runtime: Runtime): Usual | undefined {
  if (self.state.has('defaults of a file') || argument.action !== 'store') return undefined;
  const overrides = self.state.get('defaults') as ReadonlyMap<string, Value> | undefined;
  const usual = overrides?.get(argument.name) ?? argument.fallback;
  const value = usual.kind === 'str' ? converted(usual, argument, runtime) : usual;
  if (value.kind !== 'str') return undefined;
  let isTaken = false;
  return { value, take: () => void (isTaken = true), isTaken: () => isTaken };
}

/** What a real command line gives: the kind of each number that was declared, the default of each text, and no value. */
function unreadCommandLine(self: InstanceValue, runtime: Runtime): InstanceValue | undefined {
  const made = runtime.call(argparseNamespace, []);
  if (made.kind !== 'instance') return undefined;
  for (const argument of declaredIn(self)) {
    const number = numberOf(argument);
    const value = unknown(COMMAND_LINE);
    const usual = number ? undefined : usualText(self, argument, runtime);
    made.attributes.set(
      argument.name,
      number ? promisedNumber(value, number) : usual ? { ...value, contract: { usual } } : value,
    );
  }
  made.state.set('unknown', COMMAND_LINE);
  return made;
}

function wordsOf(value: Value, runtime: Runtime): readonly Value[] {
  const items = runtime.iterate(value);
  if (!items) throw new NotKnown(value.kind === 'unknown' ? value.reason : 'the arguments are not known');
  return [...items];
}

const addArgument: NativeMethod = method('(*name_or_flags, **kwargs)', (self, args) => {
  const flags = args.rest.map((flag) => {
    const text = textOf(flag);
    if (text === undefined) throw new NotKnown('the name of an argument is not known');
    return text;
  });
  if (flags.length === 0 && !args.keywords['dest'])
    throw new PythonError('TypeError', "add_argument() missing 1 required argument: 'name_or_flags'");
  declaredIn(self).push(declare(flags, args.keywords));
  return none;
});

/** `ArgumentParser(parents=[common()])`: the arguments of others are its own as well. */
function takeFromParents(self: InstanceValue, args: Arguments, runtime: Runtime): void {
  const { parents } = args.keywords;
  for (const parent of (parents && runtime.iterate(parents)) ?? []) {
    if (parent.kind !== 'instance' || parent.class !== self.class) continue;
    declaredIn(self).push(...declaredIn(parent));
    for (const key of ['defaults', 'defaults of a file'])
      if (parent.state.has(key)) self.state.set(key, parent.state.get(key));
  }
}

const parserClass = plain('argparse.ArgumentParser', {
  construct: takeFromParents,
  methods: {
    add_argument: addArgument,
    // A group only orders the help text.
    add_argument_group: method('(*args, **kwargs)', (self) => self),
    add_mutually_exclusive_group: method('(*args, **kwargs)', (self) => self),
    set_defaults: method('(**kwargs)', (self, args) => {
      // `set_defaults(**yaml.load(file))`: what is not read may have any of the names.
      if (args.spread) self.state.set('defaults of a file', true);
      const before = self.state.get('defaults') as ReadonlyMap<string, Value> | undefined;
      self.state.set('defaults', new Map([...(before ?? []), ...Object.entries(args.keywords)]));
      return none;
    }),
    parse_args: method('(args=None, namespace=None)', (self, args, runtime) => {
      const words = args.value('args');
      const unread = words.kind === 'None' && args.isNone('namespace') && unreadCommandLine(self, runtime);
      if (unread) return unread;
      if (words.kind === 'None') throw new NotKnown(COMMAND_LINE);
      return parse(self, wordsOf(words, runtime), runtime);
    }),
    parse_known_args: method('(args=None, namespace=None)', (self, args, runtime) => {
      const unread = args.isNone('args') && args.isNone('namespace') && unreadCommandLine(self, runtime);
      if (!unread) throw new NotKnown(COMMAND_LINE);
      return tuple([unread, { ...list([]), open: true }]);
    }),
    print_help: method('(file=None)', () => {
      throw new NotKnown('the help text is not printed here');
    }),
  },
});

export const argumentParsers: readonly ClassValue[] = [
  parserClass,
  ...['ArgumentDefaultsHelpFormatter', 'RawTextHelpFormatter', 'RawDescriptionHelpFormatter'].map((name) =>
    plain(`argparse.${name}`, { construct: () => undefined }),
  ),
];
