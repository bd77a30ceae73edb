import * as elsewhere from './examples/lm-labels-shift';
import * as onPyTorch from './examples/on-pytorch/lm-labels-shift';
import { classLosses } from './shared/class-targets';
import { assignedNames, callAt, scopeOf, sourceAt, type EditedSource } from './shared/code-shape';
import { message } from './shared/evidence';
import { labelsGiven } from './shared/losses-inside-models';
import { oncePerPlace, predictionOf, targetOf } from './shared/loss-findings';
import { pathThroughMoves } from './shared/origin';
import { attendsBackwards } from './shared/attention-language-models';
import { givesNextTokens } from './shared/recurrent-language-models';
import { writtenArgument } from './shared/target-fix';
import { positionsOf, type TokenPositions } from './shared/token-positions';
import type { LossCall, OperationRecord } from '../inspect/inspection';
import type { Call, Expression } from '../python/syntax';
import type { Finding, Rule, RuleContext } from './rule';

const NAME = 'lm-labels-shift';

/** A call of a model that predicts the next token, as it is written. */
interface ModelCall {
  readonly operation: OperationRecord;
  readonly source: EditedSource;
  readonly call: Call;
  /** It shifts the labels that it is given by itself. */
  readonly shifts: boolean;
}

function modelCalls(context: RuleContext): readonly ModelCall[] {
  return context.inspection.operations.flatMap((operation): ModelCall[] => {
    const isKnown = operation.operation === 'causal-lm';
    const isByHand =
      operation.operation === 'call' &&
      (givesNextTokens(context, operation) || attendsBackwards(context, operation));
    if (!isKnown && !isByHand) return [];
    const source = sourceAt(context, operation.place);
    const call = callAt(source, operation.place);
    return call ? [{ operation, source, call, shifts: isKnown }] : [];
  });
}

const argumentOf = ({ call }: ModelCall, name: string): Expression | null =>
  call.keywords.find((keyword) => keyword.name === name)?.value ?? null;

/** The tokens that a model reads, by keyword or as its first argument. */
function tokensOf(model: ModelCall): TokenPositions | null {
  const [first] = model.call.args;
  const tokens = argumentOf(model, 'input_ids') ?? (first && first.kind !== 'Starred' ? first : null);
  return tokens && positionsOf(model.source, tokens);
}

/** Labels that were shifted before the model shifts them once more. */
function shiftedTwice(model: ModelCall): Finding[] {
  const given = argumentOf(model, 'labels');
  const [tokens, labels] = [tokensOf(model), given && positionsOf(model.source, given)];
  if (!tokens || !labels || labels.of !== tokens.of || labels.start <= tokens.start) return [];
  const by = labels.start - tokens.start;
  return [
    {
      rule: NAME,
      severity: 'warning',
      place: model.operation.place,
      message: message([
        `the labels are shifted by ${by} against the tokens, but the model expects the same tokens and shifts them by one itself`,
        `it is trained to predict the token ${by + 1} places ahead instead of the next one`,
        `pass the same tokens for both: labels=${tokens.of}, with -100 where the loss should not look`,
      ]),
      evidence: '',
      related: [],
      fix: null,
    },
  ];
}

/** Whether a model is called in the function in which the loss is. */
function isBeside({ source, call }: ModelCall, context: RuleContext, { place }: LossCall): boolean {
  const around = sourceAt(context, place);
  return source.index === around.index && scopeOf(source, call).start === scopeOf(around, place).start;
}

/** Whether one text names the same tokens at the model and at the loss: in one function, with nothing assigned in between. */
function areSameTokens(model: ModelCall, { place }: LossCall, source: EditedSource): boolean {
  const written = assignedNames(scopeOf(source, place), model.call.end, place.start);
  const tokens = tokensOf(model)!.of;
  return ![...written].some((name) => new RegExp(`\\b${name}\\b`).test(tokens));
}

