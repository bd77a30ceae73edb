/** Which files a gitignore-like pattern names; the patterns of .gitignore files and of pyproject.toml read alike. */
import ignore from 'ignore';
import { posix } from 'node:path';

export interface PatternList {
  /** Whether the patterns say anything of an absolute path, and what. Folders are matched as folders. */
  test(path: string, isFolder: boolean): { readonly ignored: boolean; readonly unignored: boolean };
}

/**
 * @param base The folder that the patterns are relative to, with forward slashes.
 * @param patterns In gitignore's syntax, a text of lines or a list.
 */
export function patternList(base: string, patterns: string | readonly string[]): PatternList {
  const matcher = ignore({ ignorecase: false }).add(patterns);
  return {
    test(path, isFolder) {
      const relative = posix.relative(base, path);
      if (relative === '' || relative === '..' || relative.startsWith('../'))
        return { ignored: false, unignored: false };
      return matcher.test(isFolder ? `${relative}/` : relative);
    },
  };
}
