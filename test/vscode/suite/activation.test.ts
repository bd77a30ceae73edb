import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../../src/editor/ids';

const extension = vscode.extensions.getExtension('losslens.losslens');

describe(`LossLens in ${vscode.env.appName} ${vscode.version}`, () => {
  it('is there and becomes active', async () => {
    assert.ok(extension, 'the extension is not among those that VS Code knows');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command that it names', async () => {
    await extension?.activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = Object.values(commands).filter((command) => !registered.has(command));
    assert.deepEqual(missing, []);
  });
});
