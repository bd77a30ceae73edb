/** Every surface; a new one is a file here and a line in this list. */
import type { Surface } from '../host';
import { codeActions } from './code-actions';
import { codeLens } from './code-lens';
import { commandPalette } from './commands';
import { cursorContext } from './cursor-context';
import { diagnostics } from './diagnostics';
import { hover } from './hover';
import { inlayHints } from './inlay-hints';
import { panel } from './panel';
import { statusBar } from './status-bar';

export const surfaces: readonly Surface[] = [
  diagnostics,
  codeLens,
  hover,
  inlayHints,
  codeActions,
  statusBar,
  cursorContext,
  commandPalette,
  panel,
];
