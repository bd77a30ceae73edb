/**
 * The panel as a whole: takes states from the host, lays their rendering over what is
 * shown, keeps what the person opened and paged, and passes wishes to the host. All
 * that it needs of the browser is handed in, so that tests can run it.
 */
import type { Disposable } from '../src/base/disposable';
import { edited } from '../src/protocol/difference';
import { shown, toPanel, type Shown, type ToHost, type ToPanel } from '../src/protocol/messages';
import type { ElementAt, PeekWish } from '../src/protocol/peek';
import type { KeptModel } from '../src/protocol/kept';
import type { PanelState } from '../src/protocol/model';
import { createTransport, type Outcome, type Wire } from '../src/protocol/transport';
import { busyBar } from './parts/busy';
import type { Context } from './parts/context';
import { element, scrollAll, type Child } from './parts/element';
import { measure, probe } from './parts/metrics';
import { listenToNumbers } from './parts/peek';
import { noticeBar } from './parts/notice';
import { bringUp, mark } from './parts/pointing';
import { patchChildren } from './parts/patch';
import { reduce, restoreNewest, type UiEvent, type UiState } from './ui-state';
import { render, ways } from './views';

/** So many milliseconds without scrolling or walking are a rest. */
const REST = 200;

export interface PanelWorld {
  readonly document: Document;
  readonly wire: Wire;
  /** Where the panel's own state survives hiding and reloading. */
  readonly store: { read(): readonly unknown[]; write(state: UiState): void };
  /** Puts a text into the clipboard; rejects where the browser does not let it. */
  readonly copy: (text: string) => Promise<void>;
  readonly after: (milliseconds: number, act: () => void) => () => void;
  readonly log: (message: string) => void;
}

