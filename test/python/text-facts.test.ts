import assert from 'node:assert/strict';
import { textFact } from '../../src/python/text-facts';

describe('textFact', () => {
  const counting = (): { fact: ReturnType<typeof textFact<number>>; asked: () => number } => {
    let asked = 0;
    return { fact: textFact(({ text }) => (asked++, text.length)), asked: () => asked };
  };

  it('is found once for a file, whatever object brings its text', () => {
    const { fact, asked } = counting();
    assert.deepEqual(
      [fact({ file: 'a.py', text: 'x = 1\n' }), fact({ file: 'a.py', text: 'x = 1\n' })],
      [6, 6],
    );
    assert.equal(asked(), 1);
  });

  it('is found again when the text changes, and for each cell of a notebook', () => {
    const { fact, asked } = counting();
    fact({ file: 'a.py', text: 'x = 1\n' });
    assert.equal(fact({ file: 'a.py', text: 'x = 1\ny = 2\n' }), 12);
    assert.equal(fact({ file: 'a.ipynb', cell: 0, text: 'x = 1\n' }), 6);
    assert.equal(fact({ file: 'a.ipynb', cell: 1, text: 'x = 1\ny = 2\n' }), 12);
    assert.equal(asked(), 4);
  });

  it('forgets what was asked for longest ago, when the texts become many', () => {
    const { fact, asked } = counting();
    const text = `x = 1\n#${'-'.repeat(9_000_000)}\n`;
    fact({ file: 'a.py', text });
    fact({ file: 'b.py', text });
    fact({ file: 'b.py', text });
    assert.equal(asked(), 2);
    fact({ file: 'a.py', text });
    assert.equal(asked(), 3);
  });
});
