/** *Explain Rule*: the page of a rule, as it is shipped with the extension. */
import * as vscode from 'vscode';
import { rules } from '../../rules';
import { addressOf } from '../../rules/page';
import type { Host } from '../host';

export async function explainRule(host: Host, argument: unknown): Promise<void> {
  const name = rules.find((rule) => rule.name === argument)?.name ?? (await pickRule());
  if (name === undefined) return;
  const page = vscode.Uri.joinPath(host.extensionUri, 'docs', 'rules', `${name}.md`);
  try {
    await vscode.workspace.fs.stat(page);
    await vscode.commands.executeCommand('markdown.showPreview', page);
  } catch {
    // Without VS Code's Markdown extension there is no preview; the same page is on the web.
    await vscode.env.openExternal(vscode.Uri.parse(addressOf(name)));
  }
}

async function pickRule(): Promise<string | undefined> {
  const items = rules.map(({ name, title, severity }) => ({
    label: title,
    description: name,
    detail: severity,
    name,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Explain a rule',
    placeHolder: 'Which mistake?',
    matchOnDescription: true,
  });
  return picked?.name;
}
