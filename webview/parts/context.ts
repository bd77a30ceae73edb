/** What every view and part is handed: where to make elements, how the panel was left, and whom to tell. */
import type { ToHost } from '../../src/protocol/messages';
import type { UiEvent, UiState } from '../ui-state';

export interface Context {
  readonly document: Document;
  readonly ui: UiState;
  /** Tells what the person did: to the panel itself, or a wish for the host. */
  readonly emit: (event: UiEvent | ToHost) => void;
}
