/**
 * What was inspected, changed and selected is there again after VS Code was ended and started anew: all that is
 * left of it then is what it wrote to the disk.
 */
import assert from 'node:assert/strict';
import { scenario } from '../scenario.mjs';
import { bareEditor } from '../workbench.mjs';

const viewport = { width: 1360, height: 860 };

await scenario({ folder: 'examples', settings: bareEditor, viewport }, async (scene) => {
  const { check, shot } = scene;
  let { workbench } = scene;
  let inspector = workbench.webview();
  const cell = () => inspector.locator('.sheet [role=gridcell][aria-selected=true]');
  const value = () => inspector.locator('.result .value').innerText();
  let before;

  await check('a value is changed, a cell of the gradient and one of the steps are selected', async () => {
    const [line, word] = ['leaning_loss = F.', 'binary_cross_entropy_with_logits'];
    await workbench.inspectLoss('bce_with_logits.py', 'loss 0.6100', line, word);
    await inspector.getByRole('tab', { name: 'What if' }).click({ timeout: 20_000 });
    const field = inspector.getByLabel('input[0]', { exact: true });
    await field.fill('-2.5');
    await field.press('Enter');
    await inspector.getByText('0.6100 →').waitFor({ timeout: 10_000 });
    await inspector.getByRole('tab', { name: 'Pipeline' }).click();
    await inspector.locator('.sheet [data-cell="3 1 0"]').click();
    await inspector.getByRole('tab', { name: 'Gradient' }).click();
    await inspector.locator('.sheet [data-cell="0 2 0"]').click();
    before = await value();
    assert.notEqual(before, '0.6100');
    // VS Code writes what extensions and their views store a moment later.
    await workbench.page.waitForTimeout(3_000);
  });

  const isThere = async () => {
    inspector = workbench.webview();
    await inspector.getByText('what if', { exact: true }).waitFor({ timeout: 60_000 });
    assert.equal(await value(), before);
    assert.match(await inspector.locator('h1.expression').innerText(), /leaning, target/);
    const tab = inspector.getByRole('tab', { name: 'Gradient' });
    assert.equal(await tab.getAttribute('aria-selected'), 'true');
    await cell().waitFor();
    assert.equal(await cell().getAttribute('data-cell'), '0 2 0');
  };

  await check('all of it is there when the window is reloaded', async () => {
    await workbench.page.reload();
    await isThere();
    await workbench.page.waitForTimeout(3_000);
  });

  await check('and when VS Code is ended and started again', async () => {
    workbench = await scene.restart();
    // In a browser, VS Code opens with the files in its side bar.
    await workbench.openView('LossLens');
    await isThere();
    await inspector.getByRole('tab', { name: 'Pipeline' }).click();
    await inspector.locator('.sheet [data-cell="3 1 0"][aria-selected=true]').waitFor();
    await shot('restarted');
    await inspector.getByRole('tab', { name: 'What if' }).click();
    assert.equal(await inspector.getByLabel('input[0], changed').inputValue(), '-2.5');
  });
});
