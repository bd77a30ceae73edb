import assert from 'node:assert/strict';
import { chart } from '../../webview/parts/chart';
import { emptyDocument, texts } from './world';

/** The numbers at the axis of a chart of these losses. */
function levelsOf(losses: readonly number[]): readonly number[] {
  const drawn = chart(emptyDocument(), {
    description: '',
    xName: 'x',
    yName: 'loss',
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

  it('names its axes and each kind of line in it, and writes below a floor what the floor is', () => {
    const xs = Float64Array.of(0, 1, 2);
    const drawn = chart(emptyDocument(), {
      description: '',
      xName: 'input[0]',
      yName: 'loss',
      xs,
      ys: Float64Array.of(3, 1.5, 1.1),
      point: { x: 1, y: 1.5, slope: -1 },
      levels: [
        { y: 1, text: 'floor' },
        { y: 2, text: 'middle' },
      ],
    });
    const words = texts(drawn, '.chart-text');
    for (const word of ['input[0]', 'loss', 'floor', 'middle']) assert.ok(words.includes(word), word);
    const heightOf = (word: string): number =>
      Number(
        [...drawn.querySelectorAll('.chart-text')]
          .find((each) => each.textContent === word)
          ?.getAttribute('y'),
      );
    const [floor, middle] = [...drawn.querySelectorAll('.chart > .chart-level')].map((each) =>
      Number(each.getAttribute('y1')),
    );
    assert.ok(heightOf('floor') > floor! && heightOf('middle') < middle!);
    const kinds = (within: string): string[] =>
      [...drawn.querySelectorAll(`${within} :is(.chart-line, .chart-level, .chart-tangent, .chart-point)`)]
        .map((each) => each.getAttribute('class') ?? '')
        .sort();
    assert.deepEqual(kinds('.chart-legend'), [...new Set(kinds('.chart'))]);
  });

  it('draws what differs by rounding only as a level line', () => {
    assert.deepEqual(levelsOf([5, 5 + 2 ** -50]), levelsOf([5, 5]));
  });
});
