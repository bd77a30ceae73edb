/** The built program, as people start it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckDocument, EvaluationDocument } from '../../src/cli/documents';

const program = join(process.cwd(), 'dist', 'cli.js');

describe('dist/cli.js', function () {
  this.timeout(60_000);
  let folder = '';

  const run = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, [program, ...args], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      timeout: 50_000,
    });

  before(() => {
    assert.ok(existsSync(program), 'dist/cli.js is not built; npm run build builds it');
    folder = mkdtempSync(join(tmpdir(), 'losslens-cli-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('evaluates an example', () => {
    const { status, stdout } = run('eval', '--json', join(process.cwd(), 'examples', 'bce_with_logits.py'));
    assert.equal(status, 0);
    const { losses } = JSON.parse(stdout) as EvaluationDocument;
    assert.ok(losses.some(({ value }) => Math.abs(Number(value) - 0.60998243) < 1e-6));
  });

  it('shares many files among threads and reports them in order', () => {
    mkdirSync(join(folder, 'many'));
    const names = Array.from({ length: 80 }, (_, index) => `f${String(index).padStart(2, '0')}.py`);
    for (const [index, name] of names.entries()) {
      writeFileSync(
        join(folder, 'many', name),
        `import torch\nimport torch.nn.functional as F\nz = torch.tensor([[2.0, 0.5], [0.3, ${index}.5]])\n` +
          'loss = F.cross_entropy(F.softmax(z, dim=1), torch.tensor([0, 1]))\n',
      );
    }
    const { status, stdout } = run('check', 'many', '--format', 'json');
    assert.equal(status, 1);
    const { files, findings, errors } = JSON.parse(stdout) as CheckDocument;
    assert.deepEqual(errors, []);
    assert.equal(files, names.length);
    assert.deepEqual(
      findings.map(({ file }) => file),
      names.map((name) => `many/${name}`),
    );
  });

  it('says in one line what it cannot do', () => {
    for (const args of [
      ['judge'],
      ['check', 'nowhere'],
      ['eval', 'nowhere.py'],
      ['check', '--format', 'xml', '.'],
    ]) {
      const { status, stdout, stderr } = run(...args);
      assert.equal(status, 2, args.join(' '));
      assert.equal(stdout, '');
      assert.match(stderr, /^losslens: [^\n]+\n$/);
    }
  });

  it('does not read a file of 200 MB, and checks the others', () => {
    mkdirSync(join(folder, 'big'));
    writeFileSync(join(folder, 'big', 'data.py'), '');
    truncateSync(join(folder, 'big', 'data.py'), 200 * 1024 * 1024);
    writeFileSync(join(folder, 'big', 'small.py'), 'x = 1\n');
    const { status, stdout, stderr } = run('check', 'big', '--format', 'json');
    assert.equal(status, 2);
    const { files, errors } = JSON.parse(stdout) as CheckDocument;
    assert.equal(files, 1);
    assert.match(errors[0]?.message ?? '', /200\.0 MB/);
    assert.match(stderr, /^losslens: big\/data\.py: /);
  });

  it('reads a literal of ten million numbers', () => {
    const count = 10_000_000;
    writeFileSync(
      join(folder, 'literal.py'),
      `import torch\nx = torch.tensor([${'1,'.repeat(count)}])\nn = len(x)\n`,
    );
    const { status, stdout } = run('eval', '--json', 'literal.py');
    assert.equal(status, 0);
    const { variables, unknowns } = JSON.parse(stdout) as EvaluationDocument;
    const { x, n } = variables;
    assert.deepEqual(unknowns, []);
    assert.ok(x?.kind === 'tensor');
    assert.deepEqual([x.shape, x.elided, x.statistics?.max], [[count], true, 1]);
    assert.deepEqual(n, { kind: 'scalar', value: count });
  });

  it('ends where Python would not', () => {
    writeFileSync(
      join(folder, 'endless.py'),
      'def f(n):\n    return f(n + 1)\n\nf(0)\nwhile True:\n    x = 1\ny = 2\n',
    );
    const { status, stdout } = run('eval', '--json', 'endless.py');
    assert.equal(status, 0);
    assert.doesNotThrow(() => JSON.parse(stdout) as unknown);
  });
});
