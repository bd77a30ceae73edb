/** The first minute: an example is opened and its lens shows a number. */
import assert from 'node:assert/strict';
import { scenario } from '../scenario.mjs';

await scenario({ folder: 'examples' }, async ({ workbench, check, shot }) => {
  await check('an example opens and a lens shows its loss', async () => {
    await workbench.openFile('bce_with_logits.py');
    const lens = workbench.lenses().filter({ hasText: /loss/ }).first();
    await lens.waitFor({ timeout: 30_000 });
    assert.match(await lens.innerText(), /loss\s\d/);
  });
  await shot('lens');
});
