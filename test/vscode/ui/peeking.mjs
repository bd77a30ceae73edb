/**
 * From a number in the inspector to its place in the source and back, by mouse and by keyboard: cells of the
 * steps, steps, options, fields of *What if*, and the number that the cursor is in.
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { scenario } from '../scenario.mjs';
import { bareEditor } from '../workbench.mjs';

const program = `import torch
import torch.nn.functional as F

scores = torch.tensor(
    [[2.0, -1.0, 0.5],
     [0.2, 1.4, -0.6]],
    requires_grad=True,
)
labels = torch.tensor([0, 2])
loss = F.cross_entropy(scores.double(), labels, label_smoothing=0.1)
`;

await scenario(
  { folder: 'examples', settings: bareEditor, viewport: { width: 1360, height: 860 } },
  async ({ workbench, check, shot, folder }) => {
    const { page } = workbench;
    const inspector = workbench.webview();
    const focused = inspector.locator(':focus');
    /** Waits until the editor has so many characters selected in that line. */
    const selected = (line, characters) =>
      page
        .locator('#status\\.editor\\.selection', {
          hasText: new RegExp(`^Ln ${line}, Col \\d+ \\(${characters} selected\\)`),
        })
        .waitFor({ timeout: 10_000 });
    const cell = (label) => inspector.locator(`[role=gridcell][aria-label^="${label} = "]`).first();

    await check('a number of the steps leads to the number that was written, by keyboard', async () => {
      writeFileSync(path.join(folder, 'peek.py'), program);
      await workbench.inspectLoss('peek.py', /loss\s/, 'loss = F.', 'cross_entropy');
      await cell('input[1, 1]').click({ timeout: 20_000 });
      await cell('input[1, 1]').press('Enter');
      await selected(6, '1.4'.length);
      // What is shown stays, and the cell is marked.
      await inspector.locator('.pointed[aria-label^="input[1, 1]"]').waitFor({ timeout: 10_000 });
      await inspector.getByRole('tab', { name: 'Pipeline' }).waitFor();
      await shot('peeked');
    });

    await check('and back to its cell, by a command', async () => {
      await workbench.command('LossLens: Go to Number in Inspector');
      await focused.and(cell('input[1, 1]')).waitFor({ timeout: 10_000 });
      await shot('back');
    });

    await check('a double click leads there too, and the link below the steps', async () => {
      await cell('target[1]').dblclick();
      await selected(9, '2'.length);
      await cell('input[0, 1]').click();
      await inspector.getByText('source', { exact: true }).first().click();
      await selected(5, '-1.0'.length);
    });

    await check('a step leads to the call whose step it is', async () => {
      await inspector.locator('button.group-name', { hasText: 'softmax' }).first().click();
      await selected(10, 'F.cross_entropy(scores.double(), labels, label_smoothing=0.1)'.length);
    });

    await check('an option leads to where it is given', async () => {
      await inspector.getByRole('tab', { name: 'Options' }).click();
      await inspector.getByRole('button', { name: 'label_smoothing' }).click();
      await selected(10, '0.1'.length);
    });

    await check('a field of What if does so with Ctrl, and Enter in it changes nothing else', async () => {
      await inspector.getByRole('tab', { name: 'What if' }).click();
      const field = inspector.getByLabel('input[0, 2]', { exact: true });
      await field.click({ modifiers: ['Control'] });
      await selected(5, '0.5'.length);
    });

    await check(
      'a number that the cursor is put into is marked in its tensor, and gone to by its key',
      async () => {
        const { x, y } = await workbench.pointAt('[0.2,', '0.6');
        await page.mouse.click(x, y);
        const marked = inspector.locator('.pointed[aria-label*="[1, 2] = -0.6"]');
        await marked.waitFor({ timeout: 10_000 });
        await page.keyboard.press('Control+Alt+Enter');
        await focused.and(marked).waitFor({ timeout: 10_000 });
        await shot('pointed');
        await page.keyboard.press('Enter');
        await selected(6, '-0.6'.length);
      },
    );

    await check('where no number of a tensor stands, that is said', async () => {
      await workbench.clickOn('import torch.nn', 'import');
      await workbench.command('LossLens: Go to Number in Inspector');
      await workbench
        .notifications()
        .filter({ hasText: 'No number of a tensor stands at the cursor' })
        .waitFor({ timeout: 10_000 });
      assert.equal(await focused.count(), 0);
    });

    await check('in a notebook, a number leads into its cell, and is marked from there', async () => {
      await workbench.openFile('losses.ipynb');
      // A notebook has a webview of its own.
      const panel = page
        .frameLocator('iframe.webview.ready[src*="extensionId=losslens"]')
        .frameLocator('#active-frame');
      const lens = page.locator('.notebookOverlay .codelens-decoration a').filter({ hasText: /Inspect/ });
      await lens.first().click({ timeout: 30_000 });
      await panel.getByRole('tab', { name: 'Pipeline' }).click({ timeout: 20_000 });
      const first = panel.locator('[data-cell="0 0 0"]');
      await first.click();
      await first.press('Enter');
      await panel.locator('[data-cell="0 0 0"].pointed').waitFor({ timeout: 10_000 });
      await shot('notebook');
      await workbench.clickOn('scores =', '0.4');
      await panel.locator('.pointed[aria-label*="[1] = -0.4"]').waitFor({ timeout: 10_000 });
    });
  },
);
