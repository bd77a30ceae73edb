/**
 * Findings, and the errors that PyTorch would raise, in the Problems view. Broken
 * Python is not marked: the person's language server does that.
 */
import * as vscode from 'vscode';
import { nested } from '../../base/place';
import type { Unknown } from '../../inspect/inspection';
import { addressOf } from '../../rules/page';
import type { Finding, Severity } from '../../rules/rule';
import { locate, rangeOf, type DocumentReading } from '../documents';
import type { Surface } from '../host';
import { displayName } from '../ids';

export const diagnostics: Surface = {
  name: 'diagnostics',
  register(host) {
    const collection = vscode.languages.createDiagnosticCollection('losslens');
    /** By document, then by the address of a text: a mistake in an imported file may be seen from several documents. */
    const marks = new Map<string, ReadonlyMap<string, readonly vscode.Diagnostic[]>>();
    const draw = (addresses: Iterable<string>): void => {
      for (const address of addresses) {
        const all = [...marks.values()].flatMap((byAddress) => byAddress.get(address) ?? []);
        collection.set(vscode.Uri.parse(address), withoutDoubles(all));
      }
    };
    // A cell that was deleted since is in no new reading, so its marks are drawn again, too: there are none.
    const replace = (key: string, fresh: ReadonlyMap<string, readonly vscode.Diagnostic[]> | null): void => {
      const before = marks.get(key)?.keys() ?? [];
      if (fresh) marks.set(key, fresh);
      else marks.delete(key);
      draw(new Set([...before, ...(fresh?.keys() ?? [])]));
    };
    const show = (reading: DocumentReading): void => {
      if (!host.documents.isCurrent(reading)) return;
      const bySource = diagnosticsOf(reading);
      replace(
        reading.key,
        new Map([...bySource].map(([source, found]) => [reading.sources[source]!.uri.toString(), found])),
      );
    };
    return vscode.Disposable.from(
      collection,
      host.documents.onDidRead((reading) => host.guard.run('Diagnostics', () => show(reading))),
      host.documents.onDidClose((key) => replace(key, null)),
    );
  },
};

const severities: { readonly [Kind in Severity]: vscode.DiagnosticSeverity } = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

function diagnosticsOf(reading: DocumentReading): ReadonlyMap<number, vscode.Diagnostic[]> {
  const bySource = new Map<number, vscode.Diagnostic[]>();
  if (!reading.outcome.ok) return bySource;
  const { findings, elsewhere, inspection } = reading.outcome.value;
  const add = (source: number, diagnostic: vscode.Diagnostic): void => {
    const list = bySource.get(source);
    if (list) list.push(diagnostic);
    else bySource.set(source, [diagnostic]);
  };
  for (const finding of [...findings, ...elsewhere]) add(finding.place.source, ofFinding(reading, finding));
  for (const unknown of inspection.unknowns) {
    if (unknown.error === null) continue;
    // A finding at the same place says more than PyTorch's message: what to type.
    const isSaid = findings.some(
      (finding) => finding.severity === 'error' && nested(finding.place, unknown.place),
    );
    if (!isSaid) add(unknown.place.source, ofError(unknown, unknown.error));
  }
  return bySource;
}

/** One mark for what several documents see at one place. */
function withoutDoubles(diagnostics: readonly vscode.Diagnostic[]): readonly vscode.Diagnostic[] {
  const found = new Map<string, vscode.Diagnostic>();
  for (const diagnostic of diagnostics) {
    const { range, code } = diagnostic;
    const rule = typeof code === 'object' ? code.value : code;
    const key = JSON.stringify([range, rule]);
    if (!found.has(key)) found.set(key, diagnostic);
  }
  return [...found.values()];
}

function ofFinding(reading: DocumentReading, finding: Finding): vscode.Diagnostic {
  const { message, evidence, place, rule, severity, related } = finding;
  const text = evidence === '' ? message : `${message}\n${evidence}`;
  const diagnostic = new vscode.Diagnostic(rangeOf(place), text, severities[severity]);
  diagnostic.source = displayName;
  diagnostic.code = { value: rule, target: vscode.Uri.parse(addressOf(rule)) };
  diagnostic.relatedInformation = related.flatMap((other) => {
    const location = locate(reading, other.place);
    return location ? [new vscode.DiagnosticRelatedInformation(location, other.message)] : [];
  });
  return diagnostic;
}

/** What PyTorch (or Python) would say when the program came here. */
function ofError({ place, reason }: Unknown, type: string): vscode.Diagnostic {
  const message = reason.startsWith(type) ? reason : `${type}: ${reason}`;
  const diagnostic = new vscode.Diagnostic(rangeOf(place), message, vscode.DiagnosticSeverity.Error);
  diagnostic.source = displayName;
  diagnostic.code = type;
  return diagnostic;
}
