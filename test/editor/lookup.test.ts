import assert from 'node:assert/strict';
import { lossAt, lossNear, lossOf, tensorAt, whyUnknown } from '../../src/editor/lookup';
import { inspection, lossCall, placeOf, tensorOf, text } from './inspection';

describe('what stands at an offset', () => {
  it('is the innermost tensor: an argument, not the call around it', () => {
    assert.equal(tensorAt(inspection, 0, placeOf('target', 1).start + 2)?.text, 'target');
    assert.equal(tensorAt(inspection, 0, placeOf('F.binary').start + 1)?.tensor, 4);
  });

  it('is the loss call around the cursor, its ends included', () => {
    const { place } = lossCall;
    assert.equal(lossAt(inspection, 0, place.start), lossCall);
    assert.equal(lossAt(inspection, 0, place.end), lossCall);
    assert.equal(lossAt(inspection, 0, place.start - 1), undefined);
    assert.equal(lossAt(inspection, 1, place.start), undefined);
  });

  it('is, for a cursor elsewhere on the line, the loss of that line', () => {
    assert.equal(lossNear(inspection, 0, placeOf('loss = F').start, 3), lossCall);
    assert.equal(lossNear(inspection, 0, 0, 1), undefined);
  });

  it('is the newest evaluation of a place', () => {
    const newer = { ...lossCall, value: 2 };
    assert.equal(lossOf({ ...inspection, losses: [lossCall, newer] }, lossCall.place), newer);
  });
});

describe('why values are not known', () => {
  it('is what was noted where the tensor it was made from stands', () => {
    const root = tensorOf(0, null, { place: placeOf('torch.tensor([0.9, 0.1, 0.1])') });
    const made = tensorOf(1, null, { producer: { operation: 'sigmoid', inputs: [0], attributes: {} } });
    const unknown = {
      place: placeOf('torch.tensor([0.9, 0.1, 0.1])'),
      reason: 'load is not known',
      error: null,
    };
    const unread = { ...inspection, tensors: [root, made], unknowns: [unknown] };
    assert.equal(whyUnknown(unread, made, placeOf('loss = F')), 'line 1: load is not known');
    assert.equal(whyUnknown({ ...unread, unknowns: [] }, made, placeOf('loss = F')), null);
  });

  it('ends on a graph that names tensors that are not there', () => {
    const broken = tensorOf(0, null, { producer: { operation: 'add', inputs: [99], attributes: {} } });
    assert.equal(whyUnknown({ ...inspection, tensors: [broken] }, broken, placeOf('loss', 0, text)), null);
  });
});
