/** What every view and part is handed: where to make elements, how the panel was left, and whom to tell. */
import type { KeptModel } from '../../src/protocol/kept';
import type { ToHost } from '../../src/protocol/messages';
import type { ElementAt, PeekWish } from '../../src/protocol/peek';
import type { Outcome } from '../../src/protocol/transport';
import type { UiEvent, UiState } from '../ui-state';
import type { Metrics } from './metrics';

export interface Context {
  readonly document: Document;
  readonly ui: UiState;
  /** What was pinned, and the last inspections. */
  readonly kept: KeptModel;
  readonly metrics: Metrics;
  /** Tells what the person did: to the panel itself, or a wish for the host. */
  readonly emit: (event: UiEvent | ToHost) => void;
  /** Shows in the editor where something comes from. */
  readonly peek: (wish: PeekWish) => void;
  /** The same of a number; null for one that only what is shown as a whole explains. */
  readonly peekAt: (at: ElementAt | null) => void;
  /** Puts a text into the clipboard. */
  readonly copy: (text: string) => Promise<Outcome>;
}
