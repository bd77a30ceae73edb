import assert from 'node:assert/strict';
import {
  copyIn,
  elementsAtOffset,
  inputWith,
  placeOfElement,
} from '../../src/editor/inspector/element-source';
import type { Inspection } from '../../src/inspect/inspection';
import { analyze } from '../../src/rules/analyze';

const head = 'import torch\nimport torch.nn.functional as F\n';

async function inspected(body: string): Promise<{ inspection: Inspection; text: string }> {
  const text = head + body;
  const { inspection } = await analyze([{ file: 'train.py', text }]);
  return { inspection, text };
}

/** The tensor that a name holds at the end. */
function tensorNamed({ variables }: Inspection, name: string): number {
  const variable = variables[name];
  assert.equal(variable?.kind, 'tensor');
  return variable?.kind === 'tensor' ? variable.tensor : -1;
}

/** What is written where an element of a named tensor comes from. */
async function writtenFor(body: string, name: string, index: number): Promise<string> {
  const { inspection, text } = await inspected(body);
  const place = placeOfElement(inspection, [text], { tensor: tensorNamed(inspection, name), index });
  return place ? text.slice(place.start, place.end) : 'nothing';
}

describe('where an element stands in the source', () => {
  it('is its number in the literal', async () => {
    const body = 'x = torch.tensor([[0.5, -1.5], [2, 3e-1]], requires_grad=True)\n';
    assert.equal(await writtenFor(body, 'x', 1), '-1.5');
    assert.equal(await writtenFor(body, 'x', 3), '3e-1');
  });

  it('is what made its tensor in a text so long that the editor would wait for it', async () => {
    const comment = `# ${'-'.repeat(1_000_000)}\n`;
    const literal = 'torch.tensor([0.5, -1.5])';
    assert.equal(await writtenFor(`x = ${literal}\n${comment}`, 'x', 1), literal);
    const { inspection, text } = await inspected(`x = ${literal}\n${comment}`);
    assert.deepEqual(elementsAtOffset(inspection, [text], 0, text.indexOf('-1.5')), []);
  });

  it('is found through what only moves numbers', async () => {
    const rows = 'a = torch.tensor([1.25, 2.25])\nb = torch.tensor([3.25, 4.25])\n';
    assert.equal(await writtenFor(`${rows}x = torch.stack([a, b]).t()\n`, 'x', 1), '3.25');
    assert.equal(await writtenFor(`${rows}x = torch.cat([a, b]).double().flip(0)\n`, 'x', 0), '4.25');
    assert.equal(await writtenFor(`${rows}x = a.view(1, 2).expand(3, 2)\n`, 'x', 5), '2.25');
  });

  it('is the expression that computed it, where one did', async () => {
    const body = 'a = torch.tensor([1.0, 2.0])\nx = (a * 3).flip(0)\ny = a[1:]\n';
    assert.equal(await writtenFor(body, 'x', 0), 'a * 3');
    assert.equal(await writtenFor(body, 'y', 0), 'a[1:]');
    assert.equal(await writtenFor('x = torch.zeros(3)\n', 'x', 2), 'torch.zeros(3)');
  });

  it('is found in lists that have a name of their own', async () => {
    const body = 'rows = [[1.5, 2.5], [3.5, 4.5]]\nx = torch.tensor(rows)\n';
    assert.equal(await writtenFor(body, 'x', 2), '3.5');
  });

  it('is found in a literal that is too large for a tree', async () => {
    const numbers = Array.from({ length: 900 }, (_, at) => `${at}.5${at % 30 === 29 ? ', # end\n' : ', '}`);
    assert.equal(await writtenFor(`x = torch.tensor([${numbers.join('')}])\n`, 'x', 777), '777.5');
  });
});

/** The newest element that a number in the source is. */
const elementAtOffset = (...where: Parameters<typeof elementsAtOffset>) =>
  elementsAtOffset(...where)[0] ?? null;

describe('the element that a number in the source is', () => {
  it('is found from anywhere in the number, and from nowhere else', async () => {
    const { inspection, text } = await inspected('x = torch.tensor([[0.5, -1.5], [2, True]])\ny = 7\n');
    const tensor = tensorNamed(inspection, 'x');
    const at = (written: string, within: number): unknown =>
      elementAtOffset(inspection, [text], 0, text.indexOf(written) + within);
    for (const within of [0, 1, 4]) assert.deepEqual(at('-1.5', within), { tensor, index: 1 });
    assert.deepEqual(at('True', 2), { tensor, index: 3 });
    assert.equal(at('7', 0), null);
    assert.equal(at('import torch', 3), null);
  });

  it('is found in lists with a name of their own', async () => {
    const { inspection, text } = await inspected('rows = [[1.5, 2.5], [3.5, 4.5]]\nx = torch.tensor(rows)\n');
    const element = elementAtOffset(inspection, [text], 0, text.indexOf('3.5'));
    assert.deepEqual(element, { tensor: tensorNamed(inspection, 'x'), index: 2 });
  });

  it('is found in no time among many literals', async () => {
    const lines = Array.from({ length: 400 }, (_, at) => `x${at} = torch.tensor([${at}.25, ${at}.75])\n`);
    const { inspection, text } = await inspected(lines.join(''));
    const at = text.indexOf('123.75');
    elementAtOffset(inspection, [text], 0, at);
    const started = performance.now();
    const element = elementAtOffset(inspection, [text], 0, at);
    assert.ok(performance.now() - started < 100);
    assert.deepEqual(element, { tensor: tensorNamed(inspection, 'x123'), index: 1 });
  });

  it('is an element of the input that a loss takes, and comes back to the number', async () => {
    const { inspection, text } = await inspected(
      'x = torch.tensor([[0.5, 1.5], [2.5, 3.5]])\nloss = F.mse_loss(x.t(), torch.zeros(2, 2))\n',
    );
    const element = elementAtOffset(inspection, [text], 0, text.indexOf('1.5'));
    assert.ok(element);
    const call = inspection.losses.at(-1);
    assert.ok(call);
    const input = inputWith(inspection, call, element);
    assert.equal(input?.index, 2);
    assert.equal(input.tensor, call.inputs[0]?.tensor);
    const place = placeOfElement(inspection, [text], input);
    assert.equal(place && text.slice(place.start, place.end), '1.5');
    assert.equal(copyIn(inspection, call.inputs[1]!.tensor, element), null);
  });
});
