/** What became of the document in front: how many problems, who computed, and what was left undone. */
import * as vscode from 'vscode';
import type { DocumentReading } from '../documents';
import type { Surface } from '../host';
import { commands, displayName } from '../ids';
import { escapeMarkdown } from '../markdown';

/** A reading that is quicker than this shows no sign of being at work. */
const PATIENCE = 500;

export const statusBar: Surface = {
  name: 'status bar',
  register(host) {
    const item = vscode.window.createStatusBarItem('losslens.status', vscode.StatusBarAlignment.Right, 90);
    item.name = displayName;
    item.command = commands.checkFile;
    let busy: ReturnType<typeof setTimeout> | undefined;
    const keyInFront = (): string | undefined => {
      const document = vscode.window.activeTextEditor?.document;
      return document && host.documents.keyOf(document);
    };
    const refresh = (): void => {
      clearTimeout(busy);
      const key = keyInFront();
      if (key === undefined) {
        item.hide();
        return;
      }
      const reading = host.documents.newest(key);
      item.text = reading ? textOf(reading) : `$(graph-line) ${displayName}`;
      item.tooltip = reading && tooltipOf(reading, host.analyzer.gpuFailure);
      item.backgroundColor = undefined;
      item.show();
    };
    return vscode.Disposable.from(
      item,
      { dispose: () => clearTimeout(busy) },
      vscode.window.onDidChangeActiveTextEditor(() => host.guard.run('Status bar', refresh)),
      host.documents.onDidRead(() => host.guard.run('Status bar', refresh)),
      host.documents.onDidClose(() => host.guard.run('Status bar', refresh)),
      host.documents.onDidStart((key) => {
        if (key !== keyInFront()) return;
        clearTimeout(busy);
        busy = setTimeout(() => {
          item.text = `$(loading~spin) ${displayName}`;
        }, PATIENCE);
      }),
    );
  },
};

function textOf({ outcome }: DocumentReading): string {
  if (!outcome.ok) return `$(warning) ${displayName}`;
  const { findings, inspection } = outcome.value;
  const errors = inspection.unknowns.filter(({ error }) => error !== null).length;
  const problems = findings.length + errors;
  return problems === 0 ? `$(graph-line) ${displayName}` : `$(graph-line) ${displayName} ${problems}`;
}

function tooltipOf({ outcome }: DocumentReading, gpuFailure: string | null): vscode.MarkdownString {
  if (!outcome.ok) return new vscode.MarkdownString(escapeMarkdown(outcome.failure.message));
  const { findings, inspection, notJudged, backend } = outcome.value;
  const places = new Set(inspection.losses.map(({ place }) => `${place.source}:${place.start}`)).size;
  const lines = [
    `${count(places, 'loss call')}, ${count(findings.length, 'mistake')} found`,
    `Computed by ${escapeMarkdown(backend)}`,
    ...(gpuFailure === null ? [] : [escapeMarkdown(gpuFailure)]),
    ...inspection.limits.map(escapeMarkdown),
  ];
  if (notJudged.length > 0) lines.push(`${count(notJudged.length, 'place')} could not be judged`);
  return new vscode.MarkdownString(lines.join('  \n'));
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
