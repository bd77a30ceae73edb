/** The process and its thread are real; what runs in the thread is written here, since only its manners matter. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { uncancelled, type AnalysisRequest, type Cancellation } from '../../src/editor/analysis/analyzer';
import { ProcessAnalyzer, type ProcessAnalyzerOptions } from '../../src/editor/analysis/process-analyzer';

/**
 * Does what the first source says: `die`, `abort` (the whole process), `throw`, `spin` (until abandoned), `hang` (for ever), `hog` (all memory);
 * `gpu dies`, `gpu hangs`, `gpu not found, die`: the same with a GPU in use, looked for, or not there; anything else is handed back as `backend`.
 */
const SCRIPT = `
const { parentPort, workerData } = require('node:worker_threads');
let told = () => undefined;
parentPort.on('message', (task) => {
  if (task.type === 'told') return told();
  if (task.type === 'backends') {
    parentPort.postMessage({ type: 'backends', id: task.id, backends: [{ name: 'cpu', available: true, detail: workerData.storage }] });
    return;
  }
  const text = task.request.sources[0].text;
  const wantsGpu = task.request.backend !== 'cpu';
  if (text.startsWith('gpu') && wantsGpu) parentPort.postMessage({ type: 'gpu', inUse: true });
  if (text === 'gpu hangs' && wantsGpu) return;
  if (text.startsWith('gpu not found')) parentPort.postMessage({ type: 'gpu', inUse: false });
  parentPort.postMessage({ type: 'began', id: task.id });
  if (text === 'gpu dies' && wantsGpu) { told = () => process.kill(process.pid, 'SIGSEGV'); return; }
  if (text === 'gpu not found, die') { let heard = 0; told = () => { if (++heard === 2) process.exit(3); }; return; }
  if (text.startsWith('gpu')) {
    parentPort.postMessage({ type: 'analyzed', id: task.id, outcome: { ok: true, value: { backend: task.request.backend } }, gpuFailure: null });
    return;
  }
  if (text === 'die') process.exit(3);
  if (text === 'abort') process.kill(process.pid, 'SIGABRT');
  if (text === 'throw') throw new Error('out of luck');
  if (text === 'spin') while (Atomics.load(workerData.abandoned, 0) !== task.id);
  if (text === 'hang') for (;;);
  if (text === 'hog') { const all = []; for (;;) all.push(new Array(100000).fill(0).map(() => ({}))); }
  parentPort.postMessage({ type: 'analyzed', id: task.id, outcome: { ok: true, value: { backend: text } }, gpuFailure: text === 'no gpu' ? 'GPU: no adapter' : null });
});
`;

