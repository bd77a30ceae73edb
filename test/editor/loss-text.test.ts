import assert from 'node:assert/strict';
import { lossesBySource, lossLine } from '../../src/editor/loss-text';
import type { LossCall } from '../../src/inspect/inspection';
import { gradient, inspection, lossCall, mean, tensorOf } from './inspection';

const lineOf = (change: Partial<LossCall>, tensors = inspection.tensors): string =>
  lossLine(
    { ...inspection, tensors },
    { newest: { ...lossCall, ...change }, evaluations: change.evaluations ?? 1 },
  );

describe('the line over a loss call', () => {
  it('says the loss, its reduction and the largest gradient', () => {
    const largest = Math.max(...gradient.map(Math.abs));
    assert.equal(lineOf({}), `loss ${mean.toFixed(4)} · mean of 3 · ∇ max ${largest.toFixed(3)}`);
  });

  it('says how many evaluations it is the last of', () => {
    assert.match(lineOf({ evaluations: 4 }), /· last of 4$/);
  });

  it('says why there is no number', () => {
    assert.equal(
      lineOf({ value: null, reason: 'the values of logits are not known', gradients: [] }),
      'loss ? · the values of logits are not known',
    );
  });

  it('says what PyTorch would raise, on one line', () => {
    const error = {
      type: 'RuntimeError',
      message: `all elements of input should be between 0 and 1\n${'x'.repeat(200)}`,
    };
    assert.equal(
      lineOf({ error, value: null }),
      'RuntimeError · all elements of input should be between 0 and 1',
    );
  });

  it('counts the losses where nothing is reduced', () => {
    assert.match(lineOf({ reduction: 'none', value: null }), /^loss of each of 3 · ∇ max/);
  });

  it('marks a value that depends on a random number', () => {
    const tensors = inspection.tensors.map((tensor) =>
      tensor.id === 4 ? { ...tensor, sampled: true } : tensor,
    );
    assert.match(lineOf({}, tensors), /· sampled$/);
  });

  it('says NaN and Inf of a gradient rather than a number', () => {
    const replaced = (values: number[]) =>
      inspection.tensors.map((tensor) => (tensor.id === 5 ? tensorOf(5, values) : tensor));
    assert.match(lineOf({}, replaced([1, Number.NaN, 0])), /∇ max NaN/);
    assert.match(lineOf({}, replaced([1, Number.NEGATIVE_INFINITY, 0])), /∇ max Inf/);
  });
});

describe('the loss calls of a source', () => {
  it('are one for each place, with the newest evaluation, in the order of the text', () => {
    const early = { ...lossCall, place: { ...lossCall.place, start: 0, end: 5 }, value: 7 };
    const other = { ...lossCall, place: { ...lossCall.place, source: 1 } };
    const found = lossesBySource(
      { ...inspection, losses: [lossCall, early, { ...lossCall, value: 9, evaluations: 4 }, other] },
      0,
    );
    assert.deepEqual(
      found.map(({ newest, evaluations }) => [newest.value, evaluations]),
      [
        [7, 1],
        [9, 4],
      ],
    );
  });
});
