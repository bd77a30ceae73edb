/** Every loss of the registry as a sheet, with every sample that PyTorch takes: its cells are the numbers of the engine. */
import assert from 'node:assert/strict';
import { lossSheet } from '../../../src/editor/inspector/sheet';
import { tensorModel } from '../../../src/editor/inspector/tensor';
import type { Attributes } from '../../../src/engine/op';
import { TensorError } from '../../../src/engine/error';
import type { AnyLoss, LossResult, LossSample } from '../../../src/engine/loss';
import { losses } from '../../../src/engine/losses/index';
import type { Tensor } from '../../../src/engine/tensor';
import type { LossCall, PlainValue, TensorRecord } from '../../../src/inspect/inspection';
import { elementAt, rowCount, type SheetGroup, type SheetModel } from '../../../src/protocol/sheet';
import { leafOf } from '../../engine/samples';
import { lossCall, tensorOf } from '../inspection';

interface Evaluated {
  readonly result: LossResult;
  readonly call: LossCall;
  readonly sheet: SheetModel | null;
}

/** Gives tensors ids and records, what they were made of included. */
function recorder(): { readonly records: TensorRecord[]; readonly id: (tensor: Tensor) => number } {
  const records: TensorRecord[] = [];
  const ids = new Map<Tensor, number>();
  const id = (tensor: Tensor): number => {
    const known = ids.get(tensor);
    if (known !== undefined) return known;
    const inputs = (tensor.producer?.inputs ?? []).map(id);
    const own = records.length;
    ids.set(tensor, own);
    const data = tensor.hasValues ? tensor.values() : null;
    const shape = (tensor.shape ?? []).map(Number);
    records.push(
      tensorOf(own, data && [...data], {
        shape,
        dtype: tensor.dtype ?? null,
        data,
        producer: tensor.producer ? { operation: tensor.producer.op.name, inputs, attributes: {} } : null,
      }),
    );
    return own;
  };
  return { records, id };
}

/** Null where PyTorch refuses the sample. */
function evaluated(loss: AnyLoss, sample: LossSample<Attributes>): Evaluated | null {
  const inputs = Object.fromEntries(
    Object.entries(sample.inputs).map(([name, input]) => [name, leafOf(input)]),
  );
  let result: LossResult;
  try {
    result = loss.evaluate(inputs, sample.attributes as never);
  } catch (error) {
    if (error instanceof TensorError) return null;
    throw error;
  }
  const { records, id } = recorder();
  const call: LossCall = {
    ...lossCall,
    loss: loss.name,
    reduction: String(sample.attributes['reduction'] ?? 'none'),
    output: id(result.output),
    perElement: id(result.perElement),
    steps: result.steps.map(({ name, formula, tensor, operands = [] }) => ({
      name,
      formula,
      tensor: id(tensor),
      operands: operands.map((operand) => ({ ...operand, tensor: id(operand.tensor) })),
    })),
    classDim: result.classDim ?? null,
    weights: result.weights ? id(result.weights) : null,
    inputs: Object.entries(inputs).map(([name, tensor]) => ({
      name,
      expression: name,
      place: null,
      tensor: id(tensor),
      expects: '',
    })),
    prediction: loss.tensors.find((name) => name in inputs) ?? null,
    options: sample.attributes as Readonly<Record<string, PlainValue>>,
    gradients: [],
  };
  const sheet = lossSheet(call, { records, model: (at) => ({ ...tensorModel(records[at]!, ''), id: at }) });
  return { result, call, sheet };
}

/** The numbers of a group, row by row. */
function cellsOf({ rows }: SheetModel, { layout, tensor }: SheetGroup): number[] {
  return Array.from({ length: rowCount(rows) }, (_, row) =>
    Array.from(
      { length: layout.columns },
      (__, column) => tensor.values?.[elementAt(rows, layout, row, column)] ?? Number.NaN,
    ),
  ).flat();
}

/** What the reduction makes of the last column of the sheet. */
function reduced({ call, result }: Evaluated, column: readonly number[]): number {
  const sum = column.reduce((total, each) => total + each, 0);
  const weights = result.weights && [...result.weights.values()].reduce((total, each) => total + each, 0);
  if (call.reduction === 'sum') return sum;
  const [batch = 1] = (result.steps[0]?.tensor.shape ?? []).map(Number);
  return (
    sum /
    (call.reduction === 'batchmean'
      ? batch
      : weighsMean.has(call.loss)
        ? (weights ?? column.length)
        : column.length)
  );
}

/** PyTorch divides by the sum of the weights in these. */
const weighsMean: ReadonlySet<string> = new Set(['nll_loss', 'cross_entropy', 'l1_loss', 'mse_loss']);

const close = (a: number, b: number): boolean =>
  Object.is(a, b) || Math.abs(a - b) <= 1e-5 * Math.max(1e-3, Math.abs(a), Math.abs(b));

for (const loss of Object.values(losses) as readonly AnyLoss[]) {
  describe(`the sheet of ${loss.name}`, () => {
    for (const [turn, sample] of loss.samples.entries()) {
      const taken = evaluated(loss, sample);
      if (!taken?.result.perElement.hasValues || taken.result.perElement.numel === 0) continue;
      const { sheet, result, call } = taken;

      it(`sample ${turn}: ${sample.torch}`, () => {
        assert.ok(sheet);
        const drawn = new Map(sheet.groups.map((group) => [group.name, group]));
        for (const { name, tensor } of result.steps) {
          const group = drawn.get(name);
          assert.ok(group || !tensor.hasValues, `there is no column for ${name}`);
          assert.ok(!group || group.operands.length > 0, `${name} is made of nothing`);
        }
        const losses = sheet.groups.find(({ isLoss }) => isLoss);
        assert.ok(losses);
        const inOrder = (numbers: Iterable<number>): number[] => [...numbers].sort((a, b) => a - b);
        assert.deepEqual(inOrder(cellsOf(sheet, losses)), inOrder(result.perElement.values()));
        const last = sheet.groups.at(-1);
        assert.ok(last);
        const output = result.output.values();
        if (call.reduction === 'none') assert.deepEqual(inOrder(cellsOf(sheet, last)), inOrder(output));
        else assert.ok(close(reduced(taken, cellsOf(sheet, last)), output[0]!), `${output[0]}`);
      });
    }
  });
}
