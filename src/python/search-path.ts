/** The folders that a program puts on `sys.path`, where its text names them. */
import { textFact } from './text-facts';

/** `sys.path.append(os.path.join(ROOT, 'models'))`: the last text that stands in the call. */
const ADDED = /^[ \t]*sys\.path\.(?:append|insert|extend)\((.*)$/gm;
const TEXT = /(['"])([^'"\n]*)\1/g;

/**
 * The packages whose modules are imported by their own names: `models`, `src.data`. A folder above the file, or outside
 * of the project, is none.
 */
export const addedPackages = textFact((source): readonly string[] => [
  ...new Set(
    [...source.text.matchAll(ADDED)].flatMap(([, call]) => {
      const path = [...call!.matchAll(TEXT)].map(([, , text]) => text!).join('/');
      const folder = path.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');
      return /^\w+(?:\/\w+)*$/.test(folder) ? [folder.replaceAll('/', '.')] : [];
    }),
  ),
]);
