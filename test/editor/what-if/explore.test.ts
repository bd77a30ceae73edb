import assert from 'node:assert/strict';
import { lossState } from '../../../src/editor/inspector/model';
import { Player } from '../../../src/editor/what-if/player';
import { spellings } from '../../../src/editor/what-if/spellings';
import type { LossState } from '../../../src/protocol/model';
import type { CompareModel, CurveModel, Exploration } from '../../../src/protocol/what-if';
import { head, lossOf, readProgram } from './losses';

async function explored(text: string, exploration: Exploration): Promise<LossState> {
  const { subject, call } = await lossOf(text);
  const player = new Player(readProgram);
  player.take(subject, call);
  const outcome = await player.explore(exploration);
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.failure);
  return player.dress(lossState(subject, call));
}

const curveOf = async (text: string, input: string, index: number): Promise<CurveModel> => {
  const { curve } = await explored(text, { kind: 'curve', along: { input, index } });
  assert.ok(curve);
  return curve;
};

const compareOf = async (text: string): Promise<CompareModel> => {
  const { compare } = await explored(text, { kind: 'compare' });
  assert.ok(compare);
  return compare;
};

const scores = `${head}z = torch.tensor([[2.0, -1.0, 0.5], [0.2, 1.4, -0.6]], requires_grad=True)\n`;

describe('the curve of a loss', () => {
  it('is the loss with each value in its place, and its tangent is the gradient', async () => {
    const text = `${scores}loss = F.cross_entropy(z, torch.tensor([0, 2]))\n`;
    const curve = await curveOf(text, 'input', 4);
    assert.equal(curve.name, 'input[1, 1]');
    for (const turn of [0, 40, 80]) {
      const x = curve.xs[turn]!;
      const { call } = await lossOf(text.replace('1.4', String(x)));
      assert.ok(Math.abs(curve.losses[turn]! - (call.value ?? Number.NaN)) < 1e-5);
    }
    assert.ok(curve.at);
    const step = curve.xs[1]! - curve.xs[0]!;
    const near = curve.losses.findIndex((_, turn) => curve.xs[turn]! > curve.at!.x);
    const secant = (curve.losses[near]! - curve.losses[near - 1]!) / step;
    assert.ok(Math.abs(secant - curve.at.slope) < 0.05);
  });

  it('tells what the loss tends to, on the side where it does', async () => {
    const curve = await curveOf(
      `${head}loss = F.binary_cross_entropy_with_logits(torch.tensor([0.5, -1.0]), torch.tensor([1.0, 0.0]))\n`,
      'input',
      0,
    );
    // The other element's share is left: log(1 + e^-1) / 2.
    assert.ok(Math.abs((curve.right ?? Number.NaN) - Math.log1p(Math.exp(-1)) / 2) < 1e-5);
    assert.equal(curve.left, null);
  });

  it('has the entropy of targets that are probabilities as its floor', async () => {
    const curve = await curveOf(
      `${scores}loss = F.cross_entropy(z[:1], torch.tensor([[0.7, 0.2, 0.1]]))\n`,
      'input',
      0,
    );
    const entropy = -[0.7, 0.2, 0.1].reduce((sum, p) => sum + p * Math.log(p), 0);
    assert.ok(Math.abs((curve.entropy ?? Number.NaN) - entropy) < 1e-5);
    assert.ok(Math.min(...curve.losses) >= entropy - 1e-5);
  });

  it('is read once while its own element is moved, and anew when anything else is', async () => {
    const { subject, call } = await lossOf(`${scores}loss = F.cross_entropy(z, torch.tensor([0, 2]))\n`);
    let reads = 0;
    const player = new Player((purpose, program) => {
      if (purpose === 'curve') reads++;
      return readProgram(purpose, program);
    });
    player.take(subject, call);
    const after = async (index: number, text: string): Promise<CurveModel> => {
      await player.change({ kind: 'value', input: 'input', index, text }, 'curve');
      const outcome = await player.explore({ kind: 'curve', along: { input: 'input', index: 4 } });
      assert.ok(outcome.ok);
      const { curve } = player.dress(lossState(subject, call));
      assert.ok(curve);
      return curve;
    };
    const moved = [await after(4, '1.0'), await after(4, '-2.5')];
    assert.equal(reads, 1);
    assert.deepEqual(moved[0]!.losses, moved[1]!.losses);
    for (const { at, xs, losses } of moved) {
      assert.ok(at);
      const near = xs.findIndex((x) => x > at.x);
      const slope = (losses[near]! - losses[near - 1]!) / (xs[near]! - xs[near - 1]!);
      assert.ok(Math.abs(slope - at.slope) < 0.05, `${slope} and ${at.slope}`);
    }
    const other = await after(3, '2.0');
    assert.equal(reads, 2);
    assert.notDeepEqual(other.losses, moved[1]!.losses);
    // Behind the end of the axis, the axis is another.
    await after(4, '90');
    assert.equal(reads, 3);
  });

  it('stays between 0 and 1 for a loss that takes probabilities', async () => {
    const curve = await curveOf(
      `${head}loss = F.binary_cross_entropy(torch.tensor([0.25]), torch.tensor([1.0]))\n`,
      'input',
      0,
    );
    assert.deepEqual([curve.xs[0], curve.xs.at(-1)], [0, 1]);
  });
});

