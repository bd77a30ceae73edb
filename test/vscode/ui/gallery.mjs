/**
 * The panel in a browser, under the webview's policy: every state of the gallery fits
 * into 300 pixels in every theme, and its controls are used by hand and by keyboard.
 * Pictures of each state go to out/screenshots/gallery.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { launchChromium } from '../browser.mjs';
import { contrasts, painted } from '../contrast.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const gallery = path.join(root, 'out/gallery');
const pictures = path.join(root, 'out/screenshots/gallery');
const themes = ['light', 'dark', 'high-contrast', 'high-contrast-light'];
const counts = { passed: 0, failed: 0, skipped: 0 };

const built = spawnSync(process.execPath, [path.join(root, 'test/webview/gallery.mjs')], {
  stdio: 'inherit',
});
assert.equal(built.status, 0, 'the gallery was built');
const { stateNames: states } = await import(pathToFileURL(path.join(gallery, 'states.mjs')).href);
mkdirSync(pictures, { recursive: true });

const errors = [];
let browser;
let page;

async function startBrowser() {
  browser = await launchChromium();
  page = await browser.newPage({ viewport: { width: 300, height: 900 } });
  page.on('pageerror', (error) => errors.push(error.message));
}
await startBrowser();

/**
 * Runs `body`, and once more in a new browser where Chromium itself ended meanwhile, which is said: some of its builds
 * crash after hundreds of pages. What the pages do wrong fails as ever.
 */
async function inBrowser(body) {
  try {
    return await body();
  } catch (error) {
    if (browser.isConnected() && !page.isClosed()) throw error;
    console.log('  (Chromium ended by itself, and is started anew)');
    await browser.close().catch(() => undefined);
    await startBrowser();
    return body();
  }
}

