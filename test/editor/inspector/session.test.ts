import assert from 'node:assert/strict';
import { InspectorSession } from '../../../src/editor/inspector/session';
import type { DocumentReading } from '../../../src/editor/documents';
import type { PanelState } from '../../../src/protocol/model';
import { analyze, type Analysis } from '../../../src/rules/analyze';

const head = 'import torch\nimport torch.nn.functional as F\n';
const call = 'F.mse_loss(torch.zeros(2), torch.ones(2))';
const other = 'F.l1_loss(torch.zeros(2), torch.ones(2))';

/** The part of a URI that a session looks at. */
type Uri = DocumentReading['sources'][number]['uri'];

async function reading(
  body: string,
  generation = 1,
  key = 'file:///project/train.py',
): Promise<DocumentReading> {
  const text = head + body;
  const value = await analyze([{ file: key, text }]);
  const uri = { path: new URL(key).pathname } as Uri;
  return { key, generation, sources: [{ uri, text, cell: null }], outcome: { ok: true, value } };
}

const analysisOf = ({ outcome }: DocumentReading): Analysis => {
  assert.ok(outcome.ok);
  return outcome.value;
};

const at = (from: DocumentReading, text: string) => ({
  reading: from,
  source: 0,
  offset: (from.sources[0]?.text ?? '').indexOf(text) + 1,
});

/** Nothing is played with in these tests. */
const neverRead = (): Promise<never> => Promise.reject(new Error('not wanted'));

const expressionOf = (state: PanelState): string =>
  state.kind === 'loss' || state.kind === 'tensor' ? state.expression : state.kind;

