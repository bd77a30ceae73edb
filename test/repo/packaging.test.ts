import assert from 'node:assert/strict';
import { isThere, outputOf, textOf } from './repository';

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly resolved?: string; readonly version?: string }>>;
}

describe('lock files', () => {
  for (const file of ['package-lock.json', 'test/vscode/package-lock.json']) {
    it(`${file} holds no download addresses, so that it works behind any mirror`, () => {
      const { packages } = JSON.parse(textOf(file)) as LockFile;
      assert.ok(Object.keys(packages).length > 10);
      const withAddress = Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined);
      assert.deepEqual(withAddress, []);
      assert.doesNotMatch(textOf(file), /https?:\/\/[^"]*\.tgz/);
    });
  }

  it('have one webgpu, whose library loads on Debian 12', () => {
    const { packages } = JSON.parse(textOf('package-lock.json')) as LockFile;
    const found = Object.entries(packages).filter(([folder]) => folder.endsWith('node_modules/webgpu'));
    assert.equal(found.length, 1);
    const [major = 0, minor = 0] = (found[0]?.[1].version ?? '').split('.').map(Number);
    assert.ok(major > 0 || minor >= 6);
  });
});

describe('what is shipped', () => {
  it('.vscodeignore is an allow-list: it ignores everything, then names what goes in', () => {
    const lines = textOf('.vscodeignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    assert.equal(lines[0], '**');
    assert.ok(lines.length > 1);
    for (const line of lines.slice(1)) assert.match(line, /^!/);
  });

  it('is what runs, and nothing else', function () {
    this.timeout(60_000);
    const files = outputOf('node_modules/@vscode/vsce/vsce', 'ls', '--no-dependencies')
      .split('\n')
      .filter((line) => line !== '');
    for (const needed of [
      'package.json',
      'dist/extension.js',
      'dist/extension.web.js',
      'dist/webview.js',
      'LICENSE',
    ]) {
      assert.ok(files.includes(needed), `${needed} is not shipped`);
    }
    const mayBe =
      /^(?:package\.json|README\.md|CHANGELOG\.md|LICENSE|docs\/rules\/[\w-]+\.md|examples\/\w+\.py|media\/.+\.(?:svg|png|css|md)|dist\/(?:[\w.-]+\.js|webview\.css|NOTICES\.txt)|dist\/webgpu\/.+)$/;
    assert.deepEqual(
      files.filter((file) => !mayBe.test(file)),
      [],
    );
    const terminal = files.filter((file) => file.startsWith('dist/cli'));
    assert.deepEqual(terminal, [], 'the terminal is not the editor’s');
    const libraries = files.filter((file) => file.endsWith('.node'));
    assert.ok(libraries.length <= 1, `one platform's library, not ${libraries.join(', ')}`);
  });

  it('names files that exist', () => {
    const manifest = JSON.parse(textOf('package.json')) as {
      main: string;
      browser: string;
      bin: { losslens: string };
    };
    for (const file of [manifest.main, manifest.browser, manifest.bin.losslens])
      assert.ok(isThere(file), file);
  });
});
