/**
 * `logging`, as far as it writes to the standard output: loggers, levels, handlers and formats. What goes to a file or to
 * the standard error, which is where a handler writes that is not told otherwise, is not printed.
 */
import { define, method } from '../define';
import { NotKnown, PythonError } from '../errors';
import type { Runtime } from '../runtime';
import { anySignature, signature } from '../signature';
import {
  bool,
  dict,
  int,
  keyOf,
  linearize,
  list,
  none,
  str,
  tuple,
  type ClassValue,
  type DictValue,
  type InstanceValue,
  type NativeFunction,
  type Value,
} from '../values';
import { itemsOf } from './items';
import { isStandardOutput, shownText } from './standard-output';

const levels: Readonly<Record<string, number>> = {
  CRITICAL: 50,
  FATAL: 50,
  ERROR: 40,
  WARNING: 30,
  WARN: 30,
  INFO: 20,
  DEBUG: 10,
  NOTSET: 0,
};

/** The format of `basicConfig`, and of a handler that was given none. */
const BASIC_FORMAT = '%(levelname)s:%(name)s:%(message)s';
const BARE_FORMAT = '%(message)s';

const classOf = (name: string, parts: Partial<ClassValue>): ClassValue => ({
  kind: 'class',
  name: `logging.${name}`,
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: anySignature,
  ...parts,
});

/** A level by its number or its name. */
function levelOf(value: Value): number {
  if (value.kind === 'int') return value.value;
  if (value.kind !== 'str') throw new NotKnown('a level of logging is not known');
  const level = levels[value.value];
  if (level === undefined) throw new PythonError('ValueError', `Unknown level: '${value.value}'`);
  return level;
}

const nameOfLevel = (level: number): string =>
  ({ 50: 'CRITICAL', 40: 'ERROR', 30: 'WARNING', 20: 'INFO', 10: 'DEBUG', 0: 'NOTSET' })[level] ??
  `Level ${level}`;

const attributeOf = (object: InstanceValue, name: string): Value =>
  object.attributes.get(name) ?? int(levels['NOTSET']!);

const setLevel = method('(level)', (self, args, runtime) => {
  runtime.touch(self);
  self.attributes.set('level', int(levelOf(args.value('level'))));
  return none;
});

const formatter = classOf('Formatter', {
  signature: signature("(fmt=None, datefmt=None, style='%', validate=True, *, defaults=None)"),
  construct: (self, args) => {
    if (args.string('style') !== '%') throw new NotKnown('this style of a format of logging is not followed');
    self.state.set('format', args.isNone('fmt') ? BARE_FORMAT : args.string('fmt'));
  },
});

const setFormatter = method('(fmt)', (self, args, runtime) => {
  runtime.touch(self);
  self.attributes.set('formatter', args.value('fmt'));
  return none;
});

const handlerClass = (
  name: string,
  parameters: string,
  streamOf: (stream: Value | undefined) => Value,
): ClassValue =>
  classOf(name, {
    signature: signature(parameters),
    construct: (self, args) => {
      self.attributes.set('level', int(levels['NOTSET']!));
      self.attributes.set('formatter', none);
      self.attributes.set('stream', streamOf(args.given('stream') ? args.value('stream') : undefined));
    },
    methods: {
      setLevel,
      setFormatter,
      flush: method('()', () => none),
      close: method('()', () => none),
    },
  });

const streamHandler = handlerClass('StreamHandler', '(stream=None)', (stream) => stream ?? none);
const nowhere = [
  handlerClass('FileHandler', "(filename, mode='a', encoding=None, delay=False, *, stream=None)", () => none),
  handlerClass('NullHandler', '(*, stream=None)', () => none),
];

/** The loggers of a program by their name; the root's is empty. */
const loggersOf = new WeakMap<Runtime, DictValue>();

function loggerNamed(name: string, runtime: Runtime): InstanceValue {
  let loggers = loggersOf.get(runtime);
  if (!loggers) loggersOf.set(runtime, (loggers = dict()));
  const key = str(name);
  const known = loggers.entries.get(keyOf(key))?.[1];
  if (known?.kind === 'instance') return known;
  const made: InstanceValue = {
    kind: 'instance',
    class: loggerClass,
    attributes: new Map<string, Value>([
      ['name', str(name === '' ? 'root' : name)],
      ['level', int(levels[name === '' ? 'WARNING' : 'NOTSET']!)],
      ['handlers', list([])],
      ['propagate', bool(true)],
      ['disabled', bool(false)],
    ]),
    state: new Map<string, unknown>([['path', name]]),
    place: runtime.place,
  };
  runtime.touch(loggers);
  loggers.entries.set(keyOf(key), [key, made]);
  return made;
}