/** A loss on the logits of a model that holds them against other tokens than the next ones. */
function heldAgainst(context: RuleContext, call: LossCall, models: readonly ModelCall[]): Finding[] {
  const [prediction, target] = [predictionOf(context, call), targetOf(context, call)];
  const path = prediction && pathThroughMoves((id) => context.tensor(id), prediction.record.id);
  // The last layer gives the same scores as the model that calls it: the call beside the loss tells the tokens.
  const model =
    path &&
    models.find(
      (other) => path.some(({ id }) => id === other.operation.output) && isBeside(other, context, call),
    );
  const scores = prediction && writtenArgument(context, prediction.argument);
  const labels = target && writtenArgument(context, target.argument);
  const tokens = model && tokensOf(model);
  if (!tokens || !scores || !labels || model.source.index !== labels.source.index) return [];
  const [predicted, wanted] = [
    positionsOf(scores.source, scores.expression, model.call),
    positionsOf(labels.source, labels.expression),
  ];
  if (!predicted || !wanted || wanted.of !== tokens.of) return [];
  if (!areSameTokens(model, call, labels.source)) return [];
  const by = wanted.start - (tokens.start + predicted.start);
  if (by === 1) return [];
  return [
    {
      rule: NAME,
      severity: 'warning',
      place: call.place,
      message: message([
        by === 0
          ? 'the scores at each position are held against the token at this position, but a language model expects the next one'
          : `the scores at each position are held against the token ${Math.abs(by)} places ${by > 0 ? 'ahead' : 'before'}, but a language model expects the next one`,
        by > 0
          ? 'it learns to skip a token, and writes nonsense'
          : 'it sees this token in its input, so that it learns to copy: the loss falls near 0 and the model has learned nothing',
        'leave the last position out of the scores and the first out of the labels: logits[:, :-1] and ids[:, 1:]',
      ]),
      evidence: '',
      related: [{ place: model.operation.place, message: 'the model reads these tokens here' }],
      fix: null,
    },
  ];
}

/** A loss that the model computes itself, of tokens and labels that its caller gives it. */
function heldInside(context: RuleContext, call: LossCall): Finding[] {
  const wrong = labelsGiven(context, call).filter(({ ahead }) => ahead !== 1);
  const [first] = wrong;
  if (!first) return [];
  return [
    {
      rule: NAME,
      severity: 'warning',
      place: call.place,
      message: message([
        first.ahead === 0
          ? 'the model is given the same tokens to read and as labels, but a language model expects the next one at each position'
          : `the model is given labels ${Math.abs(first.ahead)} places ${first.ahead > 0 ? 'ahead of' : 'before'} what it reads, but a language model expects the next token`,
        first.ahead > 0
          ? 'it learns to skip a token, and writes nonsense'
          : 'it sees this token in its input, so that it learns to copy: the loss falls near 0 and the model has learned nothing',
        'give it ids[:, :-1] to read and ids[:, 1:] as labels, or shift in forward',
      ]),
      evidence: '',
      related: wrong.map(({ place }) => ({ place, message: 'the model gets its tokens and labels here' })),
      fix: null,
    },
  ];
}

export const lmLabelsShift: Rule = {
  name: NAME,
  title: 'labels of a language model shifted wrongly',
  severity: 'warning',
  why: `A causal language model gives at each position the scores of the *next* token: position t is held against token t + 1. Who
computes the loss has to shift once: \`logits[:, :-1]\` against \`ids[:, 1:]\`.

The models of transformers do it themselves when they get \`labels\`: these are the tokens as they are, \`labels=ids\`, and -100 where
the loss should not look. Labels that are shifted before are shifted twice, and the model learns the token after the next one. The loss
falls slowly and ends high, and nothing else tells.

A loss that is computed on the logits without a shift holds each position against a token that the model has just read: it learns
to copy, the loss falls near 0 at once, and what it writes repeats its input.

| scores | labels | learned |
| --- | --- | --- |
| \`logits[:, :-1]\` | \`ids[:, 1:]\` | the next token |
| \`logits\` | \`ids\` | the same token |
| \`model(ids[:, :-1], labels=ids[:, 1:])\` | shifted by the model once more | the token after the next |

It is reported for models of transformers that are known to be causal, and for models written by hand whose scores come from a recurrent
layer over the embeddings of the tokens, or from layers of attention with a mask that hides what comes later, where the text shows what is held against what, at the
loss or where a model that computes its loss itself is called. Masked language models, pairs of an encoder and a
decoder, and layers that read in both directions follow other rules and are left alone.`,
  check: (context) => {
    const models = modelCalls(context);
    return oncePerPlace([
      ...models.filter(({ shifts }) => shifts).flatMap(shiftedTwice),
      ...context.inspection.losses.flatMap((call) =>
        classLosses.includes(call.loss)
          ? [...heldAgainst(context, call, models), ...heldInside(context, call)]
          : [],
      ),
    ]);
  },
  wrong: [...onPyTorch.wrong, ...elsewhere.wrong],
  right: [...onPyTorch.right, ...elsewhere.right],
  notIn: elsewhere.notIn,
};
