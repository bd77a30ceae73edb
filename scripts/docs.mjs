#!/usr/bin/env node
/**
 * node scripts/docs.mjs [--check]
 *
 * Writes docs/rules/ from the registry of rules, a page a rule and their list, and
 * docs/coverage.md from everything that is compared with PyTorch. With --check it writes
 * nothing and fails when a page differs from what it would write.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadTypeScript } from './load-typescript.mjs';

const root = path.dirname(import.meta.dirname);
const folder = path.join(root, 'docs/rules');
const coverage = path.join(root, 'docs/coverage.md');

process.chdir(root);
const { rules } = await loadTypeScript('src/rules/index.ts');
const { pagesOf } = await loadTypeScript('src/rules/page.ts');
const { coverageTable } = await loadTypeScript('test/agreement/index.ts');
const wanted = pagesOf(rules);
const table = await coverageTable();
const coverageIsStale = !existsSync(coverage) || readFileSync(coverage, 'utf8') !== table;
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
    process.exitCode = 1;
  }
  if (coverageIsStale) {
    console.error('docs/coverage.md differs from what is compared with PyTorch. Run: npm run docs');
    process.exitCode = 1;
  }
} else {
  for (const [file, text] of Object.entries(wanted)) writeFileSync(path.join(folder, file), text);
  for (const file of present) if (!(file in wanted)) rmSync(path.join(folder, file));
  writeFileSync(coverage, table);
  console.log(`docs/coverage.md: ${coverageIsStale ? 'changed' : 'as it was'}`);
  console.log(`docs/rules: ${Object.keys(wanted).length} pages, ${stale.length} changed`);
}