/** Starts the panel in `document`'s body and tells the host that it listens. */
export function startPanel({ document, wire, store, copy, after, log }: PanelWorld): Disposable {
  const busy = busyBar(document, () => cancel());
  const notice = noticeBar(document);
  const main = element(document, 'main', { class: 'panel' });
  const announcer = element(document, 'div', { class: 'spoken', role: 'status', 'aria-live': 'polite' });
  const measured = probe(document);
  document.body.append(busy.line, notice.made, main, announcer, busy.bar, measured);

  let ui = restoreNewest(store.read());
  let state: PanelState | null = null;
  let kept: KeptModel = { pins: [], history: [] };
  let turn = 0;
  let wished: string | null = null;
  let pointed: ElementAt | null = null;
  let isCancelling = false;
  let forgetRest = (): void => undefined;
  const scrollAtStart = ui.scroll;

  const context = (): Context => ({
    document,
    ui,
    kept,
    metrics: measure(measured, main),
    emit,
    peek,
    peekAt,
    copy: copyText,
  });

  const draw = (): void => {
    if (state === null) return;
    const { children, announcement, wish } = render(state, context());
    const fresh = element(
      document,
      'main',
      {},
      ...children.filter((child): child is Child => child !== null),
    );
    patchChildren(main, fresh);
    scrollAll(main, '.table-scroll');
    mark(main, pointed);
    if (announcer.textContent !== announcement) announcer.textContent = announcement;
    askOnce(wish);
  };

  /** A wish that was refused is not repeated until something else was wished or shown. */
  const askOnce = (wish: ToHost | null): void => {
    const key = wish && JSON.stringify(wish);
    const isNew = key !== wished;
    wished = key;
    if (wish && isNew) void ask(wish);
  };

  const remember = (event: UiEvent): void => {
    ui = reduce(ui, event);
    keep();
  };

  /** VS Code keeps it while the window lives; the host, when it is ended. */
  const keep = (): void => {
    ui = { ...ui, turn: ui.turn + 1 };
    store.write(ui);
    transport.notify({ type: 'remember', ui: JSON.stringify(ui) });
  };

  const ask = async (wish: ToHost): Promise<void> => {
    notice.clear();
    isCancelling = false;
    const isShown = JSON.stringify(wish) === wished;
    if (isShown) main.classList.remove('refused');
    const outcome = await transport.request(wish);
    if (outcome.ok) return;
    // What somebody ended can be begun once more.
    notice.say(outcome.failure, isCancelling ? () => void ask(wish) : undefined);
    // Nothing stands any more for what is not on its way.
    if (isShown) main.classList.add('refused');
  };

  const cancel = (): void => {
    isCancelling = true;
    void transport.request({ type: 'cancel' });
  };

  const copyText = (text: string): Promise<Outcome> =>
    copy(text).then(
      () => ({ ok: true, value: null }),
      // VS Code may, where the browser does not let a page that is not in front.
      () => transport.request({ type: 'copyText', text }),
    );

  const peek = (wish: PeekWish): void => {
    if (state && 'revision' in state) emit({ type: 'peek', revision: state.revision, wish });
  };

  const peekAt = (at: ElementAt | null): void => {
    if (at) peek({ kind: 'element', at });
    else if (state && 'link' in state)
      emit({ type: 'reveal', revision: state.revision, place: state.link.place });
  };

  /** Marks the number that the cursor is in, brings it into sight, and with `focus` goes to it wherever it is. */
  const point = (at: ElementAt | null, focus: boolean): void => {
    pointed = at;
    if (state && at) for (const event of ways(state, context(), at, focus)) remember(event);
    draw();
    if (at) bringUp(main, at, focus);
  };

  const emit = (event: UiEvent | ToHost): void => {
    switch (event.type) {
      case 'toggle':
      case 'window':
      case 'tab':
      case 'scroll':
        remember(event);
        return draw();
      case 'seen':
        ui = reduce(ui, event);
        // Many of these come while somebody scrolls or walks; what came of that is stored once it rests.
        forgetRest();
        forgetRest = after(REST, keep);
        return;
      case 'ready':
      case 'remember':
      case 'applyFix':
      case 'reveal':
      case 'peek':
      case 'explainRule':
      case 'drawSamplesAgain':
      case 'change':
      case 'writeBack':
      case 'copyScript':
      case 'explore':
      case 'keep':
      case 'wholeTensor':
      case 'copyText':
      case 'cancel':
      case 'readAgain':
      case 'openExample':
        return void ask(event);
    }
  };

  const receive = (message: ToPanel): void => {
    if (message.type === 'busy') {
      busy.show(message.work);
      return;
    }
    if (message.type === 'notice') return notice.say(message.text);
    if (message.type === 'point') return point(message.at, message.focus);
    if (message.type === 'look') return emit({ type: 'tab', tab: message.tab });
    if (message.type === 'update') {
      const next = updated(message);
      // What is shown is another thing than the host thinks: it sends all of it to a panel that is new.
      if (next) take(next, message.turn);
      else transport.notify({ type: 'ready' });
      return;
    }
    take(message, message.turn);
  };

  const updated = ({ from, edits }: Extract<ToPanel, { readonly type: 'update' }>): Shown | null => {
    if (state === null || from !== turn) return null;
    try {
      const next = edited({ state, kept }, edits);
      const reason = shown(next, 'update');
      if (reason === null) return next as Shown;
      log(`An update was refused. ${reason}`);
    } catch (error) {
      log(`An update was refused. ${String(error)}`);
    }
    return null;
  };

  const take = (next: Shown, number: number): void => {
    const first = state === null;
    // The tensors of another reading have other names.
    if (revisionOf(state) !== revisionOf(next.state)) pointed = null;
    ({ state, kept } = next);
    turn = number;
    notice.clear();
    draw();
    if (first) document.documentElement.scrollTop = scrollAtStart;
  };

  const transport = createTransport<ToPanel, ToHost>(wire, { accept: toPanel, receive, refused: log, after });
  const keepScroll = (): void => {
    remember({ type: 'scroll', top: document.documentElement.scrollTop });
    // A table that was scrolled has drawn its cells anew.
    mark(main, pointed);
  };
  // While it is captured, the end of a table's own scrolling is heard too.
  document.addEventListener('scrollend', keepScroll, true);
  listenToNumbers(main, peekAt);
  transport.notify({ type: 'ready' });
  return {
    dispose() {
      document.removeEventListener('scrollend', keepScroll, true);
      transport.dispose();
    },
  };
}

const revisionOf = (state: PanelState | null): number | null =>
  state && 'revision' in state ? state.revision : null;
