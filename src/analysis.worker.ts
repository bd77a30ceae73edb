/** The thread that reads and computes for the editor: one task after the other, each answered once. */
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { analyzeRequest } from './editor/analysis/analyze-request';
import { diskImports } from './editor/analysis/disk-imports';
import { gpuOpener } from './editor/gpu/open';
import { WorkerGpu } from './editor/analysis/worker-gpu';
import type {
  AnalysisAnswer,
  AnalysisTask,
  WorkerHears,
  WorkerNews,
  WorkerSetup,
} from './editor/analysis/process-messages';

const { abandoned, storage } = workerData as WorkerSetup;

const tell = (message: AnalysisAnswer | WorkerNews): void => parentPort?.postMessage(message);

/** Those who wait until the editor knows of the GPU, in the order of their news. */
const told: (() => void)[] = [];

const gpu = new WorkerGpu(
  gpuOpener({
    load: () => import('webgpu'),
    probe: path.join(__dirname, 'gpu-probe.js'),
    storage,
  }),
  (inUse) =>
    new Promise((resolve) => {
      told.push(resolve);
      tell({ type: 'gpu', inUse });
    }),
);

async function answer(task: AnalysisTask): Promise<AnalysisAnswer> {
  if (task.type === 'backends') {
    return { type: 'backends', id: task.id, backends: await gpu.states(task.choice) };
  }
  const { id, request } = task;
  const backend = await gpu.backend(request.backend);
  tell({ type: 'began', id });
  const outcome = await analyzeRequest(request, {
    backend,
    imports: diskImports(request),
    now: () => performance.now(),
    isAbandoned: () => Atomics.load(abandoned, 0) === id,
  });
  if (outcome.ok) gpu.consider(request.backend, outcome.value.inspection);
  return { type: 'analyzed', id, outcome, gpuFailure: gpu.failure(request.backend) };
}

parentPort?.on('message', (heard: WorkerHears) => {
  if (heard.type === 'told') told.shift()?.();
  else void answer(heard).then(tell);
});
