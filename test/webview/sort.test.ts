import assert from 'node:assert/strict';
import { argsort } from '../../webview/parts/sort';

/** The order as a comparison defines it: stable, NaN last. */
function byComparison(values: ArrayLike<number>, descending: boolean): number[] {
  const compare = (a: number, b: number): number => {
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    return a < b ? -1 : a > b ? 1 : 0;
  };
  const at = (position: number): number => values[position] ?? 0;
  return Array.from(values, (_, position) => position).sort(
    (a, b) => compare(at(a), at(b)) * (descending ? -1 : 1) || a - b,
  );
}

describe('the order of values', () => {
  const special = [0, -0, 1, -1, Number.NaN, Infinity, -Infinity, 5e-324, -5e-324, 1.5, 1.5, -1e300, 2 ** 53];
  const some = Array.from({ length: 3000 }, (_, turn) =>
    turn % 97 === 0
      ? special[(turn / 97) % special.length]!
      : Math.sin(turn * 12.9898) * 10 ** ((turn % 60) - 30),
  );

  for (const descending of [false, true]) {
    it(`is that of a stable comparison, ${descending ? 'largest' : 'smallest'} first`, () => {
      for (const values of [
        special,
        some,
        Float32Array.from(some),
        Int8Array.from({ length: 500 }, (_, turn) => (turn * 37) % 256),
        Uint8Array.from([1, 0, 1, 1, 0]),
        [],
      ]) {
        assert.deepEqual([...argsort(values, descending)], byComparison(values, descending));
      }
    });
  }

  it('has NaN as larger than all, whichever NaN it is', () => {
    const negative = new Float64Array(new Uint32Array([0, 0xfff80000, 0, 0x3ff00000]).buffer);
    assert.deepEqual([...argsort(negative, false)], [1, 0]);
    assert.deepEqual([...argsort(negative, true)], [0, 1]);
  });
});
