import assert from 'node:assert/strict';
import { starNames } from '../../src/inspect/star-names';
import { parseModule } from '../../src/python/parse';

const names = (text: string): readonly string[] | undefined => starNames(parseModule(text), text);

describe('starNames', () => {
  it('are those of __all__, where it is one list of texts', () => {
    assert.deepEqual(names("__all__ = ['a', '_b']\ndef c(): pass\n"), ['a', '_b']);
    assert.deepEqual(names("from .x import *\n__all__ = ('a',)\n"), ['a']);
  });

  it('are all that the module binds without an underscore, where there is no __all__', () => {
    const text =
      'import torch\nfrom x import y as z\n_a = 1\ndef f(): pass\nclass C: pass\nif z:\n    b = 2\n';
    assert.deepEqual(names(text), ['torch', 'z', 'f', 'C', 'b']);
  });

  it('are not told where only reading tells them', () => {
    assert.equal(names('from .x import *\n'), undefined);
    assert.equal(names("__all__ = ['a']\n__all__ += ['b']\n"), undefined);
    assert.equal(names('__all__ = [name for name in dir()]\n'), undefined);
    assert.equal(names("__all__ = ['a']\n__all__.extend(more)\n"), undefined);
  });
});
