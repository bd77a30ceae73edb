#!/usr/bin/env node
/**
 * npm run package [-- --target TARGET] [-- --out FILE]
 *
 * Builds the extension for production and packs a VSIX for one platform, this one unless
 * another is named: the library that computes on the GPU is native and weighs some 20 MB
 * (7 MB packed), so each platform gets its own and no other. A target without such a
 * library (web, alpine-x64, alpine-arm64, linux-armhf) gets none, and neither does
 * `--target universal`, which runs everywhere: there the CPU computes.
 */
import { createVSIX } from '@vscode/vsce';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { copyDawn, targetsWithDawn, thisTarget } from './dawn.mjs';

const root = path.dirname(import.meta.dirname);
const { values: options } = parseArgs({
  options: { target: { type: 'string', default: thisTarget }, out: { type: 'string' } },
});
const { target } = options;
const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const file = path.resolve(root, options.out ?? `out/${name}-${version}-${target}.vsix`);

const build = spawnSync(
  process.execPath,
  [path.join(root, 'esbuild.mjs'), '--production', '--only', 'dist'],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
if (build.status !== 0) process.exit(1);
try {
  copyDawn(root, target);
  mkdirSync(path.dirname(file), { recursive: true });
  await createVSIX({
    cwd: root,
    packagePath: file,
    ...(target === 'universal' ? {} : { target }),
    // Everything that runs is bundled.
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  const megabytes = (statSync(file).size / 1e6).toFixed(1);
  const gpu = targetsWithDawn.includes(target) ? 'with' : 'without';
  console.log(`${path.relative(root, file)}: ${megabytes} MB, ${gpu} the GPU library`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  // The working folder is for this machine again.
  copyDawn(root);
}
