/** The graph of tensors: what is known, when it is computed, and how gradients flow. */
import assert from 'node:assert/strict';
import { backward } from '../../src/engine/autograd';
import { withGrad } from '../../src/engine/context';
import { TensorError } from '../../src/engine/error';
import { compare, plus, sumOf, times } from '../../src/engine/formula';
import { ops } from '../../src/engine/ops';
import { numberTensor } from '../../src/engine/ops/number';
import { broadcastShapes, SymbolicDim, type Shape } from '../../src/engine/shape';
import { EAGER_ELEMENTS, Tensor } from '../../src/engine/tensor';
import { erf } from '../../src/engine/special/error_function';

const leaf = (
  values: readonly number[],
  shape: readonly number[] = [values.length],
  requiresGrad = true,
): Tensor => Tensor.leaf({ shape, dtype: 'float32', values: Float32Array.from(values), requiresGrad });

const numbers = (tensor: Tensor | undefined): number[] => Array.from(tensor?.values() ?? []);

describe('a tensor', () => {
  it('has values when its inputs have values', () => {
    const known = leaf([1, 2]);
    const unknown = Tensor.leaf({ shape: [2], dtype: 'float32' });
    assert.deepEqual(numbers(plus(known, 1)), [2, 3]);
    const sum = plus(known, unknown);
    assert.equal(sum.hasValues, false);
    assert.deepEqual(sum.shape, [2]);
    assert.equal(sum.dtype, 'float32');
    // Waiting for what never comes would be no answer.
    assert.throws(() => sum.values(), /has none/);
  });

  it('is computed at once when it is small, and when asked for when it is large', () => {
    assert.equal(plus(leaf([1, 2]), 1).isComputed, true);
    const large = Tensor.leaf({
      shape: [EAGER_ELEMENTS + 1],
      dtype: 'float32',
      values: new Float32Array(EAGER_ELEMENTS + 1).fill(2),
    });
    let chain = plus(large, 1);
    assert.equal(chain.isComputed, false);
    // Deeper than any call stack.
    for (let step = 0; step < 40; step++) chain = plus(chain, 1);
    assert.equal(chain.values()[EAGER_ELEMENTS], 43);
  });

  it('compares float32 numbers with Python numbers as PyTorch does, in float32', () => {
    assert.deepEqual(numbers(compare(leaf([0.1, 0.2]), '==', 0.1)), [1, 0]);
  });
});

describe('shapes that broadcast', () => {
  const batch = new SymbolicDim('batch');
  const cases: readonly (readonly [Shape, Shape, Shape])[] = [
    [[3, 1], [2], [3, 2]],
    [[], [2, 3], [2, 3]],
    [[batch, 3], [3], [batch, 3]],
    [
      [batch, 1],
      [1, 4],
      [batch, 4],
    ],
    [[batch], [batch], [batch]],
    [
      [0, 3],
      [1, 3],
      [0, 3],
    ],
    [
      [batch, 3],
      [5, 3],
      [5, 3],
    ],
  ];
  for (const [a, b, result] of cases) {
    it(`[${a.join(', ')}] with [${b.join(', ')}]`, () => {
      assert.deepEqual(broadcastShapes(a, b), result);
      assert.deepEqual(broadcastShapes(b, a), result);
    });
  }

  it('say where they do not', () => {
    assert.throws(() => broadcastShapes([2, 3], [4, 3]), {
      message: 'The size of tensor a (2) must match the size of tensor b (4) at non-singleton dimension 0',
    });
  });
});

