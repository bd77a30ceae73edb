/** From an analysis to what the inspector shows: pure, so that it is tested without VS Code. */
import { covers, nested, type Place } from '../../base/place';
import { unknownRole, type Role } from '../../engine/role';
import type { Inspection, LossCall, LossInput, TensorId, TensorRecord } from '../../inspect/inspection';
import { WHOLE_ELEMENTS } from '../../inspect/options';
import { formatElement, formatNumber } from '../../inspect/summary';
import type {
  EmptyState,
  FindingsModel,
  GradientModel,
  Link,
  LossState,
  NumberText,
  TensorModel,
  TensorState,
} from '../../protocol/model';
import type { SheetModel } from '../../protocol/sheet';
import type { Analysis } from '../../rules/analyze';
import { targetNames } from '../../inspect/target-names';
import { placeOfTensor } from './element-source';
import { findingsModel } from './findings';
import {
  gradientFlowOf,
  gradientNotes,
  gradientSheet,
  predictionOf,
  variablesBehind,
  zeroRowsText,
} from './gradient';
import { reducedOf, reductionFormula } from './reduction';
import { lossSheet } from './sheet';
import { notFiniteText, producerText, pythonText, tensorModel } from './tensor';
import { whyUnknown } from '../lookup';
import { elementCount, frameworkOf, isSampled, largestGradient, recordOf, reductionText } from '../loss-text';
import { noChanges } from '../what-if/changes';
import { choiceModel } from '../what-if/choose';
import { settingOf } from '../what-if/loss-setting';
import { refusedWhatIf, whatIfModel } from '../what-if/model';

/** What is inspected: an analysis, and what it was made from. */
export interface Subject {
  readonly analysis: Analysis;
  /** Tells this analysis from others; goes out with the model and comes back with wishes. */
  readonly revision: number;
  /** By the `source` of a place: the text that was read, and what a place in it is called: `train.py`, `cell 3`. */
  readonly sources: readonly { readonly text: string; readonly name: string }[];
  /** Whether the sources are documents that fixes can edit. */
  readonly fixable: boolean;
}

const LONGEST_EXPRESSION = 300;
const LOSS_DIGITS = 5;

/** What a loss comes to, from what, and what PyTorch says of it. */
type LossOutcome = Pick<
  LossState,
  'value' | 'reduction' | 'reason' | 'inputs' | 'perElement' | 'options' | 'error' | 'warnings'
>;

export function lossOutcome(subject: Subject, call: LossCall): LossOutcome {
  const { inspection } = subject.analysis;
  const link = linker(subject);
  const tensor = (id: TensorId): TensorModel => modelOf(subject, inspection.tensors[id], call.place);
  const perElement = recordOf(inspection, call.perElement);
  return {
    value: call.value === null ? null : lossNumber(call.value, recordOf(inspection, call.output)),
    reduction: reductionText(call, elementCount(inspection, call)),
    reason: call.error?.message ?? call.reason ?? '',
    inputs: call.inputs.map((input) => ({
      name: input.name,
      expression: oneLine(input.expression),
      link: input.place && link(input.place),
      made: madeAt(subject, input),
      expects: input.expects,
      notFinite: notFiniteText(inspection.tensors[input.tensor]),
      tensor: asInput(tensor(input.tensor), input.name),
    })),
    perElement: call.perElement !== null && isSomethingKnown(perElement) ? tensor(call.perElement) : null,
    options: Object.entries(call.options).map(([name, value]) => ({ name, value: pythonText(value) })),
    error: call.error && { type: call.error.type, message: call.error.message },
    warnings: call.warnings,
  };
}

