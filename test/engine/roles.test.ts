/** How the meaning of numbers follows through operations. */
import assert from 'node:assert/strict';
import type { AnyOp, Attributes, Op } from '../../src/engine/op';
import { ops } from '../../src/engine/ops';
import { numberTensor } from '../../src/engine/ops/number';
import type { Role } from '../../src/engine/role';
import { SymbolicDim, type Shape } from '../../src/engine/shape';
import { Tensor } from '../../src/engine/tensor';

const batch = new SymbolicDim('batch');

const leaf = (role: Role, shape: Shape | undefined = [4, 3]): Tensor =>
  Tensor.leaf({ shape, dtype: 'float32', role });

const apply = (op: AnyOp, inputs: readonly Tensor[], attributes: Attributes = {}): Role =>
  Tensor.apply(op as unknown as Op, inputs, attributes).role;

const logits = leaf({ kind: 'logits' });
const probabilities = leaf({ kind: 'probabilities', dim: 1 });
const logProbabilities = leaf({ kind: 'log-probabilities', dim: 1 });
const gated = leaf({ kind: 'sigmoid-probabilities' });
const indices = Tensor.leaf({ shape: [4], dtype: 'int64', role: { kind: 'class-indices' } });

describe('roles', () => {
  it('come from activations', () => {
    assert.deepEqual(apply(ops.softmax, [logits], { dim: -1 }), { kind: 'probabilities', dim: 1 });
    assert.deepEqual(apply(ops.log_softmax, [logits], { dim: 0 }), { kind: 'log-probabilities', dim: 0 });
    assert.deepEqual(apply(ops.sigmoid, [logits]), { kind: 'sigmoid-probabilities' });
    assert.deepEqual(apply(ops.logsigmoid, [logits]), { kind: 'log-probabilities' });
    assert.deepEqual(apply(ops.relu, [logits]), { kind: 'values' });
    assert.deepEqual(apply(ops.tanh, [logits]), { kind: 'values' });
  });

  it('come from activations of tensors of which nothing is known', () => {
    const unknown = Tensor.leaf({});
    assert.deepEqual(apply(ops.softmax, [unknown], { dim: -1 }), { kind: 'probabilities' });
    assert.deepEqual(apply(ops.softmax, [unknown], { dim: 1 }), { kind: 'probabilities', dim: 1 });
    assert.deepEqual(apply(ops.sigmoid, [unknown]), { kind: 'sigmoid-probabilities' });
    assert.deepEqual(apply(ops.clone, [unknown]), { kind: 'unknown' });
  });

  it('follow logarithms and exponentials', () => {
    assert.deepEqual(apply(ops.log, [probabilities]), { kind: 'log-probabilities', dim: 1 });
    assert.deepEqual(apply(ops.log, [gated]), { kind: 'log-probabilities' });
    assert.deepEqual(apply(ops.log, [logits]), { kind: 'values' });
    assert.deepEqual(apply(ops.exp, [logProbabilities]), { kind: 'probabilities', dim: 1 });
    assert.deepEqual(apply(ops.exp, [logits]), { kind: 'values' });
  });

  it('come from layers, choices and encodings', () => {
    const weight = Tensor.leaf({ shape: [5, 3], dtype: 'float32' });
    assert.deepEqual(apply(ops.linear, [logits, weight]), { kind: 'logits' });
    assert.deepEqual(apply(ops.argmax, [logits], { dim: 1 }), { kind: 'class-indices' });
    assert.deepEqual(apply(ops.topk_indices, [logits], { k: 1, dim: 1, largest: true }), {
      kind: 'class-indices',
    });
    assert.deepEqual(apply(ops.one_hot, [indices], { num_classes: 3 }), { kind: 'one-hot', dim: 1 });
    assert.deepEqual(apply(ops.gt, [gated, numberTensor(0.5)]), { kind: 'values' });
  });

  it('of logits survive a temperature; of probabilities do not', () => {
    for (const op of [ops.mul, ops.div]) {
      assert.deepEqual(apply(op, [logits, numberTensor(0.5)]), { kind: 'logits' });
      assert.deepEqual(apply(op, [logits, leaf({ kind: 'values' }, [])]), { kind: 'logits' });
      assert.deepEqual(apply(op, [probabilities, numberTensor(2)]), { kind: 'values' });
      assert.deepEqual(apply(op, [logits, logits]), { kind: 'values' });
    }
    assert.deepEqual(apply(ops.add, [logits, numberTensor(1)]), { kind: 'logits' });
    assert.deepEqual(apply(ops.add, [logits, logits]), { kind: 'values' });
  });

  it('of probabilities survive what only keeps a logarithm finite, and the complement', () => {
    assert.deepEqual(apply(ops.add, [probabilities, numberTensor(1e-8)]), { kind: 'probabilities', dim: 1 });
    assert.deepEqual(apply(ops.add, [numberTensor(1e-8), gated]), { kind: 'sigmoid-probabilities' });
    assert.deepEqual(apply(ops.add, [probabilities, numberTensor(0.5)]), { kind: 'values' });
    assert.deepEqual(apply(ops.sub, [numberTensor(1), gated]), { kind: 'sigmoid-probabilities' });
    assert.deepEqual(apply(ops.sub, [numberTensor(2), gated]), { kind: 'values' });
    assert.deepEqual(apply(ops.clamp, [probabilities], { min: 1e-7, max: 1 - 1e-7 }), {
      kind: 'probabilities',
      dim: 1,
    });
    assert.deepEqual(apply(ops.clamp, [probabilities], { min: 0.3 }), { kind: 'values' });
  });

  it('keep their axis through views', () => {
    const on = (role: Role, shape: Shape): Tensor => leaf(role, shape);
    const p: Role = { kind: 'probabilities', dim: 2 };
    assert.deepEqual(apply(ops.permute, [on(p, [2, 4, 3])], { dims: [0, 2, 1] }), { ...p, dim: 1 });
    assert.deepEqual(apply(ops.transpose, [on(p, [2, 4, 3])], { dim0: 0, dim1: -1 }), { ...p, dim: 0 });
    assert.deepEqual(apply(ops.unsqueeze, [on(p, [2, 4, 3])], { dim: 1 }), { ...p, dim: 3 });
    assert.deepEqual(apply(ops.squeeze, [on(p, [2, 1, 3])], { dim: 1 }), { ...p, dim: 1 });
    assert.deepEqual(apply(ops.reshape, [on(p, [2, 4, 3])], { shape: [-1, 3] }), { ...p, dim: 1 });
    assert.deepEqual(apply(ops.reshape, [on(p, [batch, 4, 3])], { shape: [-1, 3] }), { ...p, dim: 1 });
    assert.deepEqual(apply(ops.reshape, [on(p, [2, 4, 3])], { shape: [2, 12] }), { kind: 'probabilities' });
    assert.deepEqual(apply(ops.flatten, [on({ ...p, dim: 0 }, [2, 4, 3])], { start_dim: 1, end_dim: -1 }), {
      ...p,
      dim: 0,
    });
    assert.deepEqual(apply(ops.expand, [on(p, [2, 4, 3])], { size: [5, 2, 4, 3] }), { ...p, dim: 3 });
    assert.deepEqual(apply(ops.detach, [on(p, [2, 4, 3])]), p);
    assert.deepEqual(apply(ops.cast, [on(p, [2, 4, 3])], { dtype: 'float64' }), p);
    assert.deepEqual(apply(ops.cast, [on(p, [2, 4, 3])], { dtype: 'int64' }), { kind: 'values' });
    assert.deepEqual(apply(ops.cast, [indices], { dtype: 'float32' }), { kind: 'class-indices' });
  });

  it('keep their axis through an index that takes it whole', () => {
    const p: Role = { kind: 'probabilities', dim: 1 };
    const slice = { kind: 'slice' } as const;
    const rows = Tensor.leaf({ shape: [2], dtype: 'int64' });
    assert.deepEqual(apply(ops.index, [probabilities], { items: [{ kind: 'slice', stop: 2 }] }), p);
    assert.deepEqual(apply(ops.index, [probabilities], { items: [{ kind: 'integer', value: 0 }] }), {
      ...p,
      dim: 0,
    });
    assert.deepEqual(apply(ops.index, [probabilities, rows], { items: [{ kind: 'tensor' }] }), p);
    assert.deepEqual(apply(ops.index, [probabilities], { items: [{ kind: 'newaxis' }, slice, slice] }), {
      ...p,
      dim: 2,
    });
    for (const items of [
      [slice, { kind: 'integer', value: 1 }],
      [slice, { kind: 'slice', start: 1 }],
    ]) {
      assert.deepEqual(apply(ops.index, [probabilities], { items }), { kind: 'probabilities' });
    }
    assert.deepEqual(
      apply(ops.gather, [logProbabilities, Tensor.leaf({ shape: [4, 1], dtype: 'int64' })], { dim: 1 }),
      {
        kind: 'log-probabilities',
      },
    );
  });

  it('of equal parts are the role of the whole', () => {
    assert.deepEqual(apply(ops.cat, [probabilities, probabilities], { dim: 0 }), {
      kind: 'probabilities',
      dim: 1,
    });
    assert.deepEqual(apply(ops.cat, [probabilities, probabilities], { dim: 1 }), { kind: 'probabilities' });
    assert.deepEqual(apply(ops.stack, [probabilities, probabilities], { dim: 0 }), {
      kind: 'probabilities',
      dim: 2,
    });
    assert.deepEqual(apply(ops.cat, [probabilities, logits], { dim: 0 }), { kind: 'values' });
    const mask = Tensor.leaf({ shape: [4, 3], dtype: 'bool' });
    assert.deepEqual(apply(ops.where, [mask, logits, logits]), { kind: 'logits' });
    assert.deepEqual(apply(ops.masked_fill, [logits, mask, numberTensor(-Infinity)]), { kind: 'logits' });
    assert.deepEqual(apply(ops.masked_fill, [probabilities, mask, numberTensor(0)]), { kind: 'values' });
  });
});
