/**
 * A reading that takes long: the panel says so without moving anything, Cancel ends it at once, and what to do
 * next is said and done.
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { scenario } from '../scenario.mjs';
import { bareEditor } from '../workbench.mjs';

const loss = `import torch
import torch.nn.functional as F

scores = torch.tensor([[2.0, -1.0, 0.5], [0.2, 1.4, -0.6]], requires_grad=True)
loss = F.cross_entropy(scores, torch.tensor([0, 2]))
`;
const slow = `${loss}
outer = 90000
total = 0.0
for i in range(outer):
    for j in range(90000):
        total = total + i * j
`;

const settings = {
  ...bareEditor,
  'losslens.limits.milliseconds': 120_000,
  'losslens.limits.steps': 1_000_000_000,
};

await scenario(
  { folder: 'examples', settings, viewport: { width: 1360, height: 860 } },
  async ({ workbench, check, shot, folder }) => {
    const { page } = workbench;
    const inspector = workbench.webview();
    const cancel = inspector.getByRole('button', { name: 'Cancel' });
    const stopped = (name) =>
      inspector.locator('.finding-message', { hasText: `Reading ${name} was stopped.` });

    /** Types another number of rounds over the one that stands there. */
    const rounds = async (before, after) => {
      const { x, y } = await workbench.pointAt('outer =', before);
      await page.mouse.dblclick(x, y);
      await page.keyboard.type(after);
    };

    await check('the first reading of a document is told, with the shape of what will come', async () => {
      await workbench.openView('LossLens');
      await inspector.getByText('See what a loss sees').waitFor({ timeout: 20_000 });
      writeFileSync(path.join(folder, 'slow.py'), slow);
      await workbench.openFile('slow.py');
      await inspector.getByText('Reading slow.py…').first().waitFor({ timeout: 20_000 });
      await inspector.locator('.skeleton-bar').waitFor();
      await cancel.waitFor();
      await shot('reading');
    });

    await check('Cancel ends it at once, and says how to go on', async () => {
      const started = Date.now();
      await cancel.click();
      await stopped('slow.py').waitFor({ timeout: 10_000 });
      console.log(`    stopped after ${Date.now() - started} ms`);
      assert.equal(await cancel.count(), 0);
      await inspector.locator('main').getByText('losslens.limits.milliseconds').waitFor();
      await shot('stopped');
    });

    await check('other documents are read as before', async () => {
      await workbench.openFile('bce_with_logits.py');
      await workbench.lenses().filter({ hasText: 'loss 0.6100' }).first().waitFor({ timeout: 30_000 });
    });

    await check('and the one that was stopped stays so while nobody changes it', async () => {
      await page.getByRole('tab', { name: /^slow\.py/ }).click();
      await stopped('slow.py').waitFor({ timeout: 10_000 });
    });

    await check('it is read again when somebody wants to, and ended again', async () => {
      await inspector.getByRole('button', { name: 'Read again' }).click();
      await cancel.click({ timeout: 10_000 });
      await stopped('slow.py').waitFor({ timeout: 10_000 });
    });

    await check(
      'a newer text is read by itself, and nothing of the panel moves while it is at work',
      async () => {
        await rounds('90000', '2');
        await workbench.clickOn('loss = F', 'cross_entropy');
        await workbench.command('LossLens: Inspect Loss at Cursor');
        const value = inspector.locator('.result .value');
        await value.waitFor({ timeout: 30_000 });
        const before = await value.boundingBox();
        await rounds('2', '90000');
        await cancel.waitFor({ timeout: 10_000 });
        assert.deepEqual(await value.boundingBox(), before);
        await shot('busy');
        await cancel.click();
        await stopped('slow.py').waitFor({ timeout: 10_000 });
      },
    );
  },
);
