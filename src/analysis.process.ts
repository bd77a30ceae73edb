/**
 * The process that reads and computes for the editor. The work is done by a thread of it
 * (analysis.worker.ts), so that this one hears what the editor says meanwhile. It ends when
 * the editor does, and is killed rather than taken down: see editor/analysis-process.ts.
 */
import { Worker } from 'node:worker_threads';
import type {
  AnalysisAnswer,
  FromProcess,
  ProcessSetup,
  ToProcess,
  WorkerHears,
  WorkerNews,
  WorkerSetup,
} from './editor/analysis/process-messages';

const { worker: script, heapMegabytes, storage } = JSON.parse(process.argv[2] ?? '') as ProcessSetup;
const abandoned = new Int32Array(new SharedArrayBuffer(4));
const setup: WorkerSetup = { abandoned, storage };
const worker = new Worker(script, {
  workerData: setup,
  resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
});

/** Ends at once, without the ends of threads and native libraries. */
const die = (): void => void process.kill(process.pid, 'SIGKILL');

const tell = (message: FromProcess, then: () => void = () => undefined): void => {
  process.send?.(message, undefined, undefined, then);
};

worker.on('message', (message: AnalysisAnswer | WorkerNews) => {
  // What the library does to this process must not be quicker than the news of it.
  if (message.type === 'gpu') tell(message, () => worker.postMessage({ type: 'told' } satisfies WorkerHears));
  else tell(message);
});
worker.on('error', (error) => tell({ type: 'died', reason: error.message }, die));
worker.on('exit', (code) => tell({ type: 'died', reason: `it ended with code ${code}` }, die));

process.on('message', (message: ToProcess) => {
  if (message.type === 'abandon') Atomics.store(abandoned, 0, message.id);
  else worker.postMessage(message);
});
process.on('disconnect', die);
