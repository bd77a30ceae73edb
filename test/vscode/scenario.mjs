/**
 * A scenario is a script in ui/ that uses LossLens as a person does: the packaged
 * extension in a real workbench, with pictures. Its checks are counted by run-ui.mjs.
 *
 *     await scenario({ folder: 'examples' }, async ({ workbench, check, shot }) => {
 *       await check('the lens shows the loss', async () => { … });
 *       await shot('lens');
 *     });
 *
 * By itself: `node test/vscode/ui/NAME.mjs` after `npm run package`.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openWorkbench } from './workbench.mjs';

const root = path.resolve(import.meta.dirname, '../..');

/** The package under test: what LOSSLENS_VSIX names, or the newest in out/. */
function findPackage() {
  if (process.env.LOSSLENS_VSIX) return process.env.LOSSLENS_VSIX;
  const age = (file) => statSync(file).mtimeMs;
  const packages = readdirSync(path.join(root, 'out'))
    .filter((file) => file.endsWith('.vsix'))
    .map((file) => path.join(root, 'out', file))
    .sort((a, b) => age(b) - age(a));
  if (packages.length === 0) throw new Error('There is no package in out/: run `npm run package` first.');
  return packages[0];
}

/**
 * Runs one scenario and ends the process.
 *
 * @param options As openWorkbench takes them; `folder` is relative to the repository and is copied, so that a scenario may edit it; null opens none.
 * @param play Gets `{ workbench, check, shot, folder, restart }`; `restart` gives the workbench that takes the place of this one. A check that fails takes a picture and ends the scenario: what follows rests on it.
 */
export async function scenario({ folder = 'examples', ...options }, play) {
  const name = path.basename(process.argv[1], '.mjs');
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const shots = path.join(root, 'out', 'screenshots');
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'losslens-scenario-'));
  const copy = folder && path.join(temporary, path.basename(folder));
  let pictures = 0;
  let workbench;
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  try {
    mkdirSync(shots, { recursive: true });
    if (copy) cpSync(path.join(root, folder), copy, { recursive: true });
    workbench = await openWorkbench({ vsix: findPackage(), folder: copy, ...options });
    const shot = (what) =>
      workbench.page.screenshot({
        path: path.join(shots, `${name}-${String(++pictures).padStart(2, '0')}-${what}.png`),
      });
    const check = async (what, body) => {
      try {
        await body();
        counts.passed++;
        console.log(`  ✔ ${what}`);
      } catch (error) {
        console.log(`  ✘ ${what}`);
        await shot('failed').catch(() => {});
        throw error;
      }
    };
    console.log(name);
    const restart = async () => (workbench = await workbench.restart());
    await play({ workbench, check, shot, folder: copy, restart });
    if (counts.passed === 0) throw new Error('The scenario checked nothing.');
  } catch (error) {
    counts.failed++;
    console.error(error);
    const log = workbench?.hostLog.slice(-15).join('\n');
    if (log) console.error(`The extension host's last lines:\n${log}`);
  } finally {
    await workbench?.close();
    rmSync(temporary, { recursive: true, force: true });
  }
  if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, JSON.stringify(counts));
  process.exit(counts.failed > 0 ? 1 : 0);
}
