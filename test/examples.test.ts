/**
 * The files of examples/ give real PyTorch's numbers: losses, gradients, tensors and
 * what is printed, as scripts/goldens/examples.py recorded them; and the numbers that
 * the texts behind the examples state.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from '../src/base/place';
import { sourcesOf } from '../src/cli/sources';
import type { Inspection, TensorRecord } from '../src/inspect/inspection';
import { analyze, type Analysis } from '../src/rules/analyze';

interface GoldenTensor {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly data: readonly (number | boolean | string)[];
  readonly grad?: readonly (number | string)[];
}

interface GoldenFile {
  readonly printed: readonly string[];
  readonly losses: readonly {
    readonly cell: number | null;
    readonly line: number;
    readonly loss: string;
    readonly value: GoldenTensor;
    readonly gradient: GoldenTensor;
  }[];
  readonly tensors: Readonly<Record<string, GoldenTensor>>;
}

const read = (path: string): string => readFileSync(join(process.cwd(), path), 'utf8');
const goldens = JSON.parse(read('test/golden/examples.json')) as {
  readonly files: Record<string, GoldenFile>;
};

/** How far float32 results may be from PyTorch's, which adds in another order. */
const tolerance = 1e-5;

function assertClose(actual: number, expected: number, what: string): void {
  if (Number.isNaN(expected)) assert.ok(Number.isNaN(actual), `${what}: ${actual}, not NaN`);
  else if (!Number.isFinite(expected)) assert.equal(actual, expected, what);
  else {
    const error = Math.abs(actual - expected) / Math.max(1e-2, Math.abs(expected));
    assert.ok(error <= tolerance, `${what}: ${actual}, PyTorch has ${expected}`);
  }
}

const numberOf = (value: number | boolean | string): number => {
  if (typeof value === 'string') return value === 'nan' ? Number.NaN : value === 'inf' ? Infinity : -Infinity;
  return Number(value);
};

function assertTensor(actual: TensorRecord | undefined, expected: GoldenTensor, what: string): void {
  assert.ok(actual, `${what} is no tensor here`);
  assert.deepEqual(actual.shape, expected.shape, `${what}: shape`);
  assert.equal(actual.dtype, expected.dtype, `${what}: dtype`);
  assert.ok(actual.data, `${what} has no values here`);
  assert.equal(actual.data.length, expected.data.length, `${what}: number of values`);
  expected.data.forEach((value, index) =>
    assertClose(actual.data![index]!, numberOf(value), `${what}, element ${index}`),
  );
}

function sourcesOfExample(name: string): readonly Source[] {
  const text = read(`examples/${name}`);
  const result = sourcesOf(`examples/${name}`, `/examples/${name}`, {
    text,
    encoding: 'utf-8',
    byteOrderMark: false,
  });
  assert.ok(result.ok, result.ok ? '' : result.failure);
  return result.value.sources;
}

const analyses = new Map<string, Promise<Analysis>>();
function analysisOf(name: string): Promise<Analysis> {
  const known = analyses.get(name) ?? analyze(sourcesOfExample(name), { record: 'all' });
  analyses.set(name, known);
  return known;
}

const tensorNamed = (inspection: Inspection, name: string): TensorRecord | undefined => {
  const variable = inspection.variables[name];
  return variable?.kind === 'tensor' ? inspection.tensors[variable.tensor] : undefined;
};

const scalarNamed = (inspection: Inspection, name: string): number => {
  const value = tensorNamed(inspection, name)?.data?.[0];
  assert.ok(value !== undefined, `${name} has no value`);
  return value;
};

/** A printed line as its words and its numbers, so that the last digit may differ. */
function wordsAndNumbers(line: string): { readonly words: string; readonly numbers: readonly number[] } {
  const number = /-?(?:\d+\.\d*|\.\d+)(?:e[+-]?\d+)?/g;
  return { words: line.replace(number, '#'), numbers: (line.match(number) ?? []).map(Number) };
}

