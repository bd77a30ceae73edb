#!/usr/bin/env node
/**
 * node test/vscode/run-ui.mjs [NAME…]
 *
 * Runs the scenarios of test/vscode/ui, or the named ones, each in a process of its own,
 * and adds up their counts; TEST_COUNTS names a file for the sum. Screenshots are written
 * to out/screenshots.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const folder = path.join(import.meta.dirname, 'ui');
const wanted = process.argv.slice(2);
const scripts = readdirSync(folder)
  .filter(
    (file) =>
      file.endsWith('.mjs') && (wanted.length === 0 || wanted.includes(file.slice(0, -'.mjs'.length))),
  )
  .sort();
if (scripts.length === 0) {
  console.error(`There is no scenario ${wanted.join(', ')} in test/vscode/ui.`);
  process.exit(2);
}

const temporary = mkdtempSync(path.join(os.tmpdir(), 'losslens-ui-'));
const sum = { passed: 0, failed: 0, skipped: 0 };
for (const script of scripts) {
  const file = path.join(temporary, `${script}.json`);
  const { status } = spawnSync(process.execPath, [path.join(folder, script)], {
    stdio: 'inherit',
    env: { ...process.env, TEST_COUNTS: file },
    timeout: 300_000,
  });
  const counts = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { passed: 0, failed: 0, skipped: 0 };
  if (status !== 0 && counts.failed === 0) {
    console.error(`${script} ended with exit code ${status} before its end.`);
    counts.failed = 1;
  }
  for (const kind of Object.keys(sum)) sum[kind] += counts[kind];
}
rmSync(temporary, { recursive: true, force: true });
if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, JSON.stringify(sum));
console.log(`UI scenarios: ${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed > 0 ? 1 : 0);
