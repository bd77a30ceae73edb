import assert from 'node:assert/strict';
import {
  count,
  fits,
  list,
  number,
  oneOf,
  orNull,
  record,
  text,
  union,
  type Check,
} from '../../src/protocol/check';

type Shape = { readonly kind: 'circle'; readonly radius: number } | { readonly kind: 'point' };

const shape: Check<Shape> = union<Shape, 'kind'>('kind', {
  circle: record<Extract<Shape, { kind: 'circle' }>>({ kind: oneOf('circle'), radius: number }),
  point: record<Extract<Shape, { kind: 'point' }>>({ kind: oneOf('point') }),
});

describe('checks of messages', () => {
  it('accept what fits', () => {
    assert.equal(shape({ kind: 'circle', radius: 0.5 }, 'shape'), null);
    assert.equal(shape({ kind: 'point' }, 'shape'), null);
    assert.ok(fits(list(orNull(text)), ['a', null]));
  });

  it('say which part does not fit, and what it is', () => {
    assert.equal(
      shape({ kind: 'circle', radius: '1' }, 'shape'),
      'shape.radius: expected a finite number; got "1"',
    );
    assert.equal(
      shape({ kind: 'square' }, 'shape'),
      'shape.kind: expected one of circle, point; got "square"',
    );
    assert.equal(list(count)([1, -1], 'rows'), 'rows[1]: expected a whole number from 0 on; got -1');
  });

  it('refuse numbers that a message would turn into null', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, null])
      assert.equal(fits(number, value), false);
  });

  it('refuse fields that nobody knows, and names of the prototype', () => {
    assert.equal(
      shape({ kind: 'point', html: '<b>' }, 'shape'),
      'shape has a field "html" that nobody knows',
    );
    assert.equal(fits(shape, { kind: 'constructor' }), false);
    assert.equal(fits(shape, { kind: '__proto__' }), false);
  });

  it('refuse values that are no objects', () => {
    for (const value of [undefined, null, 3, 'point', [], () => 0]) assert.equal(fits(shape, value), false);
  });

  it('cut long texts in their reasons', () => {
    assert.ok((oneOf('a')('x'.repeat(10_000), 'value') ?? '').length < 120);
  });
});
