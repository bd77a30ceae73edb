import assert from 'node:assert/strict';
import { readArguments } from '../../src/cli/arguments';

const names = ['bce-on-logits', 'missing-softmax'];
const command = (line: string) => {
  const read = readArguments(line === '' ? [] : line.split(' '), () => names);
  assert.ok(read.ok, read.ok ? '' : read.failure);
  return read.value;
};
const failure = (line: string): string => {
  const read = readArguments(line.split(' '), () => names);
  assert.ok(!read.ok, 'the arguments were taken');
  return read.failure;
};

describe('readArguments', () => {
  it('reads eval with its defaults and its options', () => {
    assert.deepEqual(command('eval a.py b.py'), {
      command: 'eval',
      files: ['a.py', 'b.py'],
      json: false,
      maxElements: 10_000,
      sampleSeed: null,
      backend: 'cpu',
    });
    assert.deepEqual(command('eval --json --max-elements 5 --sample-seed 3 --backend auto a.py'), {
      command: 'eval',
      files: ['a.py'],
      json: true,
      maxElements: 5,
      sampleSeed: 3,
      backend: 'auto',
    });
  });

  it('reads check with its defaults and its options', () => {
    assert.deepEqual(command('check src'), {
      command: 'check',
      paths: ['src'],
      format: 'text',
      select: null,
      ignore: [],
      minSeverity: null,
      fix: 'none',
      statistics: false,
      stdinFilename: 'stdin.py',
      shard: null,
      reportUnusedIgnores: false,
    });
    assert.deepEqual(
      command(
        'check . --format=sarif --select bce-on-logits,missing-softmax --ignore missing-softmax --min-severity error --fix',
      ),
      {
        command: 'check',
        paths: ['.'],
        format: 'sarif',
        select: ['bce-on-logits', 'missing-softmax'],
        ignore: ['missing-softmax'],
        minSeverity: 'error',
        fix: 'write',
        statistics: false,
        stdinFilename: 'stdin.py',
        shard: null,
        reportUnusedIgnores: false,
      },
    );
  });

  it('reads the requests for words', () => {
    assert.deepEqual(command(''), { command: 'help', of: null });
    assert.deepEqual(command('check --help'), { command: 'help', of: 'check' });
    assert.deepEqual(command('--version'), { command: 'version' });
    assert.deepEqual(command('check --list-rules'), { command: 'list-rules' });
    assert.deepEqual(command('check --explain bce-on-logits'), { command: 'explain', rule: 'bce-on-logits' });
  });

  const mistakes: readonly [line: string, message: RegExp][] = [
    ['judge a.py', /no command "judge"/],
    ['eval', /needs a file/],
    ['check', /needs a file or a folder/],
    ['eval --max-elements many a.py', /whole number of elements, not "many"/],
    ['eval --max-elements -1 a.py', /--max-elements/],
    ['eval --sample-seed x a.py', /whole number from 0 on, not "x"/],
    ['eval --backend cuda a.py', /one of auto, cpu, gpu, not "cuda"/],
    ['eval --frobnicate a.py', /--frobnicate.*losslens eval --help/],
    ['check --format xml a.py', /one of text, json, sarif, github, not "xml"/],
    ['check --min-severity high a.py', /one of error, warning, info, not "high"/],
    ['check --select bce-on-logit a.py', /did you mean "bce-on-logits"/],
    ['check --explain nothing', /no rule "nothing"/],
  ];
  for (const [line, message] of mistakes) {
    it(`refuses "${line}" in one line`, () => {
      const said = failure(line);
      assert.match(said, message);
      assert.doesNotMatch(said, /\n/);
    });
  }
});
