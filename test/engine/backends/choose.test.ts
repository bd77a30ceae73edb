import assert from 'node:assert/strict';
import type { Backend } from '../../../src/engine/backends/backend';
import { computeOnCpu } from '../../../src/engine/backends/cpu';
import {
  alwaysBackend,
  ChosenBackend,
  chooseThresholds,
  cpuOnly,
  measure,
  reasonForCpu,
  type Measurement,
} from '../../../src/engine/backends/choose';
import type { Op } from '../../../src/engine/op';
import { sigmoid } from '../../../src/engine/ops/sigmoid';

const race = (
  kind: Measurement['kind'],
  elements: number,
  cpuMilliseconds: number,
  backendMilliseconds: number,
): Measurement => ({ kind, elements, cpuMilliseconds, backendMilliseconds });

/** The reference under another name: it can do everything and is never faster. */
const twin: Backend = {
  name: 'gpu',
  description: 'the reference itself',
  supports: () => true,
  run: (op, inputs, attributes, shape, dtype) =>
    Promise.resolve(computeOnCpu(op.kernel, inputs, attributes, shape, dtype)),
  dispose: () => undefined,
};

describe('choosing a backend by size', () => {
  it('takes the smallest size from which on the backend won every race', () => {
    const measurements = [
      race('elementwise', 1_000, 1, 5),
      race('elementwise', 10_000, 4, 3),
      race('elementwise', 100_000, 40, 5),
      race('line', 1_000, 5, 1),
      race('line', 10_000, 5, 9),
      race('line', 100_000, 50, 10),
    ];
    const thresholds = chooseThresholds(measurements);
    assert.equal(thresholds.elementwise, 10_000);
    assert.equal(thresholds.line, 100_000, 'an earlier win does not count when a larger size was lost');
    assert.equal(thresholds.reduce, 100_000, 'what was not measured follows the worst');
    assert.equal(thresholds.general, Infinity);
  });

  it('says why the CPU computes all', () => {
    const lost = [race('elementwise', 1_000, 1, 5), race('line', 1_048_576, 1, 5)];
    assert.equal(
      reasonForCpu(lost, chooseThresholds(lost)),
      'GPU slower than CPU for all measured sizes (1,000 to 1,048,576 elements)',
    );
    assert.equal(reasonForCpu([], chooseThresholds([])), 'GPU: not measured');
    const won = [race('elementwise', 1_000, 5, 1)];
    assert.equal(reasonForCpu(won, chooseThresholds(won)), undefined);
  });

  it('hands over only what is large enough', () => {
    const chosen = new ChosenBackend(twin, { ...cpuOnly, elementwise: 100 });
    const array = (length: number) => ({ shape: [length], dtype: 'float32' as const });
    const op = sigmoid as unknown as Op;
    assert.equal(chosen.supports(op, [array(99)], {}, array(99)), false);
    assert.equal(chosen.supports(op, [array(100)], {}, array(100)), true);
    assert.equal(new ChosenBackend(twin, cpuOnly).supports(op, [array(1e6)], {}, array(1e6)), false);
    assert.equal(new ChosenBackend(twin, alwaysBackend).supports(op, [array(1)], {}, array(1)), true);
  });

  it('measures both sides of each race within its budget', async () => {
    let clock = 0;
    const all = await measure(twin, [{ op: sigmoid as unknown as Op, attributes: {} }], () => clock++, 1e9);
    assert.deepEqual(
      all.map(({ kind, elements }) => [kind, elements]),
      [
        ['elementwise', 32_768],
        ['elementwise', 262_144],
        ['elementwise', 1_048_576],
      ],
    );
    assert.ok(all.every((one) => one.cpuMilliseconds === 1 && one.backendMilliseconds === 1));
    clock = 0;
    const some = await measure(
      twin,
      [{ op: sigmoid as unknown as Op, attributes: {} }],
      () => (clock += 100),
      300,
    );
    assert.ok(some.length > 0 && some.length < 3);
  });
});
