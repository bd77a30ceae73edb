/**
 * What the inspector keeps beside what it shows: losses that were pinned to be compared, and
 * the last twenty inspections. It is plain data, stored with the workspace, so
 * that it outlives the panel and the window.
 */
import { formatNumber } from '../../inspect/summary';
import type { HistoryModel, KeptModel, PinModel } from '../../protocol/kept';
import type { LossState, NumberText, PanelState, TensorState } from '../../protocol/model';

/** Where it is stored: VS Code's Memento is one. */
export interface Store {
  get(key: string): unknown;
  update(key: string, value: unknown): unknown;
}

/** Where an inspection stood; enough to find it again in a text that has changed since. */
export interface Visited {
  readonly document: string;
  /** 0-based. */
  readonly line: number;
  readonly character: number;
}

interface Pin {
  readonly id: number;
  readonly expression: string;
  readonly at: string;
  readonly value: number | null;
  readonly reduction: string;
  readonly gradient: string | null;
  readonly inputs: PinModel['inputs'];
  /** The loss of each element, where there are few enough to be kept and all are finite. */
  readonly perElement: readonly number[] | null;
}

interface Entry extends HistoryModel {
  readonly visited: Visited;
}

interface Kept {
  readonly pins: readonly Pin[];
  readonly history: readonly Entry[];
  readonly nextId: number;
}

const KEY = 'losslens.kept';
const HISTORY = 20;
const PINS = 8;
const PINNED_ELEMENTS = 1_000;

export class Keeping {
  readonly #store: Store;
  #kept: Kept;
  /** Differs between any two states. */
  #turn = 0;

  constructor(store: Store) {
    this.#store = store;
    this.#kept = restored(store.get(KEY));
  }

  get turn(): number {
    return this.#turn;
  }

  /** Remembers that this was shown; the same expression of the same document is one entry, the newest. */
  visit(state: PanelState, visited: Visited): void {
    if (state.kind !== 'loss' && state.kind !== 'tensor') return;
    const { history, nextId } = this.#kept;
    const entry: Entry = { ...entryOf(state, nextId), visited };
    const isSame = ({ visited: { document }, expression }: Entry): boolean =>
      document === visited.document && expression === entry.expression;
    const [newest] = history;
    if (newest && isSame(newest) && newest.summary === entry.summary) return;
    const others = history.filter((other) => !isSame(other));
    this.#keep({ history: [entry, ...others].slice(0, HISTORY), nextId: nextId + 1 });
  }

  pin(state: LossState): void {
    const { pins, nextId } = this.#kept;
    this.#keep({ pins: [...pins, pinOf(state, nextId)].slice(-PINS), nextId: nextId + 1 });
  }

  unpin(id: number): void {
    this.#keep({ pins: this.#kept.pins.filter((pin) => pin.id !== id) });
  }

  /** Where an entry of the history stood. */
  visited(id: number): (Visited & { readonly expression: string }) | null {
    const entry = this.#kept.history.find((each) => each.id === id);
    return entry ? { ...entry.visited, expression: entry.expression } : null;
  }

  /** @param shown What the pins are held against. */
  model(shown: PanelState): KeptModel {
    const { pins, history } = this.#kept;
    return {
      pins: pins.map((pin) => pinModel(pin, shown.kind === 'loss' ? shown : null)),
      history: history.map(({ visited: _, ...entry }) => entry),
    };
  }

  #keep(change: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...change };
    this.#turn++;
    void this.#store.update(KEY, this.#kept);
  }
}

/** The start of the occurrence of `words` that is nearest to an offset; null where there is none. */
export function nearestOccurrence(text: string, words: string, near: number): number | null {
  if (words === '') return null;
  let best: number | null = null;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (best === null || Math.abs(at - near) < Math.abs(best - near)) best = at;
  }
  return best;
}

