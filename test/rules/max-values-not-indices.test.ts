/** Where the rule about the largest numbers offers an edit, and where argmax would not take what max took. */
import assert from 'node:assert/strict';
import { analyzeText } from './marked-code';

/** The titles of the fixes for an accuracy that is made of these numbers. */
async function fixesFor(largest: string): Promise<readonly (string | undefined)[]> {
  const { findings } = await analyzeText(`import torch

model = torch.nn.Linear(4, 3)
scores, labels = model(torch.rand(2, 4)), torch.tensor([0, 2])
accuracy = (${largest} == labels).float().mean()
`);
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ['max-values-not-indices'],
  );
  return findings.map(({ fix }) => fix?.title);
}

it('amax of one dim becomes argmax, of a tuple of dims not', async () => {
  assert.deepEqual(await fixesFor('scores.amax(1)'), ['Take the place of the largest']);
  assert.deepEqual(await fixesFor('torch.amax(scores, dim=-1)'), ['Take the place of the largest']);
  assert.deepEqual(await fixesFor('scores.amax((1,))'), [undefined]);
  assert.deepEqual(await fixesFor('torch.amax(scores, dim=[1])'), [undefined]);
});
