/** The thread that reads and computes for the editor: one task after the other, each answered once. */
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { analyzeRequest } from './editor/analyze-request';
import { diskImports } from './editor/disk-imports';
import { openGpu } from './editor/gpu/open';
import { WorkerGpu } from './editor/worker-gpu';
import type { AnalysisAnswer, AnalysisTask, WorkerSetup } from './editor/process-messages';

const { abandoned, storage } = workerData as WorkerSetup;

const gpu = new WorkerGpu((choice) =>
  openGpu({
    choice,
    load: () => import('webgpu'),
    probe: path.join(__dirname, 'gpu-probe.js'),
    storage,
  }),
);

async function answer(task: AnalysisTask): Promise<AnalysisAnswer> {
  if (task.type === 'backends') {
    return { type: 'backends', id: task.id, backends: await gpu.states(task.choice) };
  }
  const { id, request } = task;
  const outcome = await analyzeRequest(request, {
    backend: await gpu.backend(request.backend),
    imports: diskImports(request),
    now: () => performance.now(),
    isAbandoned: () => Atomics.load(abandoned, 0) === id,
  });
  if (outcome.ok) gpu.consider(request.backend, outcome.value.inspection);
  return { type: 'analyzed', id, outcome, gpuFailure: gpu.failure(request.backend) };
}

parentPort?.on('message', (task: AnalysisTask) => {
  void answer(task).then((message) => parentPort?.postMessage(message));
});