/** A logger and those above it, up to the root. */
function chainOf(logger: InstanceValue, runtime: Runtime): readonly InstanceValue[] {
  const path = logger.state.get('path') as string;
  if (path === '') return [logger];
  const parts = path.split('.');
  const above = parts.slice(1).map((_, at) => parts.slice(0, parts.length - 1 - at).join('.'));
  return [logger, ...[...above, ''].map((name) => loggerNamed(name, runtime))];
}

const handlersOf = (logger: InstanceValue, runtime: Runtime): readonly Value[] =>
  itemsOf(runtime, attributeOf(logger, 'handlers'));

function isEnabled(logger: InstanceValue, level: number, runtime: Runtime): boolean {
  const chain = chainOf(logger, runtime).map((one) => levelOf(attributeOf(one, 'level')));
  return (
    level >= (chain.find((one) => one !== 0) ?? 0) && runtime.truth(attributeOf(logger, 'disabled')) === false
  );
}

/** Hands a record to the handlers of a logger and of those above it. */
function emit(logger: InstanceValue, level: number, given: readonly Value[], runtime: Runtime): void {
  if (!isEnabled(logger, level, runtime)) return;
  const [message, ...args] = given;
  if (!message) throw new PythonError('TypeError', "info() missing 1 required positional argument: 'msg'");
  const text = str(shownText(runtime, message));
  const only = args.length === 1 && args[0]!.kind === 'dict' ? args[0]! : tuple(args);
  const record = dict([
    [str('message'), args.length === 0 ? text : runtime.operate('%', text, only)],
    [str('levelname'), str(nameOfLevel(level))],
    [str('levelno'), int(level)],
    [str('name'), attributeOf(logger, 'name')],
  ]);
  for (const one of chainOf(logger, runtime)) {
    for (const handler of handlersOf(one, runtime)) {
      if (handler.kind !== 'instance' || linearize(handler.class).some(({ isUser }) => isUser))
        throw new NotKnown('a handler of logging that is not one of its own is not followed');
      if (level < levelOf(attributeOf(handler, 'level'))) continue;
      if (!isStandardOutput(attributeOf(handler, 'stream'))) continue;
      runtime.print(shownText(runtime, runtime.operate('%', formatOf(handler), record)));
    }
    if (runtime.truth(attributeOf(one, 'propagate')) !== true) return;
  }
}

/** The format of a handler. Throws NotKnown for one that says when or where a record was made. */
function formatOf(handler: InstanceValue): Value {
  const made = handler.attributes.get('formatter');
  const format = made?.kind === 'instance' ? (made.state.get('format') as string) : BARE_FORMAT;
  const names = [...format.matchAll(/%\((\w+)\)/g)].map(([, name]) => name!);
  const other = names.find((name) => !['message', 'levelname', 'levelno', 'name'].includes(name));
  return other === undefined
    ? str(format)
    : { kind: 'unknown', reason: `'${other}' of a record of logging is not known`, place: undefined };
}

const atLevel: Readonly<Record<string, number>> = {
  debug: levels['DEBUG']!,
  info: levels['INFO']!,
  warning: levels['WARNING']!,
  warn: levels['WARNING']!,
  error: levels['ERROR']!,
  critical: levels['CRITICAL']!,
  fatal: levels['CRITICAL']!,
};

