/**
 * Looking at a tensor in the inspector, as a person does it: one whose values are too many to be sent
 * unasked, found by its index, and the ways that its text takes into the clipboard.
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { scenario } from '../scenario.mjs';

const program = `import torch

large = torch.arange(40000, dtype=torch.float32).reshape(200, 200)
small = torch.tensor([[1.5, 2.0], [float('nan'), -3.0]])
wide = torch.arange(6).reshape(2, 3)
images = torch.arange(2 * 3 * 4 * 5, dtype=torch.float32).reshape(2, 3, 4, 5)
`;

await scenario(
  { folder: 'examples', viewport: { width: 1360, height: 860 } },
  async ({ workbench, check, shot, folder }) => {
    const { page } = workbench;
    const inspector = workbench.webview();
    const said = inspector.locator('.said');
    const copy = async (what, outcome) => {
      await inspector.getByTitle(`Copy ${what}`, { exact: true }).click();
      await said.filter({ hasText: outcome }).waitFor({ timeout: 10_000 });
      return page.evaluate(() => globalThis.navigator.clipboard.readText());
    };

    await check('the values of a large tensor come when somebody looks at it', async () => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      writeFileSync(path.join(folder, 'tensors.py'), program);
      await workbench.openFile('tensors.py');
      await workbench.openView('LossLens');
      // A click into an editor that is still opening is lost: first the panel knows which document is in front.
      await inspector.getByText('No loss call was found in tensors.py').waitFor({ timeout: 30_000 });
      await workbench.clickOn('large = torch', 'large');
      const grid = inspector.getByRole('grid', { name: 'large', exact: true });
      await grid.waitFor({ timeout: 30_000 });
      assert.equal(await grid.getAttribute('aria-rowcount'), '201');
      await shot('large');
    });

    await check('an element is found by its index', async () => {
      const field = inspector.getByLabel(/^Index to go to/);
      await field.fill('-1, 7');
      await field.press('Enter');
      await said.filter({ hasText: '[199, 7] is 39807' }).waitFor();
      await shot('found');
    });

    await check('a table is transposed and turned back, by mouse and by keyboard', async () => {
      await workbench.clickOn('wide = torch', 'wide');
      const grid = inspector.getByRole('grid', { name: 'wide', exact: true });
      await grid.waitFor({ timeout: 10_000 });
      const sizes = async () => [
        await grid.getAttribute('aria-rowcount'),
        await grid.getAttribute('aria-colcount'),
      ];
      // One more of each for the headers.
      assert.deepEqual(await sizes(), ['3', '4']);
      const swap = inspector.getByRole('button', { name: 'transpose' });
      await swap.click();
      assert.deepEqual(await sizes(), ['4', '3']);
      const rows = await grid.getByRole('row').allInnerTexts();
      assert.deepEqual(
        rows.slice(1).map((row) => row.split(/\s+/).map(Number)),
        [
          [0, 0, 3],
          [1, 1, 4],
          [2, 2, 5],
        ],
      );
      await shot('transposed');
      await swap.press('Enter');
      assert.deepEqual(await sizes(), ['3', '4']);
    });

    await check('of four dims a plane is chosen, and the others are slid through', async () => {
      await workbench.clickOn('images = torch', 'images');
      const grid = inspector.getByRole('grid', { name: 'images', exact: true });
      await grid.waitFor({ timeout: 10_000 });
      const first = grid.getByRole('gridcell').first();
      const slider = inspector.getByRole('slider', { name: 'dim 1' });
      await slider.focus();
      await slider.press('ArrowRight');
      await inspector.locator('[role=gridcell][aria-label^="images[0, 1, 0, 0] = 20"]').waitFor();
      await inspector.getByRole('button', { name: 'transpose' }).click();
      await inspector.locator('[role=grid][aria-rowcount="6"][aria-colcount="5"]').waitFor();
      const rows = inspector.locator('vscode-dropdown[aria-label="rows"]');
      await rows.focus();
      await rows.press('Home');
      await inspector.locator('[role=grid][aria-rowcount="3"]').waitFor();
      assert.match(await first.getAttribute('aria-label'), /^images\[0, 1, 0, 0\] = 20/);
      await shot('four-dims');
    });

    await check('a large tensor is looked at again', async () => {
      await workbench.clickOn('large = torch', 'large');
      await inspector.getByRole('grid', { name: 'large', exact: true }).waitFor({ timeout: 30_000 });
    });

    await check('all of its values are copied', async () => {
      const text = await copy('40,000 values as JSON', 'Copied 40,000 values as JSON.');
      const rows = JSON.parse(text);
      assert.equal(rows.length, 200);
      assert.equal(rows[199][7], 39_807);
    });

    await check('a tensor is copied as Python', async () => {
      await workbench.clickOn('small = torch', 'small');
      await inspector.getByRole('grid', { name: 'small', exact: true }).waitFor({ timeout: 10_000 });
      assert.equal(
        await copy('4 values as Python', 'Copied 4 values as Python.'),
        "torch.tensor([[1.5, 2.0], [float('nan'), -3.0]], dtype=torch.float32)",
      );
    });

    await check('where the browser refuses, VS Code copies', async () => {
      await inspector.locator('body').evaluate(() => {
        globalThis.navigator.clipboard.writeText = () => Promise.reject(new Error('not in front'));
      });
      assert.equal(await copy('4 values as CSV', 'Copied 4 values as CSV.'), '1.5,2.0\nnan,-3.0\n');
      await shot('copied');
    });
  },
);
