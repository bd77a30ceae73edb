#!/usr/bin/env node
/**
 * node scripts/docs.mjs [--check]
 *
 * Writes docs/rules/ from the registry of rules: one page a rule and their list. With
 * --check it writes nothing and fails when a page differs from what it would write.
 */
import { build } from 'esbuild';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);
const folder = path.join(root, 'docs/rules');

/** The pages by file name, made by the bundled registry. */
async function pages() {
  const temporary = mkdtempSync(path.join(tmpdir(), 'losslens-docs-'));
  try {
    const outfile = path.join(temporary, 'pages.cjs');
    await build({
      absWorkingDir: root,
      stdin: {
        contents: `export { rules } from './src/rules/index'; export { pagesOf } from './src/rules/page';`,
        resolveDir: root,
        loader: 'ts',
      },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'warning',
      outfile,
    });
    const { rules, pagesOf } = createRequire(import.meta.url)(outfile);
    return pagesOf(rules);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

const wanted = await pages();
mkdirSync(folder, { recursive: true });
const present = readdirSync(folder).filter((file) => file.endsWith('.md'));
const read = (file) => (present.includes(file) ? readFileSync(path.join(folder, file), 'utf8') : null);
const stale = [
  ...Object.keys(wanted).filter((file) => read(file) !== wanted[file]),
  ...present.filter((file) => !(file in wanted)),
];

if (process.argv.includes('--check')) {
  if (stale.length > 0) {
    console.error(`docs/rules differs from the registry: ${stale.join(', ')}. Run: npm run docs`);
    process.exit(1);
  }
} else {
  for (const [file, text] of Object.entries(wanted)) writeFileSync(path.join(folder, file), text);
  for (const file of present) if (!(file in wanted)) rmSync(path.join(folder, file));
  console.log(`docs/rules: ${Object.keys(wanted).length} pages, ${stale.length} changed`);
}
