#!/usr/bin/env node
/**
 * npm run bench
 *
 * Bundles bench/engine.bench.ts and runs it: the reference, the GPU and gpu.js without a GPU,
 * side by side in one run, with how well they agree. Runs on any machine; where there is no
 * GPU but Chromium's SwiftShader, that is measured, and its name says so.
 */
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { softwareGpu } from '../scripts/software-gpu.mjs';

const root = path.dirname(import.meta.dirname);
// Below the repository, so that `webgpu` is found in its node_modules.
const folder = path.join(root, 'out', `bench-${process.pid}`);
mkdirSync(folder, { recursive: true });
try {
  const outfile = path.join(folder, 'engine.cjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['bench/engine.bench.ts'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['webgpu', 'gl'],
    outfile,
    logLevel: 'warning',
  });
  const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...softwareGpu() },
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
