#!/usr/bin/env node
/**
 * node test/vscode/run-suite.mjs [--folder PATH] [--timeout SECONDS]
 *
 * Runs out/vscode-suite inside the extension host of a real VS Code: a browser opens the
 * workbench at an address that names our extension and its tests, and VS Code calls
 * `codeAutomationExit` in the page when the suite has ended. Writes the counts to the file
 * that TEST_COUNTS names. VERBOSE prints what the extension host logs; TEST_GREP selects tests.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { softwareGpu } from '../../scripts/software-gpu.mjs';
import { launchChromium } from './browser.mjs';
import { startServer, workbenchAddress } from './server.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const { values: options } = parseArgs({
  options: {
    folder: { type: 'string', default: path.join(root, 'examples') },
    timeout: { type: 'string', default: '300' },
  },
});

const temporary = mkdtempSync(path.join(os.tmpdir(), 'losslens-suite-'));
const report = path.join(temporary, 'report.txt');
const counts = `${report}.json`;
const consoleLines = [];

/** Lines of the page's console that say nothing about us. */
const noise = /spdlog\.node|native-watchdog|Service Worker|Failed to load resource|bad HTTP response code/;

/** Opens the workbench and waits for the suite's end. @returns The exit code that VS Code reports. */
async function runInBrowser(page, server) {
  let end;
  let giveUp;
  const ended = new Promise((resolve, reject) => {
    end = resolve;
    giveUp = (why) => reject(new Error(why));
  });
  await page.exposeFunction('codeAutomationExit', (code) => end(code));
  page.on('crash', () => giveUp('the page crashed'));
  page
    .context()
    .browser()
    .on('disconnected', () => giveUp('the browser ended'));
  page.on('console', (message) => {
    const text = message.text();
    consoleLines.push(text);
    if (process.env.VERBOSE && text.includes('[Extension Host]')) console.log(text.slice(0, 500));
  });
  const late = setTimeout(
    () => giveUp(`no result after ${options.timeout} seconds`),
    Number(options.timeout) * 1000,
  );
  try {
    await page.goto(
      workbenchAddress(server, {
        folder: path.resolve(options.folder),
        payload: [
          ['extensionDevelopmentPath', root],
          ['extensionTestsPath', path.join(root, 'out/vscode-suite/index.cjs')],
        ],
      }),
    );
    return await ended;
  } finally {
    clearTimeout(late);
  }
}

let problem = '';
let server;
let browser;
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
try {
  server = await startServer({
    dataFolder: path.join(temporary, 'server'),
    logFile: path.join(temporary, 'server.log'),
    env: { VSCODE_TEST_REPORT: report, ...softwareGpu() },
    testing: true,
  });
  browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const code = await runInBrowser(page, server);
  if (code !== 0) problem = `VS Code ended the suite with code ${code}`;
} catch (error) {
  problem = error.message;
} finally {
  await browser?.close().catch(() => {});
  await server?.stop();
}

if (existsSync(report)) process.stdout.write(readFileSync(report, 'utf8'));
// An extension host that ends in mid-suite also reports 0: only a suite that wrote its counts has come to its end.
let result = existsSync(counts) ? JSON.parse(readFileSync(counts, 'utf8')) : undefined;
if (!result) {
  problem ||= 'the suite did not come to its end';
  console.log(
    consoleLines
      .filter((line) => /Extension Host|rror/.test(line) && !noise.test(line))
      .slice(-15)
      .join('\n'),
  );
} else if (result.passed + result.failed === 0) problem ||= 'no tests ran';
result ??= { passed: 0, failed: 0, skipped: 0 };
if (problem && result.failed === 0) result.failed = 1;
if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, JSON.stringify(result));
if (problem) console.log(`VS Code suite: ${problem}. Logs: ${temporary}`);
else rmSync(temporary, { recursive: true, force: true });
console.log(`VS Code suite: ${result.passed} passed, ${result.failed} failed`);
process.exit(result.failed > 0 ? 1 : 0);
