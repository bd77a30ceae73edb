/** The bundled analysis process with its GPU. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { uncancelled, type AnalysisRequest } from '../../src/editor/analysis/analyzer';
import { ProcessAnalyzer } from '../../src/editor/analysis/process-analyzer';
import { provideTestGpu } from './adapter';

const request = (document: string, elements: number): AnalysisRequest => ({
  document,
  sources: [
    {
      file: document,
      text: [
        'import torch',
        'import torch.nn.functional as F',
        `x = torch.linspace(-4, 4, ${elements})`,
        `F.binary_cross_entropy_with_logits(x, (torch.arange(${elements}) % 2).float())`,
      ].join('\n'),
    },
  ],
  rules: {},
  limits: {},
  backend: 'gpu',
  open: [],
  sampleSeed: null,
});

describe('the analysis process with a GPU', function () {
  this.timeout(60_000);
  const open: ProcessAnalyzer[] = [];
  before(async function () {
    const { adapter } = await provideTestGpu();
    if (!adapter.ok) this.skip();
  });
  afterEach(() => {
    for (const analyzer of open.splice(0)) analyzer.dispose();
  });
  const start = (): ProcessAnalyzer => {
    const analyzer = new ProcessAnalyzer({
      process: path.resolve('dist/analysis.process.js'),
      worker: path.resolve('dist/analysis.worker.js'),
    });
    open.push(analyzer);
    return analyzer;
  };

  it('computes a large loss there', async () => {
    const analyzer = start();
    const outcome = await analyzer.analyze(request('a', 70_000), uncancelled);
    assert.ok(outcome.ok, outcome.ok ? '' : outcome.failure.message);
    assert.equal(outcome.value.backend, 'gpu');
    assert.deepEqual(outcome.value.inspection.limits, []);
    const [cpu, gpu] = await analyzer.backends('gpu');
    assert.equal(cpu?.available, true);
    assert.match(gpu?.detail ?? '', /^WebGPU on ./);
  });

  it('may be ended at any moment, and started again', async () => {
    for (const milliseconds of [0, 100, 250, 350, 450, 550, 700]) {
      const analyzer = start();
      const outcome = analyzer.analyze(request('a', 1_000_000), uncancelled);
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      analyzer.dispose();
      const ended = await outcome;
      if (!ended.ok) assert.equal(ended.failure.kind, 'cancelled');
    }
    const again = await start().analyze(request('a', 70_000), uncancelled);
    assert.ok(again.ok);
  });
});
