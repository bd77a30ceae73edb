/** Starts and stops the VS Code server that setup.mjs installed, and knows the addresses of its workbench. */
import { execFileSync, spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const here = import.meta.dirname;
export const vscodeFolder = path.join(here, 'node_modules', 'code-server', 'lib', 'vscode');
const serverProgram = path.join(vscodeFolder, 'out', 'server-main.js');

/** A quiet VS Code: no welcome pages, no updates, no telemetry, no chat, nothing that moves by itself. */
const quiet = {
  'chat.disableAIFeatures': true,
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'typescript.tsserver.enabled': false,
  'update.mode': 'none',
  'window.commandCenter': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** Without this the server would ask a public marketplace. */
const noMarketplace = JSON.stringify({
  serviceUrl: '',
  itemUrl: '',
  resourceUrlTemplate: '',
  controlUrl: '',
  extensionUrlTemplate: '',
  nlsBaseUrl: '',
});

/** The Node that VS Code's server needs: version 24, from VSCODE_TEST_NODE, from setup.mjs, or the running one. */
export function findNode() {
  if (process.env.VSCODE_TEST_NODE) return process.env.VSCODE_TEST_NODE;
  const installed = path.join(here, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node');
  if (process.platform === 'linux' && existsSync(installed)) return installed;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Error(
    `VS Code's server needs Node 24 and this is ${process.version} on ${process.platform}-${process.arch}. ` +
      'Install Node 24, or set VSCODE_TEST_NODE to its path.',
  );
}

/** The environment of the server: ours, without what another VS Code around us has set, plus `more`. */
function environment(dataFolder, more = {}) {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_(?!TEST)|ELECTRON_|NODE_OPTIONS$)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    EXTENSIONS_GALLERY: noMarketplace,
    // The server's sockets lie here and not in the shared temporary folder, where they would pile up.
    XDG_RUNTIME_DIR: dataFolder,
    ...more,
  };
}

/** Installs a packaged extension as a user would get it. */
export function installExtension({ dataFolder, vsix }) {
  execFileSync(
    findNode(),
    [
      serverProgram,
      '--install-extension',
      vsix,
      '--force',
      '--accept-server-license-terms',
      '--server-data-dir',
      dataFolder,
      '--extensions-dir',
      path.join(dataFolder, 'extensions'),
    ],
    { env: environment(dataFolder), stdio: 'pipe' },
  );
}

/**
 * Starts the server on a free port of 127.0.0.1, without a token: nobody else can reach it.
 *
 * @param dataFolder Where it keeps everything; a temporary folder of the caller.
 * @param settings User settings besides the quiet ones.
 * @param testing Lets the address name an extension under development and its tests. It also hides notifications.
 * @returns `{ authority, stop }`.
 */
export async function startServer({
  dataFolder,
  settings = {},
  env = {},
  logFile,
  testing = false,
  port = 0,
}) {
  const userFolder = path.join(dataFolder, 'data', 'User');
  mkdirSync(userFolder, { recursive: true });
  mkdirSync(path.join(dataFolder, 'extensions'), { recursive: true });
  writeFileSync(path.join(userFolder, 'settings.json'), JSON.stringify({ ...quiet, ...settings }, null, 2));

  const server = spawn(
    findNode(),
    [
      serverProgram,
      ...[
        '--host',
        '127.0.0.1',
        '--port',
        String(port),
        '--without-connection-token',
        '--accept-server-license-terms',
      ],
      ...['--telemetry-level', 'off', '--server-data-dir', dataFolder],
      ...['--extensions-dir', path.join(dataFolder, 'extensions')],
      // A built VS Code ignores extensionDevelopmentPath and extensionTestsPath in an address without this.
      ...(testing ? ['--enable-smoke-test-driver'] : []),
    ],
    // A process group of its own: extension hosts that outlive the server end with the group.
    { env: environment(dataFolder, env), stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  const endGroup = (signal) => {
    try {
      process.kill(-server.pid, signal);
    } catch {
      // Everything in it has ended.
    }
  };
  const endAtExit = () => endGroup('SIGKILL');
  process.once('exit', endAtExit);

  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      const impatient = setTimeout(() => endGroup('SIGKILL'), 5000);
      server.kill('SIGTERM');
      await ended;
      clearTimeout(impatient);
    }
    endGroup('SIGKILL');
    process.off('exit', endAtExit);
  };

  const log = logFile ? createWriteStream(logFile) : undefined;
  let text = '';
  const listening = new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`VS Code's server did not start in 60 seconds.\n${text}`)),
      60_000,
    );
    const read = (chunk) => {
      log?.write(chunk);
      if (text.length < 100_000) text += chunk;
      const found = /listening on (\d+)/.exec(text);
      if (!found) return;
      clearTimeout(late);
      resolve(Number(found[1]));
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.once('error', reject);
    server.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`VS Code's server ended with exit code ${code}.\n${text}`));
    });
  });
  try {
    return { authority: `127.0.0.1:${await listening}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * The address of a workbench.
 *
 * @param payload What VS Code reads from the address, as pairs; absolute paths become addresses of files on the server.
 */
export function workbenchAddress({ authority }, { folder, payload = [] }) {
  const address = new URL(`http://${authority}/`);
  if (folder) address.searchParams.set('folder', folder);
  if (payload.length > 0) {
    const remote = payload.map(([key, value]) => [
      key,
      value.startsWith('/') ? `vscode-remote://${authority}${value}` : value,
    ]);
    address.searchParams.set('payload', JSON.stringify(remote));
  }
  return String(address);
}
