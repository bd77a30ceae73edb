import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { countGpuCalls, endWorker, newGpuCalls } from '../../src/editor/gpu/end-worker';
import { provideTestGpu } from './adapter';

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

/** Reads a large buffer back from the GPU, again and again, counting as our backend does. */
const ALWAYS_AT_WORK = `
const { parentPort, workerData } = require('node:worker_threads');
(async () => {
  const { create } = await import('webgpu');
  const gpu = create([]);
  const device = await (await gpu.requestAdapter()).requestDevice();
  const size = 2 ** 24;
  const from = device.createBuffer({ size, usage: 4 });
  const to = device.createBuffer({ size, usage: 1 | 8 });
  for (let time = 0; ; time++) {
    if (Atomics.add(workerData, 0, 1) < 0) throw new Error('about to end');
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(from, 0, to, 0, size);
    device.queue.submit([encoder.finish()]);
    await to.mapAsync(1);
    to.unmap();
    Atomics.sub(workerData, 0, 1);
    if (time === 3) parentPort.postMessage('at work');
  }
})();
`;

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

  it('ends one that always has the GPU at work, without ending the process', async function () {
    this.timeout(30_000);
    const { adapter } = await provideTestGpu();
    if (!adapter.ok) this.skip();
    for (let round = 0; round < 5; round++) {
      const calls = newGpuCalls();
      const worker = new Worker(ALWAYS_AT_WORK, { eval: true, workerData: calls });
      worker.on('error', (error) => assert.match(error.message, /about to end/));
      await once(worker, 'message');
      const keepAlive = setTimeout(() => undefined, 20_000);
      await endWorker(worker, calls);
      clearTimeout(keepAlive);
    }
  });

  it('does not wait for a worker that is gone', async () => {
    const calls = newGpuCalls();
    countGpuCalls(calls)(1);
    const worker = await workerThat('setTimeout(() => process.exit(3), 10)', calls);
    await once(worker, 'exit');
    await endWorker(worker, calls);
  });
});
