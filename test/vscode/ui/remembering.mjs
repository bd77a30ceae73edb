/**
 * What was inspected and changed survives hiding the panel, reloading the window and editing the text; what no
 * longer fits is dropped, and that is said.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { scenario } from '../scenario.mjs';
import { bareEditor } from '../workbench.mjs';

const program = `import torch
import torch.nn.functional as F

scores = torch.tensor([[2.0, -1.0, 0.5], [0.2, 1.4, -0.6]], requires_grad=True)
labels = torch.tensor([0, 2])
loss = F.cross_entropy(scores, labels, label_smoothing=0.1)
other = F.mse_loss(torch.zeros(2), torch.ones(2))
`;

await scenario(
  { folder: 'examples', settings: bareEditor, viewport: { width: 1360, height: 860 } },
  async ({ workbench, check, shot, folder }) => {
    const { page } = workbench;
    const inspector = workbench.webview();
    const value = inspector.locator('.result .value');
    const file = path.join(folder, 'remember.py');
    const field = (label) => inspector.getByLabel(label);
    let played;

    await check('a value and an option are changed while the cursor is at another loss', async () => {
      writeFileSync(file, program);
      await workbench.openFile('remember.py');
      await workbench.clickOn('other = F', 'mse_loss');
      const lens = workbench.lenses().filter({ hasText: 'Inspect' }).first();
      await lens.waitFor({ timeout: 30_000 });
      await lens.click();
      await inspector.getByRole('tab', { name: 'What if' }).click({ timeout: 20_000 });
      await field('input[1, 1]').fill('-3.5');
      await field('input[1, 1]').press('Enter');
      await inspector.getByText('→').waitFor({ timeout: 10_000 });
      await inspector.locator('#control-label_smoothing').fill('0.3');
      await inspector.locator('#control-label_smoothing').press('Enter');
      await inspector.getByText('was 0.1').waitFor({ timeout: 10_000 });
      await page.waitForTimeout(500);
      played = await value.innerText();
    });

    await check('they survive hiding the panel', async () => {
      await workbench.openView('Explorer');
      await inspector.locator('main').waitFor({ state: 'detached', timeout: 10_000 });
      await workbench.openView('LossLens');
      await field('input[1, 1], changed').waitFor({ timeout: 20_000 });
      assert.equal(await value.innerText(), played);
    });

    await check('and reloading the window, with the tab that was chosen', async () => {
      // VS Code writes what extensions store a moment later.
      await page.waitForTimeout(2_000);
      await page.reload();
      await field('input[1, 1], changed').waitFor({ timeout: 60_000 });
      assert.equal(await field('input[1, 1], changed').inputValue(), '-3.5');
      await inspector.getByText('was 0.1').waitFor();
      assert.equal(await value.innerText(), played);
      assert.match(await inspector.locator('h1.expression').innerText(), /^F\.cross_entropy/);
      await shot('reloaded');
    });

    await check(
      'where the text has changed meanwhile, what no longer fits is dropped, and that is said',
      async () => {
        await page.waitForTimeout(2_000);
        const changed = readFileSync(file, 'utf8').replace('label_smoothing=0.1', 'label_smoothing=0.2');
        writeFileSync(file, `# A line more.\n${changed}`);
        await page.reload();
        await inspector
          .getByText(
            'The source has changed since: 1 change no longer fits and was dropped. 1 other is kept.',
          )
          .waitFor({ timeout: 60_000 });
        await field('input[1, 1], changed').waitFor({ timeout: 10_000 });
        assert.equal(await inspector.locator('#control-label_smoothing').inputValue(), '0.2');
        await shot('dropped');
      },
    );

    await check('while somebody types, what still fits is kept', async () => {
      await workbench.clickOn('# A line more', 'more');
      await page.keyboard.press('Control+End');
      await page.keyboard.type('more = 1');
      await page.waitForTimeout(1_500);
      await workbench.clickOn('loss = F', 'cross_entropy');
      await field('input[1, 1], changed').waitFor({ timeout: 10_000 });
    });

    await check('the panel follows the cursor as before', async () => {
      await workbench.clickOn('other = F', 'mse_loss');
      await inspector.locator('h1.expression', { hasText: 'F.mse_loss' }).waitFor({ timeout: 10_000 });
    });
  },
);
