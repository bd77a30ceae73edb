/**
 * Ending a worker thread that may have a GPU. Dawn aborts the whole process when its
 * thread ends before a promise of its is settled; so a worker counts its calls to the GPU in
 * shared memory, and whoever ends it waits until there are none.
 */
import type { Worker } from 'node:worker_threads';

/** A cell that counts the GPU calls that are under way: zero when the worker may be ended. */
export const newGpuCalls = (): Int32Array => new Int32Array(new SharedArrayBuffer(4));

/** Added to the cell of a worker that is to end: so low that counting does not bring it back to zero. */
const ENDING = -(2 ** 30);

/** The counting side: what openGpu is given as `busy`. Throws for a call that would begin in a worker that is to end. */
export const countGpuCalls =
  (calls: Int32Array) =>
  (change: 1 | -1): void => {
    const before = Atomics.add(calls, 0, change);
    if (change === 1 && before < 0) {
      Atomics.sub(calls, 0, 1);
      throw new Error('the thread is about to end');
    }
  };

/** Milliseconds between two looks at the cell. */
const POLL = 20;

/**
 * Ends a worker as soon as it has no call to the GPU under way; it begins none from now on. One whose GPU
 * never answers again is not ended: it waits without work, where ending it would end the process.
 */
export async function endWorker(worker: Worker, gpuCalls: Int32Array): Promise<void> {
  if (Atomics.load(gpuCalls, 0) >= 0) Atomics.add(gpuCalls, 0, ENDING);
  // A worker that ended by itself has no thread any more, and its calls never end.
  while (worker.threadId !== -1 && Atomics.load(gpuCalls, 0) !== ENDING) {
    await new Promise<void>((resolve) => void setTimeout(resolve, POLL).unref());
  }
  await worker.terminate();
}
