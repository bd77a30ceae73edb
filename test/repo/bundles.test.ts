/** What the bundles may ask of the place they run in. They are those of the last build. */
import assert from 'node:assert/strict';
import { builtinModules } from 'node:module';
import { wrong } from '../../src/rules/examples/softmax-before-cross-entropy';
import { isThere, textOf } from './repository';

function bundle(file: string): string {
  assert.ok(isThere(file), `${file} is not built: npm run build`);
  return textOf(file);
}

/** The names that a CommonJS bundle requires when it runs. */
function required(text: string): Set<string> {
  return new Set([...text.matchAll(/\brequire\(\s*["']([^"']+)["']\s*\)/g)].map((match) => match[1] ?? ''));
}

describe('the bundles', () => {
  it('the terminal runs without VS Code, on Node alone', () => {
    for (const file of ['dist/cli.js', 'dist/cli-tasks.js', 'dist/cli-pages.js']) {
      const names = required(bundle(file));
      assert.ok(!names.has('vscode'), file);
      const foreign = [...names].filter(
        (name) => !name.startsWith('node:') && !builtinModules.includes(name),
      );
      assert.deepEqual(foreign, [], file);
    }
  });

  it('the program that shares out files among threads does not bring what works on them', () => {
    const [program, tasks] = ['dist/cli.js', 'dist/cli-tasks.js'].map((file) => bundle(file).length);
    assert.ok(program! < tasks! / 10, `${program} of ${tasks} characters`);
  });

  it('what reads a program does not bring the examples of the rules, which the pages of the terminal do', () => {
    const title = wrong[0]!.title;
    assert.ok(bundle('dist/cli-pages.js').includes(title));
    for (const file of ['cli-tasks.js', 'analysis.worker.js', 'extension.js', 'extension.web.js'])
      assert.ok(!bundle(`dist/${file}`).includes(title), file);
  });

  it('the terminal can be started as a program', () => {
    assert.ok(bundle('dist/cli.js').startsWith('#!/usr/bin/env node\n'));
  });

  it('the web extension requires VS Code and nothing of Node', () => {
    const names = required(bundle('dist/extension.web.js'));
    assert.deepEqual([...names], ['vscode']);
  });

  it('the extension requires VS Code and Node, and no package that a VSIX lacks', () => {
    const names = [...required(bundle('dist/extension.js'))];
    assert.ok(names.includes('vscode'));
    const foreign = names.filter(
      (name) => name !== 'vscode' && !name.startsWith('node:') && !builtinModules.includes(name),
    );
    assert.deepEqual(foreign, []);
  });

  it('the worker loads the GPU from beside itself, and no package that a VSIX lacks', () => {
    for (const file of ['dist/analysis.worker.js', 'dist/gpu-probe.js']) {
      const text = bundle(file);
      assert.ok(!required(text).has('vscode'), `${file} requires VS Code`);
      assert.match(text, /import\(["']\.\/webgpu\/index\.js["']\)/, `${file} does not load Dawn`);
      // gpu.js asks for `gl` inside a try and goes on without it.
      const foreign = [...required(text)].filter(
        (name) => name !== 'gl' && !name.startsWith('node:') && !builtinModules.includes(name),
      );
      assert.deepEqual(foreign, [], file);
    }
  });

  it('the panel requires nothing and evaluates no text', () => {
    const text = bundle('dist/webview.js');
    assert.deepEqual([...required(text)], []);
    // Its content security policy has no unsafe-eval. The controls ask for the global object in this way only
    // where there is no globalThis, which no VS Code lacks.
    const evaluated = [...text.matchAll(/\bnew Function\([^)]*\)|(?<![.\w])eval\(/g)].map(([call]) => call);
    assert.deepEqual(
      evaluated.filter((call) => call !== 'new Function("return this")'),
      [],
    );
  });
});
