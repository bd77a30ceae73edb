/**
 * What was inspected and changed last, stored with the workspace: a window that is opened again shows it
 * again, as far as the text still has it.
 */
import { count, list, number, oneOf, record, text, type Check } from '../../protocol/check';
import { change } from '../../protocol/what-if-check';
import type { Trace } from './follow';
import type { Store } from './keeping';
import type { DocumentKey } from './target';
import type { MadeChange } from '../what-if/made-changes';

export interface Remembered extends Trace {
  readonly document: DocumentKey;
  /** What was changed of it while playing. */
  readonly made: readonly MadeChange[];
}

const KEY = 'losslens.inspected';
const UI_KEY = 'losslens.panel';

const remembered: Check<Remembered> = record<Remembered>({
  document: text,
  kind: oneOf('loss', 'tensor'),
  expression: text,
  source: count,
  start: count,
  turn: number,
  of: count,
  made: list(record<MadeChange>({ change, replaced: text })),
});

/** What was stored, by this or another version; null where it does not fit. */
export function rememberedIn(store: Store): Remembered | null {
  const stored = store.get(KEY);
  return remembered(stored, 'stored') === null ? (stored as Remembered) : null;
}

export class Remembering {
  readonly #store: Store;
  #written = '';

  constructor(store: Store) {
    this.#store = store;
  }

  /** What the panel remembered of itself; empty before it did. */
  get ui(): string {
    const stored = this.#store.get(UI_KEY);
    return typeof stored === 'string' ? stored : '';
  }

  /** @param ui The panel's own words, which nobody reads here. */
  writeUi(ui: string): void {
    void this.#store.update(UI_KEY, ui);
  }

  /** Stores it, unless it is what was stored last. */
  write(now: Remembered): void {
    const written = JSON.stringify(now);
    if (written === this.#written) return;
    this.#written = written;
    void this.#store.update(KEY, now);
  }
}
