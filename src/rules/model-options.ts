/**
 * A program that can make several models, `MODELS[args.model]()`, trains each of them with its loss, so that each is judged:
 * one that ends in a softmax is a mistake where the loss wants raw scores, whatever the others end in.
 *
 * Where the program chooses the loss as well, it goes with the model: nothing is said where the outputs meet different
 * losses, or one on a way that is perhaps not taken.
 */
import type { Inspection, LossCall, LossInput, TensorId, TensorRecord } from '../inspect/inspection';
import type { Finding, Rule, RuleContext } from './rule';
import { placeKey } from './shared/loss-findings';
import { originOf, pathThroughMoves } from './shared/origin';

/** A loss of what one of several models gives, of which it is not known which the program makes. */
interface Choice {
  readonly call: LossCall;
  readonly argument: LossInput;
  /** From the input of the loss back to what one of the models gave. */
  readonly path: readonly TensorRecord[];
  readonly options: readonly string[];
}

/** A finding, and the rule whose it is. */
type Judged = readonly [Rule, Finding];

/** What `rules` find for one of the models where the others are right, or are not known. */
export function findingsForOptions(context: RuleContext, rules: readonly Rule[]): readonly Judged[] {
  const choices = context.inspection.losses.flatMap((call) => choiceAt(context, call) ?? []);
  const losses = new Map<string, Set<string>>();
  for (const { call, options } of choices) {
    const key = options.join(' ');
    losses.set(key, (losses.get(key) ?? new Set()).add(call.loss));
  }
  const found = new Map<string, Judged>();
  for (const choice of choices) {
    if (losses.get(choice.options.join(' '))!.size > 1 || !isTakenWithTheModel(choice)) continue;
    for (const judged of findingsAt(context, choice, rules)) {
      const key = `${judged[1].rule} ${placeKey(judged[1].place)}`;
      if (!found.has(key)) found.set(key, judged);
    }
  }
  return [...found.values()];
}

function choiceAt(context: RuleContext, call: LossCall): Choice | null {
  const argument = call.inputs.find(({ name }) => name === call.prediction);
  if (!argument) return null;
  const path = pathThroughMoves((id) => context.tensor(id), argument.tensor);
  const options = path[path.length - 1]!.producer?.attributes['options'];
  return isNames(options) && options.length > 1 ? { call, argument, path, options } : null;
}

const isNames = (value: unknown): value is readonly string[] => Array.isArray(value);

/** Whether no condition stands between the model and its loss. */
const isTakenWithTheModel = ({ call, path }: Choice): boolean =>
  path[path.length - 1]!.producer!.attributes['conditions'] === call.conditions;

function findingsAt(context: RuleContext, choice: Choice, rules: readonly Rule[]): readonly Judged[] {
  const lookup = (id: TensorId): TensorRecord => context.tensor(id);
  const { kind } = originOf(lookup, choice.argument.tensor);
  if (kind !== 'mixed' && kind !== 'unknown') return [];
  const { inputs } = choice.path[choice.path.length - 1]!.producer!;
  // Models that end alike are judged alike.
  const alike = new Map<string, { readonly of: TensorId; readonly names: Set<string> }>();
  inputs.forEach((input, at) => {
    const origin = originOf(lookup, input);
    if (origin.kind === 'unknown' || origin.kind === 'mixed' || origin.kind === 'leaf') return;
    const key = `${origin.kind} ${origin.tensor.producer?.operation ?? ''}`;
    const group = alike.get(key) ?? { of: input, names: new Set() };
    alike.set(key, group);
    group.names.add(choice.options[at]!);
  });
  return [...alike.values()].flatMap(({ of, names }) => {
    const view = viewOf(context, choice, of);
    const shown = [...names].slice(0, MAXIMUM_NAMES);
    const others = names.size > shown.length ? ' …' : '';
    const when = `This is so where the model is ${shown.join(' or ')}${others}, one of those that it may be.`;
    return rules.flatMap((rule) =>
      rule.check(view).map((finding): Judged => [
        rule,
        // What is right for this model may be wrong for the others.
        { ...finding, message: `${finding.message} ${when}`, fix: null },
      ]),
    );
  });
}

const MAXIMUM_NAMES = 3;

/** The one loss call, as it is where the model is the one that gives tensor `of`. */
function viewOf(context: RuleContext, { call, path }: Choice, of: TensorId): RuleContext {
  const one = context.tensor(of);
  const chosen = path[path.length - 1]!;
  // Records of their own, since what is known of a record is kept with it.
  const records = new Map(path.map((record): [TensorId, TensorRecord] => [record.id, { ...record }]));
  records.set(chosen.id, {
    ...chosen,
    shape: one.shape,
    dtype: one.dtype,
    role: one.role,
    producer: { operation: 'either', inputs: [of], attributes: {} },
  });
  const inspection: Inspection = { ...context.inspection, losses: [call], operations: [] };
  return { ...context, inspection, tensor: (id) => records.get(id) ?? context.tensor(id) };
}
