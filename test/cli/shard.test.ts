import assert from 'node:assert/strict';
import type { CheckDocument } from '../../src/cli/documents';
import { isInShard } from '../../src/cli/shard';
import { MemoryFiles } from './memory-files';
import { runMain } from './run-main';

const names = Array.from({ length: 400 }, (_, index) => `src/part${index % 7}/module_${index}.py`);

describe('losslens check --shard', () => {
  it('puts each file into exactly one part, and about as many into each', () => {
    for (const count of [1, 2, 3, 4, 8]) {
      const sizes = Array.from({ length: count }, () => 0);
      for (const name of names) {
        const parts = sizes.map((_, part) => isInShard(name, { number: part + 1, count }));
        assert.equal(parts.filter(Boolean).length, 1, name);
        sizes[parts.indexOf(true)]!++;
      }
      for (const size of sizes) assert.ok(size > (names.length / count) * 0.6, `${count}: ${sizes.join()}`);
    }
  });

  it('checks the files of the part, which together are all files', async () => {
    const files = new MemoryFiles(
      Object.fromEntries(names.slice(0, 20).map((name) => [`/repo/${name}`, 'x = 1\n'])),
    );
    const counts = await Promise.all(
      [1, 2, 3].map(async (part) => {
        const { stdout } = await runMain(`check --format json --shard ${part}/3 .`, files);
        return (JSON.parse(stdout) as CheckDocument).files;
      }),
    );
    assert.equal(
      counts.reduce((sum, one) => sum + one, 0),
      20,
    );
    assert.ok(counts.every((one) => one > 0));
  });

  it('refuses what is no part', async () => {
    for (const shard of ['0/3', '4/3', '2', 'a/b', '1/0', '-1/2']) {
      const { code, stderr } = await runMain(`check --shard=${shard} .`, new MemoryFiles({}));
      assert.equal(code, 2, shard);
      assert.match(stderr, /--shard must be I\/N/);
    }
  });
});
