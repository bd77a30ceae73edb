/** Every layer of torch.nn, as PyTorch has it after a seed: what is printed of it, its numbers, and all gradients. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { layers, layerSamples, withoutSamples } from '../../src/frameworks/torch/layers';
import type { LayerSample } from '../../src/frameworks/torch/layers/layer';
import { inspect } from '../../src/inspect';
import { printedDifference } from '../agreement/printed-text';
import { layerPrograms } from './layer-program';

const folder = path.resolve('test/golden/layers');

interface Golden {
  readonly samples: readonly (LayerSample & { readonly printed: readonly string[] })[];
}

const goldenOf = (name: string): Golden =>
  JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as Golden;

describe('layers of torch.nn', () => {
  const programs = layerPrograms();

  it('have samples and goldens, each of them', () => {
    const names = Object.keys(layerSamples).sort();
    const computed = layers.filter((layer) => !withoutSamples.includes(layer));
    assert.deepEqual(computed.map(({ name }) => name.slice('torch.nn.'.length)).sort(), names);
    assert.deepEqual(
      names.filter((name) => layerSamples[name]!.length === 0),
      [],
    );
    assert.deepEqual(
      readdirSync(folder)
        .map((file) => file.replace('.json', ''))
        .sort(),
      names,
      'run: npm run goldens -- layers',
    );
  });

  for (const [name, samples] of Object.entries(programs)) {
    it(name, async () => {
      const golden = goldenOf(name).samples;
      assert.deepEqual(
        samples.map(({ program: _, ...sample }) => sample),
        golden.map(({ printed: _, ...sample }) => sample),
        `run: npm run goldens -- layers ${name}`,
      );
      for (const [index, { program }] of samples.entries()) {
        const expected = golden[index]!.printed;
        const { printed, limits } = await inspect([{ file: 'sample.py', text: program }]);
        assert.equal(printedDifference(printed.join('\n'), expected.join('\n')), undefined);
        assert.deepEqual(limits, []);
      }
    });
  }
});
