/**
 * What the text of a file says in few words. Every file that imports it asks for it again, long after its tree is
 * forgotten: a package that brings all of its modules together would be parsed anew for each file of the project.
 */
import type { Source } from '../base/place';

/** Characters of the texts whose facts are kept; beyond it, what was asked for longest ago is forgotten. */
const KEPT_CHARACTERS = 16_000_000;

/** @returns `find` of the source, found once as long as the text of its file stays the same. */
export function textFact<Fact>(find: (source: Source) => Fact): (source: Source) => Fact {
  const kept = new Map<string, { readonly text: string; readonly fact: Fact }>();
  let characters = 0;

  const forget = (key: string): void => {
    characters -= kept.get(key)?.text.length ?? 0;
    kept.delete(key);
  };

  return (source) => {
    const key = `${source.file}\n${source.cell ?? ''}`;
    const before = kept.get(key);
    if (before?.text === source.text) return before.fact;
    const fact = find(source);
    forget(key);
    kept.set(key, { text: source.text, fact });
    characters += source.text.length;
    for (const oldest of kept.keys()) {
      if (characters <= KEPT_CHARACTERS || oldest === key) break;
      forget(oldest);
    }
    return fact;
  };
}
