import assert from 'node:assert/strict';
import { gridOf, pageColumns, pageRows } from '../../webview/parts/grid';
import { firstWindow } from '../../webview/ui-state';

describe('the grid of a tensor', () => {
  it('has rows of the first dim and columns of the last', () => {
    const grid = gridOf([10, 4], firstWindow);
    assert.deepEqual([grid.rows, grid.columns, grid.toRow, grid.toColumn], [10, 4, 10, 4]);
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
  });

  it('shows a scalar as one cell', () => {
    const grid = gridOf([], firstWindow);
    assert.deepEqual([grid.rows, grid.columns, grid.at(0, 0), grid.name(0, 0)], [1, 1, 0, '']);
  });

  it('takes the plane that the indices name', () => {
    const grid = gridOf([2, 3, 6, 7], { ...firstWindow, indices: [1, 2] });
    assert.deepEqual(grid.outer, [2, 3]);
    assert.equal(grid.at(5, 6), 2 * 3 * 6 * 7 - 1);
    assert.equal(grid.name(5, 6), '[1, 2, 5, 6]');
  });

  it('moves an index or a page that is out of bounds to the nearest', () => {
    const grid = gridOf([2, 1, 60, 30], { row: 1000, column: 1000, indices: [9, 9] });
    assert.deepEqual(grid.indices, [1, 0]);
    assert.deepEqual([grid.fromRow, grid.toRow], [pageRows, 60]);
    assert.deepEqual([grid.fromColumn, grid.toColumn], [pageColumns, 30]);
  });

  it('draws at most a page of cells', () => {
    const grid = gridOf([100_000, 1000], firstWindow);
    assert.equal((grid.toRow - grid.fromRow) * (grid.toColumn - grid.fromColumn), pageRows * pageColumns);
  });

  it('is empty where a dim is', () => {
    assert.equal(gridOf([0, 3], firstWindow).rows, 0);
    assert.equal(gridOf([3, 0], firstWindow).columns, 0);
  });
});
