import assert from 'node:assert/strict';
import { fitsDispatch, layoutOf } from '../../../src/engine/backends/gpu/layout';
import { broadcastShapes, numelOf } from '../../../src/engine/shape';
import { randomNumbers } from './random';

/** The offsets that a layout reads of one input, in the order of the result's elements. */
function offsets(sizes: readonly number[], strides: readonly number[]): number[] {
  return Array.from({ length: numelOf(sizes) }, (_, position) => {
    let rest = position;
    let offset = 0;
    for (let dim = sizes.length - 1; dim >= 0; dim--) {
      offset += (rest % sizes[dim]!) * strides[dim]!;
      rest = Math.floor(rest / sizes[dim]!);
    }
    return offset;
  });
}

/** The same from the definition of broadcasting: index by index. */
function offsetsByDefinition(input: readonly number[], shape: readonly number[]): number[] {
  return Array.from({ length: numelOf(shape) }, (_, position) => {
    let rest = position;
    const index = shape.map(() => 0);
    for (let dim = shape.length - 1; dim >= 0; dim--) {
      index[dim] = rest % shape[dim]!;
      rest = Math.floor(rest / shape[dim]!);
    }
    const own = index.slice(shape.length - input.length);
    return input.reduce((offset, size, dim) => offset * size + (size === 1 ? 0 : own[dim]!), 0);
  });
}

describe('the layout of broadcast inputs', () => {
  it('merges all dims of inputs of one shape into one', () => {
    assert.deepEqual(layoutOf([4, 5, 6], [[4, 5, 6], [4, 5, 6], []]), {
      sizes: [120],
      strides: [[1], [1], [0]],
    });
  });

  it('keeps a dim apart along which an input repeats', () => {
    assert.deepEqual(layoutOf([4, 5], [[4, 5], [5]]), {
      sizes: [4, 5],
      strides: [
        [5, 1],
        [0, 1],
      ],
    });
    assert.deepEqual(
      layoutOf(
        [4, 5],
        [
          [4, 5],
          [4, 1],
        ],
      ),
      {
        sizes: [4, 5],
        strides: [
          [5, 1],
          [1, 0],
        ],
      },
    );
  });

  it('merges across dims of size 1', () => {
    assert.deepEqual(layoutOf([4, 1, 5], [[4, 1, 5], [5]]).sizes, [4, 5]);
    assert.deepEqual(layoutOf([1, 1], [[1, 1]]), { sizes: [1], strides: [[0]] });
  });

  it('reads the elements that broadcasting means, for random shapes', () => {
    const random = randomNumbers(3);
    for (let round = 0; round < 300; round++) {
      const shape = Array.from({ length: Math.floor(random() * 5) }, () => 1 + Math.floor(random() * 4));
      const inputs = [0, 1, 2].map(() =>
        shape.slice(Math.floor(random() * (shape.length + 1))).map((size) => (random() < 0.5 ? size : 1)),
      );
      assert.deepEqual(
        inputs.reduce<readonly (number | object)[]>((a, b) => broadcastShapes(a as number[], b), shape),
        shape,
      );
      const { sizes, strides } = layoutOf(shape, inputs);
      inputs.forEach((input, at) => {
        assert.deepEqual(
          offsets(sizes, strides[at]!),
          offsetsByDefinition(input, shape),
          JSON.stringify([shape, inputs]),
        );
      });
    }
  });

  it('knows what one dispatch covers', () => {
    assert.equal(fitsDispatch([1 << 25]), true);
    assert.equal(fitsDispatch([(1 << 25) + 1]), false);
    assert.equal(fitsDispatch([524_280, 3]), true);
    assert.equal(fitsDispatch([524_281, 3]), false);
    assert.equal(fitsDispatch([65_536, 2, 2]), false);
    assert.equal(fitsDispatch([2, 2, 2, 2]), false);
  });
});
