/** What another extension gets from ours: plain data, copies that it may keep. */
import * as vscode from 'vscode';
import type { LossCall, TensorRecord } from '../inspect/inspection';
import { summarize } from '../inspect/summary';
import type { Fix, Finding } from '../rules/rule';
import { uncancelled } from './analysis/analyzer';
import { locate, type DocumentReading } from './documents';
import type { Host } from './host';
import { lossAt, tensorAt } from './lookup';

export interface LossLensApi {
  readonly version: string;
  /** The tensor and the loss call at a position of a Python document or notebook cell; null where there is neither. */
  inspect(uri: vscode.Uri, position: vscode.Position): Promise<InspectedPosition | null>;
  /** All mistakes of a Python document, or of the notebook that a cell belongs to. */
  check(uri: vscode.Uri): Promise<CheckedDocument>;
}

export interface InspectedPosition {
  readonly tensor: (NamedTensor & { readonly expression: string }) | null;
  readonly loss: InspectedLoss | null;
}

export interface NamedTensor extends TensorRecord {
  /** One line that says what it holds. */
  readonly summary: string;
}

export interface InspectedLoss {
  readonly function: string;
  readonly reduction: string;
  /** Null when it is not known, or not reduced; `reason` says why. */
  readonly value: number | null;
  readonly reason: string | null;
  readonly perElement: NamedTensor | null;
  readonly inputs: readonly {
    readonly name: string;
    readonly expression: string;
    readonly tensor: NamedTensor;
  }[];
  readonly gradients: readonly { readonly of: string; readonly tensor: NamedTensor }[];
}

export interface CheckedDocument {
  /** Why the document could not be read; null when it was. */
  readonly failure: string | null;
  /** Who computed large tensors: `cpu` or `gpu`; null where the document was not read. */
  readonly backend: string | null;
  readonly findings: readonly CheckedFinding[];
  readonly notJudged: readonly { readonly uri: string; readonly line: number; readonly reason: string }[];
}

export interface CheckedFinding extends Pick<Finding, 'rule' | 'severity' | 'message' | 'evidence'> {
  readonly uri: string;
  /** 0-based, as VS Code counts. */
  readonly range: {
    readonly start: { line: number; character: number };
    readonly end: { line: number; character: number };
  };
  readonly fix: Fix['title'] | null;
}

/** The functions that `activate` returns. They never reject. */
export function createApi(host: Host): LossLensApi {
  return {
    version: host.version,
    inspect: async (uri, position) =>
      (await host.guard.runAsync('inspect', () => inspect(host, uri, position))) ?? null,
    check: async (uri) =>
      (await host.guard.runAsync('check', () => check(host, uri))) ?? {
        failure: `${uri.toString()} could not be opened.`,
        backend: null,
        findings: [],
        notJudged: [],
      },
  };
}

async function inspect(
  host: Host,
  uri: vscode.Uri,
  position: vscode.Position,
): Promise<InspectedPosition | null> {
  const document = await vscode.workspace.openTextDocument(uri);
  const reading = await host.documents.current(document, uncancelled, true);
  if (!reading?.outcome.ok) return null;
  const { inspection } = reading.outcome.value;
  const source = host.documents.sourceIndex(reading, document);
  const offset = document.offsetAt(position);
  const expression = tensorAt(inspection, source, offset);
  const record = expression && inspection.tensors[expression.tensor];
  const call = lossAt(inspection, source, offset);
  if (!record && !call) return null;
  return {
    tensor: record ? { ...named(record), expression: expression.text } : null,
    loss: call ? lossOf(call, inspection.tensors) : null,
  };
}

function lossOf(call: LossCall, tensors: readonly TensorRecord[]): InspectedLoss {
  const at = (id: number | null): NamedTensor | null => {
    const record = id === null ? undefined : tensors[id];
    return record ? named(record) : null;
  };
  return {
    function: call.function,
    reduction: call.reduction,
    value: call.value,
    reason: call.reason,
    perElement: at(call.perElement),
    inputs: call.inputs.flatMap(({ name, expression, tensor }) => {
      const record = at(tensor);
      return record ? [{ name, expression, tensor: record }] : [];
    }),
    gradients: call.gradients.flatMap(({ of, tensor }) => {
      const record = at(tensor);
      return record ? [{ of, tensor: record }] : [];
    }),
  };
}

const named = (record: TensorRecord): NamedTensor => ({
  ...structuredClone(record),
  summary: summarize(record),
});

async function check(host: Host, uri: vscode.Uri): Promise<CheckedDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  const reading = await host.documents.current(document, uncancelled, true);
  if (!reading)
    return { failure: `${uri.toString()} is not Python.`, backend: null, findings: [], notJudged: [] };
  if (!reading.outcome.ok)
    return { failure: reading.outcome.failure.message, backend: null, findings: [], notJudged: [] };
  const { findings, notJudged, backend } = reading.outcome.value;
  return {
    failure: null,
    backend,
    findings: findings.flatMap((finding) => checked(reading, finding)),
    notJudged: notJudged.flatMap(({ place, reason }) => {
      const location = locate(reading, place);
      return location ? [{ uri: location.uri.toString(), line: location.range.start.line, reason }] : [];
    }),
  };
}

function checked(reading: DocumentReading, finding: Finding): CheckedFinding[] {
  const location = locate(reading, finding.place);
  if (!location) return [];
  const { rule, severity, message, evidence, fix } = finding;
  const { start, end } = location.range;
  return [
    {
      rule,
      severity,
      message,
      evidence,
      uri: location.uri.toString(),
      range: {
        start: { line: start.line, character: start.character },
        end: { line: end.line, character: end.character },
      },
      fix: fix?.title ?? null,
    },
  ];
}
