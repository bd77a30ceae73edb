#!/usr/bin/env node
/**
 * npm test: installs what it needs and runs everything, in order of cost. Each part
 * that counts its tests adds its counts; each other part is one test. A part that ends
 * without having counted a failure, yet with an exit code, counts as one failure. The
 * last line says `N passed, N failed`.
 *
 * Works on a clean clone: only Node's own modules are used before the packages are there.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { installPackages, installSystemPackages } from './install.mjs';

const root = path.dirname(import.meta.dirname);
const temporary = mkdtempSync(path.join(os.tmpdir(), 'losslens-test-'));
const minutes = 60_000;

/** `needs`: parts without which this one cannot be run. */
const parts = [
  { name: 'build', command: ['esbuild.mjs', '--only', 'dist,suite'] },
  {
    name: 'types',
    command: [
      'node_modules/typescript/bin/tsc',
      '-b',
      'tsconfig.json',
      'tsconfig.pure.json',
      'tsconfig.web.json',
      'webview',
      'test/webview',
    ],
  },
  { name: 'lint', command: ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.'] },
  {
    name: 'format',
    command: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  },
  { name: 'pages of rules and coverage are up to date', command: ['scripts/docs.mjs', '--check'] },
  { name: 'unit tests', command: ['scripts/unit.mjs'], env: { LOSSLENS_IS_BUILT: '1' } },
  { name: 'a real VS Code', command: ['test/vscode/setup.mjs'] },
  {
    name: 'suite inside VS Code',
    command: ['test/vscode/run-suite.mjs'],
    needs: ['build', 'a real VS Code'],
  },
  { name: 'package', command: ['scripts/package.mjs'], needs: ['build'] },
  { name: 'scenarios in VS Code', command: ['test/vscode/run-ui.mjs'], needs: ['package', 'a real VS Code'] },
];

const results = new Map();

/** Runs one part and gives its counts. */
function run({ name, command, env = {}, needs = [] }) {
  const failedNeed = needs.find((need) => results.get(need)?.failed > 0);
  if (failedNeed) {
    console.log(`Not run, because «${failedNeed}» failed.`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const file = path.join(temporary, `${name.replaceAll(' ', '-')}.json`);
  const [script, ...args] = command;
  const { status, signal } = spawnSync(process.execPath, [path.join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TEST_COUNTS: file, ...env },
    timeout: 20 * minutes,
  });
  const counts = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { passed: status === 0 ? 1 : 0, failed: 0, skipped: 0 };
  if (status !== 0 && counts.failed === 0) {
    console.log(`«${name}» ended with ${signal ? `the signal ${signal}` : `exit code ${status}`}.`);
    counts.failed = 1;
  }
  return counts;
}

try {
  installPackages(root);
  installSystemPackages();
  for (const part of parts) {
    console.log(`\n=== ${part.name}`);
    results.set(part.name, run(part));
  }
} catch (error) {
  console.error(error.message);
  results.set('installation', { passed: 0, failed: 1, skipped: 0 });
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

const sum = { passed: 0, failed: 0, skipped: 0 };
console.log('');
for (const [name, { passed, failed, skipped }] of results) {
  console.log(
    `${failed > 0 ? '✘' : '✔'} ${name}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  );
  sum.passed += passed;
  sum.failed += failed;
  sum.skipped += skipped;
}
console.log(
  `\n${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`,
);
process.exit(sum.failed > 0 ? 1 : 0);
