/** What a hover says, as Markdown: of a tensor its summary and values, of a loss call the way from input to scalar. */
import type { ExpressionRecord, Inspection, LossCall, TensorRecord } from '../inspect/inspection';
import { formatElement, formatNumber, summarize } from '../inspect/summary';
import { heatImage } from './heat-image';
import { elementCount, isSampled, recordOf, reductionText, shorten, type LossAtPlace } from './loss-text';
import { code, escapeMarkdown, table } from './markdown';

/** A matrix with at most so many rows and columns is shown as a table. */
const TABLE_ROWS = 8;
const TABLE_COLUMNS = 6;

/** What the hover of a tensor expression says. */
export function tensorHover(
  expression: ExpressionRecord,
  tensor: TensorRecord,
  unknown: string | null,
): string {
  const parts = [`${code(expression.text)} ${code(summarize(tensor))}`];
  if (tensor.statistics === null && unknown !== null)
    parts.push(escapeMarkdown(`Values are not known: ${unknown}`));
  const values = valueTable(tensor);
  if (values) parts.push(values);
  const image = imageOf(tensor, expression.text);
  if (image) parts.push(image);
  if (tensor.sampled) parts.push('*Sampled: a run of the program draws other numbers.*');
  return parts.join('\n\n');
}

/** What the hover of a loss call says. */
export function lossHover(inspection: Inspection, { newest: call, evaluations }: LossAtPlace): string {
  const parts = [headOf(inspection, call, evaluations), pipeline(inspection, call), expectations(call)];
  const gradient = recordOf(inspection, call.gradients[0]?.tensor ?? null);
  const image = gradient && imageOf(gradient, 'gradient');
  if (image) parts.push(`gradient of ${code(call.gradients[0]?.of ?? 'input')}\n\n${image}`);
  for (const warning of call.warnings)
    parts.push(`*PyTorch warns:* ${escapeMarkdown(shorten(warning, 300))}`);
  return parts.filter((part) => part !== '').join('\n\n');
}

function headOf(inspection: Inspection, call: LossCall, evaluations: number): string {
  const name = code(call.function);
  if (call.error) {
    return `${name} raises **${escapeMarkdown(call.error.type)}**: ${escapeMarkdown(shorten(call.error.message, 300))}`;
  }
  const count = elementCount(inspection, call);
  const notes = [call.reduction === 'none' ? 'per element' : reductionText(call, count)];
  if (evaluations > 1) notes.push(`last of ${evaluations}`);
  if (isSampled(inspection, call)) notes.push('sampled');
  if (call.underNoGrad) notes.push('no gradient is recorded here');
  const value =
    call.value === null
      ? call.reason === null
        ? ''
        : ' = **?**'
      : ` = **${escapeMarkdown(formatNumber(call.value, 5))}**`;
  const line = `${name}${value} · ${escapeMarkdown(notes.join(' · '))}`;
  return call.value === null && call.reason !== null
    ? `${line}\n\n${escapeMarkdown(shorten(call.reason, 300))}`
    : line;
}

/** Input → activation → per element → reduction → gradient, a row each. */
function pipeline(inspection: Inspection, call: LossCall): string {
  const rows: string[][] = call.inputs.map(({ name, expression, tensor }) => {
    const written = expression === '' || expression === name ? '' : ` ${code(expression)}`;
    return [`${escapeMarkdown(name)}${written}`, summaryOf(inspection, tensor)];
  });
  if (call.activation)
    rows.push([escapeMarkdown(call.activation.name), summaryOf(inspection, call.activation.tensor)]);
  if (call.perElement !== null) rows.push(['loss of each', summaryOf(inspection, call.perElement)]);
  if (call.value !== null && call.reduction !== 'none') {
    rows.push([escapeMarkdown(call.reduction), code(formatNumber(call.value, 5))]);
  }
  for (const { of, tensor } of call.gradients)
    rows.push([`∇ ${escapeMarkdown(of)}`, summaryOf(inspection, tensor)]);
  return rows.length === 0 ? '' : table(['', ''], rows);
}

/** What each input has to be, as the loss itself says it. */
const expectations = ({ inputs }: LossCall): string =>
  inputs
    .filter(({ expects }) => expects !== '')
    .map(({ name, expects }) => `${code(name)} should be ${escapeMarkdown(expects)}`)
    .join('  \n');

const summaryOf = (inspection: Inspection, id: number): string => {
  const tensor = recordOf(inspection, id);
  return tensor ? code(summarize(tensor)) : '';
};

/** A small matrix as a table; the summary shows shorter ones already. */
function valueTable(tensor: TensorRecord): string | null {
  const { data, shape, dtype } = tensor;
  if (data === null || shape?.length !== 2) return null;
  const [rows, columns] = shape.map(Number) as [number, number];
  if (!(rows > 0 && rows <= TABLE_ROWS && columns > 0 && columns <= TABLE_COLUMNS) || data.length < 2)
    return null;
  const head = ['', ...Array.from({ length: columns }, (_, column) => String(column))];
  const body = Array.from({ length: rows }, (_, row) => [
    `**${row}**`,
    ...Array.from({ length: columns }, (_, column) =>
      code(formatElement(data[row * columns + column] ?? Number.NaN, dtype, 4)),
    ),
  ]);
  return table(head, body, ['left', ...Array.from({ length: columns }, () => 'right' as const)]);
}

function imageOf(tensor: TensorRecord, name: string): string | null {
  const image = heatImage(tensor);
  if (!image) return null;
  const picture = `![${escapeMarkdown(`heat map of ${name}`)}](${image.uri})`;
  return image.caption === '' ? picture : `${picture}\n\n*${escapeMarkdown(image.caption)}*`;
}
