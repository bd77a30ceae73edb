/**
 * *Inspect Selection*: the text of a tensor in any document, be it code, a log or
 * a print. Asks for a loss and a target where the person wants one.
 */
import * as vscode from 'vscode';
import { fail, succeed, type Result } from '../../base/result';
import { isFloating } from '../../engine/dtype';
import { summarize } from '../../inspect/summary';
import type { Inspection, TensorRecord } from '../../inspect/inspection';
import { WHOLE_ELEMENTS } from '../../inspect/options';
import { tensorTextAt } from '../../python/literals';
import { uncancelled } from '../analysis/analyzer';
import type { Host } from '../host';
import type { PlacedTarget } from '../inspector/target';
import { readSelection } from '../selected-tensor';
import {
  fitsAsTarget,
  selectionLosses,
  selectionProgram,
  targetShapes,
  type SelectedTensor,
  type SelectionLoss,
} from '../selection-program';

const EXAMPLE = '[[0.9, 0.1], [0.2, 0.8]], tensor([1, 0]), array([0.5, 0.5])';

/** What a key binding or another extension may say beforehand instead of being asked. */
export interface SelectionRequest {
  /** The text to read instead of the selection. */
  readonly text?: string;
  /** The loss, by PyTorch's functional name; null for the values only. */
  readonly loss?: SelectionLoss | null;
  /** The target as text: `[1, 0]`. */
  readonly target?: string;
}

/** What became of it: what the inspector shows, or what the person was told. */
export type SelectionOutcome =
  | { readonly shown: 'selection' | 'loss' | 'tensor'; readonly value: number | null }
  | { readonly failure: string };

/** Undefined where the person gave up. */
export async function inspectSelection(host: Host, argument: unknown): Promise<SelectionOutcome | undefined> {
  const request = requestOf(argument);
  const editor = vscode.window.activeTextEditor;
  const given = request.text ?? (editor && selectedText(editor));
  const text = given ?? (await paste('Paste a tensor', `As Python or a print has it: ${EXAMPLE}`));
  if (text === undefined) return undefined;
  const read = readSelection(text, 'input');
  if (read.ok) return inspectTensor(host, read.value, request);
  const known = editor && given !== undefined ? await expressionSelected(host, editor) : undefined;
  if (!known) return refuse(read.failure.message);
  host.inspector.reveal(known);
  return { shown: known.kind, value: null };
}

function requestOf(argument: unknown): SelectionRequest {
  if (typeof argument !== 'object' || argument === null) return {};
  const { text, loss, target } = argument as Readonly<Record<string, unknown>>;
  const known = selectionLosses.find((name) => name === loss);
  return {
    ...(typeof text === 'string' ? { text } : {}),
    ...(loss === null ? { loss: null } : known ? { loss: known } : {}),
    ...(typeof target === 'string' ? { target } : {}),
  };
}

function refuse(message: string): SelectionOutcome {
  void vscode.window.showWarningMessage(message);
  return { failure: message };
}

/** What is selected; with an empty selection, the tensor around the cursor; undefined where there is neither. */
function selectedText({ document, selection }: vscode.TextEditor): string | undefined {
  if (!selection.isEmpty) return document.getText(selection);
  const text = document.getText();
  const span = tensorTextAt(text, document.offsetAt(selection.active));
  return span ? text.slice(span.start, span.end) : undefined;
}

/** The loss call or tensor expression of Python code whose text is exactly what is selected. */
async function expressionSelected(host: Host, editor: vscode.TextEditor): Promise<PlacedTarget | undefined> {
  const reading = await host.documents.current(editor.document, uncancelled, true);
  if (!reading?.outcome.ok) return undefined;
  const { inspection } = reading.outcome.value;
  const source = host.documents.sourceIndex(reading, editor.document);
  const selected = editor.document.getText(editor.selection);
  const start =
    editor.document.offsetAt(editor.selection.start) + (selected.length - selected.trimStart().length);
  const end = start + selected.trim().length;
  const isSelected = ({ place }: { place: { source: number; start: number; end: number } }): boolean =>
    place.source === source && place.start === start && place.end === end;
  const call = inspection.losses.findLast(isSelected);
  if (call) return { kind: 'loss', document: reading.key, place: call.place };
  const expression = inspection.expressions.findLast(isSelected);
  if (!expression) return undefined;
  return { kind: 'tensor', document: reading.key, place: expression.place, tensor: expression.tensor };
}

async function inspectTensor(
  host: Host,
  input: SelectedTensor,
  request: SelectionRequest,
): Promise<SelectionOutcome | undefined> {
  const loss = request.loss === undefined ? await pickLoss() : request.loss;
  if (loss === undefined) return undefined;
  if (loss === null) return analyzeAndShow(host, input, null);
  const prediction: SelectedTensor = isFloating(input.dtype) ? input : { ...input, dtype: 'float32' };
  const target =
    request.target === undefined
      ? await pickTarget(host, loss, prediction)
      : readTarget(loss, prediction, request.target);
  if (target === undefined) return undefined;
  return target.ok
    ? analyzeAndShow(host, prediction, { name: loss, target: target.value })
    : refuse(target.failure);
}

