#!/usr/bin/env node
/**
 * npm start: a VS Code with LossLens and the examples. The desktop's VS Code where
 * `code` is on the path; otherwise VS Code's server with the packaged extension, whose
 * address is printed, until Ctrl+C. `npm start -- --server` takes the server in any case;
 * `--port N` chooses its port.
 *
 * Works on a clean clone: only Node's own modules are used before the packages are there.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installPackages } from './install.mjs';

const root = path.dirname(import.meta.dirname);
const examples = path.join(root, 'examples');
const firstExample = path.join(examples, 'bce_with_logits.py');
const isWindows = process.platform === 'win32';

const { values: options } = parseArgs({
  options: { server: { type: 'boolean', default: false }, port: { type: 'string', default: '0' } },
});

/** Runs a script of this repository. @throws When it fails. */
function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [path.join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`${script} ended with exit code ${status}.`);
}

/** Whether the desktop's VS Code can be started from here. */
const hasDesktop = () => spawnSync('code', ['--version'], { stdio: 'ignore', shell: isWindows }).status === 0;

function openDesktop() {
  run('esbuild.mjs', '--only', 'dist');
  const quote = (text) => (isWindows ? `"${text}"` : text);
  const { status } = spawnSync(
    'code',
    [`--extensionDevelopmentPath=${root}`, examples, firstExample].map(quote),
    {
      stdio: 'inherit',
      shell: isWindows,
    },
  );
  if (status !== 0) throw new Error(`code ended with exit code ${status}.`);
  console.log('VS Code opens with LossLens and the examples.');
}

async function serve() {
  const { setUp } = await import('../test/vscode/setup.mjs');
  const { installExtension, startServer, workbenchAddress } = await import('../test/vscode/server.mjs');
  const version = setUp();
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'losslens-start-'));
  const dataFolder = path.join(temporary, 'server');
  let server;
  let isEnding = false;
  const end = async (code) => {
    if (isEnding) return;
    isEnding = true;
    await server?.stop();
    rmSync(temporary, { recursive: true, force: true });
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(0));
  try {
    mkdirSync(dataFolder);
    const vsix = path.join(temporary, 'losslens.vsix');
    run('scripts/package.mjs', '--out', vsix);
    installExtension({ dataFolder, vsix });
    server = await startServer({ dataFolder, port: Number(options.port) });
    const address = workbenchAddress(server, { folder: examples, payload: [['openFile', firstExample]] });
    console.log(
      `\nVS Code ${version} with LossLens is at\n\n  ${address}\n\nOpen it in a browser. Ctrl+C ends it.`,
    );
  } catch (error) {
    console.error(error.message);
    await end(1);
  }
}

try {
  installPackages(root);
  if (!options.server && hasDesktop()) openDesktop();
  else await serve();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
