/** The tree of each source that is read, made once: reading, the rules and every file that imports it look at the same one. */
import type { Source } from '../base/place';
import { parseModule } from './parse';
import type { Module } from './syntax';

/** A tree stays as long as its host keeps the source. */
const trees = new WeakMap<Source, Module>();

/** The syntax of a source: `parseModule` of its text. */
export function moduleOf(source: Source): Module {
  let tree = trees.get(source);
  if (!tree) trees.set(source, (tree = parseModule(source.text)));
  return tree;
}
