/** *Show Backends*: who can compute on this machine, and why not. */
import * as vscode from 'vscode';
import type { Host } from '../host';
import { settings } from '../ids';

export async function showBackends(host: Host): Promise<void> {
  const choice = host.settings.current.backend;
  const states = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: 'Looking for a GPU' },
    () => host.analyzer.backends(choice),
  );
  const items = states.map(({ name, available, detail }) => ({
    label: `$(${available ? 'check' : 'circle-slash'}) ${name}`,
    detail,
  }));
  const change = { label: '$(gear) Change', detail: `${settings.backend} is “${choice}”` };
  // The list stays until it is answered, and a command that waits for it would never end for its caller.
  void vscode.window
    .showQuickPick([...items, change], { title: 'Backends', placeHolder: 'What computes tensors and losses' })
    .then((picked) => {
      if (picked === change)
        void vscode.commands.executeCommand('workbench.action.openSettings', settings.backend);
    });
}
