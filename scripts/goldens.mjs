#!/usr/bin/env node
/**
 * npm run goldens [-- SCRIPT [NAME…]]
 *
 * Runs the scripts of scripts/goldens, or the named one (with NAMEs, for these operations,
 * losses or programs only: `npm run goldens -- engine softmax`), which write the numbers that
 * the tests compare with: from real PyTorch, NumPy and Python's own parser. PYTHON names a
 * Python that has torch and numpy; without it, python3 is taken. The numbers are committed,
 * so only who adds an operation or a loss needs this.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);
const python = process.env.PYTHON ?? 'python3';
const [wanted, ...names] = process.argv.slice(2);
const folder = path.join('scripts', 'goldens');
const scripts = readdirSync(path.join(root, folder)).filter(
  (file) => file.endsWith('.py') && (wanted === undefined || wanted === file.slice(0, -'.py'.length)),
);
if (scripts.length === 0) {
  console.error(`There is no script ${wanted} in ${folder}.`);
  process.exit(2);
}
for (const script of scripts) {
  console.log(script);
  const { status, error } = spawnSync(python, [path.join(folder, script), ...names], {
    cwd: root,
    stdio: 'inherit',
  });
  if (error)
    console.error(
      `${python} cannot be started (${error.message}): set PYTHON to a Python with torch and numpy.`,
    );
  if (status !== 0) process.exitCode = 1;
}
