/** A registry is its folder: an entry that is not in index.ts would be dead, and nobody would notice. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { inRepository, isThere, modulesIn, textOf } from './repository';

interface Registry {
  readonly folder: string;
  /** Finds the names of the entries that a file exports, and not what the entries share. */
  readonly entry: RegExp;
}

const registries: readonly Registry[] = [
  { folder: 'src/rules', entry: /^export const (\w+): Rule = /gm },
  // An operation is spelled out, or made by one of the functions that make families of them.
  { folder: 'src/engine/ops', entry: /^export const (\w+)(?:: Op\b| = (?:\{$|[a-z]\w*(?:<.*>)?\(\{?))/gm },
  { folder: 'src/engine/losses', entry: /^export const (\w+): Loss\b/gm },
  { folder: 'src/editor/surfaces', entry: /^export const (\w+): Surface\b/gm },
];

describe('folder = registry', () => {
  for (const { folder, entry } of registries) {
    it(`every entry of ${folder} is in its index.ts`, () => {
      assert.ok(isThere(`${folder}/index.ts`), `${folder}/index.ts is not there`);
      const index = textOf(`${folder}/index.ts`);
      const listed = new Set(
        [...index.slice(index.lastIndexOf('from ')).matchAll(/\w+/g)].map(([name]) => name),
      );
      const entries = modulesIn(folder)
        .filter((module) => module !== 'index')
        .flatMap((module) =>
          [...textOf(`${folder}/${module}.ts`).matchAll(entry)].map((match) => match[1] ?? ''),
        );
      assert.ok(entries.length > 2, `few files of ${folder} look like an entry: has its contract changed?`);
      assert.deepEqual(
        entries.filter((name) => !listed.has(name)),
        [],
      );
    });
  }

  it('a rule stands in the file of its name', () => {
    const declarations = modulesIn('src/rules').map((module) => ({
      module,
      name: /^export const \w+: Rule = \{\s*name: '([^']+)'/m.exec(textOf(`src/rules/${module}.ts`))?.[1],
    }));
    const rules = declarations.filter(({ name }) => name !== undefined);
    assert.ok(rules.length > 2);
    for (const { module, name } of rules) assert.equal(name, module);
  });
});

describe('the examples of rules', () => {
  const onPyTorch: ReadonlySet<string> = new Set(['Lightning', 'fastai', 'Hugging Face']);
  const isElsewhere = (framework: string): boolean => !onPyTorch.has(framework) && framework !== 'Keras';
  const folders: Readonly<Record<string, (framework: string, module: string) => boolean>> = {
    // The rules that are about Keras alone keep theirs.
    'src/rules': (framework, module) =>
      isElsewhere(framework) || (framework === 'Keras' && module.startsWith('keras-')),
    'src/rules/examples': isElsewhere,
    'src/rules/examples/on-pytorch': (framework) => onPyTorch.has(framework),
    'src/rules/examples/keras': (framework) => framework === 'Keras',
  };
  for (const [folder, belongs] of Object.entries(folders)) {
    it(`stand in the folder of their framework: ${folder}`, () => {
      const strays = modulesIn(folder).flatMap((module) =>
        [...textOf(`${folder}/${module}.ts`).matchAll(/^ +framework: '([^']+)',$/gm)]
          .map(([, framework = '']) => framework)
          .filter((framework) => !belongs(framework, module))
          .map((framework) => `${module}: ${framework}`),
      );
      assert.deepEqual(strays, []);
    });
  }
});

describe('the controls of the panel', () => {
  it('come into one file, so that the archived toolkit can be replaced there', () => {
    const files = readdirSync(inRepository('webview'), { recursive: true, encoding: 'utf8' })
      .map((file) => path.posix.join('webview', file.replaceAll('\\', '/')))
      .filter((file) => file.endsWith('.ts') && textOf(file).includes('@vscode/webview-ui-toolkit'));
    assert.equal(files.length, 1, files.join(', '));
  });
});
