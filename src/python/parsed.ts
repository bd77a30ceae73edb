/** The tree of each source that is read, made once: reading, the rules and every file that imports it look at the same one. */
import type { Source } from '../base/place';
import { parseModule } from './parse';
import type { Module } from './syntax';

/** A tree stays as long as its host keeps the source. */
const trees = new WeakMap<Source, Module>();

/**
 * Trees of the newest texts, for a file that is read by itself and as an import of others: the longest text that is
 * kept, and the characters of all, each of which takes some eleven bytes.
 */
const LONGEST_KEPT = 200_000;
const KEPT_CHARACTERS = 1_500_000;

class NewestTrees {
  readonly #trees = new Map<string, Module>();
  #characters = 0;

  of(text: string): Module {
    let tree = this.#trees.get(text);
    if (tree) this.#trees.delete(text);
    else {
      tree = parseModule(text);
      if (text.length > LONGEST_KEPT) return tree;
      this.#characters += text.length;
    }
    // What was asked for last stands last.
    this.#trees.set(text, tree);
    for (const oldest of this.#trees.keys()) {
      if (this.#characters <= KEPT_CHARACTERS) break;
      this.#trees.delete(oldest);
      this.#characters -= oldest.length;
    }
    return tree;
  }
}

const newest = new NewestTrees();

/** The syntax of a source: `parseModule` of its text. */
export function moduleOf(source: Source): Module {
  let tree = trees.get(source);
  if (!tree) trees.set(source, (tree = newest.of(source.text)));
  return tree;
}
