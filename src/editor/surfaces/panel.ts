/**
 * The inspector in the side bar: a webview that shows what the session holds, and
 * does what a person wishes there. All that is shown goes through `show`.
 */
import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { Place } from '../../base/place';
import { fail, succeed, type Result } from '../../base/result';
import type { KeepWish } from '../../protocol/kept';
import { toHost, type LossTabName, type ToHost, type ToPanel } from '../../protocol/messages';
import type { LossState, TensorState } from '../../protocol/model';
import type { Change } from '../../protocol/what-if';
import { createTransport, type Outcome, type Transport } from '../../protocol/transport';
import { uncancelled, type AnalysisOutcome } from '../analyzer';
import { applyEdits } from '../apply-edits';
import { locate, type DocumentReading } from '../documents';
import type { Host, Surface } from '../host';
import { commands, views } from '../ids';
import { Keeping, nearestOccurrence } from '../inspector-keeping';
import { inspectorPage } from '../inspector-page';
import { InspectorSession, shortName, type Cursor } from '../inspector-session';
import type { Player } from '../what-if/player';

/** A held arrow key moves the cursor faster than anybody reads: the panel follows when it rests. */
const REST = 80;
/** A reading that is quicker than this shows no sign of being at work. */
const PATIENCE = 200;

export const panel: Surface = {
  name: 'inspector',
  register: (host) => new Inspector(host),
};

