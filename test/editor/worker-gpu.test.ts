import assert from 'node:assert/strict';
import { fail, succeed } from '../../src/base/result';
import type { Backend } from '../../src/engine/backends/backend';
import { EAGER_ELEMENTS } from '../../src/engine/tensor';
import { WorkerGpu } from '../../src/editor/analysis/worker-gpu';
import { inspection, tensorOf } from './inspection';

const backend: Backend = {
  name: 'gpu',
  description: 'a GPU of this test',
  supports: () => false,
  run: () => Promise.reject(new Error('it computes nothing')),
  dispose: () => undefined,
};
const large = {
  ...inspection,
  tensors: [
    tensorOf(
      0,
      Array.from({ length: EAGER_ELEMENTS + 1 }, () => 0),
    ),
  ],
};
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the GPU of the worker', () => {
  it('is looked for only once there is work for it, and readings do not wait', async () => {
    const looked: string[] = [];
    const gpu = new WorkerGpu((choice) => {
      looked.push(choice);
      return Promise.resolve(succeed(backend));
    });
    assert.equal(await gpu.backend('auto'), undefined);
    gpu.consider('auto', inspection);
    gpu.consider('cpu', large);
    assert.deepEqual(looked, []);
    gpu.consider('auto', large);
    gpu.consider('auto', large);
    await settled();
    assert.equal(await gpu.backend('auto'), backend);
    assert.equal(await gpu.backend('cpu'), undefined);
    assert.deepEqual(looked, ['auto']);
  });

  it('is waited for where the setting insists on it', async () => {
    const gpu = new WorkerGpu(() => Promise.resolve(succeed(backend)));
    assert.equal(await gpu.backend('gpu'), backend);
    assert.equal(gpu.failure('gpu'), null);
  });

  it('is in use from the moment that it is looked for, unless none was found', async () => {
    const told: boolean[] = [];
    const found = [fail('GPU: no adapter'), succeed(backend)];
    const gpu = new WorkerGpu(
      () => Promise.resolve(found.shift()!),
      (inUse) => void told.push(inUse),
    );
    await gpu.backend('gpu');
    assert.deepEqual(told, [true, false]);
    await gpu.states('auto');
    assert.deepEqual(told, [true, false, true]);
  });

  it('that is not there leaves its reason, and the CPU computes', async () => {
    const gpu = new WorkerGpu(() => Promise.resolve(fail('GPU: no adapter')));
    assert.equal(gpu.failure('gpu'), null);
    assert.equal(await gpu.backend('gpu'), undefined);
    assert.equal(gpu.failure('gpu'), 'GPU: no adapter');
    assert.equal(gpu.failure('cpu'), null);
    assert.deepEqual(
      (await gpu.states('gpu')).map(({ name, available }) => [name, available]),
      [
        ['cpu', true],
        ['gpu', false],
      ],
    );
  });

  it('is not looked for where the setting says cpu', async () => {
    const gpu = new WorkerGpu(() => assert.fail('nobody asked for a GPU'));
    const [, state] = await gpu.states('cpu');
    assert.match(state?.detail ?? '', /losslens\.backend/);
  });
});
