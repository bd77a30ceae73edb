/** Over each loss call its number, over each finding its name. A click shows it. */
import * as vscode from 'vscode';
import type { Place } from '../../base/place';
import { rangeOf, type DocumentReading } from '../documents';
import type { Host, Surface } from '../host';
import { internalCommands } from '../ids';
import { lossesBySource, lossLine } from '../loss-text';
import { titleOf } from '../rule-names';
import { pythonSelector } from '../selector';

export const codeLens: Surface = {
  name: 'code lens',
  register(host) {
    const changed = new vscode.EventEmitter<void>();
    const provider: vscode.CodeLensProvider = {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: (document, cancellation) =>
        host.guard.runAsync('Code lens', () => provide(host, document, cancellation)),
    };
    return vscode.Disposable.from(
      changed,
      host.documents.onDidRead(() => changed.fire()),
      host.settings.onDidChange(() => changed.fire()),
      vscode.languages.registerCodeLensProvider(pythonSelector, provider),
    );
  },
};

async function provide(
  host: Host,
  document: vscode.TextDocument,
  cancellation: vscode.CancellationToken,
): Promise<vscode.CodeLens[]> {
  if (!host.settings.current.codeLens) return [];
  const reading = await host.documents.current(document, cancellation);
  if (!reading?.outcome.ok) return [];
  const source = host.documents.sourceIndex(reading, document);
  return [...lossLenses(reading, source), ...findingLenses(reading, source)];
}

function lossLenses(reading: DocumentReading, source: number): vscode.CodeLens[] {
  if (!reading.outcome.ok) return [];
  const { inspection } = reading.outcome.value;
  return lossesBySource(inspection, source).map((loss) => {
    const target = { kind: 'loss', document: reading.key, place: loss.newest.place };
    return lens(loss.newest.place, {
      title: `${lossLine(inspection, loss)} · Inspect`,
      tooltip: 'Show inputs, activation, loss of each element, reduction and gradient',
      command: internalCommands.inspectPlace,
      arguments: [target],
    });
  });
}

function findingLenses(reading: DocumentReading, source: number): vscode.CodeLens[] {
  if (!reading.outcome.ok) return [];
  return reading.outcome.value.findings
    .filter(({ place }) => place.source === source)
    .map(({ rule, severity, message, place }) =>
      lens(place, {
        title: `${severity === 'info' ? 'ⓘ' : '⚠'} ${titleOf(rule)}`,
        tooltip: message,
        command: internalCommands.showFinding,
        arguments: [{ document: reading.key, place }],
      }),
    );
}

/** Above the line where the place begins. */
const lens = (place: Place, command: vscode.Command): vscode.CodeLens =>
  new vscode.CodeLens(new vscode.Range(rangeOf(place).start, rangeOf(place).start), command);
