/** The quick fixes of findings: the edit, silencing the rule on the line, explaining it, and fixing the whole file. */
import * as vscode from 'vscode';
import type { Finding } from '../../rules/rule';
import { workspaceEdit } from '../apply-edits';
import { rangeOf, type DocumentReading } from '../documents';
import { compatibleEdits, ignoreEdit } from '../fix-edits';
import type { Host, Surface } from '../host';
import { commands, displayName } from '../ids';
import { titleOf } from '../rule-names';
import { pythonSelector } from '../selector';

const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('losslens');

export const codeActions: Surface = {
  name: 'code actions',
  register: (host) =>
    vscode.languages.registerCodeActionsProvider(
      pythonSelector,
      {
        provideCodeActions: (document, range, context, cancellation) =>
          host.guard.runAsync('Code actions', () => provide(host, document, range, context, cancellation)),
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind] },
    ),
};

async function provide(
  host: Host,
  document: vscode.TextDocument,
  range: vscode.Range,
  context: vscode.CodeActionContext,
  cancellation: vscode.CancellationToken,
): Promise<vscode.CodeAction[]> {
  const reading = await host.documents.current(document, cancellation, true);
  if (!reading?.outcome.ok) return [];
  const source = host.documents.sourceIndex(reading, document);
  const own = reading.outcome.value.findings.filter(({ place }) => place.source === source);
  const wants = (kind: vscode.CodeActionKind): boolean => !context.only || context.only.contains(kind);
  const actions: vscode.CodeAction[] = [];
  if (wants(vscode.CodeActionKind.QuickFix)) {
    const here = own.filter(({ place }) => rangeOf(place).intersection(range) !== undefined);
    for (const finding of here) actions.push(...actionsOf(reading, finding, context.diagnostics));
    const all = compatibleEdits(reading.outcome.value.findings);
    if (here.length > 0 && all.fixed > 1) {
      const action = fixAll(reading, vscode.CodeActionKind.QuickFix);
      if (action) actions.push(action);
    }
  }
  // A source action is asked for by kind; offering it in every light bulb would be noise.
  if (context.only && wants(fixAllKind)) {
    const action = fixAll(reading, fixAllKind);
    if (action) actions.push(action);
  }
  return actions;
}

function actionsOf(
  reading: DocumentReading,
  finding: Finding,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const { rule, fix, place } = finding;
  const marks = diagnostics.filter(
    ({ source, code, range }) =>
      source === displayName &&
      typeof code === 'object' &&
      code.value === rule &&
      range.isEqual(rangeOf(place)),
  );
  const action = (title: string): vscode.CodeAction => {
    const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    made.diagnostics = marks;
    return made;
  };
  const actions: vscode.CodeAction[] = [];
  if (fix) {
    const apply = action(fix.title);
    apply.edit = workspaceEdit(reading, fix.edits);
    apply.isPreferred = true;
    actions.push(apply);
  }
  const text = reading.sources[place.source]?.text;
  if (text !== undefined) {
    const ignore = action(`Ignore “${titleOf(rule)}” on this line`);
    ignore.edit = workspaceEdit(reading, [ignoreEdit(text, place.source, place.line, rule)]);
    actions.push(ignore);
  }
  const explain = action(`Explain “${titleOf(rule)}”`);
  explain.command = { title: explain.title, command: commands.explainRule, arguments: [rule] };
  actions.push(explain);
  return actions;
}

function fixAll(reading: DocumentReading, kind: vscode.CodeActionKind): vscode.CodeAction | undefined {
  if (!reading.outcome.ok) return undefined;
  const { edits, fixed } = compatibleEdits(reading.outcome.value.findings);
  if (fixed === 0) return undefined;
  const action = new vscode.CodeAction(`Fix all ${displayName} problems in file`, kind);
  action.edit = workspaceEdit(reading, edits);
  return action;
}
