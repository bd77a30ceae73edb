/**
 * A loss as the sheet that a teacher draws: a row for each sample, a group of columns for
 * each step, and which cells each cell is made of. It lays out what the inspection holds
 * and computes no loss; the panel draws it.
 */
import type { LossCall, TensorId, TensorRecord } from '../../inspect/inspection';
import type { TensorModel } from '../../protocol/model';
import {
  elementAt,
  rowCount,
  type SheetGroup,
  type SheetLayout,
  type SheetModel,
} from '../../protocol/sheet';
import { dimsOf, layoutOf, type Dims, type Lies } from './sheet-layout';

type Draft = Omit<SheetGroup, 'layout' | 'tensor'> & { readonly id: TensorId };

/** What a group of columns is made from. */
interface Source {
  readonly records: readonly TensorRecord[];
  /** A tensor as the panel shows it under a name: a target may hold classes. */
  readonly model: (id: TensorId, name: string) => TensorModel;
}

/** Null where the values are not known, or stand in no rows and columns. */
export function lossSheet(call: LossCall, source: Source): SheetModel | null {
  const record = (id: TensorId): TensorRecord | undefined => source.records[id];
  const prediction = call.inputs.find(({ name }) => name === call.prediction) ?? call.inputs[0];
  if (!prediction || call.error !== null) return null;
  const base = baseOf(call, prediction.tensor, record);
  const dims = dimsFor(call, knownShape(record(base)), knownShape(recordOf(call.perElement, record)));
  if (!dims) return null;
  const layouts = new Map<TensorId, SheetLayout | null>();
  const perClass = new Set(
    call.classDim === null
      ? []
      : call.inputs.filter(({ name }) => name === 'weight').map(({ tensor }) => tensor),
  );
  const place = (id: TensorId, isStep: boolean): SheetLayout | null => {
    const known = layouts.get(id);
    if (known !== undefined) return known;
    const of = record(id);
    const sizes = knownShape(of);
    const lies: Lies = perClass.has(id) ? 'column' : isStep || call.classDim !== null ? 'row' : 'whole';
    const layout = of?.data && sizes ? layoutOf(dims, sizes, lies) : null;
    layouts.set(id, layout);
    return layout;
  };

  const groups: SheetGroup[] = [];
  const groupOf = new Map<TensorId, number>();
  const names = new Map(call.inputs.map(({ name, tensor }) => [tensor, name]));
  const add = ({ id, ...draft }: Draft): void => {
    const layout = place(id, draft.kind === 'step');
    if (!layout || groupOf.has(id)) return;
    groupOf.set(id, groups.length);
    groups.push({ ...draft, layout, tensor: source.model(id, names.get(id) ?? '') });
  };
  /** The group of an operand; what was only cast, or has the values of an input, is shown as it was passed. */
  const find = (id: TensorId): number | undefined => {
    const from = castsOf(id, record).find((each) => groupOf.has(each)) ?? twinOf(id);
    return from === undefined ? undefined : groupOf.get(from);
  };

  /** An input of the call with the same values, as where only what is out of range would have been replaced. */
  const twinOf = (id: TensorId): TensorId | undefined =>
    call.inputs.find(({ tensor }) => sameValues(record(tensor), record(id)))?.tensor;

  const used = new Set(
    call.steps
      .flatMap(({ operands }) => operands)
      .flatMap(({ tensor, reach }) =>
        reach === 'target' && tensor !== base ? [] : [...castsOf(tensor, record), twinOf(tensor)],
      ),
  );
  const others = call.inputs.filter((input) => input !== prediction);
  for (const { name, tensor } of [prediction, ...others]) {
    if (call.classDim !== null && !used.has(tensor)) continue;
    add({ kind: 'input', name, formula: '', id: tensor, operands: [], isLoss: false });
  }
  for (const { name, formula, tensor, operands } of call.steps) {
    for (const operand of operands) {
      if (operand.reach === 'target' && operand.tensor !== base) continue;
      if (find(operand.tensor) === undefined)
        add({
          kind: 'input',
          name: operand.letter,
          formula: '',
          id: operand.tensor,
          operands: [],
          isLoss: false,
        });
    }
    const found = operands.flatMap(({ letter, tensor: id, reach }) => {
      const group = find(id);
      return group === undefined ? [] : [{ letter, group, reach }];
    });
    add({ kind: 'step', name, formula, id: tensor, operands: found, isLoss: tensor === call.perElement });
  }
  if (call.perElement !== null && !groupOf.has(call.perElement))
    add({ kind: 'step', name: 'loss', formula: '', id: call.perElement, operands: [], isLoss: true });
  if (!groups.some(({ kind }) => kind === 'step')) return null;
  return { rows: dims.rows, groups, ...rowsOf(call, dims, groups, record, place) };
}

