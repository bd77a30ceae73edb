import assert from 'node:assert/strict';
import { code, commandLink, escapeMarkdown, table } from '../../src/editor/markdown';

describe('Markdown of foreign text', () => {
  it('escapes all that Markdown or HTML gives a meaning', () => {
    const escaped = escapeMarkdown('a*b_[c](d)<img>|`&\n# e');
    assert.equal(escaped, 'a\\*b\\_\\[c\\]\\(d\\)\\<img\\>\\|\\`\\& \\# e');
  });

  it('makes code spans that no text can end', () => {
    assert.equal(code('a`b'), '`` a`b ``');
    assert.equal(code('a\n  b'), '`a b`');
    assert.equal(code('a|b'), '`a\\|b`');
    assert.equal(code(' '), '');
  });

  it('aligns the columns of a table', () => {
    assert.equal(table(['a', 'b'], [['1', '2']], ['left', 'right']), '| a | b |\n| :-- | --: |\n| 1 | 2 |');
  });

  it('encodes the argument of a command link so that it cannot end the link', () => {
    const link = commandLink('go', 'x.y', { text: ') [z](command:evil)' });
    assert.match(link, /^\[go\]\(command:x\.y\?[^() ]*\)$/);
    const argument = link.slice(link.indexOf('?') + 1, -1);
    assert.deepEqual(JSON.parse(decodeURIComponent(argument)), [{ text: ') [z](command:evil)' }]);
  });
});
