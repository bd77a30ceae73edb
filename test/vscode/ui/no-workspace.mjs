/** No folder is open: the first minute of somebody who just installed LossLens. */
import assert from 'node:assert/strict';
import { scenario } from '../scenario.mjs';

await scenario({ folder: null }, async ({ workbench, check, shot }) => {
  const { page } = workbench;

  await check('the view in the side bar says what to do, and its button opens an example', async () => {
    await workbench.openView('LossLens');
    const button = workbench.webview().getByRole('button', { name: /example/i });
    await button.waitFor({ timeout: 30_000 });
    await shot('empty');
    await button.click();
    const lens = workbench
      .lenses()
      .filter({ hasText: /loss\s0\.7617/ })
      .first();
    await lens.waitFor({ timeout: 30_000 });
  });

  await check('a click on a lens shows that loss in the inspector', async () => {
    await workbench
      .lenses()
      .filter({ hasText: /loss\s0\.6100/ })
      .first()
      .click();
    await workbench.webview().getByText('0.6100').first().waitFor({ timeout: 20_000 });
  });

  await check('a selection that is no tensor gets a message that says where', async () => {
    await workbench.clickOn('import torch.nn.functional', 'functional');
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+End');
    await workbench.command('LossLens: Inspect Selection');
    await workbench.notifications().first().waitFor({ timeout: 10_000 });
    const text = await workbench.notifications().first().innerText();
    assert.match(text, /The selection is not a tensor: .*line 1/);
    await shot('no-tensor');
  });

  await check('a selected tensor gets a loss with a target of the document', async () => {
    const number = await workbench.pointAt('undecided = torch.tensor', '0.33');
    await page.mouse.click(number.x, number.y);
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+End');
    await workbench.command('LossLens: Inspect Selection');
    const choice = page.locator('.quick-input-list .monaco-list-row', { hasText: 'mse_loss' });
    await choice.waitFor({ timeout: 10_000 });
    await choice.click();
    const targets = page.locator('.quick-input-list .monaco-list-row', { hasText: 'target' });
    await targets.first().waitFor({ timeout: 10_000 });
    await shot('targets');
    await targets.first().click();
    await workbench
      .webview()
      .getByText(/mse_loss/)
      .first()
      .waitFor({ timeout: 20_000 });
    await shot('selection');
  });
});
