/** Shape, dtype and role beside the names that tensors are assigned to. Off unless the person asks for it. */
import * as vscode from 'vscode';
import { summarize } from '../../inspect/summary';
import { rangeOf } from '../documents';
import type { Host, Surface } from '../host';
import { inlayText, isAssignedName } from '../inlay-text';
import { code } from '../markdown';
import { pythonSelector } from '../selector';

export const inlayHints: Surface = {
  name: 'inlay hints',
  register(host) {
    const changed = new vscode.EventEmitter<void>();
    return vscode.Disposable.from(
      changed,
      host.documents.onDidRead(() => changed.fire()),
      host.settings.onDidChange(() => changed.fire()),
      vscode.languages.registerInlayHintsProvider(pythonSelector, {
        onDidChangeInlayHints: changed.event,
        provideInlayHints: (document, range, cancellation) =>
          host.guard.runAsync('Inlay hints', () => provide(host, document, range, cancellation)),
      }),
    );
  },
};

async function provide(
  host: Host,
  document: vscode.TextDocument,
  range: vscode.Range,
  cancellation: vscode.CancellationToken,
): Promise<vscode.InlayHint[]> {
  if (!host.settings.current.inlayHints) return [];
  const reading = await host.documents.current(document, cancellation);
  if (!reading?.outcome.ok) return [];
  const { inspection } = reading.outcome.value;
  const source = host.documents.sourceIndex(reading, document);
  const text = reading.sources[source]?.text ?? '';
  return inspection.expressions.flatMap((expression) => {
    if (expression.place.source !== source) return [];
    const { end } = rangeOf(expression.place);
    const tensor = inspection.tensors[expression.tensor];
    if (!tensor || !range.contains(end) || !isAssignedName(expression, text)) return [];
    const hint = new vscode.InlayHint(end, inlayText(tensor), vscode.InlayHintKind.Type);
    hint.tooltip = new vscode.MarkdownString(code(summarize(tensor)));
    return [hint];
  });
}
