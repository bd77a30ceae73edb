/** `self.__dict__` and `vars(self)`: a dict that is the attributes, so that `self.__dict__.update(…)` sets them. */
import { str, type DictValue, type InstanceValue, type Value } from '../frameworks/values';
import { setOwnAttribute } from './attributes';
import type { Interpreter } from './interpreter';

type Entry = readonly [key: Value, value: Value];

/** The entries of a dict whose changes are changes of an object's attributes. */
class AttributeEntries extends Map<string, Entry> {
  readonly #change: (name: string, value: Value | undefined) => void;

  constructor(
    entries: Iterable<readonly [string, Entry]>,
    change: (name: string, value: Value | undefined) => void,
  ) {
    super();
    for (const [key, entry] of entries) super.set(key, entry);
    this.#change = change;
  }

  override set(key: string, entry: Entry): this {
    const [name, value] = entry;
    if (name.kind === 'str') this.#change(name.value, value);
    return super.set(key, entry);
  }

  override delete(key: string): boolean {
    const name = this.get(key)?.[0];
    if (name?.kind === 'str') this.#change(name.value, undefined);
    return super.delete(key);
  }

  override clear(): void {
    for (const key of [...this.keys()]) this.delete(key);
  }
}

/**
 * The attributes of an object as they are now; what is changed in the dict changes the object. That the dict would follow
 * later changes of the object is not read.
 */
export function attributesAsDict(interpreter: Interpreter, instance: InstanceValue): DictValue {
  const entries = [...instance.attributes].map(([name, value]): readonly [string, Entry] => [
    `s${name}`,
    [str(name), value],
  ]);
  return {
    kind: 'dict',
    entries: new AttributeEntries(entries, (name, value) => {
      if (value) setOwnAttribute(interpreter, instance, name, value);
      else interpreter.deleteAttribute(instance, name);
    }),
  };
}
