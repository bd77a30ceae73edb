/** The repository's files, as the tests about it read them: from the folder in which the tests are started. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** A path of the repository as an absolute one. */
export const inRepository = (file: string): string => path.join(process.cwd(), file);

export const isThere = (file: string): boolean => existsSync(inRepository(file));

export const textOf = (file: string): string => readFileSync(inRepository(file), 'utf8');

/** The TypeScript files that stand in a folder itself, without their ending. */
export function modulesIn(folder: string): string[] {
  return readdirSync(inRepository(folder))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
}

/** What a command of this repository prints, run with this Node. */
export function outputOf(script: string, ...parameters: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [inRepository(script), ...parameters], {
    cwd: process.cwd(),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${script} ended with exit code ${String(status)}: ${stderr}`);
  return stdout;
}