/** Reads a target, and says what was expected where it does not fit. */
function readTarget(
  loss: SelectionLoss,
  input: SelectedTensor,
  text: string,
): Result<SelectedTensor, string> {
  const wanted = targetShapes(loss, input.shape);
  const read = readSelection(text, 'target');
  if (!read.ok) return fail(read.failure.message);
  if (wanted.some(({ shape }) => shape.join() === read.value.shape.join())) return read;
  return fail(
    `This target has the shape [${read.value.shape.join(', ')}]; ${loss} expects ${wanted.map(describeShape).join(' or ')}.`,
  );
}

/** Null: only the values. Undefined: given up. */
async function pickLoss(): Promise<SelectionLoss | null | undefined> {
  const values = { label: 'Values only', description: 'range, distribution, NaN and infinities', loss: null };
  const items = selectionLosses.map((loss) => ({ label: loss, description: descriptions[loss], loss }));
  const picked = await vscode.window.showQuickPick<{
    label: string;
    description: string;
    loss: SelectionLoss | null;
  }>([values, ...items], { title: 'Inspect Selection', placeHolder: 'Which loss of the selected tensor?' });
  return picked?.loss;
}

const descriptions: { readonly [Loss in SelectionLoss]: string } = {
  cross_entropy: 'the selection holds logits, a class per column',
  binary_cross_entropy_with_logits: 'the selection holds logits',
  binary_cross_entropy: 'the selection holds probabilities',
  nll_loss: 'the selection holds log-probabilities, a class per column',
  mse_loss: 'squared difference to a target',
  l1_loss: 'absolute difference to a target',
};

interface TargetItem extends vscode.QuickPickItem {
  /** Null: to be pasted. */
  readonly tensor: SelectedTensor | null;
}

async function pickTarget(
  host: Host,
  loss: SelectionLoss,
  input: SelectedTensor,
): Promise<Result<SelectedTensor, string> | undefined> {
  const wanted = targetShapes(loss, input.shape);
  const expected = wanted.map(describeShape).join(' or ');
  const pasting: TargetItem = { label: '$(edit) Paste a target…', description: expected, tensor: null };
  const items = targetsInFront(host).flatMap(({ name, record }) => itemOf(name, record, wanted));
  const picked =
    items.length === 0
      ? pasting
      : await vscode.window.showQuickPick([...items, pasting], {
          title: `Target of ${loss}`,
          placeHolder: 'Which tensor is the target?',
        });
  if (!picked) return undefined;
  if (picked.tensor) return succeed(picked.tensor);
  const text = await paste('Paste the target', `${expected}, as Python or a print has it`, (value) => {
    const read = readTarget(loss, input, value);
    return read.ok ? undefined : read.failure;
  });
  return text === undefined ? undefined : readTarget(loss, input, text);
}

function itemOf(name: string, record: TensorRecord, wanted: ReturnType<typeof targetShapes>): TargetItem[] {
  const { data, shape, dtype } = record;
  if (data === null || shape === null || dtype === null || !fitsAsTarget(record, wanted)) return [];
  return [
    {
      label: name,
      detail: summarize(record),
      tensor: { name: 'target', shape: shape.map(Number), values: data, dtype },
    },
  ];
}

/** The variables of the Python document in front that are tensors. */
function targetsInFront(host: Host): readonly { name: string; record: TensorRecord }[] {
  const document = vscode.window.activeTextEditor?.document;
  const key = document && host.documents.keyOf(document);
  const reading = key === undefined ? undefined : host.documents.newest(key);
  return reading?.outcome.ok ? variablesOf(reading.outcome.value.inspection) : [];
}

const variablesOf = (inspection: Inspection): { name: string; record: TensorRecord }[] =>
  Object.entries(inspection.variables).flatMap(([name, variable]) => {
    const record = variable.kind === 'tensor' ? inspection.tensors[variable.tensor] : undefined;
    return record ? [{ name, record }] : [];
  });

const describeShape = ({ shape, indices }: { shape: readonly number[]; indices: boolean }): string =>
  `[${shape.join(', ')}] ${indices ? 'class indices' : 'numbers'}`;

const paste = (
  title: string,
  prompt: string,
  validate?: (value: string) => string | undefined,
): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title,
    prompt,
    ignoreFocusOut: true,
    ...(validate
      ? { validateInput: (value: string) => (value.trim() === '' ? undefined : validate(value)) }
      : {}),
  });

async function analyzeAndShow(
  host: Host,
  input: SelectedTensor,
  loss: { readonly name: SelectionLoss; readonly target: SelectedTensor } | null,
): Promise<SelectionOutcome | undefined> {
  const program = selectionProgram(input, loss);
  const { rules, limits, backend } = host.settings.current;
  const outcome = await host.analyzer.analyze(
    // What is selected is numbers: nothing of it is drawn, and all of it is looked at.
    {
      document: 'losslens:selection',
      sources: [program],
      rules,
      limits: { ...limits, dataElements: WHOLE_ELEMENTS },
      backend,
      open: [],
      sampleSeed: null,
    },
    uncancelled,
  );
  if (!outcome.ok) return outcome.failure.kind === 'cancelled' ? undefined : refuse(outcome.failure.message);
  const title = loss ? `${loss.name} of the selection` : `Selection [${input.shape.join(', ')}]`;
  host.inspector.reveal({ kind: 'selection', title, analysis: outcome.value, sources: [program] });
  return { shown: 'selection', value: outcome.value.inspection.losses.at(-1)?.value ?? null };
}
