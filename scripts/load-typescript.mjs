/** For scripts that use TypeScript of this repository: bundles a module and loads it. */
import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);

/**
 * @param {string} entry The module, relative to the repository.
 * @returns What it exports.
 */
export async function loadTypeScript(entry) {
  const folder = mkdtempSync(path.join(tmpdir(), 'losslens-script-'));
  try {
    const outfile = path.join(folder, 'bundle.cjs');
    await build({
      absWorkingDir: root,
      entryPoints: [entry],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'warning',
      outfile,
    });
    return createRequire(import.meta.url)(outfile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
