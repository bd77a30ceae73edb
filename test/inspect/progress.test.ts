/** What is gone through under a progress bar is what the bar was given. */
import assert from 'node:assert/strict';
import { inspect } from '../../src/inspect';

describe('progress bars', () => {
  it('hand on what they were given', async () => {
    const { printed } = await inspect([
      {
        file: 'program.py',
        text: `
from tqdm.auto import tqdm, trange
bar = tqdm([1, 2], desc='epoch')
for i in bar:
    bar.set_postfix(loss=i)
    print(i)
print(len(bar), [i for i in trange(3)])
with tqdm(total=2) as progress:
    progress.update(1)
    print('inside')
`,
      },
    ]);
    assert.deepEqual(printed, ['1', '2', '2 [0, 1, 2]', 'inside']);
  });
});
