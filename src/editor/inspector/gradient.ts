/**
 * The gradient of a loss as sheets: of each input, and of each variable behind the prediction
 * that has one after the last line; and in words where nothing gets through.
 */
import type { Place, Source } from '../../base/place';
import { isFloating } from '../../engine/dtype';
import type { Inspection, LossCall, LossInput, TensorId, TensorRecord } from '../../inspect/inspection';
import type { LossState, TensorModel } from '../../protocol/model';
import { elementAt, rowCount, rowIndex, type SheetModel } from '../../protocol/sheet';
import { contextOf } from '../../rules/check';
import { gradientFlow, type Cut, type Flow } from '../../rules/shared/gradient-flow';
import { dominantOf, sharesOf } from './sheet';
import { dimsOf, layoutOf } from './sheet-layout';

type GradientNote = LossState['gradientNotes'][number];

/** More variables behind a prediction than this are not shown: a network has thousands. */
const MOST_VARIABLES = 12;
/** Of more rows than this, the rest is counted. */
const MOST_ROWS = 6;

/**
 * @param classDim The dim of the classes, where the gradient is of what has them; null for other tensors.
 * @param silent Which rows of the loss do not count, where the rows are the same; null for others.
 */
export function gradientSheet(
  record: TensorRecord | undefined,
  name: string,
  model: TensorModel,
  classDim: number | null,
  silent: SheetModel['silent'],
): SheetModel | null {
  const shape = record?.shape;
  if (!record?.data || !shape?.every((size) => typeof size === 'number')) return null;
  const dims = dimsOf(shape, classDim);
  const layout = layoutOf(dims, shape, 'whole');
  if (!layout) return null;
  const shares = sharesOf(record.data, dims, layout);
  const counted = silent?.length === dims.count ? silent : null;
  return {
    rows: dims.rows,
    groups: [{ kind: 'step', name, formula: '', tensor: model, layout, operands: [], isLoss: false }],
    shares,
    silent: counted,
    dominant: dominantOf(shares, counted),
  };
}

/** The input that is the model's output. */
export const predictionOf = (call: LossCall): LossInput | undefined =>
  call.inputs.find(({ name }) => name === call.prediction) ?? call.inputs[0];

export interface Variable {
  readonly name: string;
  readonly place: Place | null;
  readonly grad: TensorId;
}

/** What the walk from the prediction back to its leaves passes and where it ends. */
export function gradientFlowOf(
  inspection: Inspection,
  sources: readonly Source[],
  call: LossCall,
): Flow | null {
  const prediction = predictionOf(call);
  return prediction ? gradientFlow(contextOf(inspection, sources)).from(prediction.tensor) : null;
}

/** The variables behind the prediction that have a gradient after the last line, nearest to the end of the graph first. */
export function variablesBehind(
  inspection: Inspection,
  call: LossCall,
  flow: Flow | null,
): readonly Variable[] {
  if (!flow) return [];
  const names = new Map<TensorId, string>();
  for (const [name, variable] of Object.entries(inspection.variables))
    if (variable.kind === 'tensor' && !names.has(variable.tensor)) names.set(variable.tensor, name);
  const inputs = new Set(call.inputs.map(({ tensor }) => tensor));
  return [...flow.passed]
    .flatMap((id): Variable[] => {
      const record = inspection.tensors[id];
      if (!record || record.grad === null || inputs.has(id)) return [];
      const name = names.get(id) ?? `parameter ${record.shape?.join(' × ') ?? ''}`.trim();
      return [{ name, place: record.place, grad: record.grad }];
    })
    .slice(0, MOST_VARIABLES);
}

/** What stops the gradient, in words, with the place. */
export function gradientNotes(
  inspection: Inspection,
  call: LossCall,
  flow: Flow | null,
  link: (place: Place) => NonNullable<GradientNote['link']>,
): readonly GradientNote[] {
  const notes: { text: string; place: Place | null }[] = [];
  const prediction = predictionOf(call);
  const record = prediction && inspection.tensors[prediction.tensor];
  if (call.underNoGrad)
    notes.push({
      text: 'The loss is computed while no gradients are recorded, so none flows back from it.',
      place: null,
    });
  if (prediction && record?.dtype && !isFloating(record.dtype))
    notes.push({
      text: `${prediction.name} is ${record.dtype}: whole numbers have no gradient.`,
      place: prediction.place,
    });
  for (const cut of flow?.cuts ?? []) notes.push({ text: cutText(cut), place: cut.place });
  if (flow && flow.cuts.length > 0 && !flow.isLive)
    notes.push({ text: 'So nothing that is trained gets a gradient from this loss.', place: null });
  for (const id of flow?.passed ?? []) {
    const dead = deadSide(inspection, id);
    if (dead) notes.push(dead);
  }
  return notes.map(({ text, place }) => ({ text, link: place && link(place) }));
}

function cutText({ kind, result }: Cut): string {
  const operation = result.producer?.operation ?? 'torch.tensor';
  switch (kind) {
    case 'positions':
      return `${operation} gives positions, which no small change moves: no gradient passes through it.`;
    case 'steps':
      return `${operation === 'cast' ? `The cast to ${result.dtype}` : operation} gives steps, whose slope is 0: no gradient passes through it.`;
    case 'detached':
      return `${operation === 'detach' ? 'detach' : 'A copy'} takes the tensor out of the graph: no gradient passes through it.`;
    case 'no-grad':
      return `${operation} is computed while no gradients are recorded: no gradient passes through it.`;
  }
}

/** How much of a relu passes nothing back. */
function deadSide({ tensors }: Inspection, id: TensorId): { text: string; place: Place | null } | null {
  const result = tensors[id];
  const from = result?.producer?.operation === 'relu' ? tensors[result.producer.inputs[0] ?? -1] : undefined;
  if (!result || !from?.statistics) return null;
  const { count, negative, zero } = from.statistics;
  const dead = negative + zero;
  if (dead === 0) return null;
  const share = `${dead.toLocaleString('en')} of ${count.toLocaleString('en')}`;
  return {
    text: `relu passes no gradient where its input is 0 or less: ${share} elements.`,
    place: result.place,
  };
}

/** Rows of which the gradient is exactly zero, as a sentence; empty where there are none. */
export function zeroRowsText(name: string, sheet: SheetModel): string {
  const [group] = sheet.groups;
  const values = group?.tensor.values;
  if (!group || !values) return '';
  const isZero = (row: number): boolean => {
    for (let column = 0; column < group.layout.columns; column++)
      if (values[elementAt(sheet.rows, group.layout, row, column)] !== 0) return false;
    return true;
  };
  const count = rowCount(sheet.rows);
  const zero = Array.from({ length: count }, (_, row) => row).filter(isZero);
  if (zero.length === 0) return '';
  if (zero.length === count) return `The gradient of ${name} is exactly 0 everywhere.`;
  const { silent } = sheet;
  const why = silent && zero.every((row) => silent[row] !== 0) ? ', which the loss does not count' : '';
  const shown = zero.slice(0, MOST_ROWS).map((row) => rowIndex(sheet.rows, row).join(', '));
  const more = zero.length > MOST_ROWS ? ` and ${(zero.length - MOST_ROWS).toLocaleString('en')} more` : '';
  return `The gradient of ${name} is exactly 0 in ${zero.length === 1 ? 'row' : 'rows'} ${shown.join('; ')}${more}${why}.`;
}
