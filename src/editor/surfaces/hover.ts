/** What a tensor or a loss call holds, under the mouse. */
import * as vscode from 'vscode';
import { rangeOf } from '../documents';
import type { Host, Surface } from '../host';
import { lossHover, tensorHover } from '../hover-text';
import { commands, internalCommands } from '../ids';
import type { PlacedTarget } from '../inspector/target';
import { isSampled, lossesBySource } from '../loss-text';
import { lossAt, samePlace, tensorAt, whyUnknown } from '../lookup';
import { commandLink } from '../markdown';
import { pythonSelector } from '../selector';

export const hover: Surface = {
  name: 'hover',
  register: (host) =>
    vscode.languages.registerHoverProvider(pythonSelector, {
      provideHover: (document, position, cancellation) =>
        host.guard.runAsync('Hover', () => provide(host, document, position, cancellation)),
    }),
};

async function provide(
  host: Host,
  document: vscode.TextDocument,
  position: vscode.Position,
  cancellation: vscode.CancellationToken,
): Promise<vscode.Hover | undefined> {
  if (!host.settings.current.hover) return undefined;
  const reading = await host.documents.current(document, cancellation, true);
  if (!reading?.outcome.ok) return undefined;
  const { inspection } = reading.outcome.value;
  const source = host.documents.sourceIndex(reading, document);
  const offset = document.offsetAt(position);
  const expression = tensorAt(inspection, source, offset);
  const call = lossAt(inspection, source, offset);
  // An argument inside a loss call is a tensor of its own; the call's name and brackets mean the loss.
  const isLoss = call && (!expression || length(expression.place) >= length(call.place));
  const loss = isLoss
    ? lossesBySource(inspection, source).find(({ newest }) => samePlace(newest.place, call.place))
    : undefined;
  if (loss) {
    const { place } = loss.newest;
    const target = { kind: 'loss', document: reading.key, place } as const;
    return show(lossHover(inspection, loss), target, isSampled(inspection, loss.newest));
  }
  const tensor = expression && inspection.tensors[expression.tensor];
  if (!tensor) return undefined;
  const { place } = expression;
  return show(
    tensorHover(expression, tensor, whyUnknown(inspection, tensor, place)),
    { kind: 'tensor', document: reading.key, place, tensor: tensor.id },
    tensor.sampled,
  );
}

function show(text: string, target: PlacedTarget, sampled: boolean): vscode.Hover {
  const links = [commandLink('Inspect', internalCommands.inspectPlace, target)];
  if (target.kind === 'loss') {
    for (const [title, tab] of lossLinks) {
      links.push(commandLink(title, internalCommands.inspectPlace, { ...target, tab }));
    }
  }
  if (sampled) links.push(commandLink('Draw again', commands.drawSamplesAgain, target.document));
  // A hover is cut where it is long: the links stand under its first line, where they are always in sight.
  const end = text.includes('\n\n') ? text.indexOf('\n\n') : text.length;
  const parts = [text.slice(0, end), `\n\n${links.join(' · ')}`, text.slice(end)];
  const markdown = new vscode.MarkdownString(parts.join(''));
  markdown.isTrusted = { enabledCommands: [internalCommands.inspectPlace, commands.drawSamplesAgain] };
  return new vscode.Hover(markdown, rangeOf(target.place));
}

/** Ways of looking at a loss that answer what a hover leaves open. */
const lossLinks = [
  ['What if', 'what-if'],
  ['Compare', 'compare'],
  ['Which loss?', 'choose'],
] as const;

const length = ({ start, end }: { readonly start: number; readonly end: number }): number => end - start;