describe('the session of the inspector', () => {
  it('starts with nothing, and lists the losses of the document where the cursor is on nothing', async () => {
    const session = new InspectorSession(neverRead);
    assert.deepEqual(session.state(null), { kind: 'empty', revision: 0, document: null, losses: [] });
    session.follow(at(await reading(`loss = ${call}\n`), 'import torch'));
    const state = session.state('train.py');
    assert.deepEqual(state.kind === 'empty' && state.losses.map(({ text }) => text), [call]);
  });

  it('follows the cursor, and stays where there is nothing', async () => {
    const session = new InspectorSession(neverRead);
    const read = await reading(`a = ${call}\nb = ${other}\n# end\n`);
    session.follow(at(read, call));
    assert.equal(expressionOf(session.state(null)), call);
    session.follow(at(read, other));
    assert.equal(expressionOf(session.state(null)), other);
    session.follow(at(read, '# end'));
    assert.equal(expressionOf(session.state(null)), other);
    assert.equal(session.revision, 1);
  });

  it('shows what a lens asked for', async () => {
    const session = new InspectorSession(neverRead);
    const read = await reading(`a = ${call}\nb = ${other}\n`);
    const loss = analysisOf(read).inspection.losses.at(-1);
    assert.ok(loss);
    session.reveal({ kind: 'loss', document: read.key, place: loss.place }, read);
    assert.equal(expressionOf(session.state(null)), other);
    session.reveal({ kind: 'loss', document: read.key, place: loss.place }, undefined);
    assert.equal(expressionOf(session.state(null)), other);
  });

  it('takes a newer reading of what it shows, and no other', async () => {
    const session = new InspectorSession(neverRead);
    session.follow(at(await reading(`a = ${call}\n`), call));
    session.renew(await reading(`a = 1\n`, 2, 'file:///project/other.py'), null);
    assert.equal(session.revision, 1);
    session.renew(await reading(`\na = ${call}\n`, 3), null);
    assert.equal(expressionOf(session.state(null)), call);
    assert.equal(session.revision, 3);
  });

  it('keeps what it shows while the text is broken for a moment', async () => {
    const session = new InspectorSession(neverRead);
    session.follow(at(await reading(`a = ${call}\n`), call));
    session.renew(await reading('a = F.mse_lo(torch.zer\n', 2), null);
    assert.equal(expressionOf(session.state(null)), call);
    session.renew(await reading('a = 1\n', 3), null);
    assert.equal(expressionOf(session.state('train.py')), 'empty');
  });

  it('says why a reading failed, until one succeeds', async () => {
    const session = new InspectorSession(neverRead);
    const read = await reading(`a = ${call}\n`);
    session.follow(at(read, call));
    const failure = { kind: 'deadline', message: 'It took too long.' } as const;
    session.renew({ ...read, generation: 2, outcome: { ok: false, failure } }, null);
    const state = session.state(null);
    assert.equal(state.kind === 'failed' && state.message, 'It took too long.');
    session.renew({ ...read, generation: 3 }, null);
    assert.equal(expressionOf(session.state(null)), call);
  });

  it('shows a selection, which is no document', async () => {
    const session = new InspectorSession(neverRead);
    const read = await reading(`loss = ${call}\n`);
    const sources = read.sources.map(({ text }) => ({ file: 'selection', text }));
    session.reveal({ kind: 'selection', title: 'selection', analysis: analysisOf(read), sources }, undefined);
    assert.equal(expressionOf(session.state(null)), call);
    assert.equal(session.reading, null);
    session.renew(await reading(`loss = ${other}\n`, 2), null);
    assert.equal(expressionOf(session.state(null)), call);
    assert.ok(Number.isSafeInteger(session.revision) && session.revision > 1);
  });

  it('marks what it shows, so that the same is not sent twice', async () => {
    const session = new InspectorSession(neverRead);
    const read = await reading(`a = ${call}\nb = ${other}\n`);
    const marks = [session.mark];
    session.follow(at(read, call));
    marks.push(session.mark);
    session.follow(at(read, 'mse_loss'));
    assert.equal(session.mark, marks[1]);
    session.follow(at(read, other));
    marks.push(session.mark);
    session.renew({ ...read, generation: 2 }, null);
    marks.push(session.mark);
    assert.equal(new Set(marks).size, 4);
  });

  it('forgets a document that is closed', async () => {
    const session = new InspectorSession(neverRead);
    const read = await reading(`a = ${call}\n`);
    session.follow(at(read, call));
    session.forget('file:///project/other.py');
    assert.equal(expressionOf(session.state(null)), call);
    session.forget(read.key);
    assert.equal(expressionOf(session.state(null)), 'empty');
  });

  it('takes all values of a large tensor where somebody wishes for them', async () => {
    const large = 'torch.arange(20000, dtype=torch.float32)';
    const read = await reading(`x = ${large}\n`);
    const session = new InspectorSession(neverRead);
    session.follow(at(read, '(20000'));
    const partial = session.partial;
    assert.ok(partial);
    const before = session.state(null);
    assert.ok(before.kind === 'tensor' && before.isPartial && before.tensor.values === null);
    const mark = session.mark;
    const { inspection } = await analyze(
      read.sources.map(({ text }) => ({ file: read.key, text })),
      { whole: partial.id },
    );
    assert.equal(session.takeWhole(partial, inspection.tensors[partial.id] ?? null), true);
    assert.notEqual(session.mark, mark);
    const after = session.state(null);
    assert.ok(after.kind === 'tensor' && !after.isPartial);
    assert.deepEqual(after.tensor.values?.slice(-2), Float32Array.of(19998, 19999));
    assert.equal(session.partial, null);
  });

  it('says that there are too many values where another reading gives another tensor', async () => {
    const session = new InspectorSession(neverRead);
    session.follow(at(await reading('x = torch.arange(20000)\n'), '(20000'));
    const partial = session.partial;
    assert.ok(partial);
    const another = await analyze([{ file: 'a.py', text: `${head}x = torch.arange(20001)\n` }], {
      whole: partial.id,
    });
    assert.equal(session.takeWhole(partial, another.inspection.tensors[partial.id] ?? null), false);
    const state = session.state(null);
    assert.ok(state.kind === 'tensor' && !state.isPartial);
    assert.match(state.tensor.absence, /20,000 values are too many/);
  });

  it('keeps the loss that takes the number which is gone to, and else shows its tensor', async () => {
    const read = await reading(
      `x = torch.tensor([0.5, 1.5])\ny = torch.tensor([2.5])\nloss = F.mse_loss(x.reshape(2, 1), torch.ones(2, 1))\n`,
    );
    const session = new InspectorSession(neverRead);
    const number = (text: string) => ({ ...at(read, text), kind: 'number' as const, document: read.key });
    session.follow(at(read, 'mse_loss'));
    session.reveal(number('1.5'), read);
    assert.equal(session.state(null).kind, 'loss');
    const element = session.pointed(at(read, '1.5'));
    assert.equal(element?.index, 1);
    const place = session.placeOf({ kind: 'element', at: element });
    assert.equal(place?.start, (read.sources[0]?.text ?? '').indexOf('1.5'));
    assert.equal(session.pointed(at(read, '2.5')), null);
    session.reveal(number('2.5'), read);
    assert.equal(expressionOf(session.state(null)), 'torch.tensor([2.5])');
    assert.equal(session.pointed(at(read, '2.5'))?.index, 0);
  });

  it('finds a number of a tensor that a backward pass has gone through', async () => {
    const read = await reading(
      'x = torch.tensor([0.5, 1.5], requires_grad=True)\nloss = F.mse_loss(x, torch.zeros(2))\nloss.backward()\nprint(x.grad)\n',
    );
    const session = new InspectorSession(neverRead);
    session.follow(at(read, '1.5'));
    assert.equal(expressionOf(session.state(null)), 'torch.tensor([0.5, 1.5], requires_grad=True)');
    assert.equal(session.pointed(at(read, '1.5'))?.index, 1);
    session.follow(at(read, 'mse_loss'));
    assert.equal(session.pointed(at(read, '0.5'))?.index, 0);
    session.reveal({ ...at(read, '0.5'), kind: 'number', document: read.key }, read);
    assert.equal(session.state(null).kind, 'loss');
  });

  it('knows the place of an option that is written, and takes the call for one that is not', async () => {
    const written = `F.mse_loss(torch.zeros(2), torch.ones(2), reduction='sum')`;
    const read = await reading(`loss = ${written}\nplain = ${call}\n`);
    const text = read.sources[0]?.text ?? '';
    const session = new InspectorSession(neverRead);
    const taken = (): string => {
      const place = session.placeOf({ kind: 'option', name: 'reduction' });
      return place ? text.slice(place.start, place.end) : '';
    };
    session.follow(at(read, written));
    assert.equal(taken(), "'sum'");
    session.follow(at(read, `${call}\n`));
    assert.equal(taken(), call);
  });
});
