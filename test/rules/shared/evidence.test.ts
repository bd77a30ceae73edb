/** The numbers in findings, against the same computed here by plain arithmetic and differences. */
import assert from 'node:assert/strict';
import { number } from '../../../src/rules/shared/evidence';
import { analyzeText } from '../marked-code';

const header = 'import torch\nimport torch.nn.functional as F\n';

const softmax = (row: readonly number[]): number[] => {
  const exponentials = row.map(Math.exp);
  const sum = exponentials.reduce((a, b) => a + b);
  return exponentials.map((value) => value / sum);
};

/** The largest size of a partial derivative, by central differences. */
function largestDerivative(loss: (scores: readonly number[]) => number, scores: readonly number[]): number {
  const step = 1e-5;
  const moved = (at: number, by: number): number[] =>
    scores.map((score, index) => score + (index === at ? by : 0));
  return Math.max(
    ...scores.map((_, at) => Math.abs(loss(moved(at, step)) - loss(moved(at, -step))) / (2 * step)),
  );
}

/** The numbers of a text, in order. */
const numbersIn = (text: string): number[] =>
  [...text.matchAll(/-?\d+(?:\.\d+)?(?:e-?\d+)?/g)].map(([found]) => Number(found));

function includesNumber(text: string, expected: number): void {
  const isThere = numbersIn(text).some((value) => Math.abs(value - expected) <= 2e-3 * Math.abs(expected));
  assert.ok(isThere, `${number(expected)} is not in: ${text}`);
}

describe('evidence in findings', () => {
  it('softmax before cross-entropy: both losses and both gradients', async () => {
    const rows = [
      [2, -1, 0.5],
      [0.3, 1.2, -0.7],
    ];
    const target = [0, 1];
    const crossEntropy = (scores: readonly number[], isTwice: boolean): number =>
      target.reduce((sum, label, at) => {
        const row = scores.slice(3 * at, 3 * at + 3);
        return sum - Math.log(softmax(isTwice ? softmax(row) : row)[label]!) / 2;
      }, 0);
    const { findings } = await analyzeText(
      `${header}z = torch.tensor(${JSON.stringify(rows)})\nF.cross_entropy(F.softmax(z, dim=1), torch.tensor([0, 1]))\n`,
    );
    const { evidence } = findings[0]!;
    for (const isTwice of [true, false]) {
      includesNumber(evidence, crossEntropy(rows.flat(), isTwice));
      includesNumber(
        evidence,
        largestDerivative((scores) => crossEntropy(scores, isTwice), rows.flat()),
      );
    }
    includesNumber(evidence, Math.log(Math.E + 2) - 1);
  });

  it('sigmoid before BCE with logits: both losses and both gradients', async () => {
    const scores = [1.5, -2, 0.3];
    const target = [1, 0, 0];
    const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
    const bce = (values: readonly number[], isTwice: boolean): number =>
      values.reduce((sum, value, at) => {
        const p = isTwice ? sigmoid(sigmoid(value)) : sigmoid(value);
        return sum - Math.log(target[at] === 1 ? p : 1 - p) / 3;
      }, 0);
    const { findings } = await analyzeText(
      `${header}z = torch.tensor([1.5, -2.0, 0.3])\nF.binary_cross_entropy_with_logits(z.sigmoid(), torch.tensor([1.0, 0.0, 0.0]))\n`,
    );
    const { evidence } = findings[0]!;
    for (const isTwice of [true, false]) {
      includesNumber(evidence, bce(scores, isTwice));
      includesNumber(
        evidence,
        largestDerivative((values) => bce(values, isTwice), scores),
      );
    }
  });

  it('NLL on probabilities and on raw scores: as written, and right', async () => {
    const { findings } = await analyzeText(
      `${header}z = torch.tensor([[1.0, 3.0]])\nF.nll_loss(z.softmax(1), torch.tensor([1]))\nF.nll_loss(z, torch.tensor([1]))\n`,
    );
    const p = softmax([1, 3])[1]!;
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['nll-on-softmax', 'nll-on-raw-logits'],
    );
    includesNumber(findings[0]!.evidence, -p);
    includesNumber(findings[0]!.evidence, -Math.log(p));
    includesNumber(findings[1]!.evidence, -3);
    includesNumber(findings[1]!.evidence, Math.exp(1) + Math.exp(3));
    includesNumber(findings[1]!.evidence, -Math.log(p));
  });

  it('a broadcast: the shape of all pairs, the loss over them, and the loss of equal shapes', async () => {
    const { findings } = await analyzeText(
      `${header}p = torch.tensor([[1.0], [2.0], [4.0]])\nF.mse_loss(p, torch.tensor([1.0, 3.0, 4.0]))\n`,
    );
    const prediction = [1, 2, 4];
    const target = [1, 3, 4];
    const pairs = prediction.flatMap((value) => target.map((wanted) => (value - wanted) ** 2));
    assert.ok(findings[0]!.evidence.includes('[3, 3]'));
    includesNumber(findings[0]!.evidence, pairs.reduce((a, b) => a + b) / 9);
    includesNumber(findings[0]!.evidence, 1 / 3);
  });

  it('BCE on scores: the range, and the loss with logits', async () => {
    const { findings } = await analyzeText(
      `${header}F.binary_cross_entropy(torch.tensor([-1.25, 2.5]), torch.tensor([0.0, 1.0]))\n`,
    );
    const { evidence } = findings[0]!;
    for (const expected of [-1.25, 2.5, (Math.log(1 + Math.exp(-1.25)) + Math.log(1 + Math.exp(-2.5))) / 2]) {
      includesNumber(evidence, expected);
    }
  });

  it('says when the numbers are drawn at random for the reading', async () => {
    const { findings } = await analyzeText(
      `${header}F.cross_entropy(F.softmax(torch.randn(4, 3), dim=1), torch.tensor([0, 1, 2, 0]))\n`,
    );
    assert.match(findings[0]!.evidence, /random numbers/);
  });

  it('an error is that of the framework whose loss was called', async () => {
    const evidenceOf = async (text: string): Promise<string | undefined> =>
      (await analyzeText(text)).findings.find(({ rule }) => rule === 'loss-args-swapped')?.evidence;
    const torch = `${header}scores = torch.nn.Linear(4, 3)(torch.rand(2, 4))
loss = F.cross_entropy(torch.tensor([0, 2]), scores)
`;
    assert.match((await evidenceOf(torch)) ?? '', /PyTorch raises \w+Error: /);
    const optax = `import jax, optax
import jax.numpy as jnp
from flax import linen as nn

x, model = jnp.ones((2, 4)), nn.Dense(3)
scores = model.apply(model.init(jax.random.PRNGKey(0), x), x)
loss = optax.softmax_cross_entropy_with_integer_labels(jnp.array([0, 2]), scores)
`;
    assert.match(
      (await evidenceOf(optax)) ?? '',
      /the call raises TypeError: Expected the input to have a dtype that is a subdtype of /,
    );
  });
});
