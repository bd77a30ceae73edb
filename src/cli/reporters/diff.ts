/** `--diff`: what `--fix` would change, as a unified diff that `git apply` and `patch` take. */
import { createTwoFilesPatch } from 'diff';
import type { ChangedFile } from '../task';

/** Lines around a change. */
const context = 3;

/** @param spell How a file is called, from its absolute path. */
export function diffReport(changes: readonly ChangedFile[], spell: (path: string) => string): string {
  return changes
    .map(({ path, before, after }) => {
      const file = spell(path);
      return createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, {
        context,
        headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
      });
    })
    .join('');
}
