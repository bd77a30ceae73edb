/** Building the extension from an analyzer; the composition roots differ only in that. */
import * as vscode from 'vscode';
import type { Analyzer } from './analysis/analyzer';
import { createApi, type LossLensApi } from './api';
import { Documents } from './documents';
import { Guard } from './guard';
import type { Host } from './host';
import { displayName } from './ids';
import { InspectorChannel } from './inspector/target';
import { SettingsStore } from './settings-store';
import { surfaces } from './surfaces';

/**
 * Registers every surface and starts reading what is open.
 *
 * @param createAnalyzer Gets a function that writes a line to the output channel.
 */
export function activateWith(
  context: vscode.ExtensionContext,
  createAnalyzer: (log: (message: string) => void) => Analyzer,
): LossLensApi {
  const output = vscode.window.createOutputChannel(displayName);
  const log = (message: string): void => output.appendLine(message);
  const guard = new Guard(log);
  const analyzer = createAnalyzer(log);
  const settings = new SettingsStore();
  const documents = new Documents(analyzer, settings);
  const host: Host = {
    extensionUri: context.extensionUri,
    version: String((context.extension.packageJSON as { version?: unknown }).version ?? ''),
    documents,
    analyzer,
    settings,
    inspector: new InspectorChannel(),
    store: context.workspaceState,
    guard,
    output,
  };
  // Let go of in this order: who asks before who answers.
  context.subscriptions.push(documents, analyzer, settings, output);
  for (const { name, register } of surfaces) {
    const registered = guard.run(`Starting ${name}`, () => register(host));
    if (registered) context.subscriptions.push(registered);
  }
  documents.start();
  return createApi(host);
}
