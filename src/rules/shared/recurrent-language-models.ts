/**
 * Language models that are written by hand: scores at each position, made of the states of a recurrent layer that has
 * read the embeddings of the tokens up to there.
 */
import type { OperationRecord, TensorId, TensorRecord } from '../../inspect/inspection';
import { withoutMoves } from './origin';
import { sizeAlong } from './probability-values';
import type { RuleContext } from '../rule';

/** Operations that give each position something of this position alone. */
const byPosition: ReadonlySet<string> = new Set([
  ...['add', 'cast', 'clone', 'contiguous', 'div', 'dropout', 'expand', 'flatten', 'gelu', 'layer_norm'],
  ...['linear', 'matmul', 'mul', 'permute', 'relu', 'reshape', 'tanh', 'transpose'],
]);

/** Tensors further from the scores than this are no part of a last layer. */
const MAXIMUM_WALK = 200;

/** The nearest tensors behind `start` of which `isWanted` is true, with nothing in between that mixes positions. */
function behind(
  context: RuleContext,
  start: TensorId,
  isWanted: (record: TensorRecord) => boolean,
): readonly TensorRecord[] {
  const seen = new Set<TensorId>([start]);
  const found: TensorRecord[] = [];
  for (const id of seen) {
    const record = context.tensor(id);
    if (isWanted(record)) found.push(record);
    else if (record.producer && byPosition.has(record.producer.operation) && seen.size < MAXIMUM_WALK)
      for (const input of record.producer.inputs) seen.add(input);
  }
  return found;
}

const isOfRecurrence = ({ producer }: TensorRecord): boolean => producer?.operation === 'recurrence';

/** Whether what a call gives are scores of tokens by a recurrent layer that reads in one direction. */
export function givesNextTokens(context: RuleContext, { output }: Pick<OperationRecord, 'output'>): boolean {
  if (output === null) return false;
  const last = withoutMoves((id) => context.tensor(id), output).producer;
  if (last?.operation !== 'linear') return false;
  const classes = sizeAlong(context.tensor(last.inputs[1]!), 0);
  const read = behind(context, output, isOfRecurrence).flatMap(({ producer }) =>
    producer!.attributes['bidirectional'] === false ? [producer!.inputs[0]!] : [],
  );
  const embeddings = read.flatMap((input) =>
    behind(context, input, ({ producer }) => producer?.operation === 'embedding'),
  );
  return embeddings.some(({ producer }) => {
    const tokens = sizeAlong(context.tensor(producer!.inputs[1]!), 0);
    // As many classes as tokens, where both are known.
    return tokens === null || classes === null || tokens === classes;
  });
}
