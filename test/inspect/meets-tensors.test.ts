import assert from 'node:assert/strict';
import { meetsTensors } from '../../src/inspect/meets-tensors';
import { moduleFinder } from '../../src/inspect/module-finder';
import { MemoryFiles } from '../cli/memory-files';

/** Whether the first file meets tensors. */
function meets(files: Readonly<Record<string, string>>): boolean {
  const memory = new MemoryFiles(files);
  const [file] = Object.keys(files);
  return meetsTensors([{ file: file!, text: files[file!]! }], moduleFinder(memory.modules));
}

describe('meetsTensors', () => {
  it('is true where a framework is imported, wherever the import stands', () => {
    for (const text of [
      'import torch',
      'import torch.nn as nn',
      'import os, jax',
      'def f():\n    from tensorflow import keras\n',
      'try:\n    import optax\nexcept ImportError: pass\n',
    ]) {
      assert.equal(meets({ '/p/a.py': text }), true, text);
    }
  });

  it('is true for methods that only tensors have, and for printed tensors', () => {
    assert.equal(meets({ '/p/a.py': 'def f(x):\n    return x.softmax(-1).log()\n' }), true);
    assert.equal(meets({ '/p/a.py': 'x = tensor([[0.9, 0.1]])\n' }), true);
    assert.equal(meets({ '/p/a.py': 'x = tensor([[0.9, ..., 0.1],\n  [0.1 0.2]], grad_fn=<A>)\n' }), true);
  });

  it('is true where an imported file makes tensors, through any number of files', () => {
    const model = 'import torch\n';
    assert.equal(meets({ '/p/a.py': 'from b import c\n', '/p/b.py': 'import d\n', '/p/d.py': model }), true);
    assert.equal(meets({ '/p/k/a.py': 'from .b import c\n', '/p/k/b.py': model }), true);
    assert.equal(meets({ '/p/k/a.py': 'from . import b\n', '/p/k/b.py': model }), true);
    assert.equal(
      meets({ '/p/a.py': 'import k\nk.m.b.f()\n', '/p/k/__init__.py': '', '/p/k/m/b.py': model }),
      true,
    );
    assert.equal(meets({ '/p/a.py': 'import k.m as b\n', '/p/k/__init__.py': '', '/p/k/m.py': model }), true);
  });

  it('is false for plain Python, also where files import each other', () => {
    assert.equal(meets({ '/p/a.py': 'import numpy as np\nx = np.argmax(np.exp(np.array([1.0])))\n' }), false);
    const text = 'import os, json, requests\n# torch and numpy are not used here\nprint("import torch")\n';
    assert.equal(meets({ '/p/a.py': text }), false);
    assert.equal(meets({ '/p/a.py': 'import b\n', '/p/b.py': 'import a\nx = "tensor(1)"\n' }), false);
    assert.equal(
      meets({ '/p/a.py': 'import k\n', '/p/k/__init__.py': '', '/p/k/b.py': 'import torch\n' }),
      false,
    );
  });
});
