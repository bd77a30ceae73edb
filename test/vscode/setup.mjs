#!/usr/bin/env node
/**
 * Installs a real VS Code from the npm registry, for machines without a desktop VS Code
 * or without a way to its download servers. The package code-server carries the server
 * build of VS Code (workbench, Node extension host, built-in extensions); we start that
 * server itself and leave code-server's own program alone. Takes some ten seconds and
 * 570 MB the first time, nothing after that.
 *
 * No install script runs and nothing is compiled: the two native modules that VS Code
 * then misses (its log files, its watchdog) are not needed in tests.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNode, here, vscodeFolder } from './server.mjs';

/** Parts of VS Code for chat agents, containers, tunnels and Windows: never loaded here, 225 MB. */
const leftOut = [
  '@devcontainers/cli',
  '@github/copilot-sdk',
  '@microsoft/mxc-sdk',
  '@vscode/copilot-api',
  '@vscode/sandbox-runtime',
  '@vscode/sqlite3',
  '@vscode/windows-process-tree',
  '@vscode/windows-registry',
  'kerberos',
  'ssh2',
];

function npm(args, cwd) {
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // npm is a .cmd file on Windows, which only a shell starts.
  execFileSync('npm', [...args, ...options], { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
}

/** Installs what is missing. @returns The version of VS Code. */
export function setUp() {
  const lock = readFileSync(path.join(here, 'package-lock.json'), 'utf8');
  // Written last, inside node_modules: an installation that was interrupted, removed or made from another lock is made anew.
  const stamp = path.join(here, 'node_modules', '.ready');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
    console.log('Installing VS Code for the tests (some 570 MB in test/vscode/node_modules) …');
    rmSync(path.join(here, 'node_modules'), { recursive: true, force: true });
    npm(['ci'], here);
    npm(['pkg', 'delete', ...leftOut.map((name) => `dependencies.${name}`)], vscodeFolder);
    // The versions come from the shrinkwrap file that code-server brings.
    npm(['install', '--omit=dev'], vscodeFolder);
    writeFileSync(stamp, lock);
  }
  findNode();
  return JSON.parse(readFileSync(path.join(vscodeFolder, 'product.json'), 'utf8')).version;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    console.log(`VS Code ${setUp()} is ready.`);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
