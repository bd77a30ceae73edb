/**
 * The licences of the packages whose code is in our bundles, gathered into
 * dist/NOTICES.txt, which is shipped.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** @param inputs The files that went into the bundles, relative to the repository. */
export function writeNotices(root, inputs) {
  const folders = new Set(['node_modules/webgpu']);
  for (const input of inputs) {
    const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (match) folders.add(match[1]);
  }
  const parts = ['LossLens contains code of these packages.\n'];
  for (const folder of [...folders].sort()) {
    const absolute = path.join(root, folder);
    if (!existsSync(path.join(absolute, 'package.json'))) continue;
    const { name, version, license } = JSON.parse(readFileSync(path.join(absolute, 'package.json'), 'utf8'));
    const files = readdirSync(absolute).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
    const texts = files.map((file) => readFileSync(path.join(absolute, file), 'utf8').trim());
    parts.push(
      `${'-'.repeat(72)}\n${name} ${version} (${license ?? 'see below'})\n\n${texts.join('\n\n')}\n`,
    );
  }
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  writeFileSync(path.join(root, 'dist', 'NOTICES.txt'), parts.join('\n'));
}
