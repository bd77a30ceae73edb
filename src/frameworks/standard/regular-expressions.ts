/** Python's `re`: patterns and matches, where JavaScript's regular expressions find the same. */
import type { Arguments } from '../arguments';
import { define, method } from '../define';
import { NotKnown, PythonError } from '../errors';
import type { Runtime } from '../runtime';
import { anySignature } from '../signature';
import { MOST_STEPS, mostSteps } from './backtracking';
import {
  dict,
  int,
  iteratorOver,
  list,
  none,
  str,
  tuple,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type NativeMethod,
  type Value,
} from '../values';

/** Python's flags by the letter that JavaScript has for them. */
const flagLetters = { 2: 'i', 8: 'm', 16: 's' } as const;
const IGNORED_FLAGS = 32;

const flagNames: Readonly<Record<string, number>> = {
  IGNORECASE: 2,
  I: 2,
  MULTILINE: 8,
  M: 8,
  DOTALL: 16,
  S: 16,
  UNICODE: 32,
  U: 32,
};

/** A pattern in both notations. */
interface Pattern {
  readonly text: string;
  readonly flags: string;
  readonly source: string;
  readonly groups: readonly string[];
}

const notRead = (): NotKnown => new NotKnown('this regular expression is not read');

/** A pattern of Python's in JavaScript's notation. Throws NotKnown where the two cannot be told to agree. */
function patternOf(given: string, flagBits: number): Pattern {
  let flags = '';
  let rest = flagBits & ~IGNORED_FLAGS;
  for (const [bit, letter] of Object.entries(flagLetters)) {
    if ((rest & Number(bit)) === 0) continue;
    flags += letter;
    rest -= Number(bit);
  }
  const [, letters, text] = /^(?:\(\?([aimsux]+)\))?(.*)$/s.exec(given)!;
  if (rest !== 0 || /[axu]/.test(letters ?? '')) throw notRead();
  flags = [...new Set(flags + (letters ?? ''))].join('');
  // Groups that hold what they matched, and conditions, are Python's own.
  if (/\(\?(?:[aiLmsux]|>|\()|[*+?}]\+/.test(text!)) throw notRead();
  const source = translated(text!, flags.includes('m'));
  try {
    new RegExp(source, flags);
  } catch {
    throw notRead();
  }
  const groups = [...source.matchAll(/\(\?<([A-Za-z_]\w*)>/g)].map(([, name]) => name!);
  return { text: given, flags, source, groups };
}

/** What is spelled differently: names of groups, the ends of the text, and the quantifier without a lower bound. */
function translated(text: string, isMultiline: boolean): string {
  let source = '';
  let inClass = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    const ahead = text.slice(at);
    if (character === '\\') {
      const next = text[++at] ?? '';
      if (/[NuUx0]/.test(next)) throw notRead();
      source += next === 'A' ? '(?<![\\s\\S])' : next === 'Z' ? '(?![\\s\\S])' : `\\${next}`;
    } else if (inClass) {
      // A bracket that closes stands for itself where it is the first.
      inClass = character !== ']' || /(?<!\\)\[\^?$/.test(source);
      source += character === ']' && inClass ? '\\]' : character;
    } else if (character === '[') {
      inClass = true;
      source += character;
    } else if (ahead.startsWith('(?P=')) {
      const name = /^\(\?P=(\w+)\)/.exec(ahead);
      if (!name) throw notRead();
      source += `\\k<${name[1]!}>`;
      at += name[0].length - 1;
    } else if (ahead.startsWith('(?P<')) {
      source += '(?<';
      at += '(?P<'.length - 1;
    } else if (character === '$' && !isMultiline) {
      // Python's `$` is also before a line break that ends the text.
      source += '(?=\\n?(?![\\s\\S]))';
    } else if (ahead.startsWith('{,')) source += '{0';
    else source += character;
  }
  return source;
}

/** All matches of a pattern in a text. Throws NotKnown where Python counts or compares characters differently. */
function matchesIn({ source, flags }: Pattern, text: string): RegExpExecArray[] {
  const isPlain = /^[\p{ASCII}]*$/u.test(text);
  // Python's classes and words are those of Unicode, and its characters are whole.
  if (!isPlain && (/\\[wWbB]|\\[dD]/.test(source) || flags.includes('i') || /[\ud800-\udfff]/.test(text)))
    throw new NotKnown('a regular expression on letters beyond ASCII is not followed');
  if (mostSteps(source, text.length) > MOST_STEPS)
    throw new NotKnown('this regular expression may take too long on a text of that length');
  return [...text.matchAll(new RegExp(source, `g${flags}`))];
}

const shown = (value: string, runtime: Runtime): string => runtime.format(str(value), 'repr')!;

/** A match, which Python gives as an object. */
const matchClass: ClassValue = {
  kind: 'class',
  name: 're.Match',
  bases: [],
  attributes: new Map(),
  isUser: false,
  isOpen: true,
  signature: anySignature,
  describe: (self, runtime) => {
    const { match } = matchOf(self);
    const end = match.index + match[0].length;
    return `<re.Match object; span=(${match.index}, ${end}), match=${shown(match[0], runtime)}>`;
  },
  properties: {
    string: (self) => str(matchOf(self).match.input),
    lastindex: (self) => {
      const { match } = matchOf(self);
      const last = match.findLastIndex((group, at) => at > 0 && (group as string | undefined) !== undefined);
      return last > 0 ? int(last) : none;
    },
  },
  methods: {
    group: method('(*args)', (self, args) => {
      const wanted = args.rest.length === 0 ? [int(0)] : args.rest;
      const found = wanted.map((which) => groupOf(self, which));
      return found.length === 1 ? found[0]! : tuple(found);
    }),
    groups: method('(default=None)', (self, args) =>
      tuple(
        matchOf(self)
          .match.slice(1)
          .map((group) => textOrNone(group, args.value('default'))),
      ),
    ),
    groupdict: method('(default=None)', (self, args) =>
      dict(
        matchOf(self).pattern.groups.map((name) => [
          str(name),
          textOrNone(matchOf(self).match.groups?.[name], args.value('default')),
        ]),
      ),
    ),
    start: method('(group=0)', (self, args) => int(spanOf(self, args)[0])),
    end: method('(group=0)', (self, args) => int(spanOf(self, args)[1])),
    span: method('(group=0)', (self, args) => tuple(spanOf(self, args).map(int))),
    __getitem__: method('(group)', (self, args) => groupOf(self, args.value('group'))),
  },
};

interface Match {
  readonly pattern: Pattern;
  readonly match: RegExpExecArray;
}

const matchOf = (self: InstanceValue): Match => self.state.get('match') as Match;

const makeMatch = (pattern: Pattern, match: RegExpExecArray, runtime: Runtime): InstanceValue => ({
  kind: 'instance',
  class: matchClass,
  attributes: new Map(),
  state: new Map<string, unknown>([['match', { pattern, match }]]),
  place: runtime.place,
});

const textOrNone = (group: string | undefined, other: Value = none): Value =>
  group === undefined ? other : str(group);

function groupOf(self: InstanceValue, which: Value): Value {
  const { match, pattern } = matchOf(self);
  if (which.kind === 'int' && which.value >= 0 && which.value < match.length)
    return textOrNone(match[which.value]);
  if (which.kind === 'str' && pattern.groups.includes(which.value))
    return textOrNone(match.groups?.[which.value]);
  if (which.kind !== 'int' && which.kind !== 'str') throw new NotKnown('which group is wanted is not known');
  throw new PythonError('IndexError', 'no such group');
}

/** Where the whole of a match stands; where a group does, JavaScript does not say. */
function spanOf(self: InstanceValue, args: Arguments): readonly [number, number] {
  const { match } = matchOf(self);
  const group = args.value('group');
  if (group.kind !== 'int' || group.value !== 0) throw new NotKnown('where a group begins is not followed');
  return [match.index, match.index + match[0].length];
}

const patternClass: ClassValue = {
  kind: 'class',
  name: 're.Pattern',
  bases: [],
  attributes: new Map(),
  isUser: false,
  isOpen: true,
  signature: anySignature,
  describe: (self, runtime) => {
    const { text, flags } = heldBy(self);
    return flags === '' ? `re.compile(${shown(text, runtime)})` : undefined;
  },
  properties: { pattern: (self) => str(heldBy(self).text) },
  get methods() {
    return methods;
  },
};

const heldBy = (self: InstanceValue): Pattern => self.state.get('pattern') as Pattern;

function compiled(args: Arguments, runtime: Runtime): InstanceValue {
  const given = args.value('pattern');
  if (given.kind === 'instance' && given.class === patternClass) return given;
  const flags = args.value('flags');
  if (flags.kind !== 'int') throw new NotKnown('the flags of a regular expression are not known');
  return {
    kind: 'instance',
    class: patternClass,
    attributes: new Map(),
    state: new Map<string, unknown>([['pattern', patternOf(args.string('pattern'), flags.value)]]),
    place: runtime.place,
  };
}

/** What a function of `re` does with a pattern; `parameters` are those after the pattern. */
interface Action {
  readonly parameters: string;
  readonly run: (pattern: Pattern, args: Arguments, runtime: Runtime) => Value;
}

/** The first match of a pattern with something before and after it. */
const firstMatch = (before = '', after = ''): Action => ({
  parameters: 'string',
  run: (pattern, args, runtime) => {
    const held = { ...pattern, source: `${before}(?:${pattern.source})${after}` };
    const [match] = matchesIn(held, args.string('string'));
    return match ? makeMatch(pattern, match, runtime) : none;
  },
});

const START = '(?<![\\s\\S])';
const END = '(?![\\s\\S])';

function substituted(pattern: Pattern, args: Arguments, runtime: Runtime): readonly [string, number] {
  const [replacement, text] = [args.value('repl'), args.string('string')];
  const most = args.int('count') || Infinity;
  const matches = matchesIn(pattern, text).slice(0, most);
  let made = '';
  let last = 0;
  for (const match of matches) {
    made += text.slice(last, match.index) + replacementFor(pattern, match, replacement, runtime);
    last = match.index + match[0].length;
  }
  return [made + text.slice(last), matches.length];
}

function replacementFor(pattern: Pattern, match: RegExpExecArray, by: Value, runtime: Runtime): string {
  if (by.kind === 'unknown') throw new NotKnown(by.reason);
  if (by.kind !== 'str') {
    const made = runtime.call(by, [makeMatch(pattern, match, runtime)]);
    if (made.kind !== 'str')
      throw new NotKnown(made.kind === 'unknown' ? made.reason : 'a replacement is not known');
    return made.value;
  }
  const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\' };
  return by.value.replace(
    /\\(?:g<(\w+)>|(\d{1,2})|([\s\S]))/g,
    (_, named: string, number: string, other: string) => {
      const which = named ?? number;
      if (which !== undefined)
        return (/^\d+$/.test(which) ? match[Number(which)] : match.groups?.[which]) ?? '';
      const escape = escapes[other];
      if (escape === undefined) throw notRead();
      return escape;
    },
  );
}

const actions: Readonly<Record<string, Action>> = {
  search: firstMatch(),
  match: firstMatch(START),
  fullmatch: firstMatch(START, END),
  findall: {
    parameters: 'string',
    run: (pattern, args) =>
      list(
        matchesIn(pattern, args.string('string')).map((match) => {
          if (match.length <= 2) return str(match[match.length - 1] ?? '');
          return tuple(match.slice(1).map((group) => str((group as string | undefined) ?? '')));
        }),
      ),
  },
  finditer: {
    parameters: 'string',
    run: (pattern, args, runtime) =>
      iteratorOver(
        matchesIn(pattern, args.string('string')).map((match) => makeMatch(pattern, match, runtime)),
      ),
  },
  split: {
    parameters: 'string, maxsplit=0',
    run: (pattern, args) => {
      const text = args.string('string');
      const matches = matchesIn(pattern, text).slice(0, args.int('maxsplit') || Infinity);
      const parts: Value[] = [];
      let last = 0;
      for (const match of matches) {
        parts.push(str(text.slice(last, match.index)), ...match.slice(1).map((group) => textOrNone(group)));
        last = match.index + match[0].length;
      }
      return list([...parts, str(text.slice(last))]);
    },
  },
  sub: {
    parameters: 'repl, string, count=0',
    run: (pattern, args, runtime) => str(substituted(pattern, args, runtime)[0]),
  },
  subn: {
    parameters: 'repl, string, count=0',
    run: (pattern, args, runtime) => {
      const [text, times] = substituted(pattern, args, runtime);
      return tuple([str(text), int(times)]);
    },
  },
};

const methods: Readonly<Record<string, NativeMethod>> = Object.fromEntries(
  Object.entries(actions).map(([name, { parameters, run }]) => [
    name,
    method(`(${parameters})`, (self, args, runtime) => run(heldBy(self), args, runtime)),
  ]),
);

export const regularExpressions: readonly (NativeFunction | ClassValue)[] = [
  patternClass,
  matchClass,
  define('re.compile', '(pattern, flags=0)', compiled),
  define('re.escape', '(pattern)', (args) =>
    str(args.string('pattern').replace(/[\s#$&()*+\-.?[\\\]^{|}~]/g, '\\$&')),
  ),
  ...Object.entries(actions).map(([name, { parameters, run }]) =>
    define(`re.${name}`, `(pattern, ${parameters}, flags=0)`, (args, runtime) =>
      run(heldBy(compiled(args, runtime)), args, runtime),
    ),
  ),
];

export const flagsOfRegularExpressions: readonly (readonly [string, Value])[] = Object.entries(flagNames).map(
  ([name, bits]) => [`re.${name}`, int(bits)],
);
