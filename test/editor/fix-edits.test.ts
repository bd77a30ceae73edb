import assert from 'node:assert/strict';
import { compatibleEdits, ignoreEdit } from '../../src/editor/fix-edits';
import type { Edit, Finding } from '../../src/rules/rule';
import { placeOf } from './inspection';

const finding = (edits: readonly Edit[] | null): Finding => ({
  rule: 'softmax-before-cross-entropy',
  severity: 'warning',
  place: placeOf('loss'),
  message: '',
  evidence: '',
  related: [],
  fix: edits && { title: 'Remove it', edits },
});
const edit = (start: number, end: number, newText = ''): Edit => ({ source: 0, start, end, newText });
const applied = (text: string, { start, end, newText }: Edit): string =>
  text.slice(0, start) + newText + text.slice(end);

describe('fixing all', () => {
  it('leaves out a fix that touches an earlier one, whole', () => {
    const { edits, fixed } = compatibleEdits([
      finding([edit(0, 4)]),
      finding([edit(3, 6), edit(20, 21)]),
      finding(null),
      finding([edit(10, 12)]),
    ]);
    assert.deepEqual(edits, [edit(0, 4), edit(10, 12)]);
    assert.equal(fixed, 2);
  });

  it('makes an edit once that two findings ask for', () => {
    const { edits, fixed } = compatibleEdits([finding([edit(0, 4)]), finding([edit(0, 4)])]);
    assert.deepEqual(edits, [edit(0, 4)]);
    assert.equal(fixed, 2);
  });

  it('does not take two insertions at one place, nor edits of different sources for one', () => {
    assert.equal(compatibleEdits([finding([edit(5, 5, 'a')]), finding([edit(5, 5, 'b')])]).fixed, 1);
    const elsewhere = { ...edit(0, 4), source: 1 };
    assert.equal(compatibleEdits([finding([edit(0, 4)]), finding([elsewhere])]).fixed, 2);
  });
});

describe('silencing a rule on a line', () => {
  const rule = 'missing-softmax';

  it('adds a comment to the line, whatever its end', () => {
    const text = 'a = 1\r\nb = f(a)  \r\nc = 2\r\n';
    assert.equal(
      applied(text, ignoreEdit(text, 0, 2, rule)),
      'a = 1\r\nb = f(a)  # losslens: ignore[missing-softmax]\r\nc = 2\r\n',
    );
  });

  it('adds the comment after one that is there', () => {
    const text = 'b = f(a)  # why';
    assert.equal(
      applied(text, ignoreEdit(text, 0, 1, rule)),
      'b = f(a)  # why  # losslens: ignore[missing-softmax]',
    );
  });

  it('adds the name to a comment of ours', () => {
    const text = 'b = f(a)  # losslens: ignore[bce-on-logits] on purpose';
    assert.equal(
      applied(text, ignoreEdit(text, 0, 1, rule)),
      'b = f(a)  # losslens: ignore[bce-on-logits, missing-softmax] on purpose',
    );
  });
});
