/**
 * What the inspector shows at the moment: which subject, which loss or tensor of it,
 * and the reading that it comes from. It follows the cursor and the readings, and
 * knows no webview: `state` is what the panel has to show.
 */
import type { Place } from '../../base/place';
import type { LossCall, TensorRecord } from '../../inspect/inspection';
import type { LossState, PanelState } from '../../protocol/model';
import type { PeekWish } from '../../protocol/peek';
import type { Analysis } from '../../rules/analyze';
import type { DocumentReading } from '../documents';
import type { Element } from './element-source';
import { focusAgain, focusAt, focusOnTrace, turnOf, type Focus } from './follow';
import { canBeWhole, emptyState, lossState, tensorState, textOf, type Subject } from './model';
import { focusOfNumber, peekedPlace, pointedElement } from './peek';
import type { Remembered } from './remembering';
import type { DocumentKey, InspectorTarget } from './target';
import { lossOf } from '../lookup';
import { Player, type ReadProgram } from '../what-if/player';

/** Where the cursor is in a document that was read. */
export interface Cursor {
  readonly reading: DocumentReading;
  /** The index of the text among the reading's sources; -1 for a text that was not read. */
  readonly source: number;
  readonly offset: number;
}

interface Shown {
  readonly subject: Subject;
  /** Null for a selection, which belongs to no document. */
  readonly reading: DocumentReading | null;
  readonly focus: Focus | null;
}

interface Failure {
  readonly document: DocumentKey;
  readonly generation: number;
  readonly state: PanelState;
}

export class InspectorSession {
  /** What is changed of the loss that is shown, without touching the source. */
  readonly player: Player;
  #shown: Shown | null = null;
  #failure: Failure | null = null;
  /** The document whose first reading takes long. */
  #expected: DocumentKey | null = null;
  #selections = 0;
  /** The loss that is shown, as it is written: playing with it leaves that as it is. */
  #written: { readonly subject: Subject; readonly call: LossCall; readonly state: LossState } | null = null;
  /** What came of the wish for all values of the tensor that is shown; its record is null where they could not be had. */
  #whole: { readonly of: TensorRecord; readonly record: TensorRecord | null } | null = null;

  /** @param read Reads the programs that playing with a loss makes. */
  constructor(read: ReadProgram) {
    this.player = new Player(read);
  }

  /** The reading behind what is shown; null for a selection or nothing. */
  get reading(): DocumentReading | null {
    return this.#shown?.reading ?? null;
  }

  /** The revision of what is shown; 0 for nothing. */
  get revision(): number {
    return this.#shown?.subject.revision ?? 0;
  }

  get analysis(): Analysis | null {
    return this.#shown?.subject.analysis ?? null;
  }

  /** The document that is shown or failed. */
  get document(): DocumentKey | null {
    return this.#failure?.document ?? this.#shown?.reading?.key ?? null;
  }

