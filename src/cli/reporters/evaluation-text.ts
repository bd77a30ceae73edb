/** `losslens eval` without --json: what a file computes, for people. */
import type { Place, Source } from '../../base/place';
import type { Inspection, LossCall, TensorId, VariableRecord } from '../../inspect/inspection';
import { formatNumber, summarize } from '../../inspect/summary';
import type { Analysis } from '../../rules/analyze';
import { positionDocument } from '../findings';
import { styleFor, type Style } from './style';
import { placeText } from './text';

/** Lists and dicts of more items are cut. */
const itemsShown = 8;
/** Digits of a loss: what PyTorch prints of one. */
const lossDigits = 5;

/**
 * @param file The file as the user named it.
 * @param sources The texts that were read: the file, or the code cells of a notebook.
 */
export function evaluationReport(
  file: string,
  sources: readonly Source[],
  analysis: Analysis,
  isTerminal: boolean,
): string {
  const style = styleFor(isTerminal);
  const { inspection, findings, backend } = analysis;
  const where = (place: Place): string => placeText(file, positionDocument(place, sources));
  const sections = [
    section('variables', variableLines(inspection), style),
    section(
      'losses',
      inspection.losses.flatMap((call) => lossLines(call, inspection, where)),
      style,
    ),
    section(
      'findings',
      findings.flatMap(({ place, severity, rule, message, evidence }) => [
        `${where(place)}: ${style[severity](severity)}: ${rule}`,
        `    ${message}`,
        ...(evidence === '' ? [] : [`    ${evidence}`]),
      ]),
      style,
    ),
    section(
      'not evaluated',
      [
        ...inspection.syntaxProblems.map(
          ({ place, message }) => `${where(place)}: not valid Python: ${message}`,
        ),
        ...inspection.unknowns.map(({ place, reason }) => `${where(place)}: ${reason}`),
        ...inspection.limits,
      ],
      style,
    ),
    section(
      'printed',
      inspection.printed.flatMap((text) => text.split('\n')),
      style,
    ),
  ];
  return `${style.strong(file)} ${style.faint(`computed by ${backend}`)}\n${sections.join('')}\n`;
}

const section = (title: string, lines: readonly string[], style: Style): string =>
  lines.length === 0 ? '' : `${style.strong(title)}\n${lines.map((line) => `  ${line}\n`).join('')}`;

function variableLines(inspection: Inspection): string[] {
  const entries = Object.entries(inspection.variables);
  const width = Math.min(40, Math.max(0, ...entries.map(([name]) => name.length)));
  return entries.map(
    ([name, variable]) => `${name.padEnd(width)}  ${describeVariable(variable, inspection)}`,
  );
}

function describeVariable(variable: VariableRecord, inspection: Inspection): string {
  switch (variable.kind) {
    case 'tensor':
      return describeTensor(variable.tensor, inspection);
    case 'scalar':
      return describeScalar(variable);
    case 'list': {
      const items = variable.items.slice(0, itemsShown).map((item) => describeVariable(item, inspection));
      const rest = variable.items.length > itemsShown ? [`… ${variable.items.length} in all`] : [];
      return `${variable.type} [${[...items, ...rest].join(', ')}]`;
    }
    case 'dict': {
      const items = variable.entries
        .slice(0, itemsShown)
        .map(([key, value]) => `${key}: ${describeVariable(value, inspection)}`);
      const rest = variable.entries.length > itemsShown ? [`… ${variable.entries.length} in all`] : [];
      return `dict {${[...items, ...rest].join(', ')}}`;
    }
    case 'object':
      return variable.type;
    case 'unknown':
      return `unknown, line ${variable.line}: ${variable.reason}`;
  }
}

function describeScalar({ value, type, sampled }: Extract<VariableRecord, { kind: 'scalar' }>): string {
  if (sampled) return `${describeScalar({ kind: 'scalar', value, type })} sampled`;
  if (value === null) return 'None';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return type === 'float' ? `${value} (float)` : String(value);
}

function describeTensor(id: TensorId, inspection: Inspection): string {
  const tensor = inspection.tensors[id];
  return tensor === undefined ? 'tensor' : summarize(tensor);
}

function lossLines(call: LossCall, inspection: Inspection, where: (place: Place) => string): string[] {
  const tensor = (id: TensorId): string => describeTensor(id, inspection);
  const value = call.value === null ? (call.reason ?? 'per element') : formatNumber(call.value, lossDigits);
  const often = call.evaluations > 1 ? ` (evaluated ${call.evaluations} times)` : '';
  return [
    `${where(call.place)}: ${call.function} · ${call.reduction} · ${value}${often}`,
    ...call.inputs.map((input) => `    ${input.name}: ${tensor(input.tensor)}`),
    ...(call.activation === null ? [] : [`    ${call.activation.name}: ${tensor(call.activation.tensor)}`]),
    ...(call.perElement === null ? [] : [`    per element: ${tensor(call.perElement)}`]),
    ...call.gradients.map((gradient) => `    gradient of ${gradient.of}: ${tensor(gradient.tensor)}`),
    ...call.warnings.map((warning) => `    warning: ${warning}`),
  ];
}