/** A loss call as the panel shows it. */
export function lossState(subject: Subject, call: LossCall): LossState {
  const { analysis, revision, fixable } = subject;
  const { inspection } = analysis;
  const link = linker(subject);
  const tensor = (id: TensorId, signed = false): TensorModel =>
    modelOf(subject, inspection.tensors[id], call.place, signed);
  const shown = [call.place, ...(call.constructed ? [call.constructed] : [])];
  const outcome = lossOutcome(subject, call);
  const setting = settingOf(inspection, call);
  const sheet = lossSheet(call, {
    records: inspection.tensors,
    model: (id, name) => asInput(tensor(id), name),
  });
  const gradients = gradientModels(subject, call, sheet, tensor);
  return {
    kind: 'loss',
    revision,
    isPartial: false,
    ...outcome,
    expression: textOf(subject, call.place),
    link: link(call.place),
    function: call.function,
    framework: frameworkOf(call.function),
    evaluation: call.evaluations > 1 ? `last of ${call.evaluations}` : '',
    backend: analysis.backend,
    sampled: isSampled(inspection, call) ? { redrawable: fixable } : null,
    formula: reductionFormula(call, recordOf(inspection, reducedOf(call))),
    ...gradients,
    sheet,
    steps: call.steps
      .filter(({ tensor: id }) => isSomethingKnown(recordOf(inspection, id)))
      .map(({ name, formula, tensor: id }) => ({ name, formula, summary: tensor(id).summary })),
    constructed: call.constructed && link(call.constructed),
    findings: withoutOwnError(call, findingsModel(analysis, shown, link, fixable)),
    whatIf: setting.ok
      ? whatIfModel(setting.value, noChanges, outcome.value, '')
      : refusedWhatIf(setting.failure),
    choice: setting.ok ? choiceModel(setting.value, call, roleOfPrediction(inspection, call)) : null,
    compare: null,
    curve: null,
  };
}

/** Where an input was made, unless the call itself makes it. */
function madeAt(subject: Subject, { tensor, place }: LossInput): Link | null {
  const made = placeOfTensor(subject.analysis.inspection, tensor);
  return made === null || (place && nested(place, made)) ? null : linker(subject)(made);
}

/** What the numbers that the loss takes for the model's output mean. */
function roleOfPrediction(inspection: Inspection, { inputs, prediction }: LossCall): Role {
  const input = inputs.find(({ name }) => name === prediction);
  return (input && inspection.tensors[input.tensor]?.role) ?? unknownRole;
}

/** The gradients of the inputs and of the variables behind them, and what stops a gradient. */
function gradientModels(
  subject: Subject,
  call: LossCall,
  sheet: SheetModel | null,
  tensor: (id: TensorId, signed: boolean) => TensorModel,
): Pick<LossState, 'gradients' | 'gradientNotes'> {
  const { inspection } = subject.analysis;
  const { tensors } = inspection;
  const link = linker(subject);
  const sources = subject.sources.map(({ text, name }) => ({ file: name, text }));
  const flow = gradientFlowOf(inspection, sources, call);
  const prediction = predictionOf(call);
  const model = (of: string, id: TensorId, place: Place | null, largest: string | null): GradientModel => {
    const values = tensor(id, true);
    // Only the prediction has the rows of the loss.
    const isPrediction = place === null && of === prediction?.name;
    const classDim = isPrediction ? call.classDim : null;
    const silent = isPrediction ? (sheet?.silent ?? null) : null;
    return {
      of,
      link: place && link(place),
      tensor: values,
      largest: largestOf(tensors[id], largest),
      sheet: gradientSheet(tensors[id], `∂loss/∂${of}`, values, classDim, silent),
    };
  };
  const ofInputs = call.gradients.map(({ of, tensor: id }, turn) =>
    model(of, id, null, turn === 0 ? largestGradient(inspection, call) : null),
  );
  const behind = variablesBehind(inspection, call, flow).map(({ name, grad, place }) =>
    model(name, grad, place ?? call.place, null),
  );
  const zeros = ofInputs.flatMap(({ of, sheet: drawn }) => {
    const text = drawn ? zeroRowsText(of, drawn) : '';
    return text === '' ? [] : [{ text, link: null }];
  });
  return {
    gradients: [...ofInputs, ...behind],
    gradientNotes: [...gradientNotes(inspection, call, flow, link), ...zeros],
  };
}

/** A step of which neither shape nor values are known would be an empty heading. */
const isSomethingKnown = (record: TensorRecord | undefined): boolean =>
  record !== undefined && (record.shape !== null || record.statistics !== null);

/** Whole numbers as targets are class indices, whatever their values: -100 among them is one that is ignored. */
const asInput = (model: TensorModel, name: string): TensorModel =>
  targetNames.has(name) && /^u?int/.test(model.dtype) ? { ...model, scale: 'classes' } : model;

/** A tensor whose values are known, as the input of this name. */
export const inputModel = (record: TensorRecord, name: string): TensorModel =>
  asInput(tensorModel(record, ''), name);