/** Rows and columns in which each loss stands once: those of the base, else a row for each of the losses. */
function dimsFor(
  { classDim }: LossCall,
  base: readonly number[] | null,
  losses: readonly number[] | null,
): Dims | null {
  if (!base) return null;
  const dims = dimsOf(base, classDim);
  if (!losses) return dims;
  const layout = layoutOf(dims, losses, 'row');
  const cells = dims.count * (layout?.columns ?? 0);
  return rowCount(losses) === cells ? dims : dimsOf(losses, null);
}

const recordOf = (
  id: TensorId | null,
  record: (id: TensorId) => TensorRecord | undefined,
): TensorRecord | undefined => (id === null ? undefined : record(id));

/** The tensor whose shape makes rows and columns: what the first step starts from, else the largest. */
function baseOf(
  call: LossCall,
  prediction: TensorId,
  record: (id: TensorId) => TensorRecord | undefined,
): TensorId {
  const first = call.steps.flatMap(({ operands }) => operands).find(({ reach }) => reach !== 'element');
  if (call.classDim !== null) return first?.tensor ?? prediction;
  const size = (id: TensorId): number => record(id)?.data?.length ?? 0;
  return call.steps.reduce((best, { tensor }) => (size(tensor) > size(best) ? tensor : best), prediction);
}

/** A tensor and what it was cast from. */
function castsOf(id: TensorId, record: (id: TensorId) => TensorRecord | undefined): TensorId[] {
  const producer = record(id)?.producer;
  const from = producer?.operation === 'cast' ? producer.inputs[0] : undefined;
  return from === undefined ? [id] : [id, ...castsOf(from, record)];
}

function sameValues(a: TensorRecord | undefined, b: TensorRecord | undefined): boolean {
  if (!a?.data || !b?.data || a.shape?.join() !== b.shape?.join()) return false;
  return a.data.every((value, at) => value === b.data![at]);
}

const knownShape = (of: TensorRecord | undefined): readonly number[] | null =>
  of?.shape?.every((size) => typeof size === 'number') ? of.shape : null;

/**
 * Which rows count, which of them dominates, and what share of the loss each has.
 */
function rowsOf(
  call: LossCall,
  dims: Dims,
  groups: readonly SheetGroup[],
  record: (id: TensorId) => TensorRecord | undefined,
  place: (id: TensorId, isStep: boolean) => SheetLayout | null,
): Pick<SheetModel, 'shares' | 'silent' | 'dominant'> {
  const loss = groups.find(({ isLoss }) => isLoss);
  const weights = call.weights === null ? undefined : record(call.weights)?.data;
  const weightLayout = call.weights === null ? null : place(call.weights, call.classDim !== null);
  const target = groups.find(({ kind, tensor }) => kind === 'input' && tensor.scale === 'classes');
  const ignored = call.options['ignore_index'];
  const silent = new Uint8Array(dims.count);
  for (let row = 0; row < dims.count; row++) {
    const isIgnored =
      target?.tensor.values && ignored !== undefined && call.classDim !== null
        ? target.tensor.values[elementAt(dims.rows, target.layout, row, 0)] === ignored
        : false;
    const isWeightless =
      weights && weightLayout
        ? allColumns(weightLayout, (column) => weights[elementAt(dims.rows, weightLayout, row, column)] === 0)
        : false;
    silent[row] = isIgnored ? 1 : isWeightless ? 2 : 0;
  }
  const shares = loss?.tensor.values ? sharesOf(loss.tensor.values, dims, loss.layout) : null;
  return {
    shares,
    silent: silent.some((code) => code !== 0) ? silent : null,
    dominant: dominantOf(shares, silent),
  };
}

function allColumns({ columns }: SheetLayout, holds: (column: number) => boolean): boolean {
  for (let column = 0; column < columns; column++) if (!holds(column)) return false;
  return true;
}

/**
 * How much of the sum of sizes each row has.
 *
 * @returns Null for fewer than two rows, where a value is not finite, and where all are 0.
 */
export function sharesOf(values: ArrayLike<number>, dims: Dims, layout: SheetLayout): Float64Array | null {
  if (dims.count < 2) return null;
  const sums = new Float64Array(dims.count);
  for (let row = 0; row < dims.count; row++)
    for (let column = 0; column < layout.columns; column++)
      sums[row]! += Math.abs(values[elementAt(dims.rows, layout, row, column)] ?? Number.NaN);
  const total = sums.reduce((sum, each) => sum + each, 0);
  return Number.isFinite(total) && total > 0 ? sums.map((each) => each / total) : null;
}

/** More than this many times its even share, and a row dominates. */
const DOMINANT = 2;

/** The row with the largest share, where that is more than twice what it would have among equals. */
export function dominantOf(
  shares: ArrayLike<number> | null,
  silent: ArrayLike<number> | null,
): number | null {
  if (!shares) return null;
  let best = 0;
  let counted = 0;
  for (let row = 0; row < shares.length; row++) {
    if (!silent?.[row]) counted++;
    if (shares[row]! > shares[best]!) best = row;
  }
  return shares[best]! > DOMINANT / counted ? best : null;
}