describe('the comparison of losses', () => {
  it('groups the spellings of one loss, and marks the present one', async () => {
    const { rows } = await compareOf(`${scores}loss = F.cross_entropy(z, torch.tensor([0, 2]))\n`);
    const present = rows.filter(({ isPresent }) => isPresent);
    assert.deepEqual(
      present.map(({ spelling }) => spelling),
      ['F.cross_entropy(input, target)'],
    );
    const equal = rows.filter(({ group }) => group !== null && group === present[0]?.group);
    assert.deepEqual(
      equal.map(({ spelling }) => spelling.slice(0, 34)),
      [
        'F.cross_entropy(input, target)',
        'F.nll_loss(F.log_softmax(input, di',
        'SparseCategoricalCrossentropy(from',
        'softmax_cross_entropy_with_integer',
      ],
    );
    const gradients = new Set(equal.map(({ gradient }) => gradient?.text));
    assert.equal(gradients.size, 1);
  });

  it('says so where the present loss has options that make another number', async () => {
    const plain = async (options: string): Promise<readonly boolean[]> => {
      const { rows } = await compareOf(
        `${scores}loss = F.cross_entropy(z, torch.tensor([0, 2])${options})\n`,
      );
      return rows.filter(({ isPresent }) => isPresent).map(({ isPlain }) => isPlain);
    };
    assert.deepEqual(await plain(''), [false]);
    assert.deepEqual(await plain(", reduction='mean'"), [false]);
    assert.deepEqual(await plain(', label_smoothing=0.2'), [true]);
    assert.deepEqual(await plain(", reduction='sum'"), [true]);
  });

  it('has a row for each spelling, with the value or with the reason', async () => {
    const { rows } = await compareOf(`${scores}loss = F.mse_loss(z, torch.ones(2, 3))\n`);
    assert.equal(rows.length, spellings.length);
    for (const { spelling, value, refusal } of rows)
      assert.notEqual(value === null, refusal === '', spelling);
  });

  it('finds BCE of a sigmoid equal to BCE with logits', async () => {
    const { rows } = await compareOf(
      `${head}loss = F.binary_cross_entropy_with_logits(torch.tensor([0.9, 0.1, 0.1]), torch.tensor([1.0, 0.0, 0.0]))\n`,
    );
    const group = (spelling: string): number | null | undefined =>
      rows.find((row) => row.spelling === spelling)?.group;
    const present = group('F.binary_cross_entropy_with_logits(input, target)');
    assert.notEqual(present, null);
    assert.equal(group('F.binary_cross_entropy(torch.sigmoid(input), target)'), present);
    assert.notEqual(group('F.binary_cross_entropy(input, target)'), present);
  });
});

describe('the choice of a loss', () => {
  for (const [what, text, targets, fits] of [
    [
      'class indices',
      `${scores}loss = F.cross_entropy(z, torch.tensor([0, 2]))`,
      'one class index for each row',
      true,
    ],
    [
      'one-hot rows',
      `${scores}loss = F.mse_loss(z, torch.eye(3)[:2])`,
      'one class for each row, one-hot',
      false,
    ],
    [
      'several labels',
      `${scores}loss = F.cross_entropy(z, torch.tensor([[1., 1, 0], [0, 0, 0]]))`,
      'any number of labels for each row, multi-hot',
      false,
    ],
    [
      'class probabilities',
      `${scores}loss = F.cross_entropy(z, torch.tensor([[0.5, 0.5, 0], [0.2, 0.2, 0.6]]))`,
      'a probability for each class',
      true,
    ],
    [
      'yes and no',
      `${head}loss = F.binary_cross_entropy_with_logits(torch.tensor([3.0, -1.0]), torch.tensor([1.0, 0.0]))`,
      'yes or no for each element',
      true,
    ],
    [
      'signs',
      `${head}loss = F.mse_loss(torch.tensor([3.0, -1.0]), torch.tensor([1.0, -1.0]))`,
      '−1 or +1 for each element',
      false,
    ],
    [
      'real numbers',
      `${head}loss = F.mse_loss(torch.tensor([3.0, -1.0]), torch.tensor([1.5, -2.0]))`,
      'real numbers',
      true,
    ],
    [
      'probabilities into a loss of scores',
      `${scores}loss = F.cross_entropy(z.softmax(1), torch.tensor([0, 2]))`,
      'one class index for each row',
      false,
    ],
  ] as const) {
    it(`tells ${what}`, async () => {
      const { subject, call } = await lossOf(`${text}\n`);
      const { choice } = lossState(subject, call);
      assert.equal(choice?.targets, targets);
      assert.equal(choice?.verdict?.fits, fits, choice?.verdict?.reason);
    });
  }
});