/** The call's own error is shown as such, and not once more among what could not be evaluated. */
function withoutOwnError({ error, place }: LossCall, findings: FindingsModel): FindingsModel {
  if (error === null) return findings;
  const isOwn = (other: Place): boolean => other.source === place.source && covers(other, place);
  return { ...findings, notJudged: findings.notJudged.filter(({ link }) => !isOwn(link.place)) };
}

/**
 * A tensor expression as the panel shows it; null when the analysis has no such tensor.
 *
 * @param whole Its record with all values, where the analysis has left them out and somebody wished for
 *   them; null where they could not be had.
 */
export function tensorState(
  subject: Subject,
  id: TensorId,
  place: Place,
  whole?: TensorRecord | null,
): TensorState | null {
  const { analysis, revision, fixable } = subject;
  const { tensors } = analysis.inspection;
  const record = whole ?? tensors[id];
  if (!record) return null;
  const isPartial = whole === undefined && fixable && canBeWhole(record);
  const model = modelOf(subject, record, place);
  const link = linker(subject);
  const grad = record.grad === null ? undefined : tensors[record.grad];
  return {
    kind: 'tensor',
    revision,
    expression: textOf(subject, place),
    link: link(place),
    backend: analysis.backend,
    sampled: record.sampled ? { redrawable: fixable } : null,
    // What is on its way is not too much.
    tensor: isPartial ? { ...model, absence: '' } : model,
    isPartial,
    producer: producerText(record),
    sources: (record.producer?.inputs ?? []).flatMap((input) => {
      const from = tensors[input];
      if (!from) return [];
      const { summary } = modelOf(subject, from, place);
      return [{ summary, link: from.place && link(from.place, textOf(subject, from.place)) }];
    }),
    grad: grad ? modelOf(subject, grad, place, true) : null,
    findings: findingsModel(analysis, [place], link, fixable),
  };
}

/** Whether a tensor without its values is not too large to be handed over for itself. */
export const canBeWhole = ({ elided, statistics }: TensorRecord): boolean =>
  elided && statistics !== null && statistics.count <= WHOLE_ELEMENTS;

/** What the panel shows when nothing is chosen: the loss calls of the document in front, if there is one. */
export function emptyState(documentName: string | null, subject: Subject | null): EmptyState {
  if (!subject) return { kind: 'empty', revision: 0, document: documentName, losses: [] };
  const link = linker(subject);
  const byPlace = new Map<string, Place>();
  for (const { place } of subject.analysis.inspection.losses) {
    byPlace.set(`${place.source} ${place.start}`, place);
  }
  const places = [...byPlace.values()].sort((a, b) => a.source - b.source || a.start - b.start);
  return {
    kind: 'empty',
    revision: subject.revision,
    document: documentName,
    losses: places.map((place) => link(place, textOf(subject, place))),
  };
}

/** The text at a place as one line, cut at a bound. */
export function textOf({ sources }: Subject, { source, start, end }: Place): string {
  return oneLine((sources[source]?.text ?? '').slice(start, end));
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= LONGEST_EXPRESSION ? line : `${line.slice(0, LONGEST_EXPRESSION - 1)}…`;
}

const linker =
  ({ sources }: Subject) =>
  (place: Place, text = `${sources[place.source]?.name ?? ''}:${place.line}`): Link => ({ text, place });

function modelOf(
  { analysis, fixable }: Subject,
  record: TensorRecord | undefined,
  place: Place,
  signed = false,
): TensorModel {
  if (!record) return missing;
  const reason =
    record.statistics === null ? (whyUnknown(analysis.inspection, record, record.place ?? place) ?? '') : '';
  return { ...tensorModel(record, reason, signed), id: fixable ? record.id : null };
}

/** An id that is in no list; an analysis has none of these, and the panel goes on if it had. */
const missing: TensorModel = {
  id: null,
  summary: 'tensor',
  shape: null,
  dtype: '',
  scale: 'sequential',
  range: null,
  values: null,
  absence: 'The values are not known.',
};

const lossNumber = (value: number, output: TensorRecord | undefined): NumberText => ({
  text: formatNumber(value, LOSS_DIGITS),
  exact: formatElement(value, output?.dtype ?? 'float32', 9),
});

function largestOf(record: TensorRecord | undefined, known: string | null): NumberText | null {
  if (known !== null) return { text: known, exact: known };
  const { min = null, max = null } = record?.statistics ?? {};
  if (min === null || max === null) return null;
  const largest = Math.max(Math.abs(min), Math.abs(max));
  return { text: formatNumber(largest, 4), exact: String(largest) };
}