class Inspector implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #host: Host;
  readonly #session: InspectorSession;
  readonly #keeping: Keeping;
  readonly #held: vscode.Disposable;
  #view: vscode.WebviewView | null = null;
  #transport: Transport<ToPanel> | null = null;
  #sent: string | null = null;
  /** The way of looking that was asked for with what is shown next. */
  #wantedTab: LossTabName | null = null;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #busy: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host) {
    this.#host = host;
    this.#session = new InspectorSession((purpose, text) => this.#readProgram(purpose, text));
    this.#keeping = new Keeping(host.store);
    const { documents, guard, inspector } = host;
    const guarded =
      <Event>(act: (event: Event) => void) =>
      (event: Event): void =>
        guard.run('The inspector', () => act(event));
    this.#held = vscode.Disposable.from(
      vscode.window.registerWebviewViewProvider(views.inspector, this),
      inspector.onTarget(guarded(() => this.#reveal())),
      vscode.window.onDidChangeTextEditorSelection(guarded(() => this.#followSoon())),
      vscode.window.onDidChangeActiveTextEditor(guarded(() => this.#followSoon())),
      documents.onDidStart(guarded((key) => this.#started(key))),
      documents.onDidRead(guarded((reading) => this.#read(reading))),
      documents.onDidClose(
        guarded((key) => {
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
    clearTimeout(this.#busy);
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
      this.#transport.notify({ type: 'kept', kept: this.#keeping.model(state) });
      this.#transport.notify({ type: 'show', state });
    }
    // Of what is shown already, another way of looking may be wanted.
    if (this.#wantedTab !== null) this.#transport.notify({ type: 'look', tab: this.#wantedTab });
    this.#wantedTab = null;
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
    else if (wish.kind === 'revisit') return this.#revisit(wish.id);
    else {
      const state = this.#session.state(nameInFront(this.#host));
      if (revision !== this.#session.revision || state.kind !== 'loss') return changed;
      this.#keeping.pin(state);
    }
    this.#show();
    return succeed(null);
  }

  /** Goes to an inspection of before; where the text has moved, to the nearest place with the same words. */
  async #revisit(id: number): Promise<Outcome> {
    const entry = this.#keeping.visited(id);
    if (!entry) return fail('This is not kept any more.');
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(entry.document));
      const near = document.offsetAt(new vscode.Position(entry.line, entry.character));
      const at = nearestOccurrence(document.getText(), entry.expression, near) ?? near;
      const place = document.positionAt(at);
      await vscode.window.showTextDocument(document, { selection: new vscode.Range(place, place) });
      return succeed(null);
    } catch {
      return fail(`${shortName(entry.document)} could not be opened; it may have been moved or deleted.`);
    }
  }

  /** Sends it even so: the page is new, or was hidden and has lost what it showed. */
  #showAgain(): void {
    this.#sent = null;
    this.#show();
  }

  #reveal(): void {
    const target = this.#host.inspector.newest;
    if (!target) return;
    clearTimeout(this.#rest);
    const reading = target.kind === 'selection' ? undefined : this.#host.documents.newest(target.document);
    this.#session.reveal(target, reading);
    this.#wantedTab = target.kind === 'loss' ? (target.tab ?? null) : null;
    const state = this.#session.state(null);
    if (state.kind === 'tensor') this.#visit(state);
    if (this.#view) {
      this.#view.show(true);
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
    if (cursor && this.#host.documents.isCurrent(cursor.reading)) this.#session.follow(cursor);
    this.#show();
  }

  #started(key: string): void {
    if (key !== this.#session.document) return;
    clearTimeout(this.#busy);
    this.#busy = setTimeout(() => this.#transport?.notify({ type: 'busy', busy: true }), PATIENCE);
  }

  #read(reading: DocumentReading): void {
    const cursor = cursorOf(this.#host);
    const here = cursor?.reading.key === reading.key ? cursor : null;
    if (reading.key === this.#session.document || (here && this.#session.document === null)) {
      clearTimeout(this.#busy);
      this.#transport?.notify({ type: 'busy', busy: false });
      this.#session.renew(reading, here);
      this.#show();
    }
  }

  async #receive(message: ToHost): Promise<Outcome | void> {
    switch (message.type) {
      case 'ready':
        if (this.#session.revision === 0) this.#follow();
        return this.#showAgain();
      case 'applyFix':
        return this.#applyFix(message.revision, message.finding);
      case 'reveal':
        return this.#revealPlace(message.revision, message.place);
      case 'explainRule':
        return void (await vscode.commands.executeCommand(commands.explainRule, message.rule));
      case 'drawSamplesAgain':
        return this.#drawAgain(message.revision);
      case 'change':
        return this.#change(message.revision, message.change);
      case 'explore':
        return this.#play(message.revision, (player) => player.explore(message.exploration));
      case 'keep':
        return this.#keep(message.revision, message.wish);
      case 'writeBack':
        return this.#writeBack(message.revision);
      case 'copyScript':
        return this.#copyScript(message.revision);
      case 'wholeTensor':
        return this.#sendWhole(message.revision);
      case 'copyText':
        return void (await vscode.env.clipboard.writeText(message.text));
      case 'openExample':
        return void (await vscode.commands.executeCommand(commands.openExample));
    }
  }

  async #applyFix(revision: number, finding: number): Promise<Outcome> {
    const { reading, analysis } = this.#session;
    const fix = analysis?.findings[finding]?.fix;
    if (revision !== this.#session.revision || !reading || !this.#host.documents.isCurrent(reading))
      return changed;
    if (!fix) return fail('There is no certain fix for this. Its message says what to type.');
    const applied = await applyEdits(this.#host.documents, reading, fix.edits);
    return applied ? succeed(null) : fail('The editor did not accept the change.');
  }

  /** Does something with the loss that is shown, and shows what came of it, a refusal too. */
  async #play(revision: number, act: (player: Player) => Promise<Result<null, string>>): Promise<Outcome> {
    if (revision !== this.#session.revision) return changed;
    const slow = setTimeout(() => this.#transport?.notify({ type: 'busy', busy: true }), PATIENCE);
    const outcome = await act(this.#session.player);
    clearTimeout(slow);
    this.#transport?.notify({ type: 'busy', busy: false });
    this.#show();
    return outcome;
  }

  async #change(revision: number, change: Change): Promise<Outcome> {
    const outcome = await this.#play(revision, (player) => player.change(change));
    await this.#session.player.refresh();
    this.#show();
    return outcome;
  }

  async #sendWhole(revision: number): Promise<Outcome> {
    const { reading, partial } = this.#session;
    if (revision !== this.#session.revision || !reading || !partial) return changed;
    const whole = await this.#host.documents.whole(reading, partial);
    // The cursor may be elsewhere by now, and the text another: its reading is shown when it comes.
    if (this.#session.partial !== partial) return succeed(null);
    const taken = this.#session.takeWhole(partial, whole ?? null);
    this.#show();
    return taken
      ? succeed(null)
      : fail('Its values could not be read once more. Change the text to try again.');
  }

  async #readProgram(purpose: string, text: string): Promise<AnalysisOutcome> {
    const { limits, backend } = this.#host.settings.current;
    const document = `losslens:${purpose}`;
    // It is about numbers: nothing of it is a finding, and nothing of it is drawn.
    const request = {
      document,
      sources: [{ file: document, text }],
      rules: {},
      limits,
      backend,
      open: [],
      sampleSeed: null,
    };
    return this.#host.analyzer.analyze(request, uncancelled);
  }

  async #writeBack(revision: number): Promise<Outcome> {
    const { reading, player } = this.#session;
    if (revision !== this.#session.revision || !reading || !this.#host.documents.isCurrent(reading)) {
      return changed;
    }
    const edits = player.writeBack();
    if (!edits.ok) return edits;
    const applied = await applyEdits(this.#host.documents, reading, edits.value);
    return applied ? succeed(null) : fail('The editor did not accept the change.');
  }

  async #copyScript(revision: number): Promise<Outcome> {
    if (revision !== this.#session.revision) return changed;
    const script = this.#session.player.script();
    if (!script.ok) return script;
    await vscode.env.clipboard.writeText(script.value);
    void vscode.window.setStatusBarMessage('LossLens: the program is on the clipboard.', 4_000);
    return succeed(null);
  }

  async #drawAgain(revision: number): Promise<Outcome> {
    const { reading } = this.#session;
    if (revision !== this.#session.revision || !reading) return changed;
    await vscode.commands.executeCommand(commands.drawSamplesAgain, reading.key);
    return succeed(null);
  }

  async #revealPlace(revision: number, place: Place): Promise<Outcome> {
    const { reading } = this.#session;
    if (revision !== this.#session.revision) return changed;
    if (!reading) return fail('What is shown was selected; it stands in no document that could be opened.');
    const location = locate(reading, place);
    if (!location) return changed;
    const { uri, range } = location;
    const open = vscode.window.visibleTextEditors.find(
      ({ document }) => document.uri.toString() === uri.toString(),
    );
    // Without a column VS Code would open it a second time, in the group in front.
    const column = open?.viewColumn === undefined ? {} : { viewColumn: open.viewColumn };
    await vscode.window.showTextDocument(uri, { ...column, selection: range });
    return succeed(null);
  }
}

const changed = fail('The text has changed since this was computed. Try again in a moment.');

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
function nameInFront({ documents }: Host): string | null {
  const document = vscode.window.activeTextEditor?.document;
  const key = document && documents.keyOf(document);
  return key === undefined ? null : shortName(key);
}
