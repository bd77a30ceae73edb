/** A workbench with the packaged extension installed, and a hand that types, points and clicks in it. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { softwareGpu } from '../../scripts/software-gpu.mjs';
import { launchChromium } from './browser.mjs';
import { installExtension, startServer, workbenchAddress } from './server.mjs';

/**
 * @param folder The folder to open; null opens none. `vsix`: the package to install.
 * @param settings User settings besides the quiet ones of server.mjs, such as `workbench.colorTheme`.
 */
export async function openWorkbench({
  folder,
  vsix,
  settings = {},
  env = {},
  webgpu = false,
  viewport = { width: 1280, height: 800 },
}) {
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'losslens-workbench-'));
  const dataFolder = path.join(temporary, 'server');
  let server;
  let browser;
  const leave = async () => {
    await browser?.close().catch(() => {});
    await server?.stop();
  };
  const close = async () => {
    await leave();
    rmSync(temporary, { recursive: true, force: true });
  };
  /** @param port That of before, because the browser keeps what VS Code stores for each address. */
  const start = async (port) => {
    server = await startServer({
      dataFolder,
      settings,
      env: { ...softwareGpu(), ...env },
      logFile: path.join(temporary, 'server.log'),
      port,
    });
    browser = await launchChromium({ webgpu, profile: path.join(temporary, 'profile') });
    const page = await browser.newPage();
    await page.setViewportSize(viewport);
    const hostLog = [];
    page.on('console', (message) => {
      const text = message.text();
      if (text.includes('[Extension Host]')) hostLog.push(text.replace(/%c|\s*color: \w*/g, ''));
    });
    await page.goto(workbenchAddress(server, { folder: folder && path.resolve(folder) }));
    const ready = folder ? '.explorer-folders-view .monaco-list-row' : '.statusbar-item';
    await page.locator(ready).first().waitFor({ timeout: 60_000 });
    /** Ends VS Code and the browser, and opens both again: what is on the disk is all that is left of before. */
    const restart = async () => {
      await leave();
      return start(Number(server.authority.split(':')[1]));
    };
    return { page, hostLog, close, restart, ...hand(page) };
  };
  try {
    mkdirSync(dataFolder);
    if (vsix) installExtension({ dataFolder, vsix: path.resolve(vsix) });
    return await start();
  } catch (error) {
    await close();
    throw error;
  }
}

/** Settings that leave the lines of a file where they are: nothing of the editor's own stands above them. */
export const bareEditor = { 'breadcrumbs.enabled': false, 'editor.stickyScroll.enabled': false };

/** What a person does, in VS Code's terms. */
function hand(page) {
  const quickInput = async (key, text) => {
    await page.keyboard.press(key);
    await page.locator('.quick-input-widget input').first().waitFor();
    await page.keyboard.type(text, { delay: 5 });
    await page
      .locator('.quick-input-list .monaco-list-row', { hasText: text })
      .first()
      .waitFor({ timeout: 20_000 });
    await page.keyboard.press('Enter');
  };

  /** The middle of a word on the screen, in the first visible line that contains `lineText`. */
  const pointAt = async (lineText, word) => {
    const line = page.locator('.view-line', { hasText: lineText }).first();
    await line.waitFor({ timeout: 20_000 });
    const point = await line.evaluate((element, wanted) => {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const index = text.data.indexOf(wanted);
        if (index < 0) continue;
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + wanted.length);
        const box = range.getBoundingClientRect();
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      }
      return null;
    }, word);
    if (!point) throw new Error(`There is no «${word}» within one token of the line «${lineText}».`);
    return point;
  };

  const command = (title) => quickInput('F1', title);
  const openFile = (name) => quickInput('Control+p', name);
  const lenses = () => page.locator('.codelens-decoration a');
  const clickOn = async (lineText, word) => {
    const { x, y } = await pointAt(lineText, word);
    await page.mouse.click(x, y);
  };

  return {
    /** Runs a command by its title in the command palette. */
    command,
    /** Opens a file of the folder by its name; notebooks open as notebooks. */
    openFile,
    pointAt,
    clickOn,
    /** Opens a file, waits for the lens that says `lens`, and shows the loss at a word in the inspector. */
    async inspectLoss(name, lens, lineText, word) {
      await openFile(name);
      await lenses().filter({ hasText: lens }).first().waitFor({ timeout: 30_000 });
      await clickOn(lineText, word);
      await command('LossLens: Inspect Loss at Cursor');
    },
    /** Rests the mouse on a word and gives the hover's text. */
    async hover(lineText, word) {
      const { x, y } = await pointAt(lineText, word);
      // From elsewhere: a mouse that already rests there shows nothing new.
      await page.mouse.move(x + 60, y + 120);
      await page.mouse.move(x, y, { steps: 4 });
      const content = page.locator('.monaco-hover:not(.hidden) .monaco-hover-content').first();
      await content.waitFor({ timeout: 15_000 });
      await page.waitForTimeout(400);
      return content.innerText();
    },
    /** Opens a view container by the beginning of its title in the activity bar. */
    openView: (title) => page.locator(`.activitybar .action-label[aria-label^="${title}"]`).click(),
    /** The document inside the webview. */
    webview: () => page.frameLocator('iframe.webview.ready').frameLocator('#active-frame'),
    lenses,
    notifications: () => page.locator('.notifications-toasts .notification-list-item-message'),
    /** The lines of the editor that are on the screen, in order, with ordinary spaces. */
    async visibleLines() {
      const lines = await page
        .locator('.editor-instance .view-line')
        .evaluateAll((elements) =>
          elements.map((element) => [Number.parseFloat(element.style.top), element.textContent]),
        );
      return lines.sort(([a], [b]) => a - b).map(([, text]) => text.replaceAll('\u00a0', ' '));
    },
  };
}
