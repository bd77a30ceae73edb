/**
 * Playing with a loss in the inspector, as a person does it: a value typed over, an option moved, the
 * curve, the comparison and the choice beside it, and the change written into the source and undone.
 */
import assert from 'node:assert/strict';
import { contrasts, painted } from '../contrast.mjs';
import { scenario } from '../scenario.mjs';
import { bareEditor } from '../workbench.mjs';

const settings = {
  'workbench.colorTheme': 'Default Dark Modern',
  ...bareEditor,
};

await scenario(
  { folder: 'examples', settings, viewport: { width: 1360, height: 860 } },
  async ({ workbench, check, shot }) => {
    const { page } = workbench;
    const inspector = workbench.webview();
    const tab = (name) => inspector.getByRole('tab', { name }).click();
    const value = inspector.locator('.result .value');
    const code = (text) => page.locator('.view-line', { hasText: text }).first();

    await check('the inspector has a tab in which the loss is played with', async () => {
      const [line, word] = ['leaning_loss = F.', 'binary_cross_entropy_with_logits'];
      await workbench.inspectLoss('bce_with_logits.py', 'loss 0.6100', line, word);
      await inspector.getByText('0.6100').first().waitFor({ timeout: 20_000 });
      await tab('What if');
      await inspector.getByLabel('input[0]', { exact: true }).waitFor();
    });

    await check('a value that is typed over changes the loss, and the source stays', async () => {
      const field = inspector.getByLabel('input[0]', { exact: true });
      await field.fill('-2.5');
      await field.press('Enter');
      await inspector.getByText('0.6100 →').waitFor({ timeout: 10_000 });
      assert.notEqual(await value.innerText(), '0.6100');
      await code(/leaning\s=\storch\.tensor\(\[0\.9/).waitFor();
      await shot('what-if');
    });

    await check('a slider is followed while it is dragged', async () => {
      const before = await value.innerText();
      const slider = inspector.getByLabel('temperature, as a slider');
      const { x, y, width, height } = await slider.boundingBox();
      await page.mouse.move(x + width * 0.2, y + height / 2);
      await page.mouse.down();
      await page.mouse.move(x + width * 0.8, y + height / 2, { steps: 12 });
      await page.mouse.up();
      await assert.doesNotReject(async () => {
        for (let turn = 0; turn < 50 && (await value.innerText()) === before; turn++) {
          await page.waitForTimeout(100);
        }
        assert.notEqual(await value.innerText(), before);
      });
      await inspector.getByText('was 1').waitFor();
      await inspector.getByRole('button', { name: 'Reset' }).click();
      await inspector.getByText('0.6100').first().waitFor();
    });

    await check('a choice is back at the program after a reset, once somebody has chosen', async () => {
      const list = inspector.getByLabel('reduction');
      for (let turn = 0; turn < 2; turn++) {
        await list.selectOption('sum');
        await inspector.getByText('was mean').waitFor();
        await inspector.getByRole('button', { name: 'Reset' }).click();
        await inspector.getByText('was mean').waitFor({ state: 'detached' });
        assert.equal(await list.inputValue(), 'mean');
      }
    });

    await check('the curve is drawn, and its slider moves the element', async () => {
      await tab('Curve');
      await inspector.locator('svg.chart').waitFor({ timeout: 10_000 });
      await shot('curve');
      const slider = inspector.getByRole('slider', { name: /^The value of input/ });
      await slider.focus();
      for (let turn = 0; turn < 5; turn++) await slider.press('ArrowRight');
      await inspector.getByText('what if', { exact: true }).waitFor({ timeout: 10_000 });
      await inspector.locator('svg.chart').waitFor({ timeout: 10_000 });
    });

    await check(
      'its line, tangent and words stand out from the background, in dark and in light',
      async () => {
        const faint = async () =>
          (await inspector.locator('body').evaluate(contrasts, painted)).filter(
            ({ contrast, least }) => contrast < least,
          );
        assert.deepEqual(await faint(), []);
        await workbench.command('Preferences: Toggle between Light/Dark Themes');
        await inspector.locator('body.vscode-light').waitFor({ timeout: 10_000 });
        await page.waitForTimeout(500);
        await shot('curve-light');
        assert.deepEqual(await faint(), []);
        await workbench.command('Preferences: Toggle between Light/Dark Themes');
        await inspector.locator('body.vscode-dark').waitFor({ timeout: 10_000 });
      },
    );

    await check('other losses of the same tensors are compared', async () => {
      await tab('Compare');
      await inspector.getByRole('row', { name: /yours/ }).waitFor({ timeout: 20_000 });
      await shot('compare');
    });

    await check('the choice says that the loss fits its targets', async () => {
      await tab('Choose');
      await inspector.locator('.verdict.right').waitFor();
      await shot('choose');
    });

    await check('a pinned loss is held against what is shown next', async () => {
      await tab('What if');
      await inspector.getByRole('button', { name: 'Reset' }).click();
      await inspector.getByText('0.6100').first().waitFor();
      await inspector.getByRole('button', { name: 'Pin', exact: true }).click();
      await inspector.locator('.pin').waitFor();
      await workbench.clickOn('sure_loss = F.', 'binary_cross_entropy_with_logits');
      await inspector.getByText('shown − pinned: -0.0435').waitFor({ timeout: 10_000 });
      await inspector.locator('summary', { hasText: 'Recent' }).click();
      await shot('pinned');
      await inspector.locator('.history').getByText('leaning, target').click();
      await inspector.getByText('0.6100').first().waitFor({ timeout: 10_000 });
      await inspector.getByRole('button', { name: /^Unpin/ }).click();
      await inspector.locator('.pin').waitFor({ state: 'detached' });
    });

    await check('the hover of a loss leads to its comparison', async () => {
      await workbench.hover('sure_loss = F.', 'binary_cross_entropy_with_logits');
      // The hover is cut where it is long: its links are in sight even so.
      const hover = page.locator('.monaco-hover:not(.hidden)').first();
      const [box, link] = [await hover.boundingBox(), await hover.getByText('Compare').first().boundingBox()];
      assert.ok(link.y > box.y && link.y + link.height < box.y + box.height);
      await page.locator('.monaco-hover').getByText('Compare', { exact: true }).first().click();
      await inspector.getByRole('row', { name: /yours/ }).waitFor({ timeout: 20_000 });
      await page.mouse.move(2, 2);
      await page.keyboard.press('Escape');
    });

    await check('and does so for the loss that is shown already', async () => {
      await tab('Pipeline');
      await inspector.getByRole('row', { name: /yours/ }).waitFor({ state: 'detached' });
      await workbench.hover('sure_loss = F.', 'binary_cross_entropy_with_logits');
      await page.locator('.monaco-hover').getByText('Compare', { exact: true }).first().click();
      await inspector.getByRole('row', { name: /yours/ }).waitFor({ timeout: 20_000 });
      await page.mouse.move(2, 2);
      await page.keyboard.press('Escape');
      await workbench.clickOn('leaning_loss = F.', 'binary_cross_entropy_with_logits');
      await inspector.getByText('0.6100').first().waitFor({ timeout: 10_000 });
    });

    await check('a change is written into the source, and can be undone', async () => {
      await tab('What if');
      const field = inspector.getByLabel('input[1]', { exact: true });
      await field.fill('0.75');
      await field.press('Enter');
      await inspector.getByRole('button', { name: 'Write back' }).click();
      await code(/leaning\s=\storch\.tensor\(\[0\.9,\s0\.75,\s0\.1\]/).waitFor({ timeout: 10_000 });
      await workbench.clickOn('import torch', 'import');
      await page.keyboard.press('Control+z');
      await code(/leaning\s=\storch\.tensor\(\[0\.9,\s0\.1,\s0\.1\]/).waitFor({ timeout: 10_000 });
    });
  },
);
