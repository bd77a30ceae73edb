/**
 * Every open Python file and notebook with the analysis of its newest text. A
 * document is read at once when it is opened and a moment after the last key when it
 * is typed in; a reading that the text has outrun is given up. All code cells of a
 * notebook are read together, in their order.
 */
import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposable';
import type { Place, Source } from '../base/place';
import { fail } from '../base/result';
import type { TensorId, TensorRecord } from '../inspect/inspection';
import {
  stopped,
  tooLong,
  uncancelled,
  type AnalysisOutcome,
  type Analyzer,
  type Cancellation,
} from './analysis/analyzer';
import { importedBy, openTexts, pythonCells, sourcesOf, type ReadSource } from './analysis/document-sources';
import type { DocumentKey } from './inspector/target';
import { watching } from './python-files';
import type { SettingsStore } from './settings-store';

/** Milliseconds after the last change until the text is read again. */
const QUIET = 300;

/** Texts under these schemes are old versions or output, not code that somebody writes. */
const ignoredSchemes: ReadonlySet<string> = new Set(['git', 'gitfs', 'output', 'vscode-scm', 'review', 'pr']);

/** What came of reading one state of a document. */
export interface DocumentReading {
  readonly key: DocumentKey;
  /** Grows with each reading of any document. */
  readonly generation: number;
  /** The document's own texts, then the files that they import. */
  readonly sources: readonly ReadSource[];
  readonly outcome: AnalysisOutcome;
}

interface Entry {
  readonly key: DocumentKey;
  readonly subject: vscode.TextDocument | vscode.NotebookDocument;
  timer: ReturnType<typeof setTimeout> | null;
  running: { readonly state: string; readonly cancellation: vscode.CancellationTokenSource } | null;
  newest: (DocumentReading & { readonly state: string }) | null;
  /** Grows when a file changes that the newest reading imports. */
  imports: number;
  /** Where numbers come from that the text draws without a seed; null until somebody wants others. */
  sampleSeed: number | null;
  /** Those who wait for the next end of a reading, however it ends. */
  waiting: (() => void)[];
}

export class Documents implements vscode.Disposable {
  readonly #analyzer: Analyzer;
  readonly #settings: SettingsStore;
  readonly #entries = new Map<DocumentKey, Entry>();
  readonly #held = new DisposableStore();
  readonly #read = new vscode.EventEmitter<DocumentReading>();
  readonly #started = new vscode.EventEmitter<DocumentKey>();
  readonly #closed = new vscode.EventEmitter<DocumentKey>();
  #generation = 0;
  #disposed = false;

  /** After each reading of a document, failed ones too. */
  readonly onDidRead = this.#read.event;
  /** When a reading of a document starts. */
  readonly onDidStart = this.#started.event;
  /** When a document is closed, or is no Python any more. */
  readonly onDidClose = this.#closed.event;

