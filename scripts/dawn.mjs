/**
 * The GPU for Node: npm's `webgpu` (Dawn) holds a native library of some 20 MB for each
 * platform. `dist/webgpu/` gets the package's own JavaScript and the library of one
 * platform, so that the bundles find it without a node_modules folder and a VSIX holds
 * nothing that does not run where it is installed.
 */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/** VS Code's names of the platforms, and the folder in which `webgpu` looks there. */
const foldersOfTargets = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-universal',
  'darwin-arm64': 'darwin-universal',
  'win32-x64': 'win32-x64',
  'win32-arm64': 'win32-arm64',
};

/** VS Code's name of the platform that this process runs on. */
export const thisTarget = `${process.platform}-${process.arch}`;

/** The targets for which there is a native GPU library. */
export const targetsWithDawn = Object.keys(foldersOfTargets);

/**
 * Copies `webgpu` for one target to dist/webgpu, or removes that folder where there is
 * no library for the target (Alpine, the web, armhf): the GPU worker then says that
 * there is no GPU and the CPU computes.
 */
export function copyDawn(root, target = thisTarget) {
  const to = path.join(root, 'dist', 'webgpu');
  const from = path.join(root, 'node_modules', 'webgpu');
  const folder = foldersOfTargets[target];
  if (folder === undefined) {
    rmSync(to, { recursive: true, force: true });
    return;
  }
  if (isCopied(from, to, folder)) return;
  rmSync(to, { recursive: true, force: true });
  const library = path.join(from, 'dist', folder);
  if (!existsSync(library)) {
    throw new Error(`webgpu has no library for ${target} in ${library}; run npm ci.`);
  }
  cpSync(library, path.join(to, 'dist', folder), { recursive: true });
  for (const file of readdirSync(from)) {
    if (/^(index\.js|package\.json|LICEN[CS]E.*)$/i.test(file))
      cpSync(path.join(from, file), path.join(to, file));
  }
}

/** Whether `to` already holds this version, with the library of this platform and no other. */
function isCopied(from, to, folder) {
  const description = (of) => readFileSync(path.join(of, 'package.json'), 'utf8');
  return (
    existsSync(path.join(to, 'dist', folder)) &&
    readdirSync(path.join(to, 'dist')).length === 1 &&
    existsSync(path.join(to, 'package.json')) &&
    description(from) === description(to)
  );
}
