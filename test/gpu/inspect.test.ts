import assert from 'node:assert/strict';
import { createGpuBackend } from '../../src/engine/backends/gpu';
import { inspect, type Inspection } from '../../src/inspect';

const text = `
import torch
import torch.nn.functional as F
x = torch.linspace(-4, 4, 70000)
y = (torch.arange(70000) % 2).float()
F.binary_cross_entropy_with_logits(x, y)
scores = torch.linspace(-3, 3, 70000).reshape(7000, 10)
F.cross_entropy(scores, torch.arange(7000) % 10)
`;

/** Value, mean of the elements' losses, and mean and spread of the gradient, of each loss. */
const numbersOf = ({ losses, tensors }: Inspection) =>
  losses.map((loss) => {
    const statistics = [loss.perElement!, ...loss.gradients.map(({ tensor }) => tensor)].map(
      (id) => tensors[id]!.statistics!,
    );
    return [loss.value!, ...statistics.flatMap(({ mean, std }) => [mean, std])].map(Number);
  });

describe('reading a text with a GPU', () => {
  it('gives the numbers that reading it without one gives, gradients too', async () => {
    // The kernels run as JavaScript here, so that every machine tries this.
    const opened = await createGpuBackend({ mode: 'cpu', adapter: 'JavaScript' });
    assert.ok(opened.ok);
    const ran: number[] = [];
    const watched = {
      name: opened.value.name,
      description: opened.value.description,
      supports: opened.value.supports.bind(opened.value),
      run: (...[op, inputs, attributes, shape, dtype]: Parameters<typeof opened.value.run>) => {
        ran.push(shape.reduce((product, size) => product * size, 1));
        return opened.value.run(op, inputs, attributes, shape, dtype);
      },
      dispose: () => opened.value.dispose(),
    };
    const sources = [{ file: 'large.py', text }];
    const [withGpu, without] = [await inspect(sources, { backend: watched }), await inspect(sources)];
    assert.ok(ran.filter((elements) => elements === 70_000).length >= 5, ran.join(' '));
    assert.deepEqual(withGpu.limits, without.limits);
    const [actual, wanted] = [numbersOf(withGpu), numbersOf(without)];
    assert.equal(wanted.length, 2);
    wanted.flat().forEach((number, at) => {
      const given = actual.flat()[at]!;
      assert.ok(Math.abs(given - number) <= 1e-5 * Math.abs(number) + 1e-9, `${given}, not ${number}`);
    });
    opened.value.dispose();
  });
});
