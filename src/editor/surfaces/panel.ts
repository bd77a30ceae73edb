/**
 * The inspector in the side bar: a webview that shows what the session holds, and
 * does what a person wishes there. All that is shown goes through `show`.
 */
import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { fail, succeed } from '../../base/result';
import type { KeepWish } from '../../protocol/kept';
import { differenceOf } from '../../protocol/difference';
import { toHost, type LossTabName, type Shown, type ToHost, type ToPanel } from '../../protocol/messages';
import type { LossState, TensorState } from '../../protocol/model';
import type { ElementAt } from '../../protocol/peek';
import { createTransport, type Outcome, type Transport } from '../../protocol/transport';
import type { DocumentReading } from '../documents';
import type { Host, Surface } from '../host';
import { views } from '../ids';
import { Keeping } from '../inspector/keeping';
import { revisit } from '../inspector/navigation';
import { rememberedIn, Remembering, type Remembered } from '../inspector/remembering';
import { inspectorPage } from '../inspector/page';
import { InspectorSession, shortName, type Cursor } from '../inspector/session';
import type { DocumentKey } from '../inspector/target';
import { changed, InspectorWishes } from '../inspector/wishes';
import { Work } from '../inspector/work';

/** A held arrow key moves the cursor faster than anybody reads: the panel follows when it rests. */
const REST = 80;
/** Something else that is shown is sent as a whole. */
const MOST_EDITS = 200;

export const panel: Surface = {
  name: 'inspector',
  register: (host) => new Inspector(host),
};

