#!/usr/bin/env node
/**
 * node bench/what-if.mjs [TURNS]
 *
 * How long a number that is typed over in *What if* takes until the panel shows what comes of it: in a real
 * VS Code with the packaged extension (`npm run package`), from the event of the field to the first frame
 * after the panel was drawn. Beside it stands the way alone: a wish to which the extension answers at once.
 */
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bareEditor, openWorkbench } from '../test/vscode/workbench.mjs';

const turns = Number(process.argv[2] ?? 40);
const root = path.dirname(import.meta.dirname);
/** Names of which none is found by typing another. */
const programs = [
  { file: 'few.py', size: [12, 3] },
  { file: 'some.py', size: [100, 9] },
  { file: 'many.py', size: [1000, 9] },
];

/** Scores that look drawn, the same each time. */
const program = ([rows, columns]) => {
  const score = (at) => (Math.sin(at * 12.9898) * 2).toFixed(3);
  const row = (at) =>
    `    [${Array.from({ length: columns }, (_, column) => score(at * columns + column)).join(', ')}],`;
  const targets = Array.from({ length: rows }, (_, at) => (at * 7) % columns);
  return [
    'import torch',
    'import torch.nn.functional as F',
    'logits = torch.tensor([',
    ...Array.from({ length: rows }, (_, at) => row(at)),
    '], requires_grad=True)',
    `target = torch.tensor([${targets.join(', ')}])`,
    "loss = F.cross_entropy(logits, target, reduction='sum')",
    '',
  ].join('\n');
};

/** In the page, before VS Code's own script: keeps the way to the extension, which is given out only once. */
function keepWay() {
  let acquire;
  Object.defineProperty(globalThis, 'acquireVsCodeApi', {
    configurable: true,
    set(given) {
      acquire = given;
    },
    get: () => () => {
      const api = acquire();
      globalThis.sendToExtension = (packet) => api.postMessage(packet);
      return api;
    },
  });
}

/** In the panel: milliseconds until a wish is answered. */
function wayAlone(_, id) {
  const start = performance.now();
  return new Promise((resolve) => {
    const hear = ({ data }) => {
      if (data?.packet !== 'reply' || data.id !== id) return;
      globalThis.removeEventListener('message', hear);
      resolve(performance.now() - start);
    };
    globalThis.addEventListener('message', hear);
    globalThis.sendToExtension({ packet: 'request', id, message: { type: 'cancel' } });
  });
}

/** In the panel: types a number and gives the milliseconds until it is drawn, and until a frame is painted. */
function change(body, text) {
  const field = body.querySelector('input.value-field');
  const value = body.querySelector('.result .value');
  return new Promise((resolve) => {
    const start = performance.now();
    const seen = new globalThis.MutationObserver(() => {
      seen.disconnect();
      const drawn = performance.now() - start;
      globalThis.requestAnimationFrame(() => {
        const { port1, port2 } = new globalThis.MessageChannel();
        port1.onmessage = () => resolve({ drawn, painted: performance.now() - start });
        port2.postMessage(null);
      });
    });
    seen.observe(value, { childList: true, subtree: true, characterData: true });
    field.value = text;
    field.dispatchEvent(new globalThis.Event('change', { bubbles: true }));
  });
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)].toFixed(1);

const vsix = readdirSync(path.join(root, 'out'))
  .filter((file) => file.endsWith('.vsix'))
  .map((file) => path.join(root, 'out', file))
  .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
const folder = mkdtempSync(path.join(os.tmpdir(), 'losslens-what-if-'));
for (const { file, size } of programs) writeFileSync(path.join(folder, file), program(size));
const workbench = await openWorkbench({ folder, vsix, settings: bareEditor });
try {
  const { page } = workbench;
  await page.addInitScript(keepWay);
  await page.reload();
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
  const inspector = workbench.webview();
  for (const { file, size } of programs) {
    await workbench.openFile(file);
    await page.locator('.tab.active', { hasText: file }).waitFor();
    await page.locator('.editor-instance .view-lines').first().click();
    await page.keyboard.press('Control+End');
    await workbench.lenses().locator('visible=true').first().waitFor({ timeout: 30_000 });
    await workbench.clickOn('loss = F.', 'cross_entropy');
    await workbench.command('LossLens: Inspect Loss at Cursor');
    await inspector.getByRole('tab', { name: 'What if' }).click();
    await inspector
      .getByText(`tensor[${size.join(', ')}]`)
      .first()
      .waitFor();
    const body = inspector.locator('body');
    const times = { way: [], drawn: [], painted: [] };
    for (let turn = 0; turn < turns; turn++) {
      times.way.push(await body.evaluate(wayAlone, 1_000_000 + turn));
      const { drawn, painted } = await body.evaluate(change, String((turn % 5) * 0.4 - 0.9));
      times.drawn.push(drawn);
      times.painted.push(painted);
      await page.waitForTimeout(100);
    }
    const [rows, columns] = size;
    console.log(
      `${rows * columns} elements: drawn after ${median(times.drawn)} ms, painted after ${median(times.painted)} ms;` +
        ` the way alone takes ${median(times.way)} ms (medians of ${turns})`,
    );
  }
} finally {
  await workbench.close();
  rmSync(folder, { recursive: true, force: true });
}
