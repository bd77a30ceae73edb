import assert from 'node:assert/strict';
import { decode, encode } from '../../src/cli/encoding';
import { countLines } from '../../src/cli/sources';

describe('decode and encode', () => {
  it('gives UTF-8 back as it was, with its byte order mark', () => {
    for (const text of ['x = "é"\r\n', '\uFEFFx = 1']) {
      const bytes = new TextEncoder().encode(text);
      const decoded = decode(bytes)!;
      assert.equal(decoded.encoding, 'utf-8');
      assert.equal(decoded.text.startsWith('\uFEFF'), false);
      assert.deepEqual(encode(decoded.text, decoded.byteOrderMark), bytes);
    }
  });

  it('reads what is not UTF-8 byte by byte, and refuses what is not text', () => {
    assert.deepEqual(decode(Uint8Array.of(0x78, 0xe9)), {
      text: 'xé',
      encoding: 'latin-1',
      byteOrderMark: false,
    });
    assert.equal(decode(Uint8Array.of(0x78, 0)), null);
  });
});

describe('countLines', () => {
  it('counts as people do', () => {
    assert.deepEqual(['', 'a', 'a\n', 'a\nb', 'a\r\nb\r\n', '\n\n'].map(countLines), [0, 1, 1, 2, 2, 2]);
  });
});
