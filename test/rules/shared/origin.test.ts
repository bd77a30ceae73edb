/** The walk back from a tensor, on graphs that are written down here. */
import assert from 'node:assert/strict';
import type { TensorRecord } from '../../../src/inspect/inspection';
import { ops } from '../../../src/engine/ops';
import { moving, originOf, type Origin } from '../../../src/rules/shared/origin';

type Change = Partial<Omit<TensorRecord, 'id' | 'producer'>>;

/** A graph under construction: each function adds a tensor and gives its id. */
class Graph {
  readonly records: TensorRecord[] = [];

  leaf(change: Change = {}): number {
    return this.#add(null, change);
  }

  parameter(): number {
    return this.leaf({ requiresGrad: true });
  }

  number(value: number): number {
    return this.leaf({ data: Float32Array.of(value), shape: [] });
  }

  apply(operation: string, ...inputs: number[]): number {
    return this.applyWith({}, operation, ...inputs);
  }

  applyWith(change: Change, operation: string, ...inputs: number[]): number {
    const role: Change = operation === 'linear' ? { role: { kind: 'logits' } } : {};
    return this.#add({ operation, inputs, attributes: {} }, { ...role, ...change });
  }

  origin(id: number): Origin {
    return originOf((at) => this.records[at]!, id);
  }

  kind(id: number): string {
    return this.origin(id).kind;
  }

  #add(producer: TensorRecord['producer'], change: Change): number {
    const id = this.records.length;
    this.records.push({
      id,
      shape: null,
      dtype: 'float32',
      role: { kind: 'unknown' },
      data: null,
      elided: false,
      statistics: null,
      requiresGrad: false,
      underNoGrad: false,
      sampled: false,
      place: null,
      grad: null,
      layer: null,
      ...change,
      producer,
    });
    return id;
  }
}