  constructor(analyzer: Analyzer, settings: SettingsStore) {
    this.#analyzer = analyzer;
    this.#settings = settings;
    const { workspace } = vscode;
    for (const listening of [
      this.#read,
      this.#started,
      this.#closed,
      workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.#changed(document)),
      workspace.onDidCloseTextDocument((document) => this.#forget(document.uri.toString())),
      workspace.onDidOpenNotebookDocument((notebook) => this.#openedNotebook(notebook)),
      workspace.onDidChangeNotebookDocument(({ notebook, contentChanges }) => {
        if (contentChanges.length > 0) this.#schedule(this.#entryOfNotebook(notebook)?.key, QUIET);
      }),
      workspace.onDidCloseNotebookDocument((notebook) => this.#forget(notebook.uri.toString())),
      ...watching(
        (uri) => this.#importedChanged(uri),
        () => this.#importsChanged([...this.#entries.values()]),
      ),
      settings.onDidChange(() => {
        for (const key of this.#entries.keys()) this.#schedule(key, 0);
      }),
    ]) {
      this.#held.add(listening);
    }
  }

  /** Reads what is open already; to be called once the surfaces listen. */
  start(): void {
    for (const document of vscode.workspace.textDocuments) this.#opened(document);
    for (const notebook of vscode.workspace.notebookDocuments) this.#openedNotebook(notebook);
  }

  /** The key of the file, or of the notebook whose cell this is; undefined for what is not read. */
  keyOf(document: vscode.TextDocument): DocumentKey | undefined {
    return this.#entryOf(document)?.key;
  }

  /** The newest reading of a document, though its text may have changed since. */
  newest(key: DocumentKey): DocumentReading | undefined {
    return this.#entries.get(key)?.newest ?? undefined;
  }

  /** Whether a reading is of the text as it stands now. */
  isCurrent(reading: DocumentReading): boolean {
    const entry = this.#entries.get(reading.key);
    return entry?.newest?.generation === reading.generation && entry.newest.state === this.#stateOf(entry);
  }

  /** Forgets every reading, and reads all that is open once more. */
  readAgain(): void {
    for (const entry of this.#entries.values()) {
      entry.newest = null;
      this.#schedule(entry.key, 0);
    }
  }

  /** Ends the reading of a document. It counts as one that failed, until the text changes or `readOnce` is called. */
  stop(key: DocumentKey): void {
    const entry = this.#entries.get(key);
    const running = entry?.running;
    if (!entry || !running) return;
    entry.running = null;
    running.cancellation.cancel();
    this.#analyzer.stop(key);
    this.#take(entry, { sources: sourcesOf(entry.subject), outcome: fail(stopped), state: running.state });
    wake(entry);
  }

  /** Reads a document though its text was read already. */
  readOnce(key: DocumentKey): void {
    const entry = this.#entries.get(key);
    if (entry) entry.newest = null;
    this.#schedule(key, 0);
  }

  /**
   * Reads a document once more with other numbers for what it draws without a seed.
   *
   * @returns The seed of the new numbers: 1, 2, 3 …; undefined for a document that is not open.
   */
  drawAgain(key: DocumentKey): number | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    entry.sampleSeed = (entry.sampleSeed ?? 0) + 1;
    this.#schedule(key, 0);
    return entry.sampleSeed;
  }

  /**
   * The reading of the text as it stands, waiting for it where it is not there yet.
   *
   * @param urgent Somebody looks at this place now: do not wait for a pause in the typing.
   * @returns Undefined when cancelled, or when the document is none that is read.
   */
  async current(
    document: vscode.TextDocument,
    cancellation: Cancellation,
    urgent = false,
  ): Promise<DocumentReading | undefined> {
    const entry = this.#entryOf(document);
    if (!entry) return undefined;
    while (
      !cancellation.isCancellationRequested &&
      this.#entries.get(entry.key) === entry &&
      !this.#disposed
    ) {
      if (entry.newest?.state === this.#stateOf(entry)) return entry.newest;
      const next = new Promise<void>((resolve) => entry.waiting.push(resolve));
      if (entry.running?.state !== this.#stateOf(entry)) {
        if (urgent) this.#start(entry);
        else if (!entry.timer) this.#schedule(entry.key, QUIET);
      }
      const given = new vscode.EventEmitter<void>();
      const ended = new Promise<void>((resolve) => given.event(resolve));
      const subscription = cancellation.onCancellationRequested(() => given.fire());
      await Promise.race([next, ended]);
      subscription.dispose();
      given.dispose();
    }
    return undefined;
  }

  /**
   * The record of a tensor of a reading with all its values, though it is large: the same
   * text is read once more for it.
   *
   * @returns Undefined where the text has changed since, or the tensor is too large for this too.
   */
  async whole(
    reading: DocumentReading,
    { id }: TensorRecord,
    cancellation: Cancellation = uncancelled,
  ): Promise<TensorRecord | undefined> {
    const entry = this.#entries.get(reading.key);
    if (!entry || !this.isCurrent(reading)) return undefined;
    const sources = sourcesOf(entry.subject);
    const outcome = await this.#analyze(entry, sources, cancellation, id);
    return outcome.ok ? outcome.value.inspection.tensors[id] : undefined;
  }

  /** The index of a document (a file, or a cell) among the sources of a reading; -1 where it was not read. */
  sourceIndex(reading: DocumentReading, document: vscode.TextDocument): number {
    const uri = document.uri.toString();
    return reading.sources.findIndex((source) => source.uri.toString() === uri);
  }

  dispose(): void {
    this.#disposed = true;
    for (const key of [...this.#entries.keys()]) this.#forget(key);
    this.#held.dispose();
  }

  #opened(document: vscode.TextDocument): void {
    this.#schedule(this.#entryOf(document)?.key, 0);
  }

  #openedNotebook(notebook: vscode.NotebookDocument): void {
    this.#schedule(this.#entryOfNotebook(notebook)?.key, 0);
  }

  #changed(document: vscode.TextDocument): void {
    this.#importedChanged(document.uri);
    this.#schedule(this.#entryOf(document)?.key, QUIET);
  }

  /** Reads once more what imports a file. */
  #importedChanged(uri: vscode.Uri): void {
    const imports = ({ key, newest }: Entry): boolean =>
      uri.toString() !== key &&
      (newest?.sources.some((source) => source.cell === null && source.uri.fsPath === uri.fsPath) ?? false);
    this.#importsChanged([...this.#entries.values()].filter(imports));
  }

  #importsChanged(entries: readonly Entry[]): void {
    for (const entry of entries) {
      entry.imports++;
      this.#schedule(entry.key, QUIET);
    }
  }

  /** Finds the entry of a file or of a cell's notebook, and makes it for one that is new. */
  #entryOf(document: vscode.TextDocument): Entry | undefined {
    if (this.#disposed || document.isClosed) return undefined;
    if (document.uri.scheme === 'vscode-notebook-cell') {
      const notebook = vscode.workspace.notebookDocuments.find((candidate) =>
        candidate.getCells().some((cell) => cell.document === document),
      );
      return notebook && this.#entryOfNotebook(notebook);
    }
    const key = document.uri.toString();
    if (document.languageId !== 'python' || ignoredSchemes.has(document.uri.scheme)) {
      if (this.#entries.has(key)) this.#forget(key);
      return undefined;
    }
    return this.#entries.get(key) ?? this.#add(key, document);
  }

  #entryOfNotebook(notebook: vscode.NotebookDocument): Entry | undefined {
    if (this.#disposed || notebook.isClosed || ignoredSchemes.has(notebook.uri.scheme)) return undefined;
    const key = notebook.uri.toString();
    const known = this.#entries.get(key);
    if (known) return known;
    return pythonCells(notebook).length > 0 ? this.#add(key, notebook) : undefined;
  }

  #add(key: DocumentKey, subject: Entry['subject']): Entry {
    const entry: Entry = {
      key,
      subject,
      timer: null,
      running: null,
      newest: null,
      imports: 0,
      sampleSeed: null,
      waiting: [],
    };
    this.#entries.set(key, entry);
    return entry;
  }

  #forget(key: DocumentKey): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    if (entry.timer) clearTimeout(entry.timer);
    entry.running?.cancellation.cancel();
    wake(entry);
    if (!this.#disposed) this.#closed.fire(key);
  }

  #schedule(key: DocumentKey | undefined, delay: number): void {
    const entry = key === undefined ? undefined : this.#entries.get(key);
    if (!entry) return;
    if (entry.timer) clearTimeout(entry.timer);
    if (entry.running && entry.running.state !== this.#stateOf(entry)) entry.running.cancellation.cancel();
    entry.timer = setTimeout(() => this.#start(entry), delay);
  }

  #start(entry: Entry): void {
    if (entry.timer) clearTimeout(entry.timer);
    entry.timer = null;
    const state = this.#stateOf(entry);
    if (entry.newest?.state === state || entry.running?.state === state) return;
    entry.running?.cancellation.cancel();
    const cancellation = new vscode.CancellationTokenSource();
    const running = { state, cancellation };
    entry.running = running;
    const sources = sourcesOf(entry.subject);
    this.#started.fire(entry.key);
    void this.#analyze(entry, sources, cancellation.token).then((outcome) => {
      cancellation.dispose();
      const replaced = entry.running !== running;
      if (!replaced) entry.running = null;
      const given = !outcome.ok && outcome.failure.kind === 'cancelled';
      if (!replaced && !given && this.#entries.get(entry.key) === entry) {
        const all = [...sources, ...importedBy(outcome, sources.length)];
        this.#take(entry, { sources: all, outcome, state });
      }
      wake(entry);
    });
  }

  #take(entry: Entry, read: Pick<NonNullable<Entry['newest']>, 'sources' | 'outcome' | 'state'>): void {
    entry.newest = { key: entry.key, generation: ++this.#generation, ...read };
    this.#read.fire(entry.newest);
  }

  async #analyze(
    { key, sampleSeed }: Entry,
    sources: readonly ReadSource[],
    cancellation: Cancellation,
    whole?: TensorId,
  ): Promise<AnalysisOutcome> {
    const settings = this.#settings.current;
    const characters = sources.reduce((sum, source) => sum + source.text.length, 0);
    if (characters > settings.fileCharacters) return fail(tooLong(characters, settings.fileCharacters));
    const texts: Source[] = sources.map(({ uri, text, cell }) =>
      cell === null ? { file: uri.toString(), text } : { file: key, cell, text },
    );
    return this.#analyzer.analyze(
      {
        // Another name: the reading of the text itself is not given up for it.
        document: whole === undefined ? key : `${key} whole`,
        sources: texts,
        rules: settings.rules,
        limits: settings.limits,
        backend: settings.backend,
        open: openTexts(key),
        sampleSeed,
        ...(whole === undefined ? {} : { whole }),
      },
      cancellation,
    );
  }

  /** Tells one state of a document, and of the imports, settings and seed that it is read with, from every other. */
  #stateOf(entry: Entry): string {
    const { subject, imports, sampleSeed } = entry;
    const readWith = `${this.#settings.version} ${imports} ${sampleSeed}`;
    if (!('notebookType' in subject)) return `${readWith} ${subject.version}`;
    const cells = pythonCells(subject).map(
      ({ index, document }) => `${index}:${document.uri.fragment}:${document.version}`,
    );
    return `${readWith} ${cells.join(' ')}`;
  }
}

/** Where a place of a reading stands in the editor. */
export function locate(reading: DocumentReading, place: Place): vscode.Location | undefined {
  const source = reading.sources[place.source];
  return source && new vscode.Location(source.uri, rangeOf(place));
}

/** The 0-based range of a place, in the document of its source. */
export const rangeOf = (place: Place): vscode.Range =>
  new vscode.Range(place.line - 1, place.column - 1, place.endLine - 1, place.endColumn - 1);

function wake(entry: Entry): void {
  const waiting = entry.waiting;
  entry.waiting = [];
  for (const resolve of waiting) resolve();
}