class Inspector implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #host: Host;
  readonly #session: InspectorSession;
  readonly #wishes: InspectorWishes;
  readonly #work = new Work((work) => this.#tell(work));
  /** Says that the reading of a document is over. */
  readonly #readings = new Map<DocumentKey, () => void>();
  readonly #keeping: Keeping;
  readonly #remembering: Remembering;
  /** What was shown when the window was closed; null once something else was. */
  #before: Remembered | null;
  /** It is shown again, and the cursor has not been moved since. */
  #isRestored = false;
  /** What is to be said beside what is shown next. */
  #notice = '';
  readonly #held: vscode.Disposable;
  #view: vscode.WebviewView | null = null;
  #transport: Transport<ToPanel> | null = null;
  #sent: string | null = null;
  /** What the panel shows, and its number; null where the page has nothing yet. */
  #onScreen: Shown | null = null;
  #turn = 0;
  /** The way of looking that was asked for with what is shown next. */
  #wantedTab: LossTabName | null = null;
  /** The number that was asked for with what is shown next. */
  #wantedNumber: ElementAt | null = null;
  /** The number of what is shown that the cursor is in, as it was told last. */
  #pointed: string | null = null;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host) {
    this.#host = host;
    this.#session = new InspectorSession((purpose, program) => this.#wishes.read(purpose, program));
    this.#wishes = new InspectorWishes(host, this.#session, {
      show: () => this.#show(),
      work: this.#work,
    });
    this.#keeping = new Keeping(host.store);
    this.#remembering = new Remembering(host.store);
    this.#before = rememberedIn(host.store);
    const { documents, guard, inspector } = host;
    const guarded =
      <Event>(act: (event: Event) => void) =>
      (event: Event): void =>
        guard.run('The inspector', () => act(event));
    this.#held = vscode.Disposable.from(
      vscode.window.registerWebviewViewProvider(views.inspector, this),
      inspector.onTarget(guarded(() => this.#reveal())),
      vscode.window.onDidChangeTextEditorSelection(
        guarded(({ kind }) => {
          // VS Code puts the cursor back where it was, which is nobody's wish.
          if (kind !== undefined) this.#isRestored = false;
          this.#followSoon();
        }),
      ),
      vscode.window.onDidChangeActiveTextEditor(
        guarded((editor) => {
          if (editor && documents.keyOf(editor.document) !== this.#session.document) this.#isRestored = false;
          this.#work.look();
          this.#followSoon();
        }),
      ),
      documents.onDidStart(guarded((key) => this.#started(key))),
      documents.onDidRead(guarded((reading) => this.#read(reading))),
      documents.onDidClose(
        guarded((key) => {
          this.#ended(key);
          this.#session.forget(key);
          this.#show();
        }),
      ),
    );
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#host.guard.run('Opening the inspector', () => this.#open(view));
  }

  dispose(): void {
    clearTimeout(this.#rest);
    this.#held.dispose();
    this.#transport?.dispose();
  }

  #open(view: vscode.WebviewView): void {
    const { webview } = view;
    const address = (...path: string[]): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.#host.extensionUri, ...path)).toString();
    const folders = ['dist', 'media'].map((folder) => vscode.Uri.joinPath(this.#host.extensionUri, folder));
    webview.options = { enableScripts: true, localResourceRoots: folders };
    this.#transport?.dispose();
    this.#view = view;
    this.#transport = createTransport<ToHost, ToPanel>(
      {
        post: (packet) => void webview.postMessage(packet),
        listen: (receive) => webview.onDidReceiveMessage(receive) satisfies Disposable,
      },
      {
        accept: toHost,
        receive: (message) => this.#receive(message),
        refused: (reason) => this.#host.output.appendLine(`The inspector: ${reason}`),
        after: (milliseconds, act) => {
          const timer = setTimeout(act, milliseconds);
          return () => clearTimeout(timer);
        },
      },
    );
    view.onDidDispose(() => {
      if (this.#view !== view) return;
      this.#view = null;
      this.#transport?.dispose();
      this.#transport = null;
    });
    view.onDidChangeVisibility(() => {
      if (view.visible) this.#showAgain();
    });
    webview.html = inspectorPage({
      script: address('dist', 'webview.js'),
      style: address('media', 'inspector.css'),
      cspSource: webview.cspSource,
      ui: this.#remembering.ui,
      nonce: crypto.randomUUID(),
    });
  }

  /** Sends what the session holds, unless nobody would see it or it is shown already. */
  #show(): void {
    if (!this.#view?.visible || !this.#transport) return;
    const name = nameInFront(this.#host);
    const mark = (): string => `${this.#session.mark} in ${name}, keeping ${this.#keeping.turn}`;
    if (mark() !== this.#sent) {
      const state = this.#session.state(name);
      if (state.kind === 'loss' && !state.whatIf.isChanged) this.#visit(state);
      this.#sent = mark();
      this.#send({ state, kept: this.#keeping.model(state) });
      const remembered = this.#session.remembered;
      if (remembered) this.#remembering.write(remembered);
    }
    if (this.#notice !== '') this.#transport.notify({ type: 'notice', text: this.#notice });
    this.#notice = '';
    // Of what is shown already, another way of looking may be wanted.
    if (this.#wantedTab !== null) this.#transport.notify({ type: 'look', tab: this.#wantedTab });
    this.#wantedTab = null;
    if (this.#wantedNumber) this.#point(this.#wantedNumber, true);
    this.#wantedNumber = null;
  }

  /** Sends what is to be shown; of what is shown already, what differs. */
  #send(shown: Shown): void {
    const from = this.#turn++;
    const edits = this.#onScreen ? differenceOf(this.#onScreen, shown) : null;
    this.#onScreen = shown;
    if (edits && edits.length <= MOST_EDITS)
      this.#transport?.notify({ type: 'update', from, turn: this.#turn, edits });
    else this.#transport?.notify({ type: 'show', turn: this.#turn, ...shown });
  }

  /** Tells the panel which of its numbers the cursor is in; null for none. */
  #point(at: ElementAt | null, focus: boolean): void {
    const mark = at && `${this.#session.revision} ${at.tensor} ${at.index}`;
    if (mark === this.#pointed && !focus) return;
    this.#pointed = mark;
    this.#transport?.notify({ type: 'point', at, focus });
  }

  /** Remembers that this was shown, and where it stands. */
  #visit(state: LossState | TensorState): void {
    const { reading } = this.#session;
    const { place } = state.link;
    const uri = reading?.sources[place.source]?.uri;
    if (!uri) return;
    this.#keeping.visit(state, {
      document: uri.toString(),
      line: place.line - 1,
      character: place.column - 1,
    });
  }

  async #keep(revision: number, wish: KeepWish): Promise<Outcome> {
    if (wish.kind === 'unpin') this.#keeping.unpin(wish.id);
    else if (wish.kind === 'revisit') {
      const entry = this.#keeping.visited(wish.id);
      return entry ? revisit(entry) : fail('This is not kept any more.');
    } else {
      // A pin tells the size of the gradient, which a changed loss may not have yet.
      await this.#session.player.explore({ kind: 'rest' });
      const state = this.#session.state(nameInFront(this.#host));
      if (revision !== this.#session.revision || state.kind !== 'loss') return changed;
      this.#keeping.pin(state);
    }
    this.#show();
    return succeed(null);
  }

  /** Sends it even so: the page is new, or was hidden and has lost what it showed. */
  #showAgain(): void {
    this.#sent = null;
    this.#onScreen = null;
    this.#pointed = null;
    this.#show();
  }

  #reveal(): void {
    const target = this.#host.inspector.newest;
    if (!target) return;
    clearTimeout(this.#rest);
    this.#isRestored = false;
    const reading = target.kind === 'selection' ? undefined : this.#host.documents.newest(target.document);
    this.#session.reveal(target, reading);
    this.#wantedTab = target.kind === 'loss' ? (target.tab ?? null) : null;
    const isNumber = target.kind === 'number';
    this.#wantedNumber = isNumber && reading ? this.#session.pointed({ reading, ...target }) : null;
    const state = this.#session.state(null);
    if (state.kind === 'tensor') this.#visit(state);
    if (this.#view) {
      this.#view.show(!isNumber);
      this.#show();
    } else {
      void vscode.commands.executeCommand(`${views.inspector}.focus`);
    }
  }

  #followSoon(): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#host.guard.run('The inspector', () => this.#follow()), REST);
  }

  #follow(): void {
    const cursor = cursorOf(this.#host);
    // The offset belongs to the text as it is; an older reading has other offsets, and a newer one is on its way.
    const isCurrent = cursor !== null && this.#host.documents.isCurrent(cursor.reading);
    if (isCurrent && !this.#isRestored && !this.#wishes.isPeeking()) this.#session.follow(cursor);
    this.#show();
    if (isCurrent) this.#point(this.#session.pointed(cursor), false);
  }

  #started(key: DocumentKey): void {
    this.#ended(key);
    const isWanted = (): boolean => key === this.#session.document || key === keyInFront(this.#host);
    const cancel = (): void => this.#host.documents.stop(key);
    this.#readings.set(key, this.#work.begin(`Reading ${shortName(key)}`, cancel, isWanted));
  }

  /** Tells what takes long; where nothing else is shown, that takes its place. */
  #tell(work: string): void {
    this.#transport?.notify({ type: 'busy', work });
    const key = keyInFront(this.#host);
    if (work === '' || this.#session.document !== null || key === undefined || !this.#readings.has(key))
      return;
    this.#session.expect(key);
    this.#show();
  }

  #ended(key: DocumentKey): void {
    this.#readings.get(key)?.();
    this.#readings.delete(key);
  }

  #read(reading: DocumentReading): void {
    this.#ended(reading.key);
    const cursor = cursorOf(this.#host);
    const here = cursor?.reading.key === reading.key ? cursor : null;
    if (this.#restore(reading)) return;
    if (reading.key === this.#session.document || (here && this.#session.document === null)) {
      this.#session.renew(reading, here);
      this.#show();
      if (here) this.#point(this.#session.pointed(here), false);
      this.#resume();
    }
  }

  /** Shows what was shown when the window was closed, once its document is read. @returns Whether it is shown. */
  #restore(reading: DocumentReading): boolean {
    const before = this.#before;
    if (!before || !reading.outcome.ok || before.document !== reading.key) return false;
    this.#before = null;
    if (this.#session.remembered) return false;
    this.#isRestored = this.#session.restore(reading, before);
    if (this.#isRestored) {
      this.#show();
      this.#resume();
    } else if (before.made.length > 0) {
      this.#notice = `${before.expression} is no longer in ${shortName(reading.key)}, so what was changed of it is dropped.`;
    }
    return this.#isRestored;
  }

  /** Makes changes again that were made in an older text, or in another window. */
  #resume(): void {
    void this.#host.guard.runAsync('The inspector', async () => {
      await this.#session.player.resume();
      this.#show();
    });
  }

  async #receive(message: ToHost): Promise<Outcome | void> {
    switch (message.type) {
      case 'ready':
        if (this.#session.revision === 0) this.#follow();
        this.#work.tellAgain();
        return this.#showAgain();
      case 'remember':
        return this.#remembering.writeUi(message.ui);
      case 'keep':
        return this.#keep(message.revision, message.wish);
      default:
        return this.#wishes.do(message);
    }
  }
}

/** The cursor of the editor in front, where its document was read. */
function cursorOf({ documents }: Host): Cursor | null {
  const editor = vscode.window.activeTextEditor;
  const key = editor && documents.keyOf(editor.document);
  const reading = key === undefined ? undefined : documents.newest(key);
  if (!editor || !reading) return null;
  const source = documents.sourceIndex(reading, editor.document);
  return { reading, source, offset: editor.document.offsetAt(editor.selection.active) };
}

/** The short name of the document in front, when it is one that is read. */
function nameInFront(host: Host): string | null {
  const key = keyInFront(host);
  return key === undefined ? null : shortName(key);
}

/** The document in front, when it is one that is read. */
function keyInFront({ documents }: Host): DocumentKey | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && documents.keyOf(document);
}
