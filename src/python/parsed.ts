/** The tree of each source that is read, made once: reading, the rules and every file that imports it look at the same one. */
import type { Source } from '../base/place';
import { parseModule, parseOutline } from './parse';
import type { Module } from './syntax';

/** A tree stays as long as its host keeps the source. */
const trees = new WeakMap<Source, Module>();
const outlines = new WeakMap<Source, Module>();

/** The longest text whose tree is kept for the next that asks for it, in characters. */
const LONGEST_KEPT = 200_000;

/**
 * The characters of the texts whose trees are kept. A tree takes some eight bytes for each, and is seldom asked for
 * again: the file that is read by itself is another one then. An outline takes half of that, and every file of a
 * package may ask for it.
 */
const KEPT_CHARACTERS = { trees: 400_000, outlines: 2_500_000 } as const;

class NewestTrees {
  readonly #trees = new Map<string, Module>();
  #characters = 0;

  constructor(
    readonly parse: (text: string) => Module,
    readonly most: number,
  ) {}

  /** The tree of a text if it is among the newest. */
  known(text: string): Module | undefined {
    const tree = this.#trees.get(text);
    if (tree) {
      // What was asked for last stands last.
      this.#trees.delete(text);
      this.#trees.set(text, tree);
    }
    return tree;
  }

  of(text: string): Module {
    const known = this.known(text);
    if (known) return known;
    const tree = this.parse(text);
    if (text.length > LONGEST_KEPT) return tree;
    this.#characters += text.length;
    this.#trees.set(text, tree);
    for (const oldest of this.#trees.keys()) {
      if (this.#characters <= this.most) break;
      this.#trees.delete(oldest);
      this.#characters -= oldest.length;
    }
    return tree;
  }
}

const newest = new NewestTrees(parseModule, KEPT_CHARACTERS.trees);
const newestOutlines = new NewestTrees(parseOutline, KEPT_CHARACTERS.outlines);

/** The syntax of a source: `parseModule` of its text. */
export function moduleOf(source: Source): Module {
  let tree = trees.get(source);
  if (!tree) trees.set(source, (tree = newest.of(source.text)));
  return tree;
}

/** The syntax of a source that is imported: the bodies of its functions are read when somebody asks for them. */
export function outlineOf(source: Source): Module {
  let tree = trees.get(source) ?? outlines.get(source);
  if (!tree) outlines.set(source, (tree = newest.known(source.text) ?? newestOutlines.of(source.text)));
  return tree;
}
