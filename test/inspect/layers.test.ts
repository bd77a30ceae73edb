/** Every layer of torch.nn, as PyTorch has it after a seed: what is printed of it, its numbers, and all gradients. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { layers, layerSamples } from '../../src/frameworks/torch/layers';
import type { LayerSample } from '../../src/frameworks/torch/layers/layer';
import { lazyLayers } from '../../src/frameworks/torch/layers/lazy';
import { inspect } from '../../src/inspect';
import { layerPrograms } from './layer-program';

const folder = path.resolve('test/golden/layers');

interface Golden {
  readonly samples: readonly (LayerSample & { readonly printed: readonly string[] })[];
}

const goldenOf = (name: string): Golden =>
  JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as Golden;

const NUMBER = /-?(?:\d+\.\d*(?:e[-+]?\d+)?|\d+e[-+]?\d+|\binf\b|\bnan\b)/g;

/** The text with its numbers taken out, and the numbers. */
function parts(line: string): { readonly text: string; readonly numbers: number[] } {
  const numbers = [...line.matchAll(NUMBER)].map(([digits]) =>
    digits.endsWith('inf') ? (digits.startsWith('-') ? -Infinity : Infinity) : Number(digits),
  );
  return { text: line.replace(NUMBER, '#'), numbers };
}

/** Within 1e-5 relative; sums of float32 that nearly cancel leave as much of their largest term. */
function assertClose(actual: string, expected: string): void {
  const [a, b] = [parts(actual), parts(expected)];
  assert.equal(a.text, b.text);
  const scale = Math.max(...b.numbers.filter(Number.isFinite).map(Math.abs), 0);
  b.numbers.forEach((wanted, at) => {
    const given = a.numbers[at]!;
    if (Object.is(given, wanted)) return;
    const allowed = 1e-5 * Math.abs(wanted) + 2e-6 * Math.max(scale, 0.1);
    assert.ok(Math.abs(given - wanted) <= allowed, `${given} for ${wanted} in ${expected.slice(0, 80)}`);
  });
}

describe('layers of torch.nn', () => {
  const programs = layerPrograms();

  it('have samples and goldens, each of them', () => {
    const names = Object.keys(layerSamples).sort();
    const computed = layers.filter((layer) => !lazyLayers.includes(layer));
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
        const actual = printed.flatMap((call) => call.split('\n'));
        assert.equal(actual.length, expected.length, `${program}\n${actual.join('\n')}`);
        expected.forEach((line, at) => {
          assertClose(actual[at]!, line);
        });
        assert.deepEqual(limits, []);
      }
    });
  }
});