describe('the process analyzer', () => {
  let folder: string;
  let script: string;
  const open: ProcessAnalyzer[] = [];

  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'losslens-process-'));
    script = path.join(folder, 'worker.cjs');
    writeFileSync(script, SCRIPT);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(() => {
    for (const analyzer of open.splice(0)) analyzer.dispose();
  });

  const start = (options: ProcessAnalyzerOptions = {}, file = script): ProcessAnalyzer => {
    const analyzer = new ProcessAnalyzer(
      { process: path.resolve('dist/analysis.process.js'), worker: file },
      options,
    );
    open.push(analyzer);
    return analyzer;
  };
  const request = (text: string, document = 'a', milliseconds = 10_000): AnalysisRequest => ({
    document,
    sources: [{ file: document, text }],
    rules: {},
    limits: { milliseconds },
    backend: 'auto',
    open: [],
    sampleSeed: null,
  });
  const answer = async (
    analyzer: ProcessAnalyzer,
    asked: AnalysisRequest,
    cancellation: Cancellation = uncancelled,
  ): Promise<string> => {
    const outcome = await analyzer.analyze(asked, cancellation);
    return outcome.ok ? outcome.value.backend : outcome.failure.kind;
  };

  it('answers, one after the other', async () => {
    const analyzer = start();
    const answers = await Promise.all(
      ['one', 'two', 'three'].map((text) => answer(analyzer, request(text, text))),
    );
    assert.deepEqual(answers, ['one', 'two', 'three']);
  });

  it('says so when the worker or the whole process dies, and the next request is answered by a new one', async () => {
    const lines: string[] = [];
    const analyzer = start({ log: (line) => lines.push(line) });
    for (const [how, reason] of [
      ['die', /ended with code 3/],
      ['throw', /out of luck/],
      ['abort', /ended with SIGABRT/],
    ] as const) {
      const outcome = await analyzer.analyze(request(how), uncancelled);
      assert.ok(!outcome.ok);
      assert.equal(outcome.failure.kind, 'died');
      assert.match(outcome.failure.message, reason);
      assert.equal(await answer(analyzer, request('fine')), 'fine');
    }
    assert.equal(lines.length, 3);
  });

  it('outlives a worker that takes all memory', async function () {
    this.timeout(30_000);
    const analyzer = start({ heapMegabytes: 40 });
    const outcome = await analyzer.analyze(request('hog'), uncancelled);
    assert.ok(!outcome.ok);
    assert.match(outcome.failure.message, /more memory than there is/);
    assert.equal(await answer(analyzer, request('fine')), 'fine');
  });

  it('stops a worker that does not end in time', async () => {
    const analyzer = start({ grace: 100 });
    const outcome = await analyzer.analyze(request('hang', 'a', 100), uncancelled);
    assert.ok(!outcome.ok);
    assert.equal(outcome.failure.kind, 'deadline');
    assert.equal(await answer(analyzer, request('fine')), 'fine');
  });

  it('gives up the older request of a document for the newer, and keeps those of others', async () => {
    const analyzer = start();
    const older = answer(analyzer, request('spin'));
    const other = answer(analyzer, request('other', 'b'));
    const newer = answer(analyzer, request('newer'));
    assert.deepEqual(await Promise.all([older, other, newer]), ['cancelled', 'other', 'newer']);
  });

  it('gives up what is cancelled, running or waiting, at once', async () => {
    const analyzer = start();
    const listeners: (() => void)[] = [];
    const cancellation: Cancellation = {
      isCancellationRequested: false,
      onCancellationRequested: (listener) => {
        listeners.push(listener);
        return { dispose: () => undefined };
      },
    };
    const running = answer(analyzer, request('spin', 'a'), cancellation);
    const waiting = answer(analyzer, request('never', 'b'), cancellation);
    for (const cancel of listeners) cancel();
    assert.deepEqual(await Promise.all([running, waiting]), ['cancelled', 'cancelled']);
    assert.equal(await answer(analyzer, request('fine')), 'fine');
  });

  it('can be restarted while it works', async () => {
    const analyzer = start();
    const running = answer(analyzer, request('hang'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    analyzer.restart();
    assert.equal(await running, 'died');
    assert.equal(await answer(analyzer, request('fine')), 'fine');
  });

  it('knows why the GPU is not used', async () => {
    const analyzer = start();
    assert.equal(analyzer.gpuFailure, null);
    await answer(analyzer, request('no gpu'));
    assert.equal(analyzer.gpuFailure, 'GPU: no adapter');
  });

  for (const how of ['gpu dies', 'gpu hangs']) {
    it(`reads on with the CPU where the ${how}, until it is restarted`, async () => {
      const lines: string[] = [];
      const analyzer = start({ opening: 1_000, log: (line) => lines.push(line) });
      assert.equal(await answer(analyzer, request(how)), 'cpu');
      assert.equal(lines.length, 1);
      assert.match(analyzer.gpuFailure ?? '', /The CPU computes instead.*Restart Analysis/);
      assert.equal(await answer(analyzer, request('gpu', 'b')), 'cpu');
      const [, gpu] = await analyzer.backends('auto');
      assert.deepEqual([gpu?.available, gpu?.detail], [false, analyzer.gpuFailure]);
      analyzer.restart();
      assert.equal(analyzer.gpuFailure, null);
      assert.equal(await answer(analyzer, request('gpu', 'c')), 'auto');
    });
  }

  it('does not blame a GPU that is not there', async () => {
    const analyzer = start();
    assert.equal(await answer(analyzer, request('gpu not found, die')), 'died');
    assert.equal(analyzer.gpuFailure, null);
  });

  it('says so when its script is not there', async () => {
    const outcome = await start({}, path.join(folder, 'missing.cjs')).analyze(request('x'), uncancelled);
    assert.ok(!outcome.ok);
    assert.equal(outcome.failure.kind, 'died');
  });

  it('asks for backends, and settles everything when it is let go of', async () => {
    const analyzer = start({ storage: folder });
    assert.deepEqual(await analyzer.backends('auto'), [{ name: 'cpu', available: true, detail: folder }]);
    const left = answer(analyzer, request('hang'));
    analyzer.dispose();
    assert.equal(await left, 'cancelled');
    assert.equal(await answer(analyzer, request('late')), 'cancelled');
    assert.deepEqual(await analyzer.backends('auto'), []);
  });

  it('ends what a person stops, with its process where it does not end by itself', async () => {
    const lines: string[] = [];
    const analyzer = start({ stopping: 100, log: (line) => lines.push(line) });
    for (const how of ['spin', 'hang']) {
      const running = answer(analyzer, request(how));
      // It has begun by the time that another one waits behind it.
      await new Promise((resolve) => setTimeout(resolve, 300));
      const waiting = answer(analyzer, request('next', 'b'));
      const started = performance.now();
      analyzer.stop('a');
      assert.equal(await running, 'cancelled');
      assert.equal(await waiting, 'next');
      assert.ok(performance.now() - started < 5_000, how);
    }
    analyzer.stop('nothing of this name');
    assert.equal(await answer(analyzer, request('fine')), 'fine');
    assert.deepEqual(lines, []);
  });
});
