/** What every surface gets: the documents with their analyses, and the few things that surfaces share. */
import type * as vscode from 'vscode';
import type { Analyzer } from './analysis/analyzer';
import type { Documents } from './documents';
import type { Guard } from './guard';
import type { Store } from './inspector/keeping';
import type { InspectorChannel } from './inspector/target';
import type { SettingsStore } from './settings-store';

export interface Host {
  readonly extensionUri: vscode.Uri;
  readonly version: string;
  readonly documents: Documents;
  readonly analyzer: Analyzer;
  readonly settings: SettingsStore;
  readonly inspector: InspectorChannel;
  /** Where the inspector's pins and history outlive the window. */
  readonly store: Store;
  readonly guard: Guard;
  /** The output channel, where failures and their causes are written. */
  readonly output: vscode.OutputChannel;
}

/** One way of showing: lens, hover, panel … */
export interface Surface {
  readonly name: string;
  /** Registers it with VS Code; disposing of the result takes it away. */
  register(host: Host): vscode.Disposable;
}
