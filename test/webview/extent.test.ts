import assert from 'node:assert/strict';
import {
  drawnOf,
  isSteady,
  lengthOf,
  offsetOf,
  placeOf,
  seenAt,
  seenWith,
  type Extent,
} from '../../webview/parts/extent';

const rows = (count: number, size = 20): Extent => ({ count, size, view: 400, margin: 4 });

describe('virtual scrolling', () => {
  it('draws what is seen and a margin, never more than there is', () => {
    const many = rows(1_000_000);
    for (const seen of [0, 3.5, 17, 5000.25, 999_985]) {
      const { from, to } = drawnOf(many, seen);
      assert.ok(from <= Math.max(seen - 3, 0), `from ${from} at ${seen}`);
      assert.ok(to >= Math.min(seen + 21, many.count), `to ${to} at ${seen}`);
      assert.ok(to - from <= 34 && from >= 0 && to <= many.count);
    }
    assert.deepEqual(drawnOf(rows(5), 0), { from: 0, to: 5 });
    assert.deepEqual(drawnOf(rows(0), 0), { from: 0, to: 0 });
  });

  it('draws the same while little is scrolled', () => {
    assert.deepEqual(drawnOf(rows(1000), 40), drawnOf(rows(1000), 43.9));
    assert.notDeepEqual(drawnOf(rows(1000), 40), drawnOf(rows(1000), 44));
  });

  it('goes from pixels to rows and back', () => {
    for (const extent of [rows(1000), rows(5_000_000)]) {
      for (const seen of [0, 1, 77.5, extent.count - 20]) {
        assert.ok(Math.abs(seenAt(extent, offsetOf(extent, seen)) - seen) < 1e-6);
      }
    }
  });

  it('reaches the last row though a browser lays out fewer pixels', () => {
    const most = rows(5_000_000);
    assert.ok(lengthOf(most) < most.count * most.size);
    assert.equal(isSteady(most), false);
    const end = lengthOf(most) - most.view;
    assert.ok(Math.abs(seenAt(most, end) - (most.count - 20)) < 1e-6);
    // The last row ends where the scrolled pixels do.
    const seen = seenAt(most, end);
    assert.ok(Math.abs(placeOf(most, seen, most.count) - lengthOf(most)) < 1e-3);
    assert.equal(isSteady(rows(1000)), true);
    assert.equal(placeOf(rows(1000), 17.5, 30), 600);
  });

  it('scrolls to a row as little as possible', () => {
    const extent = rows(1000);
    assert.equal(seenWith(extent, 100, 50, 400), 50);
    assert.equal(seenWith(extent, 100, 110, 400), 100);
    assert.equal(seenWith(extent, 100, 119, 400), 100);
    assert.equal(seenWith(extent, 100, 120, 400), 101);
  });
});
