/**
 * Language models of attention that are written by hand: scores at each position, made of the embeddings of the tokens
 * by layers in which a position looks back only.
 */
import type { Inspection, OperationRecord, TensorId, TensorRecord } from '../../inspect/inspection';
import { withoutMoves } from './origin';
import { sizeAlong } from './probability-values';
import type { RuleContext } from '../rule';

/** Operations between attention layers, and those that cut queries, keys and values out of one tensor. */
const between: ReadonlySet<string> = new Set([
  ...['add', 'cast', 'chunk', 'clone', 'contiguous', 'div', 'dropout', 'either', 'expand', 'flatten', 'gelu'],
  ...['index', 'layer_norm', 'linear', 'mul', 'narrow', 'permute', 'relu', 'reshape', 'rms_norm', 'select'],
  ...['silu', 'split', 'squeeze', 'tanh', 'transpose', 'unsqueeze'],
]);

/** A mask that is a triangle of ones hides what comes later. */
const triangles: ReadonlySet<string> = new Set(['tril', 'triu']);

/** Tensors further from the scores than this are not looked at. */
const MAXIMUM_WALK = 5_000;

/** Whether what a call gives are scores of tokens by layers of attention that look back only. */
export function attendsBackwards(context: RuleContext, { output }: Pick<OperationRecord, 'output'>): boolean {
  if (output === null) return false;
  const last = withoutMoves((id) => context.tensor(id), output).producer;
  if (last?.operation !== 'linear') return false;
  const classes = sizeAlong(context.tensor(last.inputs[1]!), 0);
  const { vocabularies, hasTriangle } = factsOf(context.inspection);
  // As many classes as tokens, where both are known.
  if (!vocabularies.has(null) && classes !== null && !vocabularies.has(classes)) return false;
  const found = new Set<Mask>();
  const seen = new Set<TensorId>([output]);
  let readsTokens = false;
  for (const id of seen) {
    if (seen.size > MAXIMUM_WALK) return false;
    const { producer } = context.tensor(id);
    if (!producer) continue;
    const { operation, inputs } = producer;
    if (operation === 'embedding') {
      const tokens = sizeAlong(context.tensor(inputs[1]!), 0);
      readsTokens ||= tokens === null || classes === null || tokens === classes;
    } else if (operation === 'matmul') {
      const weights = weightsOf(context, inputs[0]!);
      if (weights) found.add(maskOf(context, weights.producer!.inputs[0]!));
      seen.add(inputs[weights ? 1 : 0]!);
    } else if (operation === 'scaled_dot_product_attention') {
      const { is_causal: isTold } = producer.attributes;
      found.add(isTold === true ? 'triangle' : inputs[3] === undefined ? 'none' : maskOf(context, inputs[3]));
      for (const input of inputs.slice(0, 3)) seen.add(input);
    } else if (between.has(operation)) for (const input of inputs) seen.add(input);
  }
  const isCausal = found.has('triangle') || (found.has('not read') && hasTriangle);
  return readsTokens && isCausal && !found.has('none');
}

/** What hides positions from an attention. */
type Mask = 'triangle' | 'not read' | 'none';

interface Facts {
  /** How many tokens the embeddings of the text know; null where one gets its vocabulary from data. */
  readonly vocabularies: ReadonlySet<number | null>;
  readonly hasTriangle: boolean;
}

const known = new WeakMap<Inspection, Facts>();

function factsOf(inspection: Inspection): Facts {
  const facts = known.get(inspection) ?? readFacts(inspection);
  known.set(inspection, facts);
  return facts;
}

function readFacts({ tensors }: Inspection): Facts {
  const vocabularies = new Set<number | null>();
  let hasTriangle = false;
  for (const { producer } of tensors) {
    if (!producer) continue;
    hasTriangle ||= triangles.has(producer.operation);
    if (producer.operation !== 'embedding') continue;
    vocabularies.add(sizeAlong(tensors[producer.inputs[1]!]!, 0));
  }
  return { vocabularies, hasTriangle };
}

/** The softmax whose result, perhaps with a dropout, multiplies the values; null where something else does. */
function weightsOf(context: RuleContext, id: TensorId): TensorRecord | null {
  let at = context.tensor(id);
  while (at.producer && (at.producer.operation === 'dropout' || at.producer.operation === 'cast'))
    at = context.tensor(at.producer.inputs[0]!);
  return at.producer?.operation === 'softmax' ? at : null;
}

/** What hides positions from the scores of an attention, which end where queries meet keys. */
function maskOf(context: RuleContext, scores: TensorId): Mask {
  const seen = new Set<TensorId>([scores]);
  let mask: Mask = 'none';
  for (const id of seen) {
    const { producer, role, dtype } = context.tensor(id);
    if (!producer) {
      if (role.kind === 'unknown' && dtype === null) mask = 'not read';
      continue;
    }
    if (triangles.has(producer.operation)) return 'triangle';
    if (producer.operation === 'matmul' || seen.size > MAXIMUM_WALK) continue;
    for (const input of producer.inputs) seen.add(input);
  }
  return mask;
}
