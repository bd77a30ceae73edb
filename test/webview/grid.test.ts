import assert from 'node:assert/strict';
import { gridOf, indexOf, positionOf, ranked, withRows } from '../../webview/parts/grid';
import { firstWindow } from '../../webview/ui-state';

describe('the grid of a tensor', () => {
  it('has rows of the first dim and columns of the last', () => {
    const grid = gridOf([10, 4], firstWindow);
    assert.deepEqual([grid.rows, grid.columns], [10, 4]);
    assert.equal(grid.at(2, 1), 9);
    assert.equal(grid.name(2, 1), '[2, 1]');
  });

  it('writes a short vector in one line, and a long one in lines of ten', () => {
    assert.deepEqual([gridOf([3], firstWindow).rows, gridOf([3], firstWindow).columns], [1, 3]);
    const long = gridOf([37], firstWindow);
    assert.deepEqual([long.rows, long.columns], [4, 10]);
    assert.equal(long.at(3, 6), 36);
    assert.equal(long.at(3, 7), null);
    assert.equal(long.name(3, 6), '[36]');
    assert.equal(long.rowName(3), '30');
    assert.deepEqual(long.cellOf(36), [3, 6]);
  });

  it('shows a scalar as one cell', () => {
    const grid = gridOf([], firstWindow);
    assert.deepEqual([grid.rows, grid.columns, grid.at(0, 0), grid.name(0, 0)], [1, 1, 0, '']);
  });

  it('takes the plane that the indices name', () => {
    const grid = gridOf([2, 3, 6, 7], { ...firstWindow, indices: [1, 2] });
    assert.deepEqual(
      grid.rest.map(({ dim, size, index }) => [dim, size, index]),
      [
        [0, 2, 1],
        [1, 3, 2],
      ],
    );
    assert.equal(grid.at(5, 6), 2 * 3 * 6 * 7 - 1);
    assert.equal(grid.name(5, 6), '[1, 2, 5, 6]');
  });

  it('shows each element of four dims under its index, whichever two make rows and columns', () => {
    const shape = [2, 3, 4, 5];
    // Row-major: an element's position is what counting the indices in their order gives.
    const positions = new Map<string, number>();
    for (let a = 0; a < 2; a++)
      for (let b = 0; b < 3; b++)
        for (let c = 0; c < 4; c++)
          for (let d = 0; d < 5; d++) positions.set(`[${a}, ${b}, ${c}, ${d}]`, positions.size);
    for (let down = 0; down < 4; down++) {
      for (let across = 0; across < 4; across++) {
        if (down === across) continue;
        const indices = [1, 2, 3, 4];
        const grid = gridOf(shape, { ...firstWindow, axes: [down, across], indices });
        assert.deepEqual([grid.rows, grid.columns], [shape[down], shape[across]]);
        for (let row = 0; row < grid.rows; row++) {
          for (let column = 0; column < grid.columns; column++) {
            const index = [...indices];
            index[down] = row;
            index[across] = column;
            const name = `[${index.join(', ')}]`;
            assert.equal(grid.name(row, column), name);
            assert.equal(grid.at(row, column), positions.get(name), name);
            assert.deepEqual(grid.cellOf(positions.get(name) ?? -1), [row, column]);
          }
        }
      }
    }
  });

  it('takes an index from a position and back', () => {
    const shape = [3, 1, 4, 2];
    for (let position = 0; position < 24; position++) {
      assert.equal(positionOf(indexOf(position, shape), shape), position);
    }
  });

  it('moves an index that is out of bounds to the nearest, and leaves dims that are not there', () => {
    const window = { ...firstWindow, indices: [9, 9], axes: [1, 7] as const };
    const grid = gridOf([2, 1, 60, 30], window);
    assert.deepEqual(
      grid.rest.map(({ index }) => index),
      [1, 0],
    );
    assert.deepEqual(grid.axes, [2, 3]);
    assert.deepEqual(gridOf([2, 3], { ...firstWindow, axes: [1, 1] }).axes, [0, 1]);
  });

  it('is empty where a dim is', () => {
    assert.equal(gridOf([0, 3], firstWindow).rows, 0);
    assert.equal(gridOf([3, 0], firstWindow).columns, 0);
  });

  it('keeps the names of rows that stand in another order', () => {
    const grid = withRows(gridOf([3, 2], firstWindow), [2, 0, 1]);
    assert.deepEqual([0, 1, 2].map(grid.rowName), ['2', '0', '1']);
    assert.equal(grid.at(0, 1), 5);
    assert.equal(grid.name(0, 1), '[2, 1]');
    assert.deepEqual(grid.cellOf(5), [0, 1]);
  });

  it('lists values with their indices', () => {
    const grid = ranked([2, 3], [4, 0, 5, 1, 2, 3]);
    assert.deepEqual([grid.rows, grid.columns], [6, 1]);
    assert.equal(grid.rowName(0), '[1, 1]');
    assert.equal(grid.at(2, 0), 5);
    assert.deepEqual(grid.cellOf(5), [2, 0]);
  });
});
