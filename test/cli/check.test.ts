import assert from 'node:assert/strict';
import type { CheckDocument } from '../../src/cli/documents';
import { MemoryFiles } from './memory-files';
import { runMain } from './run-main';

const mistake = `import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, 0.5], [0.3, 1.2]])
labels = torch.tensor([0, 1])
probabilities = F.softmax(logits, dim=1)
loss = F.cross_entropy(probabilities, labels)
`;
const right = mistake.replace('probabilities, labels)', 'logits, labels)');
const rule = 'softmax-before-cross-entropy';

async function checkJson(
  files: MemoryFiles,
  options = '.',
): Promise<CheckDocument & { readonly code: number; readonly stderr: string }> {
  const { code, stdout, stderr } = await runMain(`check --format json ${options}`, files);
  assert.equal(stdout.trimEnd().includes('\n'), false, 'one document');
  return { ...(JSON.parse(stdout) as CheckDocument), code, stderr };
}

const notebook = (lines: readonly string[]): string =>
  JSON.stringify(
    {
      cells: [
        { cell_type: 'markdown', metadata: {}, source: ['words'] },
        { cell_type: 'code', metadata: {}, outputs: [], source: lines },
      ],
      nbformat: 4,
    },
    null,
    1,
  );

describe('losslens check --format json', () => {
  it('gives the document of the contract', async () => {
    const document = await checkJson(new MemoryFiles({ '/repo/train.py': mistake, '/repo/b.py': right }));
    assert.equal(document.code, 1);
    assert.equal(document.schema, 1);
    assert.equal(document.files, 2);
    assert.equal(document.lines, 14);
    assert.deepEqual(document.errors, []);
    assert.ok(document.seconds >= 0);
    assert.equal(document.findings.length, 1);
    const [finding] = document.findings;
    assert.ok(finding);
    assert.equal(finding.rule, rule);
    assert.equal(finding.file, 'train.py');
    assert.deepEqual([finding.line, finding.column, finding.endLine, finding.endColumn], [7, 8, 7, 46]);
    assert.equal('cell' in finding, false);
    assert.match(finding.url, /^https:.*softmax-before-cross-entropy/);
    assert.deepEqual(
      finding.related.map(({ file, line, column }) => [file, line, column]),
      [['train.py', 6, 17]],
    );
    assert.notEqual(finding.message, '');
    assert.match(finding.evidence, /\d/);
  });

  it('ends with 0 where nothing is found', async () => {
    const document = await checkJson(new MemoryFiles({ '/repo/b.py': right }));
    assert.equal(document.code, 0);
    assert.deepEqual(document.findings, []);
  });

  it('ends with 2 and one line for a path that is not there', async () => {
    const { code, stdout, stderr } = await runMain('check gone.py', new MemoryFiles({ '/repo/b.py': right }));
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.equal(stderr, 'losslens: gone.py: no such file or folder\n');
  });

  it('reports files that cannot be read and checks the rest', async () => {
    const files = new MemoryFiles({
      '/repo/a.py': mistake,
      '/repo/bad.ipynb': '{ this is no JSON',
      '/repo/big.py': 'x = 1',
      '/repo/broken.py': 'def f(:\n    x = = 1\n',
    });
    files.sizes.set('/repo/big.py', 200 * 1024 * 1024);
    files.broken.set('/repo/locked.py', 'permission denied');
    const document = await checkJson(files);
    assert.equal(document.code, 2);
    assert.equal(document.files, 2);
    assert.equal(document.findings.length, 1);
    const reasons = new Map(document.errors.map(({ file, message }) => [file, message]));
    assert.deepEqual([...reasons.keys()], ['bad.ipynb', 'big.py', 'broken.py', 'locked.py']);
    assert.match(reasons.get('big.py')!, /200\.0 MB/);
    assert.match(reasons.get('broken.py')!, /^not valid Python at line 1, column \d+: /);
    assert.equal(reasons.get('locked.py'), 'permission denied');
    assert.equal(document.stderr.split('\n').length - 1, 3, 'a line for each unreadable file');
  });

  it('does not fail for a file that is broken Python only', async () => {
    const document = await checkJson(new MemoryFiles({ '/repo/broken.py': 'print "old"\n' }));
    assert.equal(document.code, 0);
    assert.equal(document.errors.length, 1);
  });

  it('finds mistakes in notebooks, with the cell', async () => {
    const lines = mistake.split(/(?<=\n)/);
    const document = await checkJson(new MemoryFiles({ '/repo/n.ipynb': notebook(lines) }));
    const [finding] = document.findings;
    assert.deepEqual([finding?.file, finding?.cell, finding?.line], ['n.ipynb', 1, 7]);
    assert.equal(finding?.related[0]?.cell, 1);
    assert.equal(document.lines, 7);
  });

  it('chooses rules by option, by pyproject.toml and by comment', async () => {
    const found = async (files: Record<string, string>, options = '.'): Promise<number> =>
      (await checkJson(new MemoryFiles(files), options)).findings.length;
    assert.equal(await found({ '/repo/a.py': mistake }, `--ignore ${rule} .`), 0);
    assert.equal(await found({ '/repo/a.py': mistake }, '--select nll-on-softmax .'), 0);
    assert.equal(await found({ '/repo/a.py': mistake }, `--select ${rule} .`), 1);
    const settings = (text: string): Record<string, string> => ({
      '/repo/pyproject.toml': `[tool.losslens]\n${text}\n`,
      '/repo/tests/a.py': mistake,
    });
    assert.equal(await found(settings(`ignore = ["${rule}"]`)), 0);
    assert.equal(await found(settings('exclude = ["tests/"]')), 0);
    assert.equal(await found(settings('exclude = ["tests/"]'), 'tests/a.py'), 1);
    assert.equal(await found(settings('select = ["nll-on-softmax"]')), 0);
    assert.equal(await found(settings('select = ["nll-on-softmax"]'), `--select ${rule} .`), 1);
    assert.equal(await found(settings(`[tool.losslens.per-file-ignores]\n"tests/*" = ["${rule}"]`)), 0);
    const silenced = mistake.replace('labels)\n', `labels)  # losslens: ignore[${rule}] on purpose\n`);
    assert.notEqual(silenced, mistake);
    assert.equal(await found({ '/repo/a.py': silenced }), 0);
  });

  it('runs a rule that is off by default where it is named', async () => {
    const text = 'import torch\n\nprint(torch.randn(4, 3).softmax(1).argmax(1))\n';
    const files = new MemoryFiles({ '/repo/train.py': text });
    const found = async (options: string, given = files) =>
      (await checkJson(given, options)).findings.map((finding) => finding.rule);
    assert.deepEqual(await found('.'), []);
    assert.deepEqual(await found('. --ignore bce-on-logits'), []);
    assert.deepEqual(await found('. --select softmax-then-argmax'), ['softmax-then-argmax']);
    const select = '[tool.losslens]\nselect = ["softmax-then-argmax"]\n';
    const project = new MemoryFiles({ '/repo/train.py': text, '/repo/pyproject.toml': select });
    assert.deepEqual(await found('.', project), ['softmax-then-argmax']);
  });

  it('refuses a pyproject.toml that it cannot follow', async () => {
    const files = new MemoryFiles({
      '/repo/pyproject.toml': '[tool.losslens]\nignore = 1',
      '/repo/a.py': mistake,
    });
    const { code, stderr } = await runMain('check .', files);
    assert.equal(code, 2);
    assert.match(
      stderr,
      /^losslens: \/repo\/pyproject\.toml: tool\.losslens\.ignore must be a list of strings\n$/,
    );
  });

  it('leaves out what is weaker than --min-severity', async () => {
    const document = await checkJson(new MemoryFiles({ '/repo/a.py': mistake }), '--min-severity error .');
    assert.ok(document.findings.every(({ severity }) => severity === 'error'));
    assert.equal(document.code, document.findings.length > 0 ? 1 : 0);
  });
});

