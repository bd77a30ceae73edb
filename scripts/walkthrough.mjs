#!/usr/bin/env node
/**
 * node scripts/walkthrough.mjs   (after `npm run package`; needs Chromium and ffmpeg)
 *
 * Films the inspector in a real VS Code, picture by picture, and writes
 * media/screenshots/walkthrough.gif for the README.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { scenario } from '../test/vscode/scenario.mjs';
import { bareEditor } from '../test/vscode/workbench.mjs';

const root = path.dirname(import.meta.dirname);
const folder = mkdtempSync(path.join(os.tmpdir(), 'losslens-film-'));
const settings = {
  'workbench.colorTheme': 'Default Dark Modern',
  ...bareEditor,
  'editor.minimap.enabled': false,
};

await scenario(
  { folder: 'examples', settings, viewport: { width: 1120, height: 700 } },
  async ({ workbench, check }) => {
    const { page } = workbench;
    const inspector = workbench.webview();
    const frames = [];
    /** Takes a picture that stays for so many seconds. */
    const frame = async (seconds) => {
      const file = path.join(folder, `${String(frames.length).padStart(3, '0')}.png`);
      await page.screenshot({ path: file });
      frames.push(`file '${file}'\nduration ${seconds}`);
    };
    const tab = async (name) => {
      await inspector.getByRole('tab', { name }).click();
      await page.waitForTimeout(400);
    };

    await check('the film is taken', async () => {
      const [line, word] = ['leaning_loss = F.', 'binary_cross_entropy_with_logits'];
      await workbench.inspectLoss('bce_with_logits.py', 'loss 0.6100', line, word);
      await inspector.getByText('0.6100').first().waitFor({ timeout: 20_000 });
      const sideBar = await page.locator('.part.sidebar').boundingBox();
      await page.mouse.move(sideBar.x + sideBar.width, sideBar.y + sideBar.height / 2);
      await page.mouse.down();
      await page.mouse.move(sideBar.x + 460, sideBar.y + sideBar.height / 2, { steps: 5 });
      await page.mouse.up();
      await page.waitForTimeout(500);
      await frame(1.6);
      await inspector.locator('.sheet [data-cell^="2 0"]').first().hover();
      await page.waitForTimeout(300);
      await frame(2);
      await tab('Gradient');
      await frame(1.6);
      await tab('What if');
      await frame(1);
      const slider = inspector.getByLabel('temperature, as a slider');
      for (let turn = 0; turn < 6; turn++) {
        await slider.press('PageUp');
        await page.waitForTimeout(250);
        await frame(0.3);
      }
      await frame(0.8);
      await inspector.getByRole('button', { name: 'Reset' }).click();
      const field = inspector.getByLabel('input[0]', { exact: true });
      await field.fill('-1.5');
      await field.press('Enter');
      await inspector.getByText('0.6100 →').waitFor({ timeout: 10_000 });
      await frame(1.6);
      await tab('Curve');
      await inspector.locator('svg.chart').waitFor({ timeout: 10_000 });
      const value = inspector.getByRole('slider', { name: /^The value of input/ });
      for (let turn = 0; turn < 6; turn++) {
        await frame(0.3);
        await value.press('PageUp');
        await page.waitForTimeout(350);
      }
      await frame(1.2);
      await tab('Compare');
      await inspector.getByRole('row', { name: /yours/ }).waitFor({ timeout: 20_000 });
      await frame(2.2);
      await tab('Choose');
      await frame(2.2);

      const list = path.join(folder, 'frames.txt');
      writeFileSync(list, `${frames.join('\n')}\n`);
      const { status, stderr } = spawnSync(
        'ffmpeg',
        [
          ...['-y', '-f', 'concat', '-safe', '0', '-i', list],
          ...[
            '-vf',
            'split[a][b];[a]palettegen=max_colors=96:stats_mode=diff[p];[b][p]paletteuse=dither=none',
          ],
          path.join(root, 'media/screenshots/walkthrough.gif'),
        ],
        { encoding: 'utf8' },
      );
      rmSync(folder, { recursive: true, force: true });
      if (status !== 0) throw new Error(`ffmpeg did not make the film: ${stderr}`);
    });
  },
);
