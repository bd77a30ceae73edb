import assert from 'node:assert/strict';
import { inlayText, isAssignedName } from '../../src/editor/inlay-text';
import { placeOf, tensorOf } from './inspection';

const assigned = (line: string, name: string, occurrence = 0): boolean =>
  isAssignedName(
    { place: placeOf(name, occurrence, `pass\n${line}\n`), text: name, tensor: 0 },
    `pass\n${line}\n`,
  );

describe('an inlay hint', () => {
  it('says dtype, shape and role', () => {
    assert.equal(
      inlayText(tensorOf(0, null, { shape: ['N', 4], role: { kind: 'logits' } })),
      ': f32[N, 4] logits',
    );
    assert.equal(inlayText(tensorOf(0, [1, 2])), ': f32[2]');
  });

  it('stands at the targets of assignments and nowhere else', () => {
    assert.ok(assigned('  logits = model(x)', 'logits'));
    assert.ok(assigned('x, y = batch', 'y'));
    assert.ok(assigned('x, y = batch', 'x'));
    assert.ok(assigned('logits: Tensor = model(x)', 'logits'));
    assert.ok(!assigned('if logits == y:', 'logits'));
    assert.ok(!assigned('logits == y', 'logits'));
    assert.ok(!assigned('loss = f(logits)', 'logits'));
    assert.ok(!assigned('f(x=logits)', 'x'));
    assert.ok(!assigned('logits += 1', 'logits'));
  });
});
