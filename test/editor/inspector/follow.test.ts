import assert from 'node:assert/strict';
import { focusAgain, focusAt, type Focus } from '../../../src/editor/inspector/follow';
import { textOf, type Subject } from '../../../src/editor/inspector/model';
import { analyze } from '../../../src/rules/analyze';

const head = 'import torch\nimport torch.nn.functional as F\n';

async function subjectOf(body: string): Promise<Subject> {
  const text = head + body;
  const analysis = await analyze([{ file: 'train.py', text }]);
  return { analysis, revision: 1, sources: [{ text, name: 'train.py' }], fixable: true };
}

const placeOf = (focus: Focus): Parameters<typeof textOf>[1] =>
  focus.kind === 'loss' ? focus.call.place : focus.expression.place;

/** What is shown with the cursor before the only `‸` of a text, as the text of that place. */
async function shownAt(marked: string): Promise<string | null> {
  const subject = await subjectOf(marked.replace('‸', ''));
  const focus = focusAt(subject.analysis.inspection, 0, head.length + marked.indexOf('‸'));
  return focus && textOf(subject, placeOf(focus));
}

/** What is shown after an edit, when what matches `shown` was shown before. */
async function shownAfter(before: string, shown: string, after: string): Promise<string | null> {
  const old = await subjectOf(before);
  const start = head.length + before.indexOf(shown);
  const focus = focusAt(old.analysis.inspection, 0, start + shown.length);
  assert.ok(focus, 'something was shown before');
  const now = await subjectOf(after);
  const again = focusAgain(old, focus, now);
  return again && `${placeOf(again).line}: ${textOf(now, placeOf(again))}`;
}

describe('the inspector follows the cursor', () => {
  it('to the loss call around it', async () => {
    assert.equal(
      await shownAt('x = torch.zeros(2)\nloss = F.mse_loss(x‸, torch.ones(2))\n'),
      'F.mse_loss(x, torch.ones(2))',
    );
  });

  it('to the tensor at it', async () => {
    assert.equal(await shownAt('x = torch.zeros(2)\ny = torch.sigmoid(x‸)\n'), 'x');
  });

  it('nowhere, where there is neither', async () => {
    assert.equal(await shownAt('x = torch.zeros(2)\n# a comment‸\n'), null);
  });
});

describe('the inspector keeps what it shows when the text changes', () => {
  const call = 'F.mse_loss(torch.zeros(2), torch.ones(2))';
  const other = 'F.l1_loss(torch.zeros(2), torch.ones(2))';

  it('where lines come before it', async () => {
    assert.equal(await shownAfter(`loss = ${call}\n`, call, `import math\n\nloss = ${call}\n`), `5: ${call}`);
  });

  it('where the call itself is edited', async () => {
    const before = `a = ${other}\nloss = ${call}\n`;
    const edited = call.replace('ones', 'zeros');
    assert.equal(await shownAfter(before, call, `a = ${other}\nloss = ${edited}\n`), `4: ${edited}`);
  });

  it('where the same text stands twice, the nearer', async () => {
    const before = `a = ${call}\nb = 1\nc = ${call}\n`;
    assert.equal(
      await shownAfter(before, `a = ${call}`, `\na = ${call}\nb = 1\nc = ${call}\n`),
      `4: ${call}`,
    );
  });

  it('but not where it is gone', async () => {
    assert.equal(await shownAfter(`a = ${other}\nloss = ${call}\n`, call, `a = ${other}\n`), null);
  });
});