describe('the examples', () => {
  for (const [name, golden] of Object.entries(goldens.files)) {
    describe(name, () => {
      it("has PyTorch's losses and gradients", async () => {
        const { inspection } = await analysisOf(name);
        const sources = sourcesOfExample(name);
        for (const expected of golden.losses) {
          const what = `${expected.loss} in line ${expected.line}`;
          const calls = inspection.losses.filter(
            ({ loss, place }) =>
              loss === expected.loss &&
              (sources[place.source]?.cell ?? null) === expected.cell &&
              place.line <= expected.line &&
              place.endLine >= expected.line,
          );
          assert.ok(calls.length > 0, `${what} was not found`);
          for (const call of calls) {
            if (call.value === null) {
              assertTensor(inspection.tensors[call.perElement ?? -1], expected.value, what);
            } else assertClose(call.value, numberOf(expected.value.data[0]!), what);
            const gradient = call.gradients.find(({ of }) => of === 'input');
            assertTensor(
              inspection.tensors[gradient?.tensor ?? -1],
              expected.gradient,
              `gradient of ${what}`,
            );
          }
        }
      });

      it("has PyTorch's tensors at its end", async () => {
        const { inspection } = await analysisOf(name);
        for (const [variable, expected] of Object.entries(golden.tensors)) {
          const tensor = tensorNamed(inspection, variable);
          assertTensor(tensor, expected, variable);
          if (!expected.grad) continue;
          assertTensor(
            inspection.tensors[tensor?.grad ?? -1],
            { shape: expected.shape, dtype: expected.dtype, data: expected.grad },
            `${variable}.grad`,
          );
        }
      });

      it('prints what Python prints', async () => {
        const { inspection } = await analysisOf(name);
        const lines = inspection.printed.flatMap((text) => text.split('\n'));
        assert.equal(lines.length, golden.printed.length);
        golden.printed.forEach((line, index) => {
          const expected = wordsAndNumbers(line);
          const actual = wordsAndNumbers(lines[index]!);
          assert.equal(actual.words, expected.words);
          expected.numbers.forEach((number, at) => {
            assert.ok(Math.abs(actual.numbers[at]! - number) <= 1.01e-4, `${lines[index]} for ${line}`);
          });
        });
      });

      it('is read whole', async () => {
        const { inspection } = await analysisOf(name);
        assert.deepEqual(inspection.unknowns, []);
        assert.deepEqual(inspection.limits, []);
        assert.deepEqual(inspection.syntaxProblems, []);
      });
    });
  }
});

describe('the numbers of the texts behind the examples', () => {
  it('binary cross-entropy with logits of three predictions, ready made and by hand', async () => {
    const { inspection } = await analysisOf('bce_with_logits.py');
    const stated = { undecided: 0.7616984, leaning: 0.60998243, sure: 0.56651866 };
    const byHand = inspection.variables['by_hand'];
    assert.ok(byHand?.kind === 'list');
    Object.entries(stated).forEach(([name, value], index) => {
      assertClose(scalarNamed(inspection, `${name}_loss`), value, name);
      const item = byHand.items[index];
      assert.ok(item?.kind === 'tensor');
      assertClose(inspection.tensors[item.tensor]?.data?.[0] ?? Number.NaN, value, `${name} by hand`);
    });
  });

  it('the batch of ten samples and four classes, both ways', async () => {
    const { inspection } = await analysisOf('bce_with_logits.py');
    assert.equal(scalarNamed(inspection, 'batch_loss').toFixed(4), '0.6902');
    assert.equal(scalarNamed(inspection, 'batch_by_hand').toFixed(4), '0.6902');
  });

  it('a pos_weight of one', async () => {
    const { inspection } = await analysisOf('bce_in_pytorch.py');
    assert.equal(scalarNamed(inspection, 'weighted_loss').toFixed(4), '0.2014');
  });

  it('the loss that contains the activation equals the one that does not', async () => {
    const multiple = (await analysisOf('multi_label_fastai.py')).inspection;
    assertClose(scalarNamed(multiple, 'without_sigmoid'), scalarNamed(multiple, 'loss'), 'sigmoid');
    assertClose(scalarNamed(multiple, 'without_softmax'), scalarNamed(multiple, 'with_softmax'), 'softmax');
  });

  it('rows of softmax add up to one', async () => {
    for (const [name, variable] of [
      ['single_label_entropy.py', 'class_probs'],
      ['mistakes.py', 'probabilities'],
    ] as const) {
      const tensor = tensorNamed((await analysisOf(name)).inspection, variable);
      const columns = Number(tensor?.shape?.[1]);
      const data = Array.from(tensor?.data ?? []);
      assert.ok(data.length > 0);
      for (let row = 0; row < data.length; row += columns) {
        const sum = data.slice(row, row + columns).reduce((total, value) => total + value, 0);
        assertClose(sum, 1, `row ${row / columns} of ${variable}`);
      }
    }
  });

  it('the sheet of cats and dogs', async () => {
    const { inspection } = await analysisOf('cross_entropy_lookup.py');
    for (const name of ['summed', 'chosen', 'looked_up']) {
      const data = Array.from(tensorNamed(inspection, name)?.data ?? []);
      assert.deepEqual(
        data.map((value) => value.toFixed(2)),
        ['0.30', '0.01', '1.00'],
      );
    }
  });
});

describe('examples/mistakes.py', () => {
  it('shows one finding for each planted mistake, on the line of its loss', async () => {
    const { findings } = await analysisOf('mistakes.py');
    const lines = read('examples/mistakes.py').split('\n');
    const found = findings.map(({ rule, place }) => [lines[place.line - 1]!.split(' ')[0], rule]);
    assert.deepEqual(found, [
      ['twice', 'softmax-before-cross-entropy'],
      ['hidden', 'softmax-before-cross-entropy'],
      ['negative', 'nll-on-softmax'],
      ['squeezed', 'sigmoid-before-bce-with-logits'],
      ['crossed', 'broadcast-shape-mismatch'],
    ]);
  });

  it('is the only example with findings, but for the marked cell of the notebook', async () => {
    for (const name of Object.keys(goldens.files)) {
      if (name === 'mistakes.py') continue;
      const { findings } = await analysisOf(name);
      const rules = findings.map(({ rule }) => rule);
      assert.deepEqual(rules, name === 'losses.ipynb' ? ['softmax-before-cross-entropy'] : [], name);
    }
  });
});
