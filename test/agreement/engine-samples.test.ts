/** The samples of the engine's operations and losses, written in Python, are read as what PyTorch makes of them. */
import assert from 'node:assert/strict';
import { readGoldens } from '../engine/samples';
import { pythonSampleOf } from './engine-samples';
import { judge } from './python-sample';

describe('samples of the engine as lines of Python', () => {
  for (const registry of ['ops', 'losses'] as const) {
    for (const [name, goldens] of Object.entries(readGoldens(registry))) {
      goldens.forEach((golden, at) => {
        const sample = pythonSampleOf(golden);
        if (!sample) return;
        for (const code of [golden.torch, ...(golden.also ?? [])]) {
          it(`${name}: ${code} (${at})`, async () => {
            assert.deepEqual(await judge(sample, code), { is: 'agrees' });
          });
        }
      });
    }
  }
});
