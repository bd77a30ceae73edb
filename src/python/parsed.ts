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
const KEPT_CHARACTERS = { trees: 400_000, outlines: 4_000_000 } as const;

/** Keeps the trees of the texts that were asked for last. */
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

/** A tree that is kept, and how often it was asked for of late. */
interface Kept {
  readonly tree: Module;
  asked: number;
}

/**
 * Keeps the trees of the texts that are asked for most often. Each file of a package imports the same files again in
 * the same order: where these are more than can be kept, the newest would always be the wrong ones.
 */
class MostAskedTrees {
  readonly #kept = new Map<string, Kept>();
  #characters = 0;
  #parsed = 0;

  constructor(
    readonly parse: (text: string) => Module,
    readonly most: number,
  ) {}

  of(text: string): Module {
    const known = this.#kept.get(text);
    if (known) {
      known.asked++;
      return known.tree;
    }
    const tree = this.parse(text);
    if (text.length > LONGEST_KEPT) return tree;
    this.#age(text.length);
    this.#kept.set(text, { tree, asked: 1 });
    this.#characters += text.length;
    while (this.#characters > this.most) this.#forgetOne();
    return tree;
  }

  /** What was asked for long ago counts half with every so many characters: the work goes on to other packages. */
  #age(characters: number): void {
    this.#parsed += characters;
    if (this.#parsed < 4 * this.most) return;
    this.#parsed = 0;
    for (const kept of this.#kept.values()) kept.asked = Math.floor(kept.asked / 2);
  }

  /** Forgets the one that was asked for least; among several the newest, so that the others stay for the next file. */
  #forgetOne(): void {
    let least: string | undefined;
    let fewest = Infinity;
    for (const [text, { asked }] of this.#kept) if (asked <= fewest) [least, fewest] = [text, asked];
    if (least === undefined) return;
    this.#kept.delete(least);
    this.#characters -= least.length;
  }
}

const newest = new NewestTrees(parseModule, KEPT_CHARACTERS.trees);
const outlinesOfTexts = new MostAskedTrees(parseOutline, KEPT_CHARACTERS.outlines);

/** The syntax of a source: `parseModule` of its text. */
export function moduleOf(source: Source): Module {
  let tree = trees.get(source);
  if (!tree) trees.set(source, (tree = newest.of(source.text)));
  return tree;
}

/** The syntax of a source that is imported: the bodies of its functions are read when somebody asks for them. */
export function outlineOf(source: Source): Module {
  let tree = trees.get(source) ?? outlines.get(source);
  if (!tree) outlines.set(source, (tree = newest.known(source.text) ?? outlinesOfTexts.of(source.text)));
  return tree;
}
