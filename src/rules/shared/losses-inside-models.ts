/**
 * Losses that a language model computes in its own forward, of the tokens and the labels that it is given: what is held
 * against what is said where the model is called.
 */
import { LineIndex } from '../../base/line-index';
import type { Place } from '../../base/place';
import type { LossCall } from '../../inspect/inspection';
import { nodesOfKind } from '../../python/nodes';
import type { Call, ClassDef, Expression, FunctionDef } from '../../python/syntax';
import { attendsBackwards } from './attention-language-models';
import { bindingsOf, definitionOf } from './bindings';
import { ancestorsOf, argumentFor, lastName, scopeOf, sourceAt, type EditedSource } from './code-shape';
import { predictionOf, targetOf } from './loss-findings';
import { pathThroughMoves } from './origin';
import { givesNextTokens } from './recurrent-language-models';
import { writtenArgument } from './target-fix';
import { positionsOf, type TokenPositions } from './token-positions';
import type { RuleContext } from '../rule';

/** A call that says which tokens the labels of a model are. */
export interface GivenLabels {
  readonly place: Place;
  /** How many positions ahead of the tokens that the model has read the labels are. */
  readonly ahead: number;
}

/** Functions that may move tokens against each other before the model reads them. */
const moving: ReadonlySet<string> = new Set([
  'cat',
  'concat',
  'concatenate',
  'hstack',
  'pad',
  'roll',
  'shift',
]);

/** What a forward does with its parameters: which are the tokens and the labels, and how far it shifts by itself. */
interface Inside {
  readonly forward: FunctionDef;
  readonly model: ClassDef;
  readonly tokens: string;
  readonly labels: string;
  readonly shift: number;
}

/** The calls of the model whose forward computes a loss; none where the loss stands elsewhere, or is of another kind of model. */
export function labelsGiven(context: RuleContext, loss: LossCall): readonly GivenLabels[] {
  const inside = insideOf(context, loss);
  if (!inside) return [];
  const { forward, model, tokens, labels, shift } = inside;
  const at = (name: string): number => forward.parameters.items.findIndex((given) => given.name === name);
  return [...callsOfModel(context, model)].flatMap(({ source, call }): GivenLabels[] => {
    const [read, wanted] = [tokens, labels].map((name): TokenPositions | null => {
      const written = argumentFor(call, forward, at(name), name);
      return written && positionsOf(source, written);
    });
    if (!read || read.of !== wanted?.of) return [];
    const place = new LineIndex(source.text).place(call, source.index);
    return [{ place, ahead: wanted.start + shift - read.start }];
  });
}

function insideOf(context: RuleContext, loss: LossCall): Inside | null {
  const [prediction, target] = [predictionOf(context, loss), targetOf(context, loss)];
  const scores = prediction && writtenArgument(context, prediction.argument);
  const written = target && writtenArgument(context, target.argument);
  if (!scores || !written) return null;
  const { source } = written;
  const forward = scopeOf(source, written.expression);
  if (forward.kind !== 'FunctionDef' || forward.name !== 'forward') return null;
  const model = ancestorsOf(source, forward).find((node): node is ClassDef => node.kind === 'ClassDef');
  const [predicted, wanted] = [
    positionsOf(scores.source, scores.expression),
    positionsOf(source, written.expression),
  ];
  const tokens = forward.parameters.items[1]?.name;
  if (!model || !predicted || !wanted || tokens === undefined || wanted.of === tokens) return null;
  const bound = bindingsOf(forward);
  const isGiven = (name: string): boolean =>
    forward.parameters.items.some((given) => given.name === name) &&
    (bound.get(name) ?? []).every((value) => value === null);
  if (!isGiven(tokens) || !isGiven(wanted.of) || !readsAsTheyAre(source, forward, tokens)) return null;
  const path = pathThroughMoves((id) => context.tensor(id), prediction!.record.id);
  const last = { output: path[path.length - 1]!.id };
  if (!givesNextTokens(context, last) && !attendsBackwards(context, last)) return null;
  return { forward, model, tokens, labels: wanted.of, shift: wanted.start - predicted.start };
}

/** Whether a layer is given the tokens as they come, and nothing in forward could move them. */
function readsAsTheyAre(source: EditedSource, forward: FunctionDef, tokens: string): boolean {
  const calls = nodesOfKind(source.module, 'Call').filter((call) => scopeOf(source, call) === forward);
  const isRead = calls.some(
    ({ func, args: [first] }) =>
      func.kind === 'Attribute' &&
      func.value.kind === 'Name' &&
      func.value.id === 'self' &&
      first?.kind === 'Name' &&
      first.id === tokens,
  );
  return isRead && !calls.some(({ func }) => moving.has(lastName(func) ?? ''));
}

/** The calls of names that are assigned once, to an object of the class. */
function* callsOfModel(
  context: RuleContext,
  { name }: ClassDef,
): Generator<{ readonly source: EditedSource; readonly call: Call }> {
  for (const index of context.inspection.sources.keys()) {
    const source = sourceAt(context, { source: index });
    if (!source.text.includes(name)) continue;
    for (const call of nodesOfKind(source.module, 'Call')) {
      const made = call.func.kind === 'Name' ? definitionOf(source, call.func) : null;
      if (made && madeBy(made) === name) yield { source, call };
    }
  }
}

/** `GPT` of `GPT(config).to(device)`. */
function madeBy(made: Expression): string | null {
  let at = made;
  while (at.kind === 'Call' && at.func.kind === 'Attribute' && places.has(at.func.attribute))
    at = at.func.value;
  return at.kind === 'Call' ? lastName(at.func) : null;
}

/** Methods that give the model itself. */
const places: ReadonlySet<string> = new Set(['cpu', 'cuda', 'double', 'float', 'half', 'to', 'train']);
