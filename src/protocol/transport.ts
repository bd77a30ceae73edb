/**
 * The one transport between the host and the panel, the same on both sides. What
 * comes in is checked before anybody sees it; what does not fit is refused with a
 * reason for the log. A request always settles: with the other side's answer, with
 * the reason of a refusal, when its time is over, or when the transport is closed.
 */
import type { Disposable } from '../base/disposable';
import type { Result } from '../base/result';
import { count, either, expected, oneOf, record, text, union, type Check } from './check';

/** Carries packets; `postMessage` and the `message` event of either side. */
export interface Wire {
  post(packet: unknown): void;
  listen(receive: (packet: unknown) => void): Disposable;
}

/** What a request comes to: done, or the reason why not, as a sentence for a person. */
export type Outcome = Result<null, string>;

export interface TransportOptions<Incoming> {
  /** What messages from the other side must look like. */
  readonly accept: Check<Incoming>;
  /** Gets each message that fits. For a request, its promise is the answer; a throw becomes a failure. */
  readonly receive: (message: Incoming) => Outcome | void | Promise<Outcome | void>;
  /** Told of each packet that was refused, and why. */
  readonly refused: (reason: string) => void;
  /** Calls `act` after so many milliseconds, unless the returned function is called before. */
  readonly after: (milliseconds: number, act: () => void) => () => void;
  /** Milliseconds after which an unanswered request fails. */
  readonly patience?: number;
}

export interface Transport<Outgoing> extends Disposable {
  /** Sends a message that nobody answers. */
  notify(message: Outgoing): void;
  /** Sends a message and waits for its outcome; it never rejects. */
  request(message: Outgoing): Promise<Outcome>;
}

type Packet =
  | { readonly packet: 'note'; readonly message: unknown }
  | { readonly packet: 'request'; readonly id: number; readonly message: unknown }
  | { readonly packet: 'reply'; readonly id: number; readonly outcome: Outcome };

const defaultPatience = 10_000;

const outcome: Check<Outcome> = either(
  record<Extract<Outcome, { ok: true }>>({ ok: exactly(true), value: exactly(null) }),
  record<Extract<Outcome, { ok: false }>>({ ok: exactly(false), failure: text }),
);

/** Looks at the packet only: the message inside is the receiver's to check. */
const anything: Check<unknown> = () => null;
const packetCheck: Check<Packet> = union<Packet, 'packet'>('packet', {
  note: record<Of<'note'>>({ packet: oneOf('note'), message: anything }),
  request: record<Of<'request'>>({ packet: oneOf('request'), id: count, message: anything }),
  reply: record<Of<'reply'>>({ packet: oneOf('reply'), id: count, outcome }),
});

type Of<Name extends Packet['packet']> = Extract<Packet, { readonly packet: Name }>;

export function createTransport<Incoming, Outgoing>(
  wire: Wire,
  options: TransportOptions<Incoming>,
): Transport<Outgoing> {
  const { accept, receive, refused, after, patience = defaultPatience } = options;
  const waiting = new Map<number, (outcome: Outcome) => void>();
  let lastId = 0;
  let closed = false;

  const answer = async (message: Incoming): Promise<Outcome> => {
    try {
      return (await receive(message)) ?? { ok: true, value: null };
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      refused(`A message could not be handled: ${failure}`);
      return { ok: false, failure };
    }
  };

  const reply = (id: number, settled: Outcome): void => {
    if (!closed) wire.post({ packet: 'reply', id, outcome: settled } satisfies Packet);
  };

  const take = async (id: number | null, message: unknown): Promise<void> => {
    const reason = accept(message, 'message');
    if (reason !== null) {
      refused(`A message was refused. ${reason}`);
      if (id !== null) reply(id, { ok: false, failure: `The message was refused. ${reason}` });
      return;
    }
    const settled = await answer(message as Incoming);
    if (id !== null) reply(id, settled);
  };

  const settle = (id: number, settled: Outcome): void => {
    const resolve = waiting.get(id);
    if (resolve) resolve(settled);
    else refused(`An answer to request ${id} came, which nobody waits for.`);
  };

  const listening = wire.listen((value) => {
    if (closed) return;
    const reason = packetCheck(value, 'packet');
    if (reason !== null) return refused(`A packet was refused. ${reason}`);
    const packet = value as Packet;
    if (packet.packet === 'reply') settle(packet.id, packet.outcome);
    else void take(packet.packet === 'request' ? packet.id : null, packet.message);
  });

  return {
    notify(message) {
      if (!closed) wire.post({ packet: 'note', message } satisfies Packet);
    },
    request(message) {
      if (closed) return Promise.resolve({ ok: false, failure: 'The panel is closed.' });
      const id = ++lastId;
      return new Promise((resolve) => {
        const stopWaiting = after(patience, () =>
          waiting.get(id)?.({ ok: false, failure: 'There was no answer in time. Try again.' }),
        );
        waiting.set(id, (settled) => {
          stopWaiting();
          waiting.delete(id);
          resolve(settled);
        });
        wire.post({ packet: 'request', id, message } satisfies Packet);
      });
    },
    dispose() {
      closed = true;
      listening.dispose();
      for (const resolve of [...waiting.values()]) resolve({ ok: false, failure: 'The panel is closed.' });
    },
  };
}

function exactly<const Value extends boolean | null>(wanted: Value): Check<Value> {
  return (value, path) => (value === wanted ? null : expected(String(wanted), value, path));
}
