/** Dicts that are a way to write to something else: `self.__dict__`, and the dicts that a torch Module keeps. */
import { keyOf, type DictValue, type Value } from './values';

type Entry = readonly [key: Value, value: Value];

/** The entries of a dict; `change` is told what is put in, and with undefined what is taken out. */
class LiveEntries extends Map<string, Entry> {
  readonly #change: (key: Value, value: Value | undefined) => void;

  constructor(entries: Iterable<Entry>, change: (key: Value, value: Value | undefined) => void) {
    super();
    for (const entry of entries) super.set(keyOf(entry[0]), entry);
    this.#change = change;
  }

  override set(key: string, entry: Entry): this {
    this.#change(...entry);
    return super.set(key, entry);
  }

  override delete(key: string): boolean {
    const entry = this.get(key);
    if (entry) this.#change(entry[0], undefined);
    return super.delete(key);
  }

  override clear(): void {
    for (const key of [...this.keys()]) this.delete(key);
  }
}

/**
 * What something holds as it is now, as a dict; what is changed in the dict changes that. That the dict would follow
 * changes made elsewhere is not read.
 */
export const liveDict = (
  entries: Iterable<Entry>,
  change: (key: Value, value: Value | undefined) => void,
  type?: DictValue['type'],
): DictValue => ({ kind: 'dict', entries: new LiveEntries(entries, change), ...(type ? { type } : {}) });
