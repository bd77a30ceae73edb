/**
 * Ending a worker thread that may have a GPU. Dawn aborts the whole process when its
 * thread ends before a promise of its is settled; so a worker counts its calls to the GPU in
 * shared memory, and whoever ends it waits until there are none.
 */
import type { Worker } from 'node:worker_threads';

/** A cell that counts the GPU calls that are under way: zero when the worker may be ended. */
export const newGpuCalls = (): Int32Array => new Int32Array(new SharedArrayBuffer(4));

/** What the cell holds once the worker is being ended: so low that counting does not bring it back to zero. */
const ENDING = -(2 ** 30);

/** The counting side: what openGpu is given as `busy`. Throws for a call that would begin in a worker that is being ended. */
export const countGpuCalls =
  (calls: Int32Array) =>
  (change: 1 | -1): void => {
    const before = Atomics.add(calls, 0, change);
    if (change === 1 && before < 0) throw new Error('the thread is about to end');
  };

/** Milliseconds between two looks at the cell. */
const POLL = 20;

/**
 * Ends a worker as soon as it has no call to the GPU under way. One whose GPU never answers
 * again is not ended: it waits without work, which harms nobody, where ending it would end the process.
 */
export async function endWorker(worker: Worker, gpuCalls: Int32Array): Promise<void> {
  // A worker that ended by itself has no thread any more, and its calls never end.
  while (worker.threadId !== -1 && Atomics.compareExchange(gpuCalls, 0, 0, ENDING) > 0) {
    await new Promise<void>((resolve) => void setTimeout(resolve, POLL).unref());
  }
  await worker.terminate();
}