async function check(what, body) {
  try {
    await inBrowser(body);
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

/** Changes the theme of the page that is open, as VS Code does: by the classes of the body and the colours. */
const wear = (theme) =>
  page.evaluate((name) => {
    document.body.className = `vscode-${name}`;
    document.documentElement.dataset.theme = name;
  }, theme);

// The page's policy does not hinder it: it is handed over as a value, and only looks at the document.
const axe = readFileSync(path.join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** What axe-core objects to, by its rule: how often, and where first. */
const violations = new Map();

/** Only contrast depends on the theme: everything else is looked for in the first one. */
async function lookForViolations(where, theme) {
  await page.evaluate(axe);
  const only = theme === themes[0] ? {} : { runOnly: ['color-contrast'] };
  const result = await page.evaluate(
    (options) => globalThis.axe.run(document, { resultTypes: ['violations'], ...options }),
    only,
  );
  for (const { id, help, nodes } of result.violations) {
    const [{ target, failureSummary }] = nodes;
    const known = violations.get(id) ?? { help, first: `${where}: ${target}: ${failureSummary}`, times: 0 };
    violations.set(id, { ...known, times: known.times + nodes.length });
  }
}

const firstCell = () => page.locator('[role=gridcell]').first();
const focused = () =>
  page.evaluate(
    () => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent,
  );

/** Takes a picture of what is open, after looking whether it fits into the page. */
async function fits(state, theme, width) {
  const whole = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(whole <= width, `${state}, ${theme}: ${whole} pixels wide, of ${width}`);
  const name = `${state}-${theme}${width === 300 ? '' : `-${width}`}`.replace(/[ ,]+/g, '-');
  await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
}

console.log('gallery');
await check('every state fits into 300 pixels in every theme', async () => {
  for (const state of states)
    await inBrowser(async () => {
      await open(state, themes[0]);
      for (const theme of themes) {
        await wear(theme);
        await fits(state, theme, 300);
        await lookForViolations(`${state}, ${theme}`, theme);
      }
    });
});

await check('every state fits into 420 and 900 pixels, narrowed and widened while it is open', async () => {
  for (const [at, state] of states.entries())
    await inBrowser(async () => {
      await open(state);
      for (const width of [420, 900]) {
        await page.setViewportSize({ width, height: 900 });
        // A theme changes colours and no sizes: each state is seen in one of them.
        const theme = themes[at % themes.length];
        await wear(theme);
        await fits(state, theme, width);
      }
      await lookForViolations(`${state} at 900 pixels`, themes[0]);
    });
  await page.setViewportSize({ width: 300, height: 900 });
});

await check('the steps of a loss fit at other widths, and scroll inside of their own area', async () => {
  // A page is loaded once for all widths: loading costs more than anything else here.
  for (const theme of themes) {
    for (const state of ['ignored and weighted', 'pos_weight and weight']) {
      await open(state, theme);
      const last = page.locator('.sheet td.share').first();
      for (const width of [300, 420, 900]) {
        await page.setViewportSize({ width, height: 900 });
        await page.locator('.sheet [data-cell^="3 "]').first().focus();
        const name = `${state}-${theme}-${width}`.replace(/[ ,]+/g, '-');
        await page.screenshot({ path: path.join(pictures, `${name}.png`) });
        await last.focus();
        const { right, whole } = await last.evaluate((cell) => ({
          right: cell.getBoundingClientRect().right,
          whole: cell.ownerDocument.documentElement.scrollWidth,
        }));
        assert.ok(whole <= width, `${state}, ${theme}: ${whole} pixels wide`);
        assert.ok(right <= width, `${state}, ${theme}: the last column ends at ${right}`);
      }
    }
  }
  await page.setViewportSize({ width: 300, height: 900 });
});

await check('a field of What if shows all digits of its number', async () => {
  for (const state of ['what if', 'every pixel', 'batch of ten']) {
    await open(state);
    await page.locator('#tab-what-if').click();
    const cut = await page
      .locator('.value-field')
      .evaluateAll((fields) =>
        fields.filter((field) => field.scrollWidth > field.clientWidth).map((field) => field.value),
      );
    assert.deepEqual(cut, [], state);
  }
});

await check('the gradient fits into 300 pixels in every theme, with what cuts it in words', async () => {
  for (const theme of themes) {
    for (const state of ['cut gradient', 'dead relu', 'ignored and weighted']) {
      await open(state, theme);
      await page.locator('#tab-gradient').click();
      await page.locator('.gradient-notes').waitFor({ timeout: 5000 });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 300, `${state}, ${theme}: ${width} pixels wide`);
      const file = `gradient-${state}-${theme}.png`.replace(/[ ,]+/g, '-');
      await page.screenshot({ path: path.join(pictures, file), fullPage: true });
    }
  }
});

await check('charts, histograms and shares stand out from what is behind them in every theme', async () => {
  const seen = new Set();
  const faint = [];
  for (const state of [
    'curve',
    'curve with a floor',
    'not finite',
    'class indices',
    'ignored and weighted',
    'batch of ten',
  ]) {
    await open(state);
    for (const theme of themes) {
      await wear(theme);
      for (const { selector, least, contrast } of await page.locator('body').evaluate(contrasts, painted)) {
        seen.add(selector);
        if (contrast < least)
          faint.push(`${state}, ${theme}: ${selector} has ${contrast.toFixed(2)} of ${least}`);
      }
    }
  }
  assert.deepEqual(faint, [], faint.join('\n'));
  assert.deepEqual(
    painted.map(({ selector }) => selector).filter((selector) => !seen.has(selector)),
    [],
    'all of them were seen',
  );
});

await check('axe-core finds nothing in any of them', () => {
  const report = [...violations].map(
    ([id, { help, first, times }]) => `${id} (${help}), ${times} times: ${first}`,
  );
  assert.deepEqual(report, [], report.join('\n\n'));
});

await check('a plane is chosen by pointer and by keyboard', async () => {
  await open('four dims');
  const slider = page.locator('input[type=range][aria-label="dim 1"]');
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await page.locator('[role=gridcell][aria-label*="[0, 1, 0, 0]"]').waitFor({ timeout: 5000 });
  await page.keyboard.press('End');
  await page.locator('[role=gridcell][aria-label*="[0, 2, 0, 0]"]').waitFor({ timeout: 5000 });
  const number = page.locator('[data-key="dim 0"] input[type=number]');
  await number.fill('1');
  await number.press('Enter');
  await page.locator('[role=gridcell][aria-label*="[1, 2, 0, 0]"]').waitFor({ timeout: 5000 });
  const rows = page.locator('vscode-dropdown[aria-label="rows"]');
  await rows.click();
  await rows.locator('vscode-option').nth(0).click();
  await page.locator('[role=grid][aria-rowcount="3"]').waitFor({ timeout: 5000 });
  // The list of columns follows when rows take its dim.
  await rows.focus();
  await page.keyboard.press('End');
  await page.locator('[role=grid][aria-rowcount="8"][aria-colcount="3"]').waitFor({ timeout: 5000 });
  const columns = page.locator('vscode-dropdown[aria-label="columns"]');
  assert.equal(await columns.evaluate((list) => list.value), '0');
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
    'Pipeline',
    'Elsewhere in this document1',
  ]) {
    const name = wanted.startsWith('Explain') ? 'Why?' : wanted;
    assert.ok(reached.includes(name), `${name} is not among ${reached.join(' | ')}`);
  }
  assert.equal(reached.filter((name) => name.startsWith('input[')).length, 1);
});

