/** An Analysis as the document that `losslens eval --json` prints for one file. */
import type { Source } from '../base/place';
import type {
  Inspection,
  LossCall,
  PlainValue,
  TensorId,
  TensorRecord,
  VariableRecord,
} from '../inspect/inspection';
import type { Analysis } from '../rules/analyze';
import {
  schemaVersion,
  type EvaluationDocument,
  type LossDocument,
  type OptionDocument,
  type TensorDocument,
  type ValuesDocument,
  type VariableDocument,
} from './documents';
import { findingDocument, positionDocument, regionDocument } from './findings';
import { dataDocument, numberDocument } from './numbers';

/**
 * @param file The file as the user named it.
 * @param sources The texts that were read: the file, or the code cells of a notebook.
 * @param analysis What was understood of them, with at most `--max-elements` values per tensor.
 */
export function evaluationDocument(
  file: string,
  sources: readonly Source[],
  analysis: Analysis,
): EvaluationDocument {
  const { inspection } = analysis;
  const variables = Object.entries(inspection.variables).map(
    ([name, variable]) => [name, variableDocument(variable, inspection)] as const,
  );
  return {
    schema: schemaVersion,
    file,
    backend: analysis.backend,
    variables: Object.fromEntries(variables),
    losses: inspection.losses.map((call) => lossDocument(call, inspection, sources)),
    findings: analysis.findings.map((finding) => findingDocument(finding, sources)),
    unknowns: [
      ...inspection.syntaxProblems.map(({ place, message }) => ({
        ...positionDocument(place, sources),
        reason: message,
        error: 'SyntaxError',
      })),
      ...inspection.unknowns.map(({ place, reason, error }) => ({
        ...positionDocument(place, sources),
        reason,
        ...(error === null ? {} : { error }),
      })),
    ],
    printed: inspection.printed,
    ...(inspection.limits.length === 0 ? {} : { limits: inspection.limits }),
  };
}

/** The document of a file that could not be read: the fields of every document, empty, and the reason. */
export function unreadableDocument(file: string, error: string): EvaluationDocument {
  return {
    schema: schemaVersion,
    file,
    backend: 'cpu',
    variables: {},
    losses: [],
    findings: [],
    unknowns: [],
    printed: [],
    error,
  };
}

function variableDocument(variable: VariableRecord, inspection: Inspection): VariableDocument {
  switch (variable.kind) {
    case 'tensor':
      return tensorDocument(variable.tensor, inspection);
    case 'scalar': {
      const { value } = variable;
      return {
        kind: 'scalar',
        value: typeof value === 'number' ? numberDocument(value) : value,
        ...(variable.sampled ? { sampled: true } : {}),
      };
    }
    case 'list':
      return { kind: 'list', items: variable.items.map((item) => variableDocument(item, inspection)) };
    case 'dict':
      return {
        kind: 'dict',
        entries: Object.fromEntries(
          variable.entries.map(([key, value]) => [key, variableDocument(value, inspection)] as const),
        ),
      };
    case 'object':
      return { kind: 'object', type: variable.type };
    case 'unknown':
      return { kind: 'unknown', reason: variable.reason, line: variable.line };
  }
}

function lossDocument(call: LossCall, inspection: Inspection, sources: readonly Source[]): LossDocument {
  const tensor = (id: TensorId): TensorDocument => tensorDocument(id, inspection);
  return {
    ...regionDocument(call.place, sources),
    function: call.function,
    reduction: call.reduction,
    value: call.value === null ? null : numberDocument(call.value),
    ...(call.reason === null ? {} : { reason: call.reason }),
    perElement: call.perElement === null ? null : tensor(call.perElement),
    inputs: call.inputs.map((input) => ({
      name: input.name,
      expression: input.expression,
      ...tensor(input.tensor),
    })),
    gradients: call.gradients.map((gradient) => ({ of: gradient.of, ...tensor(gradient.tensor) })),
    activation: call.activation && { name: call.activation.name, ...tensor(call.activation.tensor) },
    options: Object.fromEntries(
      Object.entries(call.options).map(([name, value]) => [name, optionDocument(value)] as const),
    ),
    evaluations: call.evaluations,
    warnings: call.warnings,
    error: call.error,
  };
}

const optionDocument = (value: PlainValue): OptionDocument => {
  if (typeof value === 'number') return numberDocument(value);
  return isList(value) ? value.map(optionDocument) : value;
};

const isList = (value: PlainValue): value is readonly PlainValue[] => Array.isArray(value);

function tensorDocument(id: TensorId, inspection: Inspection): TensorDocument {
  const tensor = inspection.tensors[id];
  if (tensor === undefined) {
    return { kind: 'tensor', shape: null, dtype: null, data: null, requiresGrad: false, role: 'unknown' };
  }
  const grad = tensor.grad === null ? undefined : inspection.tensors[tensor.grad];
  return {
    ...valuesDocument(tensor),
    requiresGrad: tensor.requiresGrad,
    role: tensor.role.kind,
    ...(tensor.sampled ? { sampled: true as const } : {}),
    ...(grad === undefined ? {} : { grad: valuesDocument(grad) }),
  };
}

function valuesDocument(tensor: TensorRecord): ValuesDocument {
  const { shape, dtype, data, elided, statistics } = tensor;
  const head = { kind: 'tensor', shape, dtype } as const;
  if (data !== null) return { ...head, data: dataDocument(data, dtype) };
  if (!elided) return { ...head, data: null };
  if (statistics === null) return { ...head, data: null, elided: true };
  const { lineSums: _, ...counted } = statistics;
  return { ...head, data: null, elided: true, statistics: counted };
}
