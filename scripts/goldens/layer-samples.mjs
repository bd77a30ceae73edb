/**
 * node scripts/goldens/layer-samples.mjs
 *
 * Prints the samples of every layer of torch.nn with the programs of test/inspect/layer-program.ts, as JSON:
 * { Linear: [{ module, inputs, program }] }.
 */
import { loadTypeScript } from '../load-typescript.mjs';

const { layerPrograms } = await loadTypeScript('test/inspect/layer-program.ts');
console.log(JSON.stringify(layerPrograms()));
