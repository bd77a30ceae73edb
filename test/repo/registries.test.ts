/** A registry is its folder: a file that is not in index.ts would be dead, and nobody would notice. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { inRepository, isThere, modulesIn, textOf } from './repository';

/** The modules of its own folder that a file imports or re-exports. */
function siblingsOf(file: string): Set<string> {
  return new Set([...textOf(file).matchAll(/from '\.\/([^']+)'/g)].map((match) => match[1] ?? ''));
}

interface Registry {
  readonly folder: string;
  /** What tells an entry from what the entries share. */
  readonly isEntry: RegExp;
}

const registries: readonly Registry[] = [
  { folder: 'src/rules', isEntry: /^export const \w+: Rule = /m },
  { folder: 'src/engine/ops', isEntry: /^export const \w+(?:: Op\b|\s*=\s*defineOp\b)/m },
  { folder: 'src/engine/losses', isEntry: /^export const \w+: Loss\w*(?:<.*>)? = /m },
  { folder: 'src/editor/surfaces', isEntry: /^export const \w+: Surface\b/m },
];

describe('folder = registry', () => {
  for (const { folder, isEntry } of registries) {
    it(`every entry of ${folder} is in its index.ts`, () => {
      assert.ok(isThere(`${folder}/index.ts`), `${folder}/index.ts is not there`);
      const entries = modulesIn(folder).filter(
        (name) => name !== 'index' && isEntry.test(textOf(`${folder}/${name}.ts`)),
      );
      assert.ok(entries.length > 0, `no file of ${folder} looks like an entry: has its contract changed?`);
      const registered = siblingsOf(`${folder}/index.ts`);
      assert.deepEqual(
        entries.filter((name) => !registered.has(name)),
        [],
      );
    });
  }

  it('a rule stands in the file of its name', () => {
    for (const name of modulesIn('src/rules')) {
      const declared = /^export const \w+: Rule = \{\s*name: '([^']+)'/m.exec(textOf(`src/rules/${name}.ts`));
      if (declared) assert.equal(declared[1], name);
    }
  });
});

describe('the controls of the panel', () => {
  it('come into one file, so that the archived toolkit can be replaced there', () => {
    const files = readdirSync(inRepository('webview'), { recursive: true, encoding: 'utf8' })
      .map((file) => path.posix.join('webview', file.replaceAll('\\', '/')))
      .filter((file) => file.endsWith('.ts') && textOf(file).includes('@vscode/webview-ui-toolkit'));
    assert.ok(files.length <= 1, files.join(', '));
  });
});