const entryOf = (state: LossState | TensorState, id: number): HistoryModel => ({
  id,
  kind: state.kind,
  expression: state.expression,
  at: state.link.text,
  summary: state.kind === 'loss' ? `loss ${state.value?.text ?? '?'}` : state.tensor.summary,
});

function pinOf(state: LossState, id: number): Pin {
  const losses = state.perElement?.values ?? null;
  return {
    id,
    expression: state.expression,
    at: state.whatIf.isChanged ? `${state.link.text}, what if` : state.link.text,
    value: numberOf(state),
    reduction: state.reduction,
    gradient: state.gradients[0]?.largest?.text ?? null,
    inputs: state.inputs.map(({ name, tensor }) => ({ name, summary: tensor.summary })),
    perElement: losses && isComparable(losses) ? Array.from(losses) : null,
  };
}

/** Few enough to be stored, and all of them numbers that JSON has. */
const isComparable = (losses: ArrayLike<number>): boolean =>
  losses.length <= PINNED_ELEMENTS && Array.from(losses).every(Number.isFinite);

const numberOf = ({ value }: LossState): number | null => {
  const number = Number(value?.exact ?? Number.NaN);
  return Number.isFinite(number) ? number : null;
};

function pinModel({ value, gradient, perElement, ...pin }: Pin, shown: LossState | null): PinModel {
  const now = shown && numberOf(shown);
  return {
    ...pin,
    value: value === null ? null : numberText(value),
    gradient: gradient === null ? null : { text: gradient, exact: gradient },
    difference: value === null || now === null ? null : numberText(now - value),
    furthest: furthestOf(perElement, shown?.perElement?.values ?? null),
  };
}

function furthestOf(before: readonly number[] | null, now: ArrayLike<number> | null): PinModel['furthest'] {
  if (!before || !now || before.length !== now.length || before.length < 2) return null;
  let index = 0;
  const difference = (at: number): number => (now[at] ?? 0) - (before[at] ?? 0);
  for (let at = 1; at < before.length; at++) {
    if (Math.abs(difference(at)) > Math.abs(difference(index))) index = at;
  }
  const most = difference(index);
  return Number.isFinite(most) && most !== 0 ? { index, difference: numberText(most) } : null;
}

const numberText = (value: number): NumberText => ({ text: formatNumber(value, 5), exact: String(value) });

/** What was stored, by this or another version; what does not fit counts as not stored. */
function restored(stored: unknown): Kept {
  const { pins, history, nextId } = isRecord(stored) ? stored : {};
  return {
    pins: Array.isArray(pins) ? pins.filter(isPin) : [],
    history: Array.isArray(history) ? history.filter(isEntry) : [],
    nextId: Number.isSafeInteger(nextId) ? (nextId as number) : 1,
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const hasTexts = (value: Readonly<Record<string, unknown>>, ...names: readonly string[]): boolean =>
  names.every((name) => typeof value[name] === 'string');

const isPin = (value: unknown): value is Pin =>
  isRecord(value) &&
  Number.isSafeInteger(value['id']) &&
  hasTexts(value, 'expression', 'at', 'reduction') &&
  (value['value'] === null || typeof value['value'] === 'number') &&
  (value['gradient'] === null || typeof value['gradient'] === 'string') &&
  Array.isArray(value['inputs']) &&
  value['inputs'].every((input) => isRecord(input) && hasTexts(input, 'name', 'summary')) &&
  (value['perElement'] === null ||
    (Array.isArray(value['perElement']) && value['perElement'].every(Number.isFinite)));

const isEntry = (value: unknown): value is Entry =>
  isRecord(value) &&
  Number.isSafeInteger(value['id']) &&
  (value['kind'] === 'loss' || value['kind'] === 'tensor') &&
  hasTexts(value, 'expression', 'at', 'summary') &&
  isRecord(value['visited']) &&
  hasTexts(value['visited'], 'document') &&
  Number.isSafeInteger(value['visited']['line']) &&
  Number.isSafeInteger(value['visited']['character']);
