import assert from 'node:assert/strict';
import { uncancelled, type AnalysisRequest } from '../../src/editor/analysis/analyzer';
import { InProcessAnalyzer } from '../../src/editor/analysis/in-process-analyzer';
import { losses, mean, text } from './inspection';

const request = (source: string, document = 'a'): AnalysisRequest => ({
  document,
  sources: [{ file: document, text: `import torch\nimport torch.nn.functional as F\n${source}` }],
  rules: {},
  limits: {},
  backend: 'auto',
  open: [],
  sampleSeed: null,
});

describe('the analyzer of a browser', () => {
  it('reads and computes', async () => {
    const outcome = await new InProcessAnalyzer().analyze(request(text), uncancelled);
    assert.ok(outcome.ok);
    const { inspection } = outcome.value;
    const [call] = inspection.losses;
    assert.ok(call?.value !== undefined && call.value !== null);
    assert.ok(Math.abs(call.value - mean) < 1e-6);
    const perElement = inspection.tensors[call.perElement ?? -1]?.data ?? [];
    assert.equal(perElement.length, 3);
    losses.forEach((loss, at) => assert.ok(Math.abs(perElement[at]! - loss) < 1e-6));
  });

  it('draws other numbers from another seed, and the same ones from the same', async () => {
    const drawn = async (sampleSeed: number | null): Promise<unknown> => {
      const outcome = await new InProcessAnalyzer().analyze(
        { ...request('x = torch.rand(4)'), sampleSeed },
        uncancelled,
      );
      assert.ok(outcome.ok);
      return outcome.value.inspection.tensors.find(({ sampled }) => sampled)?.data;
    };
    const [first, second, third] = [await drawn(null), await drawn(1), await drawn(2)];
    assert.ok(first);
    assert.notDeepEqual(first, second);
    assert.notDeepEqual(second, third);
    assert.deepEqual(await drawn(1), second);
  });

  it('gives up an older request of a document', async () => {
    const analyzer = new InProcessAnalyzer();
    const older = analyzer.analyze(request('x = 1'), uncancelled);
    const newer = analyzer.analyze(request('x = 2'), uncancelled);
    const [first, second] = await Promise.all([older, newer]);
    assert.ok(!first.ok && first.failure.kind === 'cancelled');
    assert.ok(second.ok);
  });

  it('ends a program that never ends, within its bound on time', async () => {
    const started = performance.now();
    const outcome = await new InProcessAnalyzer().analyze(request('while True:\n    pass\n'), uncancelled);
    assert.ok(outcome.ok);
    assert.ok(outcome.value.inspection.limits.length > 0);
    assert.ok(performance.now() - started < 5_000);
  });
});
