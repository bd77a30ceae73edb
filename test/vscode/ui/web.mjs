/** The extension as a browser runs it: in a web worker, without Node. */
import { scenario } from '../scenario.mjs';

const settings = { 'remote.extensionKind': { 'losslens.losslens': ['web'] } };

await scenario({ folder: 'examples', settings }, async ({ workbench, check, shot }) => {
  await check('lenses, marks and the inspector work without Node', async () => {
    await workbench.openFile('mistakes.py');
    const lens = workbench.lenses().filter({ hasText: /^loss\s0\.7672/ });
    await lens.first().waitFor({ timeout: 30_000 });
    await workbench.page.locator('.squiggly-warning').first().waitFor({ timeout: 20_000 });
    await lens.first().click();
    await workbench.webview().getByText('0.7672').first().waitFor({ timeout: 20_000 });
  });

  await check('the GPU is said to be left alone here', async () => {
    await workbench.command('LossLens: Show Backends');
    await workbench.page
      .locator('.quick-input-list .monaco-list-row', { hasText: 'not used by LossLens in a browser' })
      .waitFor({ timeout: 10_000 });
    await shot('backends');
  });
});
