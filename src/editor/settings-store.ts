/** The settings as they are now, read again when the person changes them. */
import * as vscode from 'vscode';
import { readSettings, type Settings } from './settings';

export class SettingsStore implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<Settings>();
  readonly #subscription: vscode.Disposable;
  #current: Settings;
  #version = 0;

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#current = read();
    this.#subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('losslens')) return;
      this.#current = read();
      this.#version++;
      this.#changed.fire(this.#current);
    });
  }

  get current(): Settings {
    return this.#current;
  }

  /** Grows with each change. */
  get version(): number {
    return this.#version;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

const read = (): Settings => {
  const configuration = vscode.workspace.getConfiguration();
  return readSettings((id) => configuration.get(id));
};
