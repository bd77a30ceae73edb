/**
 * What VS Code calls to run the suite (`extensionTestsPath`), the same for a desktop
 * VS Code and for the server build. The launcher of the server build cannot see the
 * console of the extension host, so it names a file for the report.
 */
import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';

/** @throws When a test failed, which VS Code turns into its exit code. */
export async function run(): Promise<void> {
  // A failure names the line of the source and not of the bundle.
  process.setSourceMapsEnabled(true);
  // Mocha is an ES module and this file becomes CommonJS.
  const { default: Mocha } = await import('mocha');
  const grep = process.env['TEST_GREP'];
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 20_000, ...(grep ? { grep } : {}) });
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.test.cjs'));
  for (const file of files.sort()) mocha.addFile(path.join(__dirname, file));

  const report = process.env['VSCODE_TEST_REPORT'];
  if (report) {
    writeFileSync(report, '');
    Mocha.reporters.Base.consoleLog = (...parts: unknown[]) =>
      appendFileSync(report, `${format(...parts)}\n`);
  }
  let passed = 0;
  let skipped = 0;
  const failed = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', () => (passed += 1));
    runner.on('pending', () => (skipped += 1));
  });
  // Proof that the suite came to its end: an extension host that dies on the way also ends with code 0.
  if (report) writeFileSync(`${report}.json`, JSON.stringify({ passed, failed, skipped }));
  if (failed > 0) throw new Error(`${failed} tests failed.`);
}
