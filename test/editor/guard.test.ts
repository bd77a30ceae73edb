import assert from 'node:assert/strict';
import { Guard } from '../../src/editor/guard';

describe('the guard', () => {
  const fail = (): never => {
    throw new Error('broken');
  };

  it('gives nothing instead of an exception, and logs the same one once', async () => {
    const lines: string[] = [];
    const guard = new Guard((line) => lines.push(line));
    assert.equal(guard.run('Hover', fail), undefined);
    assert.equal(guard.run('Hover', fail), undefined);
    assert.equal(await guard.runAsync('Lens', () => Promise.reject(new Error('late'))), undefined);
    assert.equal(lines.length, 2);
    assert.match(lines[0]!, /^Hover failed: Error: broken/);
  });

  it('hands through what goes well', async () => {
    const guard = new Guard(assert.fail);
    assert.equal(
      guard.run('a', () => 1),
      1,
    );
    assert.equal(await guard.runAsync('b', () => Promise.resolve(2)), 2);
  });
});