describe('losslens check --fix', () => {
  it('writes the fixed file and reports what remains', async () => {
    const files = new MemoryFiles({ '/repo/a.py': `\uFEFF${mistake}`, '/repo/b.py': right });
    const before = await checkJson(files);
    assert.equal(before.findings.filter(({ fix }) => fix !== null).length, 1);
    const document = await checkJson(files, '--fix .');
    assert.equal(document.fixed, 1);
    assert.deepEqual(document.findings, []);
    assert.equal(document.code, 0);
    assert.ok(files.text('/repo/a.py').startsWith('\uFEFFimport torch\n'), 'the byte order mark stays');
    assert.doesNotMatch(files.text('/repo/a.py'), /softmax\(/);
    assert.equal(files.text('/repo/b.py'), right);
    assert.equal((await checkJson(files)).code, 0);
  });

  it('fixes the cells of a notebook and leaves the rest of it as it is', async () => {
    const lines = mistake.trimEnd().split(/(?<=\n)/);
    const original = notebook(lines);
    const files = new MemoryFiles({ '/repo/n.ipynb': original });
    const document = await checkJson(files, '--fix .');
    assert.equal(document.fixed, 1);
    const changed = files.text('/repo/n.ipynb').split('\n');
    const differing = original.split('\n').filter((line, index) => line !== changed[index]);
    assert.equal(differing.length, 1);
    assert.equal((await checkJson(files)).code, 0);
  });
});

describe('losslens check, the other formats', () => {
  const files = new MemoryFiles({ '/repo/a b.py': mistake });

  it('text: the line, a mark under the place, and the count', async () => {
    const { code, stdout } = await runMain('check .', files);
    assert.equal(code, 1);
    const lines = stdout.split('\n');
    assert.match(lines[0]!, /^a b\.py:7:8: (error|warning|info): softmax-before-cross-entropy$/);
    assert.equal(lines[1], '  7 | loss = F.cross_entropy(probabilities, labels)');
    assert.equal(lines[2], `    | ${' '.repeat(7)}${'^'.repeat(38)}`);
    assert.match(stdout, /a b\.py:6:17: .*softmax/);
    assert.match(stdout, /\n1 (error|warning|info) in 1 file read \(7 lines, \d+\.\d s\)\./);
    const { stdout: clean } = await runMain('check .', new MemoryFiles({ '/repo/b.py': right }));
    assert.match(clean, /^Nothing found in 1 file read \(7 lines/);
  });

  it('text: an endless line is cut around the place', async () => {
    const long = mistake
      .replace('[[2.0, 0.5]', `[[2.0, ${' '.repeat(500)}0.5]`)
      .replace(/\n(?=probabilities|loss)/g, '; ');
    const { stdout } = await runMain('check .', new MemoryFiles({ '/repo/a.py': long }));
    for (const line of stdout.split('\n').slice(1, 3)) assert.ok(line.length < 130, line);
    assert.match(stdout, /\| ….*cross_entropy/);
  });

  it('sarif: a log that names rule, place and fix', async () => {
    const { stdout } = await runMain('check . --format sarif', files);
    const log = JSON.parse(stdout) as {
      version: string;
      runs: {
        tool: { driver: { version: string; rules: { id: string; helpUri: string }[] } };
        columnKind: string;
        results: {
          ruleId: string;
          ruleIndex: number;
          level: string;
          locations: { physicalLocation: { artifactLocation: { uri: string }; region: object } }[];
          fixes?: { artifactChanges: { replacements: object[] }[] }[];
        }[];
      }[];
    };
    assert.equal(log.version, '2.1.0');
    const [run] = log.runs;
    assert.equal(run?.tool.driver.version, '1.2.3');
    assert.equal(run.columnKind, 'utf16CodeUnits');
    const [result] = run.results;
    assert.equal(result?.ruleId, rule);
    assert.equal(run.tool.driver.rules[result.ruleIndex]?.id, rule);
    assert.match(run.tool.driver.rules[result.ruleIndex]!.helpUri, /^https:/);
    assert.ok(['error', 'warning', 'note'].includes(result.level));
    const location = result.locations[0]?.physicalLocation;
    assert.equal(location?.artifactLocation.uri, 'a%20b.py');
    assert.deepEqual(location.region, { startLine: 7, startColumn: 8, endLine: 7, endColumn: 46 });
    assert.ok((result.fixes?.[0]?.artifactChanges[0]?.replacements.length ?? 0) > 0);
  });

  it('github: annotations with everything escaped', async () => {
    const { stdout } = await runMain('check . --format github', files);
    const [line, ...rest] = stdout.trimEnd().split('\n');
    assert.deepEqual(rest, []);
    assert.match(
      line!,
      /^::(error|warning|notice) file=a b\.py,line=7,endLine=7,col=8,endColumn=46,title=LossLens softmax-before-cross-entropy::\S/,
    );
  });

  it('github: a notebook is annotated on the line of its file', async () => {
    const text = notebook(mistake.split(/(?<=\n)/));
    const { stdout } = await runMain('check . --format github', new MemoryFiles({ '/repo/n.ipynb': text }));
    const line = Number(/line=(\d+)/.exec(stdout)?.[1]);
    assert.match(text.split('\n')[line - 1]!, /cross_entropy/);
  });

  it('counts by rule with --statistics', async () => {
    const { stdout } = await runMain('check . --statistics', files);
    assert.match(stdout, /^ +1 {2}(error|warning|info) +softmax-before-cross-entropy\n/);
  });

  it('lists and explains rules', async () => {
    const { stdout } = await runMain('check --list-rules', files);
    assert.match(stdout, /^softmax-before-cross-entropy +(error|warning|info) +\S/m);
    const { code, stdout: page } = await runMain(`check --explain ${rule}`, files);
    assert.equal(code, 0);
    assert.match(page, /^# softmax-before-cross-entropy\n/);
    assert.match(page, /\n## Right\n/);
    assert.match(page, /\nhttps:\S+\n$/);
  });

  it('prints help and version', async () => {
    assert.match((await runMain('--help', files)).stdout, /losslens eval/);
    assert.match((await runMain('check --help', files)).stdout, /--min-severity/);
    assert.equal((await runMain('--version', files)).stdout, 'losslens 1.2.3\n');
  });
});
