/** Paths as texts: `os.path` and `pathlib.Path`. What is in the file system is not known, and nothing is looked up there. */
import { define, method, openClass } from '../define';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import { signature } from '../signature';
import {
  bool,
  none,
  str,
  tuple,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type NativeMethod,
  type Value,
} from '../values';

/** `os.path.join`: a part that begins with a slash begins anew. */
function joined(parts: readonly string[]): string {
  let path = '';
  for (const part of parts) {
    if (part.startsWith('/')) path = part;
    else path += path === '' || path.endsWith('/') ? part : `/${part}`;
  }
  return path;
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** What stands before the last slash, without slashes at its end unless it is nothing else. */
function directory(path: string): string {
  const head = path.slice(0, path.lastIndexOf('/') + 1);
  return /^\/*$/.test(head) ? head : head.replace(/\/+$/, '');
}

/** The name and its extension, dot included; a name that begins with dots has none there. */
function splitExtension(path: string): readonly [string, string] {
  const name = lastPart(path);
  const [, stem, extension] = /^(\.*.*?)(\.[^.]*)$/.exec(name) ?? [];
  const hasName = stem !== undefined && /[^.]/.test(stem);
  return hasName ? [path.slice(0, path.length - extension!.length), extension!] : [path, ''];
}

function textOf(value: Value | undefined): string {
  if (value?.kind === 'str') return value.value;
  if (value?.kind === 'instance' && value.class === pathClass) return pathOf(value);
  throw new NotKnown(value?.kind === 'unknown' ? value.reason : 'the path is not known');
}

/** A path as pathlib keeps it: without empty parts and without `.`. */
function normalized(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const rest = parts.join('/');
  return path.startsWith('/') ? `/${rest}` : rest === '' ? '.' : rest;
}

/** The path of an object whose constructor got texts that are known. */
function pathOf(self: InstanceValue): string {
  const path = self.state.get('path');
  if (typeof path === 'string') return path;
  throw new NotKnown('the path is not known');
}

function makePath(path: string, runtime: Runtime): InstanceValue {
  const plainPath = normalized(path);
  return {
    kind: 'instance',
    class: pathClass,
    attributes: new Map(),
    state: new Map<string, unknown>([['path', plainPath]]),
    place: runtime.place,
  };
}

const inFileSystem = (parameters = '(*args, **kwargs)'): NativeMethod =>
  method(parameters, () => {
    throw new NotKnown('what is in the file system is not known');
  });

/** The suffix of a name: of `model.tar.gz` it is `.gz`; a dot at either end makes none. */
const suffixOf = (name: string): string => /^.+(\.[^.]+)$/.exec(name)?.[1] ?? '';

const pathClass: ClassValue = openClass('pathlib.PosixPath', {
  signature: signature('(*args)'),
  construct: (self, args) => {
    self.state.set('path', normalized(joined(args.rest.map(textOf))));
  },
  describe: (self) => pathOf(self),
  properties: {
    name: (self) => str(pathOf(self) === '.' ? '' : lastPart(pathOf(self))),
    suffix: (self) => str(suffixOf(lastPart(pathOf(self)))),
    stem: (self) => {
      const name = lastPart(pathOf(self));
      return str(name.slice(0, name.length - suffixOf(name).length));
    },
    parent: (self, runtime) => makePath(directory(pathOf(self)), runtime),
    parts: (self) => {
      const path = pathOf(self);
      const parts = path.split('/').filter((part) => part !== '' && part !== '.');
      return tuple([...(path.startsWith('/') ? ['/'] : []), ...parts].map(str));
    },
  },
  methods: {
    __str__: method('()', (self) => str(pathOf(self))),
    __repr__: method('()', (self) => str(`PosixPath('${pathOf(self)}')`)),
    __fspath__: method('()', (self) => str(pathOf(self))),
    as_posix: method('()', (self) => str(pathOf(self))),
    is_absolute: method('()', (self) => bool(pathOf(self).startsWith('/'))),
    __truediv__: method('(key)', (self, args, runtime) =>
      makePath(joined([pathOf(self), textOf(args.value('key'))]), runtime),
    ),
    __rtruediv__: method('(key)', (self, args, runtime) =>
      makePath(joined([textOf(args.value('key')), pathOf(self)]), runtime),
    ),
    joinpath: method('(*args)', (self, args, runtime) =>
      makePath(joined([pathOf(self), ...args.rest.map(textOf)]), runtime),
    ),
    with_suffix: method('(suffix)', (self, args, runtime) => {
      const path = pathOf(self);
      const base = path.slice(0, path.length - suffixOf(lastPart(path)).length);
      return makePath(base + args.string('suffix'), runtime);
    }),
    with_name: method('(name)', (self, args, runtime) =>
      makePath(joined([directory(pathOf(self)), args.string('name')]), runtime),
    ),
    __eq__: method('(other)', (self, args) => {
      const other = args.value('other');
      return bool(other.kind === 'instance' && other.class === pathClass && pathOf(other) === pathOf(self));
    }),
    mkdir: method('(mode=511, parents=False, exist_ok=False)', () => none),
    touch: method('(mode=438, exist_ok=True)', () => none),
    unlink: method('(missing_ok=False)', () => none),
    write_text: inFileSystem(),
    read_text: inFileSystem(),
    exists: inFileSystem(),
    is_file: inFileSystem(),
    is_dir: inFileSystem(),
    open: inFileSystem(),
    glob: inFileSystem(),
    rglob: inFileSystem(),
    iterdir: inFileSystem(),
    resolve: inFileSystem(),
    absolute: inFileSystem(),
    expanduser: inFileSystem(),
  },
});

const ofText = (name: string, parameters: string, make: (path: string) => Value): NativeFunction =>
  define(`os.path.${name}`, parameters, (args) => make(textOf(args.value('p'))));

/** The two names of the one class of paths. */
export const pathClasses: readonly (readonly [string, Value])[] = [
  ['pathlib.Path', pathClass],
  ['pathlib.PosixPath', pathClass],
];

export const paths: readonly NativeFunction[] = [
  define('os.path.join', '(a, *p)', (args) => str(joined([args.value('a'), ...args.rest].map(textOf)))),
  ofText('basename', '(p)', (path) => str(lastPart(path))),
  ofText('dirname', '(p)', (path) => str(directory(path))),
  ofText('splitext', '(p)', (path) => tuple(splitExtension(path).map(str))),
  ofText('split', '(p)', (path) => tuple([str(directory(path)), str(lastPart(path))])),
  ...['exists', 'isfile', 'isdir', 'getsize', 'abspath', 'expanduser', 'realpath'].map((name) =>
    define(`os.path.${name}`, '(path)', () => {
      throw new NotKnown('what is in the file system is not known');
    }),
  ),
];