  /** Differs between any two things to show, so that the same is not sent twice. */
  get mark(): string {
    if (this.#failure) return `failed ${this.#failure.document} ${this.#failure.generation}`;
    if (!this.#shown) return this.#expected === null ? 'nothing' : `reading ${this.#expected}`;
    const { focus } = this.#shown;
    const place = focus && (focus.kind === 'loss' ? focus.call.place : focus.expression.place);
    return `${this.revision} ${this.player.turn} ${this.#whole?.of.id} ${focus?.kind} ${place?.source} ${place?.start} ${place?.end}`;
  }

  /** What the panel has to show. `documentName` is the short name of the document in front, if there is one. */
  state(documentName: string | null): PanelState {
    if (this.#failure) return this.#failure.state;
    if (!this.#shown && this.#expected !== null)
      return { kind: 'reading', document: shortName(this.#expected) };
    if (!this.#shown) return emptyState(documentName, null);
    const { subject, reading, focus } = this.#shown;
    if (focus?.kind === 'loss') return this.player.dress(this.#asWritten(subject, focus.call));
    const tensor =
      focus && tensorState(subject, focus.expression.tensor, focus.expression.place, this.#wholeNow());
    return tensor ?? emptyState(reading ? shortName(reading.key) : documentName, subject);
  }

  #asWritten(subject: Subject, call: LossCall): LossState {
    if (this.#written?.subject !== subject || this.#written.call !== call)
      this.#written = { subject, call, state: lossState(subject, call) };
    return this.#written.state;
  }

  /** Shows that the first reading of a document is under way, where nothing else is shown. */
  expect(document: DocumentKey): void {
    this.#expected = document;
  }

  /** The record of the tensor that is shown without its values; null where there is no such. */
  get partial(): TensorRecord | null {
    const record = this.#tensor();
    return record && this.#wholeNow() === undefined && canBeWhole(record) ? record : null;
  }

  /**
   * Takes what came of reading `of` with all its values; its record is null where that failed.
   *
   * @returns Whether it is the tensor that was read then: another one is not shown for it.
   */
  takeWhole(of: TensorRecord, record: TensorRecord | null): boolean {
    const fits = record !== null && record.data !== null && isSame(of, record);
    this.#whole = { of, record: fits ? record : null };
    return fits;
  }

  #tensor(): TensorRecord | undefined {
    if (this.#shown?.focus?.kind !== 'tensor') return undefined;
    return this.#shown.subject.analysis.inspection.tensors[this.#shown.focus.expression.tensor];
  }

  #wholeNow(): TensorRecord | null | undefined {
    return this.#whole !== null && this.#whole.of === this.#tensor() ? this.#whole.record : undefined;
  }

  /** Shows what a lens, a hover or a command asked for. `reading` is the newest of the target's document. */
  reveal(target: InspectorTarget, reading: DocumentReading | undefined): void {
    if (target.kind === 'selection') {
      const { analysis, sources, title } = target;
      const subject: Subject = {
        analysis,
        // Negative numbers would not be revisions; readings count from 1, so large ones are free.
        revision: SELECTIONS + ++this.#selections,
        sources: sources.map(({ text }) => ({ text, name: title })),
        fixable: false,
      };
      this.#show({ subject, reading: null, focus: selectionFocus(analysis) });
      return;
    }
    const subject = reading && subjectOf(reading);
    if (!reading || !subject) return;
    if (target.kind === 'number') {
      const now = this.#shown?.subject.revision === subject.revision ? this.#shown.focus : null;
      const focus = focusOfNumber(subject, now, target.source, target.offset);
      if (focus) this.#show({ subject, reading, focus });
    } else if (target.kind === 'loss') {
      const call = lossOf(subject.analysis.inspection, target.place);
      if (call) this.#show({ subject, reading, focus: { kind: 'loss', call } });
    } else {
      const { place, tensor } = target;
      this.#show({ subject, reading, focus: { kind: 'tensor', expression: { place, tensor } } });
    }
  }

  /** Shows what is under the cursor; where there is nothing, what is shown stays. */
  follow({ reading, source, offset }: Cursor): void {
    const subject = subjectOf(reading);
    if (!subject) return this.#fail(reading);
    const focus = focusAt(subject.analysis.inspection, source, offset);
    if (focus) this.#show({ subject, reading, focus });
    else if (!this.#shown?.focus || this.#failure) this.#show({ subject, reading, focus: null });
  }

  /** Takes a newer reading of the document that is shown. `cursor` is where it is, when it is in that document. */
  renew(reading: DocumentReading, cursor: Cursor | null): void {
    const isSelection = this.#shown !== null && this.#shown.reading === null;
    if (isSelection || (this.document !== null && this.document !== reading.key)) return;
    const subject = subjectOf(reading);
    if (!subject) return this.#fail(reading);
    const before = this.#shown?.reading?.key === reading.key ? this.#shown : null;
    const same = before?.focus ? focusAgain(before.subject, before.focus, subject) : null;
    const focus = same ?? (cursor && focusAt(subject.analysis.inspection, cursor.source, cursor.offset));
    // In the middle of typing a call may be broken for a moment: what was shown stays until the text is Python again.
    const broken = subject.analysis.inspection.syntaxProblems.length > 0;
    if (focus || !before?.focus || !broken) this.#show({ subject, reading, focus }, same !== null);
  }

  /** What is shown, so that another window can show it again; null for a selection, and for nothing. */
  get remembered(): Remembered | null {
    const { subject, reading, focus } = this.#shown ?? {};
    if (!subject || !reading || !focus) return null;
    const place = focus.kind === 'loss' ? focus.call.place : focus.expression.place;
    return {
      document: reading.key,
      kind: focus.kind,
      expression: textOf(subject, place),
      source: place.source,
      start: place.start,
      ...turnOf(subject.analysis.inspection, place),
      made: this.player.made,
    };
  }

  /** Shows what was shown in another window. @returns Whether the text still has it. */
  restore(reading: DocumentReading, remembered: Remembered): boolean {
    const subject = subjectOf(reading);
    const focus = subject && focusOnTrace(subject, remembered);
    if (!subject || !focus) return false;
    this.#show({ subject, reading, focus });
    this.player.pend(remembered.made);
    return true;
  }

  /** Where in the source stands what somebody wants to see of what is shown. */
  placeOf(wish: PeekWish): Place | null {
    const { subject, focus } = this.#shown ?? {};
    return subject && focus ? peekedPlace(subject, focus, wish) : null;
  }

  /** The element of what is shown that the cursor is in; null where it is in none. */
  pointed({ reading, source, offset }: Cursor): Element | null {
    const { subject, focus } = this.#shown ?? {};
    if (!subject || !focus || subject.revision !== reading.generation) return null;
    return pointedElement(subject, focus, source, offset);
  }

  /** Forgets a document that was closed. */
  forget(document: DocumentKey): void {
    if (this.#expected === document) this.#expected = null;
    if (this.document !== document) return;
    this.#shown = null;
    this.#failure = null;
    this.#whole = null;
    this.#written = null;
    this.player.take(null, null);
  }

  /** @param isAgain Whether it is what was shown before, in a newer text. */
  #show(shown: Shown, isAgain = false): void {
    this.#shown = shown;
    this.#expected = null;
    this.#failure = null;
    const { subject, focus } = shown;
    // A million values are not held beyond the reading that they belong to.
    const { tensors } = subject.analysis.inspection;
    if (this.#whole && tensors[this.#whole.of.id] !== this.#whole.of) this.#whole = null;
    this.player.take(subject, focus?.kind === 'loss' ? focus.call : null, isAgain);
  }

  #fail({ key, generation, outcome }: DocumentReading): void {
    if (outcome.ok) return;
    const { kind } = outcome.failure;
    const advice = advices[kind];
    const isStopped = kind === 'stopped';
    this.#failure = {
      document: key,
      generation,
      state: {
        kind: 'failed',
        message: isStopped ? `Reading ${shortName(key)} was stopped.` : outcome.failure.message,
        advice,
        canReadAgain: isStopped,
      },
    };
  }
}

/** Added to the numbers of selections, so that they are no reading's. */
const SELECTIONS = 2 ** 40;

const advices = {
  cancelled: '',
  stopped:
    'Read it again, or change the text. How long a reading may take says the setting `losslens.limits.milliseconds`.',
  deadline: 'Make the file smaller, or raise `losslens.limits.milliseconds` in the settings.',
  died: 'Change the text to try again. The output channel “LossLens” says more.',
  error: 'The output channel “LossLens” says more. Please report it.',
  size: '',
} as const;

/** Whether two readings mean the same tensor: its figures are the same. */
const isSame = (a: TensorRecord, b: TensorRecord): boolean =>
  a.dtype === b.dtype &&
  a.shape?.join() === b.shape?.join() &&
  JSON.stringify(a.statistics) === JSON.stringify(b.statistics);

/** The loss of a selection's program, else its tensor. */
function selectionFocus({ inspection }: Analysis): Focus | null {
  const call = inspection.losses.at(-1);
  if (call) return { kind: 'loss', call };
  const expression = inspection.expressions.at(-1);
  return expression ? { kind: 'tensor', expression } : null;
}

/** The subject of a reading; undefined for one that failed. */
export function subjectOf(reading: DocumentReading): Subject | undefined {
  const { outcome, generation, sources } = reading;
  if (!outcome.ok) return undefined;
  return {
    analysis: outcome.value,
    revision: generation,
    sources: sources.map(({ text, uri, cell }) => ({
      text,
      name: cell === null ? shortName(uri.path) : `cell ${cell + 1}`,
    })),
    fixable: true,
  };
}

/** The last part of a path. */
export const shortName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
