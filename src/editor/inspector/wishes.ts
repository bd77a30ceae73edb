/**
 * What a person wishes in the inspector about what it shows: fixes, places in the source, playing with a
 * loss, scripts, all values of a tensor. A wish about an older reading is refused with the reason.
 */
import * as vscode from 'vscode';
import type { Place } from '../../base/place';
import { fail, succeed, type Result } from '../../base/result';
import type { LossTabName, ToHost } from '../../protocol/messages';
import type { PeekWish } from '../../protocol/peek';
import type { Outcome } from '../../protocol/transport';
import type { Change } from '../../protocol/what-if';
import { stopped, type AnalysisOutcome, type Cancellation } from '../analysis/analyzer';
import { applyEdits } from '../apply-edits';
import { locate } from '../documents';
import type { Host } from '../host';
import { commands } from '../ids';
import { showPlace } from './navigation';
import type { InspectorSession } from './session';
import type { Work } from './work';
import type { Player, Program } from '../what-if/player';

/** What the panel itself does about it. */
export interface Wished {
  /** Something else may be to be shown. */
  readonly show: () => void;
  readonly work: Work;
}

/** What is not about the panel itself. */
type Wish = Exclude<ToHost, { readonly type: 'ready' | 'remember' | 'keep' }>;

export class InspectorWishes {
  readonly #host: Host;
  readonly #session: InspectorSession;
  readonly #wished: Wished;
  /** The place that somebody looks at from the panel: the cursor that is put there changes nothing. */
  #peeked: vscode.Location | null = null;

  constructor(host: Host, session: InspectorSession, wished: Wished) {
    this.#host = host;
    this.#session = session;
    this.#wished = wished;
  }

  async do(message: Wish): Promise<Outcome | void> {
    switch (message.type) {
      case 'applyFix':
        return this.#applyFix(message.revision, message.finding);
      case 'reveal':
        return this.#revealPlace(message.revision, message.place);
      case 'peek':
        return this.#peek(message.revision, message.wish);
      case 'explainRule':
        return void (await vscode.commands.executeCommand(commands.explainRule, message.rule));
      case 'drawSamplesAgain':
        return this.#drawAgain(message.revision);
      case 'change':
        return this.#change(message.revision, message.change, message.front);
      case 'explore':
        return this.#play(message.revision, (player) => player.explore(message.exploration));
      case 'writeBack':
        return this.#writeBack(message.revision);
      case 'copyScript':
        return this.#copyScript(message.revision);
      case 'wholeTensor':
        return this.#sendWhole(message.revision);
      case 'copyText':
        return void (await vscode.env.clipboard.writeText(message.text));
      case 'cancel':
        return this.#wished.work.cancel();
      case 'readAgain':
        return this.#readAgain();
      case 'openExample':
        return void (await vscode.commands.executeCommand(commands.openExample));
    }
  }

  /** Whether the cursor is still where the panel has put it. */
  isPeeking(): boolean {
    const editor = vscode.window.activeTextEditor;
    const { uri, range } = this.#peeked ?? {};
    const isThere =
      editor?.document.uri.toString() === uri?.toString() &&
      range?.contains(editor?.selection.active ?? new vscode.Position(0, 0)) === true;
    if (!isThere) this.#peeked = null;
    return isThere;
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
    const outcome = await act(this.#session.player);
    this.#wished.show();
    return outcome;
  }

  async #change(revision: number, change: Change, front: LossTabName): Promise<Outcome> {
    const outcome = await this.#play(revision, (player) => player.change(change, front));
    await this.#session.player.refresh(front);
    this.#wished.show();
    return outcome;
  }

