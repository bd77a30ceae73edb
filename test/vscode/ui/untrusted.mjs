/** A folder that nobody trusts: reading is safe, so everything works. */
import assert from 'node:assert/strict';
import { scenario } from '../scenario.mjs';

const settings = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

await scenario({ folder: 'examples', settings }, async ({ workbench, check, shot }) => {
  const { page } = workbench;

  await check('the workbench is in restricted mode', async () => {
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ timeout: 30_000 });
  });

  await check('lenses and marks are there', async () => {
    await workbench.openFile('mistakes.py');
    const lens = workbench
      .lenses()
      .filter({ hasText: /^loss\s\d/ })
      .first();
    await lens.waitFor({ timeout: 30_000 });
    await page.locator('.squiggly-warning, .squiggly-error').first().waitFor({ timeout: 20_000 });
    await shot('restricted');
  });

  await check('hovers compute', async () => {
    assert.match(await workbench.hover('twice = criterion', 'criterion'), /mean of 4/);
  });
});
