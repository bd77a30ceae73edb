/** The folders that a program puts on `sys.path`, where its text names them. */
import { textFact } from './text-facts';

/** A folder whose modules are imported by their own names. */
export interface AddedFolder {
  /** How many folders above that of the file it lies in; 0 where that is not written. */
  readonly above: number;
  /** Its path from there as a package, `src.data`; empty for that folder itself. */
  readonly folder: string;
}

/** `sys.path.append(os.path.join(ROOT, 'models'))`: all that stands in the call. */
const ADDED = /^[ \t]*sys\.path\.(?:append|insert|extend)\((.*)$/gm;
const TEXT = /(['"])([^'"\n]*)\1/g;
const NAME = /[A-Za-z_]\w*/g;

/** What is added may be named before it is: `lib = join(here, '..', 'lib')`, `add_path(lib)`, `def add_path(path)`. */
const MOST_NAMES_ON_THE_WAY = 3;

/** The folders that the text of a file puts there. One that is outside of the project is none. */
export const addedFolders = textFact((source): readonly AddedFolder[] => {
  const { text } = source;
  if (!text.includes('sys.path')) return [];
  const asked = new Set<string>();
  const paths = [...text.matchAll(ADDED)].flatMap(([, call]) =>
    written(text, call!, asked, MOST_NAMES_ON_THE_WAY),
  );
  return [...new Set(paths)].flatMap(asFolder);
});

/** The modules that are imported for what they do, as `import _init_paths`: one of them may put folders on the path. */
export const plainlyImported = textFact((source): readonly string[] => [
  ...new Set([...source.text.matchAll(/^import (\w+)[ \t]*(?:#.*)?$/gm)].map(([, name]) => name!)),
]);

/**
 * The paths that an expression names by texts and `__file__`, or by names that are given such elsewhere in the file. Each
 * name is asked for once: one that is given something made of itself, again and again, would be asked for without an end.
 */
function written(text: string, expression: string, asked: Set<string>, namesOnTheWay: number): string[] {
  const texts = [...expression.matchAll(TEXT)].map(([, , part]) => part!);
  const above = foldersAbove(expression);
  if (texts.length > 0 || above > 0) return [[...Array<string>(above).fill('..'), ...texts].join('/')];
  if (namesOnTheWay === 0) return [];
  return [...expression.matchAll(NAME)].flatMap(([name]) => {
    if (asked.has(name)) return [];
    asked.add(name);
    return givenTo(text, name).flatMap((value) => written(text, value, asked, namesOnTheWay - 1));
  });
}

/** `dirname(dirname(__file__))`, `Path(__file__).parent.parent` and `Path(__file__).parents[1]` are one above the file's own. */
function foldersAbove(expression: string): number {
  if (!expression.includes('__file__')) return 0;
  const [, at] = /\.parents\[(\d)\]/.exec(expression) ?? [];
  return at === undefined
    ? Math.max(0, (expression.match(/\bdirname\(|\.parent\b/g)?.length ?? 0) - 1)
    : Number(at);
}

/** What a name is assigned, and what functions with such a first parameter are called with. */
function givenTo(text: string, name: string): string[] {
  const after = (start: string): string[] =>
    [...text.matchAll(new RegExp(`^[ \\t]*${start}(.*)$`, 'gm'))].map(([, value]) => value!);
  const functions = text.matchAll(new RegExp(`^[ \\t]*def (\\w+)\\([ \\t]*${name}\\b`, 'gm'));
  return [
    ...after(`${name}[ \\t]*=(?!=)`),
    ...[...functions].flatMap(([, called]) => after(`${called!}\\(`)),
  ];
}

function asFolder(path: string): AddedFolder[] {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const above = parts.findIndex((part) => part !== '..');
  const inside = above < 0 ? [] : parts.slice(above);
  const folder = { above: above < 0 ? parts.length : above, folder: inside.join('.') };
  return parts.length > 0 && inside.every((part) => /^\w+$/.test(part)) ? [folder] : [];
}
