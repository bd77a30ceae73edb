/** The child process that tries the GPU: exits with 0 and one line on standard output, or dies alone. */
import { succeed } from './base/result';
import { answerLine, type ProbeAnswer } from './editor/gpu/probe';
import { provideGpu } from './editor/gpu/provide';
import { createGpuBackend } from './engine/backends/gpu';

async function tryGpu(): Promise<ProbeAnswer> {
  const adapter = await provideGpu(() => import('webgpu'));
  if (!adapter.ok) return adapter;
  const backend = await createGpuBackend({ mode: 'webgpu', adapter: adapter.value });
  return backend.ok ? succeed(adapter.value) : backend;
}

void tryGpu().then((answer) => {
  // The device keeps the process alive, and tearing it down is a risk of its own.
  process.stdout.write(answerLine(answer), () => process.exit(0));
});
