/**
 * The panel in a browser, under the webview's policy: every state of the gallery fits
 * into 300 pixels in every theme, and its controls are used by hand and by keyboard.
 * Pictures of each state go to out/screenshots/gallery.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { launchChromium } from '../browser.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const gallery = path.join(root, 'out/gallery');
const pictures = path.join(root, 'out/screenshots/gallery');
const themes = ['light', 'dark', 'high-contrast', 'high-contrast-light'];
const counts = { passed: 0, failed: 0, skipped: 0 };

const built = spawnSync(process.execPath, [path.join(root, 'test/webview/gallery.mjs')], {
  stdio: 'inherit',
});
assert.equal(built.status, 0, 'the gallery was built');
const { allStates } = await import(pathToFileURL(path.join(gallery, 'states.mjs')).href);
const states = Object.keys(await allStates());
mkdirSync(pictures, { recursive: true });

const browser = await launchChromium();
const page = await browser.newPage({ viewport: { width: 300, height: 900 } });
const errors = [];
page.on('pageerror', (error) => errors.push(error.message));

async function check(what, body) {
  try {
    await body();
    assert.deepEqual(errors.splice(0), []);
    counts.passed++;
    console.log(`  ✔ ${what}`);
  } catch (error) {
    counts.failed++;
    console.log(`  ✘ ${what}`);
    console.error(error);
  }
}

async function open(state, theme = 'light') {
  const address = new URL(pathToFileURL(path.join(gallery, 'panel.html')));
  address.searchParams.set('state', state);
  address.searchParams.set('theme', theme);
  await page.goto(address.href);
  await page.locator('main > *').first().waitFor();
}

const firstCell = () => page.locator('[role=gridcell]').first();
const focused = () =>
  page.evaluate(
    () => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent,
  );

console.log('gallery');
await check('every state fits into 300 pixels in every theme', async () => {
  for (const theme of themes) {
    for (const state of states) {
      await open(state, theme);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 300, `${state}, ${theme}: ${width} pixels wide`);
      const file = `${state}-${theme}.png`.replace(/[ ,]+/g, '-');
      await page.screenshot({ path: path.join(pictures, file), fullPage: true });
    }
  }
});

await check('a plane is chosen by pointer and by keyboard', async () => {
  await open('four dims');
  const dropdown = page.locator('vscode-dropdown[aria-label="dim 1"]');
  await dropdown.click();
  await dropdown.locator('vscode-option').nth(2).click();
  await page.locator('[role=gridcell][aria-label*="[0, 2, 0, 0]"]').waitFor({ timeout: 5000 });
  await dropdown.focus();
  await page.keyboard.press('ArrowUp');
  await page.locator('[role=gridcell][aria-label*="[0, 1, 0, 0]"]').waitFor({ timeout: 5000 });
});

await check('the tab key reaches the fix, the sections and one cell of each table', async () => {
  await open('mistake');
  const reached = [];
  for (let turn = 0; turn < 20; turn++) {
    await page.keyboard.press('Tab');
    reached.push(await focused());
  }
  for (const wanted of [
    'Remove the softmax',
    'Explain softmax-before-cross-entropy',
    'Inputsinput, target',
  ]) {
    const name = wanted.startsWith('Explain') ? 'Why?' : wanted;
    assert.ok(reached.includes(name), `${name} is not among ${reached.join(' | ')}`);
  }
  assert.equal(reached.filter((name) => name.startsWith('input[')).length, 1);
});

await check('a page is turned by keyboard, and the focus stays', async () => {
  await open('many rows');
  await page.locator('[aria-label="Next 50 rows"]').focus();
  await page.keyboard.press('Enter');
  await page.getByText('rows 50–99 of 1,200').waitFor({ timeout: 5000 });
  assert.equal(await focused(), 'Next 50 rows');
});

await check('a section opens by keyboard and draws its tables', async () => {
  await open('bce with logits');
  await page.locator('summary', { hasText: 'Step by step' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('[data-key="section steps"] table').first().waitFor({ timeout: 5000 });
});

await check('the cell under the pointer is told in full without moving anything', async () => {
  await open('bce with logits');
  const below = page.locator('summary', { hasText: 'Activation' });
  const before = await below.boundingBox();
  await firstCell().hover();
  assert.equal(await page.locator('.readout').first().textContent(), 'input[0] = 0.9');
  assert.deepEqual(await below.boundingBox(), before);
});

await check('cells have the colours of the theme', async () => {
  await open('bce with logits', 'dark');
  const colour = await firstCell().evaluate(
    (cell) => cell.ownerDocument.defaultView.getComputedStyle(cell).backgroundColor,
  );
  assert.doesNotMatch(colour, /rgba\(0, 0, 0, 0\)|transparent/);
});

await browser.close();
if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, JSON.stringify(counts));
process.exit(counts.failed > 0 ? 1 : 0);