/** Where the focused cell lies in its table, in pixels from the table's edges. */
const focusedIn = () =>
  page.evaluate(() => {
    const cell = document.activeElement.getBoundingClientRect();
    const table = document.activeElement.closest('.table-scroll').getBoundingClientRect();
    return {
      above: cell.top - table.top,
      below: table.bottom - cell.bottom,
      right: table.right - cell.right,
    };
  });

await check('a million cells are walked by keyboard, and the focused one is in sight', async () => {
  await open('million elements');
  await firstCell().click();
  for (const [keys, reached] of [
    ['Control+End', '[999, 999]'],
    ['Control+Home', '[0, 0]'],
    ['ArrowDown', '[1, 0]'],
    ['End', '[1, 999]'],
    ['Home', '[1, 0]'],
  ]) {
    await page.keyboard.press(keys);
    assert.ok((await focused()).includes(`${reached} =`), `${keys} came to ${await focused()}`);
    const { above, below, right } = await focusedIn();
    assert.ok(above >= 20 && below >= 0 && right >= -1, `${keys}: ${above} ${below} ${right}`);
  }
  for (let turn = 0; turn < 40; turn++) await page.keyboard.press('ArrowDown');
  assert.ok((await focused()).includes('[41, 0] ='), await focused());
  assert.ok((await focusedIn()).below >= 0);
  for (let turn = 0; turn < 40; turn++) await page.keyboard.press('ArrowUp');
  assert.ok((await focused()).includes('[1, 0] ='), await focused());
  assert.ok((await focusedIn()).above >= 20);
});

await check('a million cells are scrolled, and what is in sight is drawn', async () => {
  await open('million elements');
  const middle = () =>
    page.evaluate(() => {
      const box = document.querySelector('.table-scroll').getBoundingClientRect();
      const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return at.closest('[role=gridcell]')?.getAttribute('aria-label') ?? null;
    });
  const box = await page.locator('.table-scroll').boundingBox();
  await page.mouse.move(box.x + 100, box.y + 100);
  const started = await middle();
  for (let turn = 0; turn < 40; turn++) await page.mouse.wheel(0, 300);
  await page.waitForFunction(() => document.querySelector('.table-scroll').scrollTop >= 12_000);
  await page.waitForTimeout(100);
  const [row] = /\[(\d+), \d+\] =/.exec(await middle())?.slice(1) ?? [];
  assert.notEqual(await middle(), started);
  assert.ok(Number(row) > 500, `row ${row}`);
  await page.evaluate(() => document.querySelector('.table-scroll').scrollTo(40_000, 1e9));
  await page.waitForTimeout(100);
  assert.match(await middle(), /\[99\d, \d{3}\] =/);
});

await check('an extreme is found by keyboard, and the focus is on it', async () => {
  await open('not finite');
  await page.locator('[title="Go to the first NaN"]').focus();
  await page.keyboard.press('Enter');
  assert.ok((await focused()).endsWith('[0, 1] = NaN'), await focused());
  assert.match(await page.locator('.said').textContent(), /at \[0, 1\]/);
  await page.locator('.index-field').fill('1, 2');
  await page.keyboard.press('Enter');
  assert.ok((await focused()).endsWith('[1, 2] = 123456.00'), await focused());
});

await check('a section opens by keyboard and draws its tables', async () => {
  await open('bce with logits');
  await page.locator('#tab-gradient').click();
  const section = page.locator('summary', { hasText: 'Gradient of input' });
  const drawn = page.locator('[data-key="section gradient input"] [role=grid]');
  await drawn.waitFor({ timeout: 5000 });
  await section.focus();
  await page.keyboard.press('Enter');
  await drawn.waitFor({ state: 'detached', timeout: 5000 });
  await page.keyboard.press('Enter');
  await drawn.waitFor({ timeout: 5000 });
});

await check('the cell under the pointer is told in full without moving anything', async () => {
  await open('bce with logits');
  const below = page.locator('.formula');
  const before = await below.boundingBox();
  await firstCell().hover();
  assert.equal(await page.locator('.readout').first().textContent(), 'input[0] = 0.9');
  assert.deepEqual(await below.boundingBox(), before);
  const lit = page.locator('.cell.fed');
  const cell = await lit.first().getAttribute('data-cell');
  await lit.first().hover();
  const working = await page.locator(`[data-cell="${cell}"]`).getAttribute('aria-description');
  assert.match(working, /^σ\(0\.9\) = 0\.\d+$/);
  assert.ok((await page.locator('.readout').first().textContent()).endsWith(working));
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
