/** A document without a browser, and a panel in it whose messages a test sends and reads. */
import { Window } from 'happy-dom';
import type { ToHost } from '../../src/protocol/messages';
import type { KeptModel } from '../../src/protocol/kept';
import type { PanelState } from '../../src/protocol/model';
import { startPanel } from '../../webview/panel';

export function emptyDocument(): Document {
  return new Window().document as unknown as Document;
}

export interface PanelUnderTest {
  readonly document: Document;
  readonly main: HTMLElement;
  /** What the panel wished of the host, oldest first. */
  readonly wishes: readonly ToHost[];
  readonly log: readonly string[];
  /** Lets the time pass that the panel waits for. */
  rest(): void;
  /** What the panel stored last. */
  readonly stored: () => unknown;
  show(state: PanelState, kept?: KeptModel): void;
  /** Sends anything, as a confused or hostile other side could. */
  send(packet: unknown): void;
  /** Answers the newest request; with `type`, the newest of that type. */
  answer(outcome: unknown, type?: ToHost['type']): Promise<void>;
}

/** @param copies What becomes of a text that is copied; by default the browser refuses. */
export function openPanel(
  stored: unknown = undefined,
  copies: (text: string) => Promise<void> = () => Promise.reject(new Error('refused')),
): PanelUnderTest {
  const document = emptyDocument();
  const wishes: ToHost[] = [];
  const log: string[] = [];
  const packets: { id?: number; message: ToHost }[] = [];
  let kept = stored;
  let turn = 0;
  const waiting = new Set<() => void>();
  let hear: (packet: unknown) => void = () => undefined;
  startPanel({
    document,
    wire: {
      post(packet) {
        const sent = packet as { id?: number; message: ToHost };
        packets.push(sent);
        // What the panel remembers of itself is told by `stored`.
        if (sent.message.type !== 'remember') wishes.push(sent.message);
      },
      listen(receive) {
        hear = receive;
        return { dispose: () => undefined };
      },
    },
    store: { read: () => [kept], write: (state) => (kept = state) },
    copy: copies,
    after(_, act) {
      waiting.add(act);
      return () => waiting.delete(act);
    },
    log: (message) => log.push(message),
  });
  const main = document.querySelector('main');
  if (!main) throw new Error('The panel has no main part.');
  return {
    document,
    main,
    wishes,
    log,
    rest() {
      for (const act of [...waiting]) {
        waiting.delete(act);
        act();
      }
    },
    stored: () => kept,
    show: (state, beside = { pins: [], history: [] }) =>
      hear({
        packet: 'note',
        message: { type: 'show', turn: ++turn, state: structuredClone(state), kept: beside },
      }),
    send: (packet) => hear(packet),
    async answer(outcome, type) {
      const asked = packets.findLast(({ message }) => type === undefined || message.type === type);
      hear({ packet: 'reply', id: asked?.id, outcome });
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

/** The first element that fits; fails the test where there is none. */
export function find(parent: ParentNode, selector: string): HTMLElement {
  const found = parent.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
}

/** Presses a key where the focus is, or in `target`. */
export function press(target: Element, key: string, more: KeyboardEventInit = {}): void {
  const window = target.ownerDocument.defaultView as (Window & typeof globalThis) | null;
  if (!window) throw new Error('The document has no window.');
  target.dispatchEvent(
    new window.KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }),
  );
}

/** The texts of all elements that fit. */
export const texts = (parent: ParentNode, selector: string): string[] =>
  [...parent.querySelectorAll(selector)].map((each) => each.textContent ?? '');
