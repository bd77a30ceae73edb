/** fastai's losses give what the formulas of their documentation give in plain PyTorch (scripts/goldens/fastai.py). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inspect } from '../../src/inspect';

interface Row {
  readonly fastai: string;
  readonly shape: readonly number[];
  readonly values: readonly (number | boolean)[];
  readonly gradients?: Readonly<Record<string, readonly number[]>>;
}

const { setup, rows } = JSON.parse(readFileSync('test/golden/fastai.json', 'utf8')) as {
  readonly setup: string;
  readonly rows: readonly Row[];
};

function assertNumbers(
  actual: ArrayLike<number> | null,
  expected: readonly (number | boolean)[],
  what: string,
): void {
  assert.ok(actual, `${what} is not known`);
  assert.equal(actual.length, expected.length);
  expected.forEach((value, at) => {
    const bound = 1e-5 * Math.abs(Number(value)) + 1e-7;
    assert.ok(
      Math.abs(actual[at]! - Number(value)) <= bound,
      `${what}: ${actual[at]!}, formulas say ${value}`,
    );
  });
}

describe("fastai's losses", () => {
  for (const { fastai, shape, values, gradients } of rows) {
    it(fastai, async () => {
      const backward = gradients ? 'out.sum().backward()\n' : '';
      const grads = Object.keys(gradients ?? {}).map((name) => `${name}_grad = ${name}.grad\n`);
      const text = `from fastai.vision.all import *\n${setup}\nout = ${fastai}\n${backward}${grads.join('')}`;
      const { variables, tensors } = await inspect([{ file: 'a.py', text }]);
      const tensorOf = (name: string) => {
        const record = variables[name];
        assert.ok(record?.kind === 'tensor', `${name} is no tensor`);
        return tensors[record.tensor]!;
      };
      assert.deepEqual(tensorOf('out').shape, shape);
      assertNumbers(tensorOf('out').data, values, 'the result');
      for (const [name, gradient] of Object.entries(gradients ?? {}))
        assertNumbers(tensorOf(`${name}_grad`).data, gradient, `the gradient of ${name}`);
    });
  }

  it('has the same names in each module that people import from', async () => {
    const modules = ['losses', 'basics', 'vision.all', 'text.all', 'tabular.all'];
    const text = modules
      .map((name, at) => `from fastai.${name} import MSELossFlat as f${at}\nr${at} = repr(f${at}())\n`)
      .join('');
    const { variables } = await inspect([{ file: 'a.py', text }]);
    modules.forEach((_, at) => {
      assert.deepEqual(variables[`r${at}`], {
        kind: 'scalar',
        type: 'str',
        value: 'FlattenedLoss of MSELoss()',
      });
    });
  });
});
