/**
 * The steps and the gradient of a loss: a cell lights what it is made of and what it feeds and says its formula
 * with numbers, a cut gradient is named with its place, and the program that is copied gives the same numbers
 * in the terminal.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { scenario } from '../scenario.mjs';
import { bareEditor } from '../workbench.mjs';

const root = path.resolve(import.meta.dirname, '../../..');

const program = `import torch
import torch.nn.functional as F

scores = torch.tensor([[2.0, -1.0, 0.5], [0.2, 1.4, -0.6]], requires_grad=True)
labels = torch.tensor([0, 2])
loss = F.cross_entropy(scores, labels)
w = torch.tensor([[0.5, -1.0], [1.5, 0.3]], requires_grad=True)
hidden = F.relu(scores[:, :2] @ w)
frozen = hidden.detach()
v = torch.tensor([1.0, -2.0], requires_grad=True)
cut = F.mse_loss(frozen @ v, torch.tensor([1.0, 0.0]))
cut.backward()
`;

const settings = {
  'workbench.colorTheme': 'Default Dark Modern',
  ...bareEditor,
};

await scenario(
  { folder: 'examples', settings, viewport: { width: 1360, height: 860 } },
  async ({ workbench, check, shot, folder }) => {
    const { page } = workbench;
    const inspector = workbench.webview();
    const cell = (label) => inspector.locator(`[role=gridcell][aria-label^="${label} = "]`).first();
    const labels = (kind) =>
      inspector
        .locator(`.sheet .cell.${kind}`)
        .evaluateAll((cells) => cells.map((each) => each.getAttribute('aria-label').split(' = ')[0]));

    await check('a cell lights what it is made of and what it feeds, and says its formula', async () => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      writeFileSync(path.join(folder, 'steps.py'), program);
      await workbench.inspectLoss('steps.py', /loss\s/, 'loss = F.', 'cross_entropy');
      await cell('softmax [0, 1]').click({ timeout: 20_000 });
      const made = await labels('origin');
      assert.ok(made.length > 0);
      for (const label of made) assert.match(label, /\[0(?:, \d)?\]$/, 'only cells of its own sample');
      const fed = await labels('fed');
      assert.ok(fed.length > 0);
      const readout = await inspector.locator('.readout.working').innerText();
      assert.match(readout, /^softmax \[0, 1\]: .*\d.* = 0\.0\d+$/);
      await shot('cell');
    });

    await check('the arrow keys go on, and the lights follow', async () => {
      const before = await inspector.locator('.readout.working').innerText();
      await page.keyboard.press('ArrowDown');
      const after = await inspector.locator('.readout.working').innerText();
      assert.notEqual(after, before);
      for (const label of await labels('origin')) assert.match(label, /\[1(?:, \d)?\]$/);
    });

    await check('the gradient of the input has its numbers, and the largest in its title', async () => {
      await inspector.getByRole('tab', { name: 'Gradient' }).click();
      await inspector.locator('summary', { hasText: 'Gradient of input' }).waitFor();
      assert.match(
        await inspector.locator('summary', { hasText: 'Gradient of input' }).innerText(),
        /max 0\.\d+/,
      );
      await cell('∂loss/∂input [0, 1]').waitFor();
      await shot('gradient');
    });

    await check('a gradient that is cut is named, with the place that a click shows', async () => {
      await workbench.clickOn('cut = F.', 'mse_loss');
      const note = inspector.locator('.gradient-notes li', { hasText: 'detach' });
      await note.waitFor({ timeout: 20_000 });
      await shot('cut');
      await note.getByRole('button').first().click();
      await page.locator('#status\\.editor\\.selection', { hasText: /^Ln 9, / }).waitFor({ timeout: 10_000 });
    });

    await check('the program that is copied gives the number of the panel in the terminal', async () => {
      await workbench.clickOn('loss = F.', 'cross_entropy');
      await inspector.getByRole('tab', { name: 'What if' }).click();
      const field = inspector.getByLabel('input[1, 1]', { exact: true });
      await field.fill('-2.25');
      await field.press('Enter');
      await inspector.locator('.difference').waitFor({ timeout: 10_000 });
      await inspector.getByRole('button', { name: 'Copy as Python' }).click();
      let copied = '';
      for (let turn = 0; turn < 50 && !copied.includes('-2.25'); turn++) {
        await page.waitForTimeout(100);
        copied = await page.evaluate(() => globalThis.navigator.clipboard.readText());
      }
      const file = path.join(folder, 'copied.py');
      writeFileSync(file, copied);
      const run = spawnSync(process.execPath, [path.join(root, 'dist/cli.js'), 'eval', '--json', file], {
        encoding: 'utf8',
      });
      assert.equal(run.status, 0, run.stderr);
      const { losses, printed, variables } = JSON.parse(run.stdout);
      const shown = inspector.locator('.result .value');
      assert.equal(Math.fround(losses.at(-1).value), Math.fround(Number(await shown.getAttribute('title'))));
      assert.ok(printed[0].includes(await shown.innerText()), printed[0]);
      assert.equal(variables.input.grad.shape.join(), '2,3');
    });
  },
);
