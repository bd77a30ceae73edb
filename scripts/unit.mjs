#!/usr/bin/env node
/**
 * npm run test:unit [-- PATH… [-- MOCHA OPTIONS]]
 *
 * Builds the tests that need no VS Code and runs them: all of them, or those whose path
 * starts with one of the given ones (`npm run test:unit -- test/engine test/python`).
 * What follows a second `--` goes to Mocha: `-- test/rules -- --grep softmax`.
 * Each run has an output folder of its own, so that two can go on at once.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { softwareGpu } from './software-gpu.mjs';

const root = path.dirname(import.meta.dirname);
const given = process.argv.slice(2);
const split = given.indexOf('--');
const paths = split < 0 ? given : given.slice(0, split);
const mochaOptions = split < 0 ? [] : given.slice(split + 1);
const folder = `out/unit-${process.pid}`;

/** Runs Node on a script of this repository and gives its exit code. */
const run = (script, args, env = {}) =>
  spawnSync(process.execPath, [path.join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  }).status ?? 1;

let code = run('esbuild.mjs', ['--only', 'unit', '--unit-folder', folder, '--tests', paths.join(',')]);
// Some tests look at the bundles or start their workers; `npm test` has built them already.
const needsBundles =
  paths.length === 0 ||
  paths.some((start) => !/^test\/(base|python|engine|frameworks|inspect|rules)\b/.test(start));
if (
  code === 0 &&
  needsBundles &&
  !process.env.LOSSLENS_IS_BUILT &&
  run('esbuild.mjs', ['--only', 'dist']) !== 0
) {
  console.error('The bundles could not all be built: the tests that look at them will fail.');
}
try {
  const built = path.join(root, folder);
  if (code === 0 && !existsSync(built)) {
    console.error(`No test file's path starts with ${paths.join(' or ')}.`);
    code = 1;
  }
  if (code === 0) {
    const files = readdirSync(built, { recursive: true })
      .filter((file) => file.endsWith('.test.mjs'))
      .sort()
      .map((file) => path.join(folder, file));
    code = run(
      'node_modules/mocha/bin/mocha.js',
      [
        '--reporter',
        'scripts/mocha-reporter.cjs',
        '--timeout',
        '10000',
        '--no-config',
        ...mochaOptions,
        ...files,
      ],
      { NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --enable-source-maps`.trim(), ...softwareGpu() },
    );
  }
} finally {
  rmSync(path.join(root, folder), { recursive: true, force: true });
}
process.exit(code);