describe('originOf', () => {
  it('names operations that there are', () => {
    assert.deepEqual(
      [...moving].filter((name) => !(name in ops)),
      [],
    );
  });

  it('passes what only moves elements, and stops at what changes them', () => {
    const graph = new Graph();
    const scores = graph.apply('linear', graph.leaf(), graph.parameter(), graph.parameter());
    const softmax = graph.apply('softmax', scores);
    const moved = ['reshape', 'permute', 'index', 'squeeze', 'detach', 'cast'].reduce(
      (id, operation) => graph.apply(operation, id),
      softmax,
    );
    const origin = graph.origin(moved);
    assert.equal(origin.kind, 'softmax');
    assert.equal(origin.tensor.id, softmax);
    assert.equal(origin.before?.id, scores);
    assert.equal(origin.path.length, 7);
    assert.equal(graph.kind(graph.apply('linear', moved, graph.parameter())), 'scores');
    assert.equal(graph.kind(graph.apply('mul', moved, graph.apply('relu', scores))), 'values');
    assert.equal(graph.kind(graph.apply('log', moved)), 'log-probabilities');
    assert.equal(graph.kind(graph.apply('matmul', moved, graph.apply('relu', scores))), 'values');
  });

  it('joins several inputs only when all have the same kind', () => {
    const graph = new Graph();
    const scores = graph.apply('linear', graph.leaf(), graph.parameter());
    const first = graph.apply('sigmoid', scores);
    const second = graph.apply('sigmoid', scores);
    assert.equal(graph.kind(graph.apply('cat', first, second)), 'sigmoid');
    assert.equal(graph.kind(graph.apply('cat', first, scores)), 'mixed');
    assert.equal(graph.kind(graph.apply('either', first, scores)), 'mixed');
    assert.equal(graph.kind(graph.apply('either', first, graph.leaf())), 'unknown');
    assert.equal(graph.kind(graph.apply('either', first)), 'sigmoid');
    assert.equal(graph.kind(graph.apply('where', graph.leaf(), first, graph.number(0))), 'mixed');
  });

  it('keeps scores through numbers, parameters and other scores', () => {
    const graph = new Graph();
    const scores = graph.apply('linear', graph.leaf(), graph.parameter());
    assert.equal(graph.kind(graph.apply('div', scores, graph.number(4))), 'scores');
    assert.equal(graph.kind(graph.apply('div', scores, graph.parameter())), 'scores');
    assert.equal(graph.kind(graph.apply('add', scores, scores)), 'scores');
    assert.equal(graph.kind(graph.apply('sub', graph.number(1), scores)), 'scores');
    assert.equal(graph.kind(graph.apply('mul', scores, scores)), 'values');
    assert.equal(graph.kind(graph.apply('add', scores, graph.leaf())), 'values');
    const product = graph.apply('matmul', graph.leaf(), graph.apply('transpose', graph.parameter()));
    assert.equal(graph.kind(graph.apply('add', product, graph.parameter())), 'scores');
    assert.equal(graph.kind(graph.apply('matmul', graph.leaf(), graph.leaf())), 'values');
  });

  it('knows softmax and sigmoid that are written out', () => {
    const graph = new Graph();
    const scores = graph.apply('linear', graph.leaf(), graph.parameter());
    const total = graph.apply('unsqueeze', graph.apply('sum', graph.apply('exp', scores)));
    const softmax = graph.origin(graph.apply('div', graph.apply('exp', scores), total));
    assert.equal(softmax.kind, 'softmax');
    assert.equal(softmax.before?.id, scores);
    assert.ok(softmax.isWrittenOut);
    const other = graph.apply('exp', graph.apply('linear', graph.leaf(), graph.parameter()));
    assert.equal(graph.kind(graph.apply('div', other, total)), 'values');

    const below = graph.apply('add', graph.number(1), graph.apply('exp', graph.apply('neg', scores)));
    assert.equal(graph.kind(graph.apply('div', graph.number(1), below)), 'sigmoid');
    assert.equal(graph.kind(graph.apply('reciprocal', below)), 'sigmoid');
    assert.equal(graph.kind(graph.apply('div', graph.number(2), below)), 'values');
    const exponential = graph.apply('exp', scores);
    const sum = graph.apply('add', exponential, graph.number(1));
    assert.equal(graph.kind(graph.apply('div', exponential, sum)), 'sigmoid');
  });

  it('knows log-probabilities that are written out', () => {
    const graph = new Graph();
    const scores = graph.apply('linear', graph.leaf(), graph.parameter());
    const normalizer = graph.apply('log', graph.apply('sum', graph.apply('exp', scores)));
    assert.equal(graph.kind(graph.apply('sub', scores, normalizer)), 'log-probabilities');
    assert.equal(
      graph.kind(graph.apply('sub', scores, graph.apply('logsumexp', scores))),
      'log-probabilities',
    );
    const guarded = graph.apply('add', graph.apply('softmax', scores), graph.number(1e-8));
    assert.equal(graph.kind(graph.apply('log', guarded)), 'log-probabilities');
    assert.equal(
      graph.kind(graph.apply('log', graph.apply('clamp', graph.apply('sigmoid', scores)))),
      'log-probabilities',
    );
    assert.equal(graph.kind(graph.apply('log', scores)), 'values');
  });

  it('goes on where an operation keeps the meaning, and says that the numbers changed', () => {
    const graph = new Graph();
    const scores = graph.apply('linear', graph.leaf(), graph.parameter());
    const p = graph.apply('sigmoid', scores);
    const complement = graph.applyWith(
      { role: { kind: 'sigmoid-probabilities' } },
      'sub',
      graph.number(1),
      p,
    );
    const origin = graph.origin(complement);
    assert.deepEqual([origin.kind, origin.tensor.id, origin.isAltered], ['sigmoid', p, true]);
    assert.ok(!graph.origin(p).isAltered);
    const clamped = graph.applyWith({ role: { kind: 'logits' } }, 'clamp', scores);
    assert.equal(graph.kind(clamped), 'values');
    const pooled = graph.applyWith({ role: { kind: 'logits' } }, 'adaptive_pool', graph.leaf());
    assert.equal(graph.kind(pooled), 'scores');
  });

  it('says leaf of what has values, and unknown of what has nothing', () => {
    const graph = new Graph();
    assert.equal(graph.kind(graph.leaf({ data: Float32Array.of(0.5, 0.5), shape: [2] })), 'leaf');
    assert.equal(graph.kind(graph.leaf()), 'unknown');
    assert.equal(graph.kind(graph.leaf({ role: { kind: 'logits' } })), 'scores');
    assert.equal(graph.kind(graph.leaf({ role: { kind: 'probabilities', dim: 1 } })), 'softmax');
  });

  it('survives producers whose inputs were left out for their number', () => {
    const graph = new Graph();
    const operations = [
      'reshape',
      'cat',
      'softmax',
      'div',
      'sub',
      'add',
      'log',
      'exp',
      'neg',
      'where',
      'matmul',
      'reciprocal',
    ];
    for (const operation of operations) {
      assert.ok(graph.origin(graph.apply(operation)).kind, operation);
      const inner = graph.apply(operation);
      for (const outer of operations)
        assert.ok(graph.origin(graph.apply(outer, inner)).kind, `${outer}(${operation})`);
    }
  });

  it('gives up on a walk without end in sight', () => {
    const graph = new Graph();
    let id = graph.apply('softmax', graph.leaf());
    for (let step = 0; step < 5_000; step++) id = graph.apply('clone', id);
    assert.equal(graph.kind(id), 'unknown');
    let both = graph.apply('sigmoid', graph.leaf());
    for (let step = 0; step < 60; step++) both = graph.apply('either', both, both);
    assert.ok(['sigmoid', 'unknown'].includes(graph.kind(both)));
  });

  it('gives up on a chain of operations that keep a meaning, before the stack does', () => {
    for (const operation of ['add', 'div', 'either', 'mul', 'neg', 'sub', 'where']) {
      const graph = new Graph();
      let id = graph.apply('linear', graph.leaf(), graph.parameter());
      for (let step = 0; step < 20; step++) id = graph.apply(operation, id, id);
      assert.ok(graph.kind(id), operation);
      for (let step = 0; step < 20_000; step++) id = graph.apply(operation, id, id);
      assert.notEqual(graph.kind(id), 'scores', operation);
    }
    const graph = new Graph();
    let guarded = graph.apply('sigmoid', graph.leaf());
    for (let step = 0; step < 50; step++) guarded = graph.apply('clamp', guarded, graph.number(0));
    assert.equal(graph.kind(graph.apply('log', guarded)), 'log-probabilities');
    for (let step = 0; step < 20_000; step++) guarded = graph.apply('clamp', guarded, graph.number(0));
    assert.equal(graph.kind(graph.apply('log', guarded)), 'values');
  });
});