describe('a shape of which a part is not known', () => {
  const batch = new SymbolicDim('batch');
  const x = Tensor.leaf({ shape: [batch, 3, 4], dtype: 'float32' });
  const reshaped = (shape: Shape): Shape | undefined => Tensor.apply(ops.reshape, [x], { shape }).shape;

  it('lets -1 be worked out where the unknown size cancels', () => {
    assert.deepEqual(reshaped([batch, -1]), [batch, 12]);
    assert.deepEqual(reshaped([-1, 12]), [batch, 12]);
    assert.equal(String(reshaped([-1, 4])![0]), 'batch*3');
    assert.deepEqual(Tensor.apply(ops.flatten, [x], { start_dim: 1, end_dim: -1 }).shape, [batch, 12]);
  });

  it('keeps whole slices and gives new sizes to partial ones', () => {
    const sliced = Tensor.apply(ops.index, [x], {
      items: [{ kind: 'slice' }, { kind: 'integer', value: 0 }, { kind: 'slice', stop: 2 }],
    });
    assert.deepEqual(sliced.shape, [batch, 2]);
    const some = Tensor.apply(ops.index, [x], { items: [{ kind: 'slice', stop: 2 }] });
    assert.notEqual(some.shape![0], batch);
  });

  it('may be squeezed away, so that the rank is not known', () => {
    assert.equal(Tensor.apply(ops.squeeze, [x], {}).shape, undefined);
    assert.deepEqual(Tensor.apply(ops.squeeze, [x], { dim: 1 }).shape, [batch, 3, 4]);
  });
});

describe('backward', () => {
  it('adds up what comes back along several ways', () => {
    const x = leaf([3]);
    const y = plus(times(x, x), times(x, 5));
    assert.deepEqual(numbers(backward(y, undefined).get(x)), [11]);
  });

  it('gives one gradient to an input that a composed operation takes twice', () => {
    const x = leaf([1, 2, 3, 4], [2, 2]);
    const y = sumOf(Tensor.apply(ops.linear, [x, x], {}));
    // Σ x xᵀ is the squared length of the column sums [4, 6]; each element gets twice its column's sum.
    assert.deepEqual(numbers(backward(y, undefined).get(x)), [8, 12, 8, 12]);
  });

  it('is cut by detach and by no_grad, and remembers what was detached', () => {
    const x = leaf([2]);
    const cut = Tensor.apply(ops.detach, [x], {});
    assert.equal(cut.requiresGrad, false);
    assert.equal(cut.producer?.inputs[0], x);
    assert.equal(withGrad(false, () => times(x, x)).requiresGrad, false);
    assert.deepEqual(numbers(backward(times(x, cut), undefined).get(x)), [2]);
  });

  it('can be differentiated again only when asked', () => {
    const x = leaf([2]);
    const cube = times(times(x, x), x);
    const plain = backward(cube, undefined).get(x)!;
    assert.equal(plain.requiresGrad, false);
    const slope = backward(cube, undefined, { createGraph: true }).get(x)!;
    assert.deepEqual(numbers(backward(slope, undefined).get(x)), [12]);
  });

  it('gives gradients the dtype of their tensor', () => {
    const x = leaf([1, 2]);
    const y = Tensor.leaf({ shape: [2], dtype: 'float64', values: Float64Array.of(3, 4) });
    const gradient = backward(sumOf(times(x, y)), undefined).get(x)!;
    assert.equal(gradient.dtype, 'float32');
  });

  it('goes through what is not known, without values', () => {
    const x = leaf([1, 2]);
    const gone = times(x, Tensor.leaf({}));
    const gradient = backward(sumOf(gone), undefined).get(x)!;
    assert.deepEqual(gradient.shape, [2]);
    assert.equal(gradient.hasValues, false);
  });

  it('makes no error of what may require grad', () => {
    assert.equal(backward(sumOf(Tensor.leaf({ dtype: 'float32' })), undefined).size, 0);
  });

  it("refuses in PyTorch's words", () => {
    assert.throws(() => backward(leaf([1], [1], false), undefined), TensorError);
    assert.throws(() => backward(times(leaf([1, 2]), 2), undefined), {
      message: 'grad can be implicitly created only for scalar outputs',
    });
    assert.throws(() => backward(numberTensor(1), undefined), {
      message: 'element 0 of tensors does not require grad and does not have a grad_fn',
    });
  });
});

describe('the error function', () => {
  it('is odd and joins its series and its fraction', () => {
    for (const x of [0, 0.3, 1, 2.4, 3.7]) assert.equal(erf(-x) + erf(x), 0);
    // The two ways of computing meet at 2.5; the slope there is 2/√π · e^(-6.25).
    const slope = (erf(2.5 + 1e-6) - erf(2.5 - 1e-6)) / 2e-6;
    assert.ok(Math.abs(slope - (2 / Math.sqrt(Math.PI)) * Math.exp(-6.25)) < 1e-8);
    assert.equal(erf(10), 1);
  });
});
