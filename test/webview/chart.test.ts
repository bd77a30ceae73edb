import assert from 'node:assert/strict';
import { chart } from '../../webview/parts/chart';
import { emptyDocument } from './world';

/** The numbers at the axis of a chart of these losses. */
function levelsOf(losses: readonly number[]): readonly number[] {
  const drawn = chart(emptyDocument(), {
    description: '',
    xName: 'x',
    xs: Float64Array.from(losses, (_, turn) => turn),
    ys: Float64Array.from(losses),
    point: null,
    levels: [],
  });
  return [...drawn.querySelectorAll('.chart-text.end')].map(({ textContent }) => Number(textContent));
}

describe('the chart of a curve', () => {
  it('has a few round numbers at its axis, whatever the losses are', () => {
    const samples: readonly (readonly number[])[] = [
      [0.1, 0.7, 0.3],
      [0, 1e-30],
      [-3e38, 3e38],
      [5, 5 + 2 ** -50, 5],
      [2, 2, 2],
      [0, 0],
      [1e308, -1e308],
    ];
    for (const losses of samples) {
      const levels = levelsOf(losses);
      assert.ok(levels.length <= 6, `${losses.join()}: ${levels.length}`);
      assert.ok(
        levels.every((level, turn) => turn === 0 || level > levels[turn - 1]!),
        levels.join(),
      );
    }
    assert.deepEqual(levelsOf([0, 1]), [0, 0.5, 1]);
  });

  it('draws what differs by rounding only as a level line', () => {
    assert.deepEqual(levelsOf([5, 5 + 2 ** -50]), levelsOf([5, 5]));
  });
});