const loggerClass: ClassValue = classOf('Logger', {
  signature: signature('(name, level=0)'),
  construct: () => {
    throw new NotKnown('a logger that getLogger did not make is not followed');
  },
  describe: (self) => {
    const level = attributeOf(self, 'level');
    const name = attributeOf(self, 'name');
    // What is shown is the level in force, which those above it may set.
    if (level.kind !== 'int' || level.value === 0 || name.kind !== 'str') return undefined;
    return `<${name.value === 'root' ? 'RootLogger' : 'Logger'} ${name.value} (${nameOfLevel(level.value)})>`;
  },
  methods: {
    setLevel,
    addHandler: method('(hdlr)', (self, args, runtime) => {
      const handlers = attributeOf(self, 'handlers');
      if (handlers.kind !== 'list') throw new NotKnown('the handlers of a logger are not known');
      runtime.touch(handlers);
      handlers.items.push(args.value('hdlr'));
      return none;
    }),
    removeHandler: method('(hdlr)', (self, args, runtime) => {
      const handlers = attributeOf(self, 'handlers');
      if (handlers.kind !== 'list') throw new NotKnown('the handlers of a logger are not known');
      runtime.touch(handlers);
      const at = handlers.items.indexOf(args.value('hdlr'));
      if (at >= 0) handlers.items.splice(at, 1);
      return none;
    }),
    hasHandlers: method('()', (self, _, runtime) =>
      bool(chainOf(self, runtime).some((one) => handlersOf(one, runtime).length > 0)),
    ),
    isEnabledFor: method('(level)', (self, args, runtime) =>
      bool(isEnabled(self, levelOf(args.value('level')), runtime)),
    ),
    getEffectiveLevel: method('()', (self, _, runtime) =>
      int(
        chainOf(self, runtime)
          .map((one) => levelOf(attributeOf(one, 'level')))
          .find((one) => one !== 0) ?? 0,
      ),
    ),
    getChild: method('(suffix)', (self, args, runtime) =>
      loggerNamed(
        [self.state.get('path') as string, args.string('suffix')].filter(Boolean).join('.'),
        runtime,
      ),
    ),
    log: method('(level, *args, **kwargs)', (self, args, runtime) => {
      emit(self, levelOf(args.value('level')), args.rest, runtime);
      return none;
    }),
    // What follows the message is a traceback, which is not known.
    exception: method('(*args, **kwargs)', (self, args, runtime) => {
      emit(self, levels['ERROR']!, args.rest, runtime);
      return none;
    }),
    ...Object.fromEntries(
      Object.entries(atLevel).map(([name, level]) => [
        name,
        method('(*args, **kwargs)', (self, args, runtime) => {
          emit(self, level, args.rest, runtime);
          return none;
        }),
      ]),
    ),
  },
});

/** What `basicConfig` makes of the root: nothing where it has handlers and nobody says `force`. */
function configure(given: Readonly<Record<string, Value>>, runtime: Runtime): void {
  const root = loggerNamed('', runtime);
  const isForced = given['force'] !== undefined && runtime.truth(given['force']) === true;
  if (handlersOf(root, runtime).length > 0 && !isForced) return;
  const format = runtime.call(formatter, [given['format'] ?? str(BASIC_FORMAT)], {
    ...(given['style'] ? { style: given['style'] } : {}),
  });
  const toFile = given['filename'] !== undefined && given['filename'].kind !== 'None';
  const handlers = given['handlers']
    ? [...itemsOf(runtime, given['handlers'])]
    : [runtime.call(streamHandler, [toFile ? none : (given['stream'] ?? none)])];
  for (const handler of handlers)
    if (handler.kind === 'instance' && attributeOf(handler, 'formatter').kind === 'None') {
      runtime.touch(handler);
      handler.attributes.set('formatter', format);
    }
  runtime.touch(root);
  root.attributes.set('handlers', list(handlers));
  if (given['level'] && given['level'].kind !== 'None')
    root.attributes.set('level', int(levelOf(given['level'])));
}

export const logging: readonly (NativeFunction | ClassValue)[] = [
  formatter,
  streamHandler,
  ...nowhere,
  define('logging.getLogger', '(name=None)', (args, runtime) => {
    const name = args.isNone('name') ? '' : args.string('name');
    return loggerNamed(name === 'root' ? '' : name, runtime);
  }),
  define('logging.basicConfig', '(**kwargs)', (args, runtime) => {
    configure(args.keywords, runtime);
    return none;
  }),
  define('logging.getLevelName', '(level)', (args) => {
    const level = args.value('level');
    return level.kind === 'str' ? int(levelOf(level)) : str(nameOfLevel(levelOf(level)));
  }),
  define('logging.disable', '(level=50)', () => {
    throw new NotKnown('logging.disable is not followed');
  }),
  ...Object.entries(atLevel)
    .filter(([name]) => name !== 'fatal')
    .map(([name, level]) =>
      define(`logging.${name}`, '(*args, **kwargs)', (args, runtime) => {
        configure({}, runtime);
        emit(loggerNamed('', runtime), level, args.rest, runtime);
        return none;
      }),
    ),
];

export const levelsOfLogging: readonly (readonly [string, Value])[] = Object.entries(levels).map(
  ([name, level]) => [`logging.${name}`, int(level)],
);
