/**
 * The arrows between the folders are ESLint's to hold. An arrow that no longer bites
 * would go unnoticed, so offending files that exist only here are linted with the
 * repository's own configuration.
 */
import assert from 'node:assert/strict';
import { ESLint, type Linter } from 'eslint';
import typescript from 'typescript-eslint';

/** The rules that look at types need a file on disk; the arrows do not. */
const withoutTypes: Linter.Config = {
  files: ['**/*.ts'],
  languageOptions: { parserOptions: { projectService: false, project: null } },
  rules: { ...typescript.configs.disableTypeChecked.rules },
};
const eslint = new ESLint({ cwd: process.cwd(), overrideConfig: withoutTypes });

/** The names of the rules that object to a file. */
async function objections(filePath: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath });
  assert.ok(result, `ESLint has nothing to say about ${filePath}: is it ignored?`);
  const fatal = result.messages.find((message) => message.fatal === true);
  assert.equal(fatal, undefined, fatal?.message);
  return result.messages.map((message) => message.ruleId ?? '');
}

const arrow = '@typescript-eslint/no-restricted-imports';
const use = (from: string): string => `import { thing } from '${from}';\nexport const other = [thing];\n`;
const useType = (from: string): string =>
  `import type { Thing } from '${from}';\nexport type Other = Thing[];\n`;

const forbidden: readonly (readonly [file: string, from: string])[] = [
  ['src/base/x.ts', '../python/syntax'],
  ['src/base/x.ts', 'node:fs'],
  ['src/python/x.ts', '../engine/tensor'],
  ['src/python/x.ts', 'vscode'],
  ['src/engine/x.ts', '../python/syntax'],
  ['src/engine/ops/x.ts', '../../python/syntax'],
  ['src/engine/ops/x.ts', '../../rules/rule'],
  ['src/engine/losses/x.ts', '../../frameworks/torch'],
  ['src/engine/x.ts', 'vscode'],
  ['src/engine/x.ts', 'node:os'],
  ['src/engine/x.ts', 'os'],
  ['src/engine/backends/cpu.ts', 'gpu.js'],
  ['src/engine/backends/gpu.ts', 'webgpu'],
  ['src/frameworks/x.ts', '../inspect/inspection'],
  ['src/inspect/x.ts', '../rules/rule'],
  ['src/inspect/x.ts', '../editor/ids'],
  ['src/rules/x.ts', 'vscode'],
  ['src/rules/x.ts', '../editor/ids'],
  ['src/rules/x.ts', '../engine/backends/cpu'],
  ['src/protocol/x.ts', '../engine/tensor'],
  ['src/protocol/x.ts', '../base/place'],
  ['src/editor/x.ts', '../cli/main'],
  ['src/editor/x.ts', '../extension'],
  ['src/editor/x.ts', 'gpu.js'],
  ['src/editor/surfaces/x.ts', './hover'],
  ['src/cli/x.ts', '../editor/settings'],
  ['src/cli/x.ts', 'vscode'],
  ['src/cli/x.ts', 'node:fs'],
  ['src/cli/bin.ts', 'vscode'],
  ['src/extension.ts', './cli/main'],
  ['src/extension.ts', 'gpu.js'],
  ['webview/views/x.ts', '../../src/editor/ids'],
  ['webview/views/x.ts', '../../src/rules/rule'],
  ['webview/views/x.ts', '../../src/python/syntax'],
  ['webview/views/x.ts', '../../src/extension'],
  ['webview/main.ts', 'vscode'],
  ['webview/views/x.ts', '@vscode/webview-ui-toolkit'],
];

const permitted: readonly (readonly [file: string, from: string])[] = [
  ['src/python/x.ts', '../base/place'],
  ['src/python/x.ts', '@lezer/python'],
  ['src/engine/ops/x.ts', '../tensor'],
  ['src/engine/backends/gpu.ts', 'gpu.js'],
  ['src/frameworks/x.ts', '../engine/tensor'],
  ['src/inspect/x.ts', '../frameworks/torch'],
  ['src/rules/x.ts', './rule'],
  ['src/editor/x.ts', '../rules/rule'],
  ['src/editor/surfaces/index.ts', './hover'],
  ['src/cli/bin.ts', 'node:fs'],
  ['src/extension.ts', './editor/settings'],
  ['webview/main.ts', '../src/protocol/messages'],
  ['webview/parts/controls.ts', '@vscode/webview-ui-toolkit'],
];

describe('the arrows between the folders', function () {
  this.timeout(60_000);

  for (const [file, from] of forbidden) {
    it(`${file} may not import ${from}`, async () => {
      assert.ok((await objections(file, use(from))).includes(arrow));
    });
  }

  for (const [file, from] of permitted) {
    it(`${file} may import ${from}`, async () => {
      assert.deepEqual(await objections(file, use(from)), []);
    });
  }

  it('protocol may import types from base and inspect, and from nowhere else', async () => {
    assert.deepEqual(await objections('src/protocol/x.ts', useType('../base/place')), []);
    assert.deepEqual(await objections('src/protocol/x.ts', useType('../inspect/inspection')), []);
    assert.ok((await objections('src/protocol/x.ts', useType('../rules/rule'))).includes(arrow));
  });

  it('one rule may not import another, while the registry may', async () => {
    const from = './softmax-before-cross-entropy';
    assert.ok((await objections('src/rules/x.ts', use(from))).includes(arrow));
    assert.ok((await objections('src/rules/shared/x.ts', use(`.${from}`))).includes(arrow));
    assert.deepEqual(await objections('src/rules/index.ts', use(from)), []);
  });

  it('a dynamic import does not slip through in a pure folder', async () => {
    const text = "export const load = (): Promise<unknown> => import('../python/syntax');\n";
    assert.ok((await objections('src/engine/x.ts', text)).includes('no-restricted-syntax'));
  });
});

describe('what else ESLint holds', function () {
  this.timeout(60_000);

  it('no exported mutable binding, by whichever spelling', async () => {
    const mutable = 'losslens/no-exported-mutable';
    assert.ok((await objections('src/base/x.ts', 'export let count = 0;\ncount += 1;\n')).includes(mutable));
    assert.ok(
      (await objections('src/base/x.ts', 'let count = 0;\ncount += 1;\nexport { count };\n')).includes(
        mutable,
      ),
    );
    assert.ok(
      (await objections('src/base/x.ts', 'let count = 0;\ncount += 1;\nexport default count;\n')).includes(
        mutable,
      ),
    );
    assert.deepEqual(await objections('src/base/x.ts', 'export const count = 0;\n'), []);
  });

  it('no any', async () => {
    const found = await objections('src/base/x.ts', 'export const x = (y: any): unknown => y;\n');
    assert.ok(found.includes('@typescript-eslint/no-explicit-any'));
  });

  it('no file of more than 400 lines without its reason', async () => {
    const lines = 'export {};\n'.repeat(401);
    assert.ok((await objections('src/base/x.ts', lines)).includes('losslens/length-with-reason'));
    const reason = '/**\n * A table. Over 400 lines\n * because the table has a line for each entry.\n */\n';
    assert.deepEqual(await objections('src/base/x.ts', reason + lines), []);
    assert.deepEqual(await objections('src/base/x.ts', 'export {};\n'.repeat(400)), []);
  });
});
