#!/usr/bin/env node
/**
 * The same suite in a desktop VS Code, which @vscode/test-electron downloads:
 * VSCODE_VERSION=stable (the default), insiders, or a version such as 1.100.3.
 */
import { runTests } from '@vscode/test-electron';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
try {
  await runTests({
    version: process.env.VSCODE_VERSION ?? 'stable',
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(root, 'out/vscode-suite/index.cjs'),
    launchArgs: [path.join(root, 'examples'), '--disable-extensions', '--disable-workspace-trust'],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
