import assert from 'node:assert/strict';
import {
  ConfigurationError,
  Configurations,
  readConfiguration,
  unknownRule,
} from '../../src/cli/configuration';
import { MemoryFiles } from './memory-files';

const names = ['bce-on-logits', 'missing-softmax', 'missing-sigmoid'];

const read = (text: string) => readConfiguration(text, '/repo/pyproject.toml', () => names);

describe('readConfiguration', () => {
  it('reads every key', () => {
    const configuration = read(`
      [tool.losslens]
      select = ["bce-on-logits", "missing-softmax"]
      ignore = ["missing-sigmoid"]
      exclude = ["third_party/"]
      min-severity = "warning"
      [tool.losslens.per-file-ignores]
      "tests/*" = ["bce-on-logits"]
    `);
    assert.deepEqual(configuration?.select, ['bce-on-logits', 'missing-softmax']);
    assert.deepEqual(configuration.ignore, ['missing-sigmoid']);
    assert.equal(configuration.minSeverity, 'warning');
    assert.equal(configuration.exclude.test('/repo/a/third_party', true).ignored, true);
    assert.equal(configuration.exclude.test('/elsewhere/third_party', true).ignored, false);
    const [tests] = configuration.perFileIgnores;
    assert.equal(tests?.files.test('/repo/tests/x.py', false).ignored, true);
    assert.equal(tests?.files.test('/repo/src/tests.py', false).ignored, false);
    assert.deepEqual(tests?.rules, ['bce-on-logits']);
  });

  it('is null where there is no table of ours, even if the rest is not TOML', () => {
    assert.equal(read('[tool.other]\nx = 1'), null);
    assert.equal(read('not toml at all'), null);
  });

  const mistakes: readonly [text: string, message: RegExp][] = [
    ['[tool.losslens]\nselect = "x"', /tool\.losslens\.select must be a list of strings/],
    ['[tool.losslens]\nignore = ["bce-on-logit"]', /no rule "bce-on-logit"; did you mean "bce-on-logits"\?/],
    ['[tool.losslens]\nseverity = 1', /tool\.losslens\.severity is not known; there are select/],
    ['[tool.losslens]\nmin-severity = "high"', /must be one of "error", "warning", "info"/],
    ['[tool.losslens]\nper-file-ignores = []', /per-file-ignores must be a table/],
    ['[tool.losslens\n', /pyproject\.toml: not valid TOML/],
  ];
  for (const [text, message] of mistakes) {
    it(`complains about ${JSON.stringify(text)}`, () => {
      assert.throws(
        () => read(text),
        (error) =>
          error instanceof ConfigurationError && message.test(error.message) && !error.message.includes('\n'),
      );
    });
  }
});

describe('Configurations', () => {
  it('takes the nearest pyproject.toml that has the table', async () => {
    const files = new MemoryFiles({
      '/repo/pyproject.toml': '[tool.losslens]\nignore = ["bce-on-logits"]',
      '/repo/a/pyproject.toml': '[project]\nname = "a"',
      '/repo/b/pyproject.toml': '[tool.losslens]\nselect = ["missing-softmax"]',
    });
    const configurations = new Configurations(files, () => names);
    assert.deepEqual((await configurations.of('/repo/a/deep')).ignore, ['bce-on-logits']);
    assert.deepEqual((await configurations.of('/repo/b')).select, ['missing-softmax']);
    assert.equal((await configurations.of('/elsewhere')).path, null);
  });
});

describe('unknownRule', () => {
  it('says nothing of a rule that is there, and names the nearest otherwise', () => {
    assert.equal(unknownRule('bce-on-logits', names), null);
    assert.match(unknownRule('mising-softmax', names)!, /did you mean "missing-softmax"/);
    assert.match(unknownRule('x', names)!, /--list-rules/);
  });
});
