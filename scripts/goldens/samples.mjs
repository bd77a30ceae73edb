/**
 * node scripts/goldens/samples.mjs
 *
 * Prints the samples of every operation and loss as JSON: { ops: { add: [{ inputs, torch }] }, losses: {…} }.
 * A loss that PyTorch has as a class has its name too.
 * Numbers that JSON cannot hold are the strings "nan", "inf" and "-inf".
 */
import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = mkdtempSync(path.join(tmpdir(), 'losslens-samples-'));
try {
  const bundle = path.join(folder, 'registries.mjs');
  await build({
    stdin: {
      contents: `export { ops } from './src/engine/ops';
        export { losses } from './src/engine/losses';
        export { lossSpellings } from './src/frameworks/torch/losses/spellings';`,
      resolveDir: path.join(import.meta.dirname, '..', '..'),
    },
    bundle: true,
    format: 'esm',
    outfile: bundle,
    logLevel: 'error',
  });
  const registries = await import(pathToFileURL(bundle).href);
  const plain = (value) =>
    Number.isFinite(value) ? value : Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  const tensor = (input) => ({ ...input, values: input.values.map(plain) });
  const samplesOf = (registry) =>
    Object.fromEntries(
      Object.entries(registry).map(([name, { samples }]) => [
        name,
        samples.map(({ inputs, torch }) => ({
          torch,
          inputs: Array.isArray(inputs)
            ? Object.fromEntries(inputs.map((input, at) => [`x${at}`, tensor(input)]))
            : Object.fromEntries(Object.entries(inputs).map(([of, input]) => [of, tensor(input)])),
        })),
      ]),
    );
  const losses = samplesOf(registries.losses);
  for (const { loss, className } of registries.lossSpellings)
    for (const sample of losses[loss] ?? []) if (sample.torch.startsWith('F.')) sample.class = className;
  console.log(JSON.stringify({ ops: samplesOf(registries.ops), losses }));
} finally {
  rmSync(folder, { recursive: true });
}
