import assert from 'node:assert/strict';
import { readSelection } from '../../src/editor/selected-tensor';
import {
  fitsAsTarget,
  selectionProgram,
  targetShapes,
  type SelectedTensor,
} from '../../src/editor/selection-program';
import { tensorOf } from './inspection';

const input: SelectedTensor = {
  name: 'input',
  shape: [2, 2],
  values: [0.9, -1, Number.NaN, 1e-7],
  dtype: 'float32',
};

describe('a selection as a program', () => {
  it('spells values, shape and dtype as PyTorch reads them', () => {
    assert.equal(
      selectionProgram(input, null).text,
      "import torch\nimport torch.nn.functional as F\n\ninput = torch.tensor([[0.9, -1.0], [float('nan'), 1e-7]], dtype=torch.float32)\n",
    );
  });

  it('calls the loss with class indices as int64, and with other targets as the input’s dtype', () => {
    const target: SelectedTensor = { name: 'target', shape: [2], values: [1, 0], dtype: 'float32' };
    const lines = selectionProgram(input, { name: 'cross_entropy', target }).text.split('\n');
    assert.ok(lines.includes('target = torch.tensor([1, 0], dtype=torch.int64)'));
    assert.ok(lines.includes('loss = F.cross_entropy(input, target)'));
    const same: SelectedTensor = { name: 'target', shape: [2, 2], values: [1, 0, 0, 1], dtype: 'int64' };
    assert.match(
      selectionProgram(input, { name: 'mse_loss', target: same }).text,
      /target = torch\.tensor\(\[\[1\.0, 0\.0\], \[0\.0, 1\.0\]\], dtype=torch\.float32\)/,
    );
  });

  it('writes scalars and empty tensors', () => {
    const write = (shape: number[], values: number[]): string =>
      selectionProgram({ ...input, shape, values }, null).text;
    assert.match(write([], [2]), /torch\.tensor\(2\.0, /);
    assert.match(write([0], []), /torch\.tensor\(\[\], /);
    assert.match(write([2, 0], []), /torch\.tensor\(\[\[\], \[\]\], /);
  });
});

describe('the targets of a loss', () => {
  it('have the input’s shape, or lack the class dim', () => {
    assert.deepEqual(targetShapes('mse_loss', [3, 4]), [{ shape: [3, 4], indices: false }]);
    assert.deepEqual(targetShapes('nll_loss', [5, 3, 7]), [{ shape: [5, 7], indices: true }]);
    assert.deepEqual(targetShapes('cross_entropy', [3]), [
      { shape: [], indices: true },
      { shape: [3], indices: false },
    ]);
  });

  it('are those tensors of a document whose shape and dtype fit', () => {
    const wanted = targetShapes('nll_loss', [2, 3]);
    assert.ok(fitsAsTarget(tensorOf(0, [1, 0], { dtype: 'int64' }), wanted));
    assert.ok(!fitsAsTarget(tensorOf(0, [1, 0]), wanted), 'floats are no class indices');
    assert.ok(!fitsAsTarget(tensorOf(0, [1, 0, 2], { dtype: 'int64' }), wanted), 'another shape');
    assert.ok(!fitsAsTarget(tensorOf(0, null, { shape: [2], dtype: 'int64' }), wanted), 'no values');
  });
});

describe('selected text', () => {
  const read = (text: string) => readSelection(text, 'input');

  it('becomes a tensor with the dtype that was printed, or PyTorch’s default', () => {
    const dtypes = ['tensor([1., 2.], dtype=torch.float64)', '[1, 2]', '[0.5]', 'tensor([True, False])'].map(
      (text) => {
        const result = read(text);
        return result.ok ? [result.value.dtype, ...result.value.shape] : result.failure.message;
      },
    );
    assert.deepEqual(dtypes, [
      ['float64', 2],
      ['int64', 2],
      ['float32', 1],
      ['bool', 2],
    ]);
  });

  it('that is no tensor is refused with the line and column', () => {
    const result = read('[[1, 2],\n [3, four]]');
    assert.ok(!result.ok);
    assert.match(result.failure.message, /line 2, column 6/);
  });

  it('that leaves values out is refused, and how to print them all is said', () => {
    const result = read('tensor([0.1, 0.2, ..., 0.9])');
    assert.ok(!result.ok);
    assert.match(result.failure.message, /set_printoptions/);
  });

  it('that is empty is refused', () => {
    const result = read('  \n');
    assert.ok(!result.ok);
    assert.match(result.failure.message, /Nothing is selected/);
  });
});