  async #sendWhole(revision: number): Promise<Outcome> {
    const { reading, partial } = this.#session;
    if (revision !== this.#session.revision || !reading || !partial) return changed;
    const whole = await this.#atWork('Reading all values', `${reading.key} whole`, (cancellation) =>
      this.#host.documents.whole(reading, partial, cancellation),
    );
    // The cursor may be elsewhere by now, and the text another: its reading is shown when it comes.
    if (this.#session.partial !== partial) return succeed(null);
    const taken = this.#session.takeWhole(partial, whole ?? null);
    this.#wished.show();
    return taken
      ? succeed(null)
      : fail('Its values could not be read once more. Change the text to try again.');
  }

  /** Reads a program that playing with a loss makes. */
  async read(purpose: string, program: Program): Promise<AnalysisOutcome> {
    const { limits, backend } = this.#host.settings.current;
    const document = `losslens:${purpose}`;
    // It is about numbers: nothing of it is a finding, and nothing of it is drawn.
    const { text, ...how } = program;
    const request = {
      document,
      sources: [{ file: document, text }],
      rules: {},
      limits,
      backend,
      open: [],
      sampleSeed: null,
      ...how,
    };
    let isStopped = false;
    const outcome = await this.#atWork(
      programs[purpose] ?? 'Computing',
      document,
      (cancellation) => this.#host.analyzer.analyze(request, cancellation),
      () => (isStopped = true),
    );
    return isStopped ? fail(stopped) : outcome;
  }

  /** Does something that a person can end. @param document What the analyzer knows it by. */
  async #atWork<Value>(
    what: string,
    document: string,
    act: (cancellation: Cancellation) => Promise<Value>,
    ended: () => void = () => undefined,
  ): Promise<Value> {
    const source = new vscode.CancellationTokenSource();
    const over = this.#wished.work.begin(what, () => {
      ended();
      source.cancel();
      this.#host.analyzer.stop(document);
    });
    try {
      return await act(source.token);
    } finally {
      over();
      source.dispose();
    }
  }

  async #writeBack(revision: number): Promise<Outcome> {
    const { reading, player } = this.#session;
    if (revision !== this.#session.revision || !reading || !this.#host.documents.isCurrent(reading)) {
      return changed;
    }
    const edits = player.writeBack();
    if (!edits.ok) return edits;
    // The text changes before the editor says that it took them.
    player.written(true);
    const applied = await applyEdits(this.#host.documents, reading, edits.value);
    if (applied) return succeed(null);
    player.written(false);
    return fail('The editor did not accept the change.');
  }

  async #copyScript(revision: number): Promise<Outcome> {
    if (revision !== this.#session.revision) return changed;
    const script = this.#session.player.script();
    if (!script.ok) return script;
    await vscode.env.clipboard.writeText(script.value);
    void vscode.window.setStatusBarMessage('LossLens: the program is on the clipboard.', 4_000);
    return succeed(null);
  }

  #readAgain(): Outcome {
    const { document } = this.#session;
    if (document === null) return fail('No document is shown that could be read again.');
    this.#host.documents.readOnce(document);
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
    if (!reading) return standsNowhere;
    return (await showPlace(reading, place)) ? succeed(null) : changed;
  }

  /** Shows in the editor where a number comes from; what is shown stays, so that one can go back and on. */
  async #peek(revision: number, wish: PeekWish): Promise<Outcome> {
    const { reading } = this.#session;
    if (revision !== this.#session.revision) return changed;
    const place = this.#session.placeOf(wish);
    if (!reading || !place) return standsNowhere;
    this.#peeked = locate(reading, place) ?? null;
    return (await showPlace(reading, place)) ? succeed(null) : changed;
  }
}

const standsNowhere = fail('What is shown was selected; it stands in no document that could be opened.');

/** What the programs of playing with a loss are for, by the purpose that names them. */
const programs: Readonly<Record<string, string>> = {
  'what-if': 'Computing the changed loss',
  steps: 'Computing the steps of the changed loss',
  compare: 'Computing other losses',
  curve: 'Computing the curve',
  entropy: 'Computing the entropy of the targets',
};

/** The answer to a wish about an older reading. */
export const changed = fail('The text has changed since this was computed. Try again in a moment.');
