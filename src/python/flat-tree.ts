/**
 * The tree that @lezer/python gives, laid flat: one number per node for its type,
 * start, end, first child and next sibling. Walking plain arrays is faster than
 * walking a cursor, and needs no recursion however deep the tree is.
 */
import type { Tree } from '@lezer/common';

/** No node: the end of a list of siblings, or a node without children. */
export const NONE = -1;

/** Translates an offset of the text that lezer read into an offset of the text that the user wrote. */
export type OffsetMap = (offset: number) => number;

export class FlatTree {
  readonly #names: readonly string[];
  readonly #types: Uint16Array;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #firstChildren: Int32Array;
  readonly #nextSiblings: Int32Array;
  /** Every node where lezer met something that its grammar does not allow, in the order of the text. */
  readonly errors: readonly number[];

  /** @param toOriginal absent when lezer read the user's own offsets. */
  constructor(tree: Tree, toOriginal?: OffsetMap) {
    let capacity = Math.max(64, tree.length >> 2);
    let types = new Uint16Array(capacity);
    let starts = new Int32Array(capacity);
    let ends = new Int32Array(capacity);
    let firstChildren = new Int32Array(capacity);
    let nextSiblings = new Int32Array(capacity);
    const names: string[] = [];
    const errors: number[] = [];
    const open: number[] = [];
    let lastClosed = NONE;
    let count = 0;

    const grow = <A extends Uint16Array | Int32Array>(from: A, to: A): A => {
      to.set(from);
      return to;
    };

    tree.iterate({
      enter(node) {
        if (count === capacity) {
          capacity *= 2;
          types = grow(types, new Uint16Array(capacity));
          starts = grow(starts, new Int32Array(capacity));
          ends = grow(ends, new Int32Array(capacity));
          firstChildren = grow(firstChildren, new Int32Array(capacity));
          nextSiblings = grow(nextSiblings, new Int32Array(capacity));
        }
        const type = node.type;
        // Comments may stand anywhere among the children; the scan has already listed them.
        if (type.name === 'Comment') return false;
        if (names[type.id] === undefined) names[type.id] = type.name;
        if (type.isError) errors.push(count);
        types[count] = type.id;
        starts[count] = toOriginal ? toOriginal(node.from) : node.from;
        ends[count] = toOriginal ? toOriginal(node.to) : node.to;
        firstChildren[count] = NONE;
        nextSiblings[count] = NONE;
        if (lastClosed !== NONE) nextSiblings[lastClosed] = count;
        else if (open.length > 0) firstChildren[open[open.length - 1]!] = count;
        open.push(count++);
        lastClosed = NONE;
        return true;
      },
      leave() {
        lastClosed = open.pop() ?? NONE;
      },
    });

    this.#names = names;
    this.#types = types;
    this.#starts = starts;
    this.#ends = ends;
    this.#firstChildren = firstChildren;
    this.#nextSiblings = nextSiblings;
    this.errors = errors;
  }

  /** The name that lezer's grammar gives the node, `⚠` for an error. */
  name(node: number): string {
    return this.#names[this.#types[node]!]!;
  }

  start(node: number): number {
    return this.#starts[node]!;
  }

  end(node: number): number {
    return this.#ends[node]!;
  }

  firstChild(node: number): number {
    return this.#firstChildren[node]!;
  }

  nextSibling(node: number): number {
    return this.#nextSiblings[node]!;
  }
}
