/**
 * The whole way, as a person goes it: a lens with a number, hovers, the inspector with
 * values and gradient, a mistake with its proof, and the button that repairs it.
 *
 *     node test/vscode/ui/inspector.mjs [--theme "Default Light Modern"] [--shots media/screenshots]
 *
 * `--shots` keeps the pictures that the README shows, named after the theme.
 */
import assert from 'node:assert/strict';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { scenario } from '../scenario.mjs';
import { bareEditor } from '../workbench.mjs';

const { values: options } = parseArgs({
  options: { theme: { type: 'string', default: 'Default Dark Modern' }, shots: { type: 'string' } },
});
const brightness = /light/i.test(options.theme) ? 'light' : 'dark';

const settings = {
  'workbench.colorTheme': options.theme,
  'editor.fontSize': 13,
  ...bareEditor,
};

await scenario(
  { folder: 'examples', settings, viewport: { width: 1360, height: 860 } },
  async ({ workbench, check, shot }) => {
    const { page } = workbench;
    const inspector = workbench.webview();
    const picture = async (name) => {
      await shot(name);
      if (options.shots) {
        await page.screenshot({ path: path.resolve(options.shots, `${name}-${brightness}.png`) });
      }
    };
    const noHover = async () => {
      await page.mouse.move(2, 2);
      await page.keyboard.press('Escape');
      await page.waitForTimeout(300);
    };

    await check('a lens over the loss says its value, its reduction and its gradient', async () => {
      await workbench.openFile('bce_with_logits.py');
      const lens = workbench.lenses().filter({ hasText: 'loss 0.6100' }).first();
      await lens.waitFor({ timeout: 30_000 });
      assert.match(await lens.innerText(), /^loss\s0\.6100\s·\smean\sof\s3\s·\s∇\smax\s0\.\d+\s·\sInspect$/);
    });

    await check('the hover of a tensor shows its values and a picture', async () => {
      const text = await workbench.hover('leaning = torch.tensor', 'leaning');
      assert.match(text, /tensor\[3\] f32 \[0\.900, 0\.100, 0\.100\]/);
      await page.locator('.monaco-hover img[src^="data:image/svg"]').first().waitFor();
      await shot('hover-tensor');
      await noHover();
    });

    await check('the hover of a loss goes from its inputs to its gradient', async () => {
      const text = await workbench.hover('leaning_loss = F.', 'binary_cross_entropy_with_logits');
      for (const part of ['0.6100', 'mean of 3', 'input', 'target', 'sigmoid', 'loss of each', '∇ input']) {
        assert.ok(text.includes(part), `«${part}» is not in: ${text}`);
      }
      await picture('hover');
      await noHover();
    });

    await check('the inspector opens by its command and shows the loss and its gradient', async () => {
      await workbench.clickOn('leaning_loss = F.', 'binary_cross_entropy_with_logits');
      await workbench.command('LossLens: Inspect Loss at Cursor');
      await inspector.getByText('0.6100').first().waitFor({ timeout: 20_000 });
      const text = await inspector.locator('body').innerText();
      for (const part of ['sigmoid', 'gradient', 'mean of 3']) {
        assert.ok(text.toLowerCase().includes(part), `«${part}» is not in: ${text}`);
      }
    });

    // The side bar is a bit narrow for tables.
    const sash = await page.locator('.part.sidebar').boundingBox();
    await page.mouse.move(sash.x + sash.width, sash.y + sash.height / 2);
    await page.mouse.down();
    await page.mouse.move(sash.x + 480, sash.y + sash.height / 2, { steps: 5 });
    await page.mouse.up();
    await noHover();
    await picture('inspector');

    await check('the inspector follows the cursor', async () => {
      await workbench.clickOn('sure_loss = F.', 'binary_cross_entropy_with_logits');
      await inspector.getByText('0.5665').first().waitFor({ timeout: 10_000 });
    });

    await check('lens and inspector follow what is typed, and what is undone', async () => {
      const number = await workbench.pointAt('sure = torch.tensor', '1.0');
      await page.mouse.click(number.x, number.y);
      await inspector.getByText('torch.tensor([1.0, 0.0, 0.0]').first().waitFor({ timeout: 10_000 });
      const before = workbench.lenses().filter({ hasText: 'loss 0.5665' });
      await page.keyboard.type('7');
      await before.waitFor({ state: 'detached', timeout: 10_000 });
      await inspector
        .getByText(/torch\.tensor\(\[(17\.0|1\.70|71\.0|1\.07)/)
        .first()
        .waitFor({ timeout: 10_000 });
      await page.keyboard.press('Control+z');
      await before.waitFor({ timeout: 10_000 });
    });

    await check('a mistake is marked, and its lens names it', async () => {
      await workbench.openFile('mistakes.py');
      await page.locator('.squiggly-warning, .squiggly-error').first().waitFor({ timeout: 20_000 });
      await workbench
        .lenses()
        .filter({ hasText: /softmax before cross-entropy/i })
        .first()
        .waitFor();
    });

    await check('the inspector shows the mistake with its numbers', async () => {
      await workbench.clickOn('twice = criterion', 'criterion');
      await workbench.command('LossLens: Inspect Loss at Cursor');
      await inspector.getByText('softmax before cross-entropy').first().waitFor({ timeout: 20_000 });
      await inspector.getByRole('button', { name: 'Remove the softmax' }).first().waitFor();
      await noHover();
      await picture('finding');
    });

    await check('its button repairs it, and the mistake goes', async () => {
      await inspector.getByRole('button', { name: 'Remove the softmax' }).first().click();
      // The code on the screen has non-breaking spaces.
      await page
        .locator('.view-line', { hasText: /twice\s=\scriterion\(logits/ })
        .waitFor({ timeout: 10_000 });
      await inspector
        .getByText('softmax before cross-entropy')
        .first()
        .waitFor({ state: 'detached', timeout: 10_000 });
      await shot('fixed');
    });

    await check('a cell of a notebook has its lens', async () => {
      await workbench.openFile('losses.ipynb');
      const lens = page.locator('.notebookOverlay .codelens-decoration a').filter({ hasText: /loss\s\d/ });
      await lens.first().waitFor({ timeout: 30_000 });
      await shot('notebook');
    });
  },
);
