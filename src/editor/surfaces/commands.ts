/** The commands of the palette, and those that lenses, hovers and quick fixes call. */
import * as vscode from 'vscode';
import { checkFile } from '../commands/check-file';
import { drawSamplesAgain } from '../commands/draw-samples-again';
import { explainRule } from '../commands/explain-rule';
import { fixAll } from '../commands/fix-all';
import { goToNumber } from '../commands/go-to-number';
import { inspectLossAtCursor, inspectPlace } from '../commands/inspect-loss';
import { inspectSelection } from '../commands/inspect-selection';
import { openExample } from '../commands/open-example';
import { showBackends } from '../commands/show-backends';
import { showFinding } from '../commands/show-finding';
import type { Host, Surface } from '../host';
import { commands, internalCommands } from '../ids';

/** What a command does; arguments come from anywhere and are checked there. */
type Command = (host: Host, argument: unknown) => unknown;

const handlers: Readonly<Record<string, Command>> = {
  [commands.inspectSelection]: inspectSelection,
  [commands.inspectLossAtCursor]: (host) => inspectLossAtCursor(host),
  [commands.compareLosses]: (host) => inspectLossAtCursor(host, 'compare'),
  [commands.goToNumber]: goToNumber,
  [commands.checkFile]: checkFile,
  [commands.fixAll]: fixAll,
  [commands.showBackends]: showBackends,
  [commands.explainRule]: explainRule,
  [commands.drawSamplesAgain]: drawSamplesAgain,
  [commands.openExample]: openExample,
  [commands.showOutput]: (host) => host.output.show(),
  [commands.restartAnalysis]: (host) => {
    host.analyzer.restart();
    host.documents.readAgain();
  },
  [internalCommands.inspectPlace]: inspectPlace,
  [internalCommands.showFinding]: showFinding,
};

export const commandPalette: Surface = {
  name: 'commands',
  register: (host) =>
    vscode.Disposable.from(
      ...Object.entries(handlers).map(([id, handler]) =>
        vscode.commands.registerCommand(id, (argument: unknown) =>
          host.guard.runAsync(`Command ${id}`, () => handler(host, argument)),
        ),
      ),
    ),
};
