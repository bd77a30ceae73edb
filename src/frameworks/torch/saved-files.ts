/**
 * `torch.save` and `torch.load`: what a program saved it can load again, from a buffer or under the same path. Nothing is
 * written and nothing is read: a file that the program did not save itself is not known.
 */
import { define, openClass } from '../define';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import { signature } from '../signature';
import { deepCopy } from '../standard/copies';
import {
  dict,
  int,
  keyOf,
  none,
  str,
  unknown,
  type ClassValue,
  type DictValue,
  type NativeFunction,
  type Value,
} from '../values';

/** What was saved under each path; a dict, so that what a branch saved can be taken back. */
const files = new WeakMap<Runtime, DictValue>();

function filesOf(runtime: Runtime): DictValue {
  const known = files.get(runtime);
  if (known) return known;
  const made = dict();
  files.set(runtime, made);
  return made;
}

/** `io.BytesIO()`: a place to save to that is no file. */
const bytesIO: ClassValue = openClass('io.BytesIO', {
  signature: signature('(initial_bytes=None)'),
  construct: (_, args) => {
    if (!args.isNone('initial_bytes')) throw new NotKnown('bytes are not read');
  },
  methods: {
    seek: { signature: signature('(pos, whence=0)'), call: (_, args) => int(args.int('pos')) },
    close: { signature: signature('()'), call: () => none },
    flush: { signature: signature('()'), call: () => none },
  },
});

/** The key of a place to save to; undefined for one that is not known. */
function placeOf(file: Value, runtime: Runtime): Value | undefined {
  if (file.kind === 'str') return file;
  if (file.kind !== 'instance') return undefined;
  if (file.class === bytesIO) return file;
  const path = runtime.format(file, 'str');
  return path === undefined ? undefined : str(path);
}

/** Objects of classes, which `torch.load` refuses unless it is told to trust the file. */
function holdsObjects(value: Value): boolean {
  if (value.kind === 'instance' || value.kind === 'function') return true;
  if (value.kind === 'list' || value.kind === 'tuple') return value.items.some(holdsObjects);
  return value.kind === 'dict' && [...value.entries.values()].some(([, item]) => holdsObjects(item));
}

/** What is loaded, and each part of it: where the program goes on with a model of its own or this one, this one is like it. */
const saved = (runtime: Runtime): Value => ({
  ...unknown('what stands in a file is not known', runtime.place),
  contract: { isSaved: true, item: () => saved(runtime) },
});

export const savedFiles: readonly (NativeFunction | ClassValue)[] = [
  bytesIO,
  define('torch.save', '(obj, f, *args, **kwargs)', (args, runtime) => {
    const saved = filesOf(runtime);
    runtime.touch(saved);
    const place = placeOf(args.value('f'), runtime);
    // What was saved somewhere may have replaced any file.
    if (!place) saved.entries.clear();
    else saved.entries.set(keyOf(place), [place, deepCopy(runtime, args.value('obj'))]);
    return none;
  }),
  define(
    'torch.load',
    '(f, map_location=None, pickle_module=None, *, weights_only=True, mmap=None, **kwargs)',
    (args, runtime) => {
      const place = placeOf(args.value('f'), runtime);
      const found = place && filesOf(runtime).entries.get(keyOf(place))?.[1];
      if (!found) return saved(runtime);
      if (holdsObjects(found) && (args.isNone('weights_only') || args.bool('weights_only')))
        throw new NotKnown('loading objects with weights_only=True is not followed');
      return deepCopy(runtime, found);
    },
  ),
];
