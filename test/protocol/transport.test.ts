import assert from 'node:assert/strict';
import { toHost, toPanel, type ToHost, type ToPanel } from '../../src/protocol/messages';
import { createTransport, type Outcome, type Transport, type Wire } from '../../src/protocol/transport';

/** Two ends that hear each other, and a clock that a test moves. */
function pair(receive: (message: ToHost) => Outcome | void | Promise<Outcome | void> = () => undefined) {
  const listeners: Record<'host' | 'panel', ((packet: unknown) => void)[]> = { host: [], panel: [] };
  const wire = (from: 'host' | 'panel', to: 'host' | 'panel'): Wire => ({
    // As postMessage does it: the other side gets a copy.
    post: (packet) => listeners[to].forEach((listen) => listen(structuredClone(packet))),
    listen(heard) {
      listeners[from].push(heard);
      return { dispose: () => listeners[from].splice(listeners[from].indexOf(heard), 1) };
    },
  });
  const timers = new Set<() => void>();
  const after = (_: number, act: () => void): (() => void) => {
    timers.add(act);
    return () => timers.delete(act);
  };
  const refused: string[] = [];
  const states: ToPanel[] = [];
  const log = (reason: string): number => refused.push(reason);
  const host: Transport<ToPanel> = createTransport(wire('host', 'panel'), {
    accept: toHost,
    receive,
    refused: log,
    after,
  });
  const panel: Transport<ToHost> = createTransport(wire('panel', 'host'), {
    accept: toPanel,
    receive: (message) => void states.push(message),
    refused: log,
    after,
  });
  const heard = (side: 'host' | 'panel', packet: unknown): void =>
    listeners[side].forEach((each) => each(packet));
  return { host, panel, states, refused, timers, heard };
}

const reading: ToPanel = {
  type: 'show',
  turn: 1,
  state: { kind: 'reading', document: 'train.py' },
  kept: { pins: [], history: [] },
};

describe('the transport', () => {
  it('carries what fits', () => {
    const { host, states, refused } = pair();
    host.notify(reading);
    assert.deepEqual(states, [reading]);
    assert.deepEqual(refused, []);
  });

  it('settles a request with the answer of the other side', async () => {
    const { panel } = pair((message) =>
      message.type === 'applyFix' ? { ok: false, failure: 'The text has changed.' } : undefined,
    );
    assert.deepEqual(await panel.request({ type: 'openExample' }), { ok: true, value: null });
    assert.deepEqual(await panel.request({ type: 'applyFix', revision: 1, finding: 0 }), {
      ok: false,
      failure: 'The text has changed.',
    });
  });

  it('settles a request whose handling throws, and says so in the log', async () => {
    const { panel, refused } = pair(() => {
      throw new Error('disk full');
    });
    assert.deepEqual(await panel.request({ type: 'openExample' }), { ok: false, failure: 'disk full' });
    assert.deepEqual(refused, ['A message could not be handled: disk full']);
  });

  it('settles a request that nobody answers when its time is over', async () => {
    const { panel, timers } = pair(() => new Promise(() => undefined));
    const asked = panel.request({ type: 'openExample' });
    for (const act of timers) act();
    assert.deepEqual(await asked, { ok: false, failure: 'There was no answer in time. Try again.' });
  });

  it('settles what is under way when it is closed, and what is asked after that', async () => {
    const { panel } = pair(() => new Promise(() => undefined));
    const asked = panel.request({ type: 'openExample' });
    panel.dispose();
    const closed = { ok: false, failure: 'The panel is closed.' };
    assert.deepEqual(await asked, closed);
    assert.deepEqual(await panel.request({ type: 'openExample' }), closed);
  });

  it('stops the clock of a request that was answered', async () => {
    const { panel, timers } = pair();
    await panel.request({ type: 'openExample' });
    assert.equal(timers.size, 0);
  });

  it('refuses what is malformed or unknown, with a reason, and hands nothing on', () => {
    const { states, refused, heard } = pair();
    const malformed = [
      undefined,
      'show',
      { packet: 'note', message: { type: 'execute', command: 'workbench.action.quit' } },
      {
        packet: 'note',
        message: { type: 'show', state: { kind: 'empty', document: 3, losses: [], revision: 0 } },
      },
      { packet: 'reply', id: 99, outcome: { ok: true, value: null } },
      { packet: 'reply', id: 1, outcome: { ok: 'yes' } },
      { type: 'show' },
    ];
    for (const packet of malformed) heard('panel', packet);
    assert.deepEqual(states, []);
    assert.equal(refused.length, malformed.length);
    assert.match(
      refused[2] ?? '',
      /message\.type: expected one of show, update, busy, notice, look, point; got "execute"/,
    );
  });

  it('answers a malformed request, so that nobody waits for it', async () => {
    const { panel } = pair();
    const wish = { type: 'explainRule', rule: 7 } as unknown as ToHost;
    const outcome = await panel.request(wish);
    assert.equal(outcome.ok, false);
    assert.match(outcome.ok ? '' : outcome.failure, /message\.rule: expected a text; got 7/);
  });
});
