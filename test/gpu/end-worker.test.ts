import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { countGpuCalls, endWorker, newGpuCalls } from '../../src/editor/gpu/end-worker';

/** A worker that says "ready" and then lives until it is ended, or until the source says otherwise. */
async function workerThat(source: string, gpuCalls: Int32Array): Promise<Worker> {
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     parentPort.on('message', () => undefined);
     ${source};
     parentPort.postMessage('ready');`,
    { eval: true, workerData: gpuCalls },
  );
  await once(worker, 'message');
  return worker;
}

describe('ending a worker that may have a GPU', () => {
  it('ends one at once that has no call under way', async () => {
    const calls = newGpuCalls();
    const worker = await workerThat('', calls);
    const exit = once(worker, 'exit');
    await endWorker(worker, calls);
    await exit;
    assert.throws(() => countGpuCalls(calls)(1), /about to end/, 'no call begins any more');
  });

  it('waits for the calls that are under way', async () => {
    const calls = newGpuCalls();
    const count = countGpuCalls(calls);
    count(1);
    count(1);
    const worker = await workerThat('', calls);
    let ended = false;
    worker.on('exit', () => (ended = true));
    const ending = endWorker(worker, calls);
    const keepAlive = setTimeout(() => undefined, 5_000);
    await new Promise((resolve) => setTimeout(resolve, 60));
    count(-1);
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.equal(ended, false, 'one call is still under way');
    count(-1);
    await ending;
    clearTimeout(keepAlive);
    assert.equal(ended, true);
  });

  it('does not wait for a worker that is gone', async () => {
    const calls = newGpuCalls();
    countGpuCalls(calls)(1);
    const worker = await workerThat('setTimeout(() => process.exit(3), 10)', calls);
    await once(worker, 'exit');
    await endWorker(worker, calls);
  });
});
