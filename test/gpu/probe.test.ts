import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { machineKey, Memory } from '../../src/editor/gpu/memory';
import { gpuOpener } from '../../src/editor/gpu/open';
import { ANSWER, probeGpu } from '../../src/editor/gpu/probe';
import { adapterName, provideGpu } from '../../src/editor/gpu/provide';

describe('trying the GPU in a child process', function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'losslens-probe-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** A probe that does what the source says. */
  async function script(source: string): Promise<string> {
    const file = path.join(folder, 'probe.cjs');
    await writeFile(file, source);
    return file;
  }
  const forgetful = new Memory(null, '');
  const answering = (answer: object) =>
    `process.stdout.write(${JSON.stringify(`${ANSWER}${JSON.stringify(answer)}\n`)})`;

  it('gives the adapter of a child that came back', async () => {
    const probe = await script(answering({ ok: true, value: 'a GPU' }));
    assert.deepEqual(await probeGpu({ script: probe, memory: forgetful }), { ok: true, value: 'a GPU' });
  });

  it('gives the reason of a child that found none', async () => {
    const probe = await script(answering({ ok: false, failure: 'no adapter' }));
    assert.deepEqual(await probeGpu({ script: probe, memory: forgetful }), {
      ok: false,
      failure: 'no adapter',
    });
  });

  it('survives a child that crashes, even after its answer', async () => {
    const crash = await probeGpu({ script: await script('process.abort()'), memory: forgetful });
    assert.deepEqual(crash, { ok: false, failure: 'trying the GPU ended its process (SIGABRT)' });
    const late = await script(`${answering({ ok: true, value: 'a GPU' })}; process.exitCode = 139;`);
    assert.deepEqual(await probeGpu({ script: late, memory: forgetful }), {
      ok: false,
      failure: 'trying the GPU ended its process (exit code 139)',
    });
  });

  it('survives a child that hangs, talks nonsense, or is not there', async () => {
    const hanging = await script('setInterval(() => undefined, 1000)');
    assert.deepEqual(await probeGpu({ script: hanging, memory: forgetful, timeout: 300 }), {
      ok: false,
      failure: 'trying the GPU did not end within 0 s',
    });
    const nonsense = await probeGpu({
      script: await script(`console.log(${JSON.stringify(`${ANSWER}{`)})`),
      memory: forgetful,
    });
    assert.equal(nonsense.ok, false);
    const missing = await probeGpu({ script: path.join(folder, 'none.cjs'), memory: forgetful });
    assert.deepEqual(missing, { ok: false, failure: 'trying the GPU ended its process (exit code 1)' });
  });

  /** A probe that leaves a mark for each time that it is asked. */
  const marking = (counter: string, then: string) =>
    script(`require('node:fs').appendFileSync(${JSON.stringify(counter)}, 'x'); ${then}`);

  it('remembers what crashed, and asks again where there was only no GPU', async () => {
    const [crashes, answers] = [path.join(folder, 'crashes'), path.join(folder, 'answers')];
    const memory = new Memory(folder, 'k');
    for (let time = 0; time < 2; time++) {
      const none = await marking(answers, answering({ ok: false, failure: 'no adapter' }));
      await probeGpu({ script: none, memory });
    }
    assert.equal(await readFile(answers, 'utf8'), 'xx');
    for (let time = 0; time < 2; time++) {
      const answer = await probeGpu({ script: await marking(crashes, 'process.abort()'), memory });
      assert.equal(answer.ok, false);
    }
    assert.equal(await readFile(crashes, 'utf8'), 'x');
  });

  it('asks once, until the machine changes', async () => {
    const counter = path.join(folder, 'count');
    const probe = await marking(counter, answering({ ok: true, value: 'a GPU' }));
    const key = machineKey('0.6.2', {});
    for (let time = 0; time < 3; time++) await probeGpu({ script: probe, memory: new Memory(folder, key) });
    assert.equal(await readFile(counter, 'utf8'), 'x');
    const changed = machineKey('0.6.2', { VK_DRIVER_FILES: 'another.json' });
    await probeGpu({ script: probe, memory: new Memory(folder, changed) });
    assert.equal(await readFile(counter, 'utf8'), 'xx');
  });

  it('asks again when what was remembered cannot be read', async () => {
    await writeFile(
      path.join(folder, 'gpu.json'),
      '{"probe": {"key": "k", "at": 1e99, "answer": {"ok": true}}}',
    );
    const memory = new Memory(folder, 'k');
    assert.equal(await memory.recall('probe'), undefined);
    await writeFile(path.join(folder, 'gpu.json'), 'no json');
    assert.equal(await memory.recall('probe'), undefined);
    await memory.remember('probe', { ok: true, value: 'x' });
    assert.deepEqual(await memory.recall('probe'), { ok: true, value: 'x' });
    const nowhere = new Memory(path.join(folder, 'gpu.json', 'file-not-folder'), 'k');
    await nowhere.remember('probe', 1);
    assert.equal(await nowhere.recall('probe'), undefined);
  });

  it('is not opened by two at once', async () => {
    const probe = await script(answering({ ok: true, value: 'a card' }));
    let starting = 0;
    const together: number[] = [];
    const open = gpuOpener({
      probe,
      storage: folder,
      load: () =>
        Promise.resolve({
          create: () => ({
            requestAdapter: async () => {
              together.push(++starting);
              await new Promise((resolve) => setTimeout(resolve, 20));
              starting--;
              return null;
            },
          }),
        }),
    });
    const opened = await Promise.all([open('auto'), open('gpu'), open('auto')]);
    assert.deepEqual(together, [1, 1, 1]);
    for (const one of opened) assert.match(one.ok ? '' : one.failure, /no adapter/);
  });

  it('opens the GPU, or says why not, with the real probe', async function () {
    const probe = path.resolve('dist/gpu-probe.js');
    if (!existsSync(probe)) this.skip();
    const options = { probe, storage: folder, load: () => import('webgpu') };
    const opened = await gpuOpener(options)('gpu');
    if (opened.ok) {
      assert.match(opened.value.description, /^WebGPU on ./);
      opened.value.dispose();
      const measured = await gpuOpener(options)('auto');
      const remembered = JSON.parse(await readFile(path.join(folder, 'gpu.json'), 'utf8')) as Record<
        string,
        unknown
      >;
      assert.deepEqual(Object.keys(remembered).sort(), ['measurements', 'probe']);
      if (measured.ok) measured.value.dispose();
      else assert.match(measured.failure, /^GPU slower than CPU for all measured sizes/);
    } else assert.match(opened.failure, /^GPU: ./);
  });
});

describe('providing the GPU', () => {
  it('says why the package does not load', async () => {
    const given = await provideGpu(() =>
      Promise.reject(new Error('GLIBCXX_3.4.32 not found\n  required by x')),
    );
    assert.deepEqual(given, {
      ok: false,
      failure: 'the package webgpu does not load here (GLIBCXX_3.4.32 not found)',
    });
  });

  it('says that there is no adapter', async () => {
    const given = await provideGpu(() =>
      Promise.resolve({ create: () => ({ requestAdapter: () => Promise.resolve(null) }) }),
    );
    assert.equal(given.ok, false);
    assert.match(given.ok ? '' : given.failure, /^no adapter/);
  });

  it('names an adapter by what is known of it', () => {
    const nothing = { vendor: '', architecture: '', device: '', description: '' };
    assert.equal(adapterName(nothing), 'a GPU without a name');
    assert.equal(
      adapterName({ ...nothing, device: 'some-gpu-', description: 'driver 1.2' }),
      'some-gpu (driver 1.2)',
    );
    assert.equal(adapterName({ ...nothing, vendor: 'acme', architecture: 'one' }), 'acme one');
  });
});
