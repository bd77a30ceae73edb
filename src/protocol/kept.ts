/** What the panel keeps beside what it shows: pinned losses and the last inspections. Plain data. */
import { count, list, oneOf, orNull, record, text, union, type Check } from './check';
import type { NumberText } from './model';

/** A loss as it was when it was pinned, against the one that is shown. */
export interface PinModel {
  readonly id: number;
  /** The call as it is written, and where it stood. */
  readonly expression: string;
  readonly at: string;
  readonly value: NumberText | null;
  readonly reduction: string;
  /** The largest size of an element of its gradient. */
  readonly gradient: NumberText | null;
  /** A line for each input. */
  readonly inputs: readonly { readonly name: string; readonly summary: string }[];
  /** The loss that is shown less this one; null where one of them has no number. */
  readonly difference: NumberText | null;
  /** Where the losses of each element differ most, of losses of the same shape; null otherwise. */
  readonly furthest: { readonly index: number; readonly difference: NumberText } | null;
}

/** An inspection of before. */
export interface HistoryModel {
  readonly id: number;
  readonly kind: 'loss' | 'tensor';
  readonly expression: string;
  readonly at: string;
  /** The loss or the tensor's line, as it was then. */
  readonly summary: string;
}

export interface KeptModel {
  readonly pins: readonly PinModel[];
  /** The newest first. */
  readonly history: readonly HistoryModel[];
}

const numberText = record<NumberText>({ text, exact: text });

export const kept: Check<KeptModel> = record<KeptModel>({
  pins: list(
    record<PinModel>({
      id: count,
      expression: text,
      at: text,
      value: orNull(numberText),
      reduction: text,
      gradient: orNull(numberText),
      inputs: list(record<PinModel['inputs'][number]>({ name: text, summary: text })),
      difference: orNull(numberText),
      furthest: orNull(record<NonNullable<PinModel['furthest']>>({ index: count, difference: numberText })),
    }),
  ),
  history: list(
    record<HistoryModel>({
      id: count,
      kind: oneOf('loss', 'tensor'),
      expression: text,
      at: text,
      summary: text,
    }),
  ),
});

/** What a person wishes of it. */
export type KeepWish =
  | { readonly kind: 'pin' }
  | { readonly kind: 'unpin'; readonly id: number }
  | { readonly kind: 'revisit'; readonly id: number };

export const keepWish: Check<KeepWish> = union<KeepWish, 'kind'>('kind', {
  pin: record<Extract<KeepWish, { kind: 'pin' }>>({ kind: oneOf('pin') }),
  unpin: record<Extract<KeepWish, { kind: 'unpin' }>>({ kind: oneOf('unpin'), id: count }),
  revisit: record<Extract<KeepWish, { kind: 'revisit' }>>({ kind: oneOf('revisit'), id: count }),
});
