/**
 * What the inspector is asked to show, as plain data, and the one channel on which
 * the other surfaces ask. Lens, hover and commands call `reveal`; the panel listens
 * with `onTarget` and brings its view to the front. Nobody else knows the panel.
 */
import type { Disposable } from '../../base/disposable';
import type { Place, Source } from '../../base/place';
import type { LossTabName } from '../../protocol/messages';
import type { TensorId } from '../../inspect/inspection';
import type { Analysis } from '../../rules/analyze';

export type InspectorTarget =
  /** The loss call at `place` of the newest analysis of a document. */
  | {
      readonly kind: 'loss';
      readonly document: DocumentKey;
      readonly place: Place;
      /** The way of looking at it; the one that was used last where none is wanted. */
      readonly tab?: LossTabName;
    }
  /** A tensor expression of the newest analysis of a document. */
  | {
      readonly kind: 'tensor';
      readonly document: DocumentKey;
      readonly place: Place;
      readonly tensor: TensorId;
    }
  /** The number of a tensor's literal at an offset of a source of the newest analysis. */
  | {
      readonly kind: 'number';
      readonly document: DocumentKey;
      readonly source: number;
      readonly offset: number;
    }
  /**
   * Text that a person selected: it was read as a small program of its own, whose
   * analysis this is. Its places are places of `sources`, not of a document.
   */
  | {
      readonly kind: 'selection';
      readonly title: string;
      readonly analysis: Analysis;
      readonly sources: readonly Source[];
    };

/** A target that stands at a place of a document, so that a link can name it. */
export type PlacedTarget = Extract<InspectorTarget, { readonly kind: 'loss' | 'tensor' }>;

/** The URI, as text, of what is analysed as one: a file, or a whole notebook (not one of its cells). */
export type DocumentKey = string;

/** Remembers the newest target, and tells those who listen. */
export class InspectorChannel {
  readonly #listeners = new Set<(target: InspectorTarget) => void>();
  #newest: InspectorTarget | null = null;

  /** What was asked for last; null before anybody asked. A panel that opens later shows this. */
  get newest(): InspectorTarget | null {
    return this.#newest;
  }

  /** Asks the inspector to come to the front and show `target`. */
  reveal(target: InspectorTarget): void {
    this.#newest = target;
    for (const listener of [...this.#listeners]) listener(target);
  }

  /** Calls `listener` at each `reveal` from now on. */
  onTarget(listener: (target: InspectorTarget) => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }
}
