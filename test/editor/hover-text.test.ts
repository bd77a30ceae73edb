import assert from 'node:assert/strict';
import { heatImage } from '../../src/editor/heat-image';
import { lossHover, tensorHover } from '../../src/editor/hover-text';
import { inspection, lossCall, mean, placeOf, tensorOf } from './inspection';

const expression = { place: placeOf('logits'), text: 'logits', tensor: 0 };
const decode = (uri: string): string => atob(uri.slice(uri.indexOf(',') + 1));

describe('the hover of a loss call', () => {
  const hover = lossHover(inspection, { newest: lossCall, evaluations: 1 });

  it('begins with the value and how it was reduced', () => {
    assert.match(
      hover.split('\n')[0]!,
      new RegExp(`binary_cross_entropy_with_logits\`.*${mean.toFixed(4).replace('.', '\\\\.')}.*mean of 3`),
    );
  });

  it('goes from the inputs to the gradient, a row each, in this order', () => {
    const rows = hover
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .slice(2);
    assert.deepEqual(
      rows.map((row) => row.split('|')[1]!.trim().replaceAll('\\', '')),
      ['input `logits`', 'target', 'sigmoid', 'loss of each', 'mean', '∇ input'],
    );
  });

  it('says what the loss expects, in its own words', () => {
    const text = lossHover(inspection, { newest: lossCall, evaluations: 1 });
    assert.match(text, /`input` should be raw scores$/m);
    assert.doesNotMatch(text, /`target` should be/);
  });

  it('names PyTorch’s error, and does not let its text be Markdown', () => {
    const error = { type: 'ValueError', message: 'Target size [x](command:evil) <b>' };
    const text = lossHover(inspection, { newest: { ...lossCall, error, value: null }, evaluations: 1 });
    assert.match(text, /\*\*ValueError\*\*/);
    assert.doesNotMatch(text, /\[x\]\(|<b>/);
  });
});

describe('the hover of a tensor', () => {
  it('shows a small matrix as a table of its values', () => {
    const matrix = tensorOf(0, [1, 2, 3, 4, 5, 6], { shape: [2, 3] });
    const rows = tensorHover(expression, matrix, null)
      .split('\n')
      .filter((line) => line.startsWith('|'));
    assert.deepEqual(rows, [
      '|  | 0 | 1 | 2 |',
      '| :-- | --: | --: | --: |',
      '| **0** | `1.000` | `2.000` | `3.000` |',
      '| **1** | `4.000` | `5.000` | `6.000` |',
    ]);
  });

  it('says why values are not known', () => {
    const unknown = tensorOf(0, null, { statistics: null });
    assert.match(
      tensorHover(expression, unknown, 'line 3: model is not known').replaceAll('\\', ''),
      /Values are not known: line 3: model is not known/,
    );
  });

  it('keeps an expression with backticks and bars in its code span', () => {
    const hostile = { ...expression, text: 'x["``|`"]' };
    assert.match(tensorHover(hostile, tensorOf(0, [1, 2]), null), /^``` x\["``\\\|`"\] ```/);
  });
});

describe('a heat map', () => {
  it('draws a cell for each value, the largest the strongest, with its sign', () => {
    const image = heatImage(tensorOf(0, [0, 2, -4, 1], { shape: [2, 2] }));
    assert.ok(image);
    const cells = [...decode(image.uri).matchAll(/fill="(#\w+)" fill-opacity="([\d.]+)"/g)];
    assert.equal(cells.length, 4);
    const strength = cells.map(([, , opacity]) => Number(opacity));
    assert.equal(Math.max(...strength), strength[2]);
    assert.ok(strength[1]! > strength[3]! && strength[3]! > strength[0]!);
    assert.notEqual(cells[2]![1], cells[1]![1]);
  });

  it('crosses out NaN and infinities, and they do not fade the others', () => {
    const image = heatImage(tensorOf(0, [1, Number.NaN, Number.POSITIVE_INFINITY]));
    assert.ok(image);
    assert.equal(decode(image.uri).match(/<path /g)?.length, 2);
    assert.match(decode(image.uri), /fill-opacity="0\.95"/);
  });

  it('draws the beginning of a large matrix and says so', () => {
    const image = heatImage(
      tensorOf(
        0,
        Array.from({ length: 5_000 }, (_, at) => at),
        { shape: [50, 100] },
      ),
    );
    assert.equal(image?.caption, 'first 16 of 50 rows, first 40 of 100 columns');
  });

  it('is not made of a single number or of nothing', () => {
    assert.equal(heatImage(tensorOf(0, [1], { shape: [] })), null);
    assert.equal(heatImage(tensorOf(0, null)), null);
    assert.equal(heatImage(tensorOf(0, [], { shape: [0, 3] })), null);
  });
});
