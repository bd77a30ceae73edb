/**
 * Which parts of a loss pass a gradient back: the walk from what a backward pass starts
 * at to the parameters, and the places where nothing gets through.
 *
 * What is not known passes a gradient, so that a verdict of "nothing arrives" is certain.
 */
import type { Place } from '../../base/place';
import { isFloating } from '../../engine/dtype';
import type { Inspection, LossCall, OperationRecord, TensorId, TensorRecord } from '../../inspect/inspection';
import { comesFromData } from './data-names';
import { regressionLosses, weightNames } from './loss-families';
import { targetOf } from './loss-findings';
import { withoutMoves } from './origin';
import { usesIn } from './uses';
import { operandsWithoutGradient } from './unread-operands';
import type { RuleContext } from '../rule';

export type CutKind =
  /** Positions instead of values: argmax, the indices of a maximum, of topk, of a sort. */
  | 'positions'
  /** Steps: comparisons, rounding, signs, casts to integers. */
  | 'steps'
  /** Taken out of the graph on purpose. */
  | 'detached'
  /** Computed while no gradients were recorded. */
  | 'no-grad';

/** A place where a gradient would have to pass and cannot. */
export interface Cut {
  readonly kind: CutKind;
  /** What the cutting operation gives, and what went into it. */
  readonly result: TensorRecord;
  readonly from: TensorRecord;
  readonly place: Place | null;
  /** The result was made of numbers, or of a list: it may be where something else starts that is trained. */
  readonly isOfNumbers?: boolean;
}

export interface Flow {
  /** Something that may have a gradient is reached. */
  readonly isLive: boolean;
  /** The nearest cuts, behind which something may have had a gradient: first those behind which something has for certain. */
  readonly cuts: readonly Cut[];
  /** All tensors that were walked through before a cut. */
  readonly passed: ReadonlySet<TensorId>;
  /** Where a layer was applied whose weights are frozen; the last one that was applied comes first. */
  readonly frozen: readonly TensorRecord[];
}

/** What starts a backward pass. */
export interface BackwardRoot {
  readonly event: OperationRecord;
  readonly framework: 'torch' | 'jax' | 'tensorflow' | 'keras' | 'trainer';
  readonly record: TensorRecord;
  /** The loss had no graph and was told to require a gradient, so that nothing raises; `record` is the loss before. */
  readonly isHidden: boolean;
}

const positions: ReadonlySet<string> = new Set([
  'argmax',
  'argmin',
  'argsort',
  'kthvalue_indices',
  'max_indices',
  'median_indices',
  'min_indices',
  'mode_indices',
  'sort_indices',
  'topk_indices',
]);

const steps: ReadonlySet<string> = new Set([
  'ceil',
  'eq',
  'floor',
  'ge',
  'gt',
  'le',
  'lt',
  'ne',
  'round',
  'sign',
  'trunc',
]);

/** Functions that make a leaf of a tensor: the graph behind it is left out. */
const copying: ReadonlySet<string> = new Set([
  'torch.tensor',
  'torch.Tensor.new_tensor',
  'torch.autograd.Variable',
]);

/** Operations that choose elements by positions or masks: what chooses is no value. */
const selecting: ReadonlySet<string> = new Set([
  'gather',
  'index',
  'index_select',
  'masked_fill',
  'take_along_dim',
]);

/** Of which tensor a leaf was made, and where. */
interface Copy {
  readonly from: TensorId;
  readonly place: Place;
  readonly isOfNumbers?: boolean;
}

/** Operations of layers whose inputs after the first are the layer's weights. */
const weighted: ReadonlySet<string> = new Set([
  'batch_norm',
  'conv_transpose',
  'convolution',
  'group_norm',
  'layer_norm',
  'linear',
]);

const isWhole = ({ dtype }: TensorRecord): boolean => dtype === null || !isFloating(dtype);

/** More tensors than this are not walked through. */
const MAXIMUM_WALK = 20_000;

/** Where gradients pass in one inspection. */
export class GradientFlow {
  readonly roots: readonly BackwardRoot[];
  readonly #context: RuleContext;
  /** Where the results of operators stand, which have no place of their own. */
  readonly #places = new Map<TensorId, Place>();
  /** Leaves that were made of a tensor: of which, and where. */
  readonly #copies = new Map<TensorId, Copy>();
  /** Leaves that are rows of zeros and a one, and the positions that they were made of. */
  readonly #oneHots = new Map<TensorId, TensorId>();
  /** Tensors that were told to require a gradient after they were computed, by what they were before. */
  readonly #madeToRequire = new Map<TensorId, TensorId>();
  /** Targets that hold data: nobody trains them. */
  readonly #data = new Set<TensorId>();
  readonly #flows = new Map<TensorId, Flow>();

  constructor(context: RuleContext) {
    this.#context = context;
    const { inspection } = context;
    for (const { operation, function: name, inputs, output, place } of inspection.operations) {
      if (output !== null && !this.#places.has(output)) this.#places.set(output, place);
      const [from, to] = inputs;
      if (operation === 'labels' && from != null) this.#data.add(from);
      if (operation === 'one_hot' && from != null && output !== null) this.#oneHots.set(output, from);
      if (operation === 'copied' && from != null && to != null)
        this.#copies.set(to, { from, place, isOfNumbers: true });
      if (operation === 'requires_grad' && from != null && to != null) {
        this.#copies.set(to, { from, place });
        this.#madeToRequire.set(to, from);
      }
      if (name !== null && copying.has(name) && from != null && output !== null && from !== output)
        this.#copies.set(output, { from, place });
    }
    for (const call of inspection.losses) {
      for (const { name, tensor } of call.inputs) if (weightNames.has(name)) this.#data.add(tensor);
      for (const leaf of this.#targetData(call)) this.#data.add(leaf);
    }
    this.roots = rootsIn(context).map((root) => this.#unhidden(root));
  }

  /** `loss.requires_grad = True` only hides what cut the loss off: the walk starts before it where that is seen. */
  #unhidden(root: BackwardRoot): BackwardRoot {
    const before = this.#madeToRequire.get(root.record.id);
    if (before === undefined) return root;
    const { isLive, cuts } = this.from(before);
    const isSeen = !isLive && cuts.length > 0;
    return isSeen ? { ...root, record: this.#context.tensor(before), isHidden: true } : root;
  }

  /** Labels of a class loss, and targets that come out of a loader or are a parameter of the function, with what they were cast from. */
  #targetData(call: LossCall): readonly TensorId[] {
    const target = targetOf(this.#context, call);
    if (!target) return [];
    const path = [target.record];
    for (let last = target.record; last.producer?.operation === 'cast'; path.push(last))
      last = this.#context.tensor(last.producer.inputs[0]!);
    if (
      path.some(({ producer, requiresGrad }) => requiresGrad || (producer && producer.operation !== 'cast'))
    )
      return [];
    const { place } = target.argument;
    const isData = !symmetricLosses.has(call.loss) || (place !== null && comesFromData(this.#context, place));
    return isData ? path.map(({ id }) => id) : [];
  }

  /** Whether something that may have a gradient is reached from a tensor on a way that does not pass through `others`. */
  isLiveBeside(start: TensorId, others: ReadonlySet<TensorId>): boolean {
    const seen = new Set<TensorId>([start]);
    for (const id of seen) {
      if (others.has(id)) continue;
      const record = this.#context.tensor(id);
      if (seen.size > MAXIMUM_WALK) return true;
      if (this.#cutAt(record)) continue;
      if (!record.producer) {
        if (this.#mayBeTrained(record)) return true;
        continue;
      }
      for (const input of record.producer.inputs) seen.add(input);
    }
    return false;
  }

  /** Whether a tensor is a target that nobody trains. */
  holdsData(id: TensorId): boolean {
    return this.#data.has(id);
  }

  /** The walk back from a tensor. */
  from(start: TensorId): Flow {
    const known = this.#flows.get(start);
    if (known) return known;
    const passed = new Set<TensorId>([start]);
    const waiting = [start];
    const cuts: Cut[] = [];
    const frozen: TensorRecord[] = [];
    let isLive = false;
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const record = this.#context.tensor(id);
      const cut = this.#cutAt(record);
      if (cut) {
        const before = record.producer && cut.kind === 'no-grad' ? record.producer.inputs : [cut.from.id];
        if (before.some((input) => this.#mayTrain(input))) cuts.push(cut);
        // A leaf that was told to require a gradient, and was made of nothing that is trained, is trained itself.
        else isLive ||= cut.kind === 'detached' && !record.producer && record.requiresGrad;
        continue;
      }
      if (this.#positionsOfOnes(record) !== undefined) continue;
      if (!record.producer) {
        isLive ||= this.#mayBeTrained(record);
        continue;
      }
      const { operation, inputs } = record.producer;
      const isWeighted = record.layer !== null && weighted.has(operation);
      if (isWeighted && this.#isFrozen(inputs[1])) frozen.push(record);
      for (const [at, input] of inputs.entries()) {
        if (isWeighted && at > 0 && this.#isFrozen(input)) continue;
        if (passed.has(input) || (selecting.has(operation) && at > 0 && isWhole(this.#context.tensor(input))))
          continue;
        passed.add(input);
        waiting.push(input);
      }
      if (passed.size > MAXIMUM_WALK) isLive = true;
    }
    // Labels that were cast may come from anything, as long as nothing is known of them; a weight is trained for certain.
    const isCertain = new Map(cuts.map((cut) => [cut, cuts.length > 1 && this.#isTrained(cut.from.id)]));
    const ordered = cuts.toSorted((a, b) => Number(isCertain.get(b)) - Number(isCertain.get(a)));
    const flow = { isLive, cuts: ordered, passed, frozen };
    this.#flows.set(start, flow);
    return flow;
  }

  /** Whether a leaf may be trained: neither data nor an operand that nothing is known of but that nobody trains it. */
  #mayBeTrained(leaf: TensorRecord): boolean {
    if (!mayHaveGradient(leaf) || this.#data.has(leaf.id)) return false;
    return !operandsWithoutGradient(this.#context).has(leaf.id);
  }

  /** Whether a weight of a layer is one that was told to have no gradient. */
  #isFrozen(weight: TensorId | undefined): boolean {
    if (weight === undefined) return false;
    const { producer, requiresGrad, shape } = this.#context.tensor(weight);
    return !producer && !requiresGrad && shape !== null;
  }

  /** The positions that rows of zeros and a one were made of; undefined for other tensors. */
  #positionsOfOnes({ id, producer }: TensorRecord): TensorId | undefined {
    return producer?.operation === 'one_hot' ? producer.inputs[0] : this.#oneHots.get(id);
  }

  #cutAt(result: TensorRecord): Cut | null {
    const place = result.place ?? this.#places.get(result.id) ?? this.#placeOfReader(result);
    const copied = this.#copies.get(result.id);
    if (copied) return { kind: 'detached', result, ...copied, from: this.#context.tensor(copied.from) };
    const ones = this.#positionsOfOnes(result);
    if (ones !== undefined) return this.#cutAt(withoutMoves((id) => this.#context.tensor(id), ones));
    const input = result.producer?.inputs[0];
    if (input === undefined) return null;
    const kind = cutKind(result, this.#context.tensor(input));
    if (kind !== 'steps') return kind && { kind, result, from: this.#context.tensor(input), place };
    // Either side of a comparison may be the prediction; where that is a position already, nothing got as far as here.
    const trained = result.producer!.inputs.find((id) => this.#mayTrain(id)) ?? input;
    const positionsOf = withoutMoves((id) => this.#context.tensor(id), trained);
    return positions.has(positionsOf.producer?.operation ?? '')
      ? this.#cutAt(positionsOf)
      : { kind, result, from: this.#context.tensor(trained), place };
  }

  /** Where the result of an operator is read: of operators only the newest evaluation has a place. */
  #placeOfReader({ id }: TensorRecord): Place | null {
    const readers = usesIn(this.#context.inspection).get(id) ?? [];
    return readers.find(({ place }) => place !== null)?.place ?? null;
  }

  /** Whether something that is trained, or of which nothing is known, went into a tensor. */
  #mayTrain(id: TensorId): boolean {
    return this.#hasSource(id, mayHaveGradient);
  }

  /** Whether something that is trained went into a tensor. */
  #isTrained(id: TensorId): boolean {
    return this.#hasSource(id, ({ requiresGrad }) => requiresGrad);
  }

  /** Whether a leaf like this went into a tensor. */
  #hasSource(id: TensorId, isLike: (record: TensorRecord) => boolean): boolean {
    const seen = new Set<TensorId>([id]);
    for (const at of seen) {
      const record = this.#context.tensor(at);
      if (!record.producer && !this.#data.has(at) && !this.#copies.has(at) && isLike(record)) return true;
      const copied = this.#copies.get(at);
      for (const input of [...(record.producer?.inputs ?? []), ...(copied ? [copied.from] : [])])
        seen.add(input);
      if (seen.size > MAXIMUM_WALK) return false;
    }
    return false;
  }
}

/** Losses of which either side may be a network's. */
const symmetricLosses: ReadonlySet<string> = new Set([
  ...regressionLosses,
  'kl_div',
  'cosine_embedding_loss',
]);

function cutKind(record: TensorRecord, from: TensorRecord): CutKind | null {
  const { operation } = record.producer!;
  if (operation === 'detach') return 'detached';
  if (record.underNoGrad) return 'no-grad';
  if (positions.has(operation)) return 'positions';
  if (steps.has(operation)) return 'steps';
  const isCast = operation === 'cast' && record.dtype !== null && !isFloating(record.dtype);
  return isCast && (from.dtype === null ? !from.producer : isFloating(from.dtype)) ? 'steps' : null;
}

/** A leaf that requires grad, or of which not even the values are known. */
function mayHaveGradient(record: TensorRecord): boolean {
  if (record.requiresGrad) return true;
  if (record.dtype !== null && !isFloating(record.dtype)) return false;
  return !record.elided && record.data === null && record.statistics === null;
}

/** What the backward passes of an inspection start at; one a place and tensor. */
function rootsIn({
  inspection,
  tensor,
}: {
  readonly inspection: Inspection;
  tensor(id: TensorId): TensorRecord;
}) {
  return inspection.operations.flatMap((event): readonly BackwardRoot[] => {
    if (event.operation !== 'backward') return [];
    const framework = event.options['framework'] as BackwardRoot['framework'];
    return event.inputs.flatMap((id) =>
      id === null ? [] : [{ event, framework, record: tensor(id), isHidden: false }],
    );
  });
}

const flows = new WeakMap<Inspection, GradientFlow>();

/** The flow of gradients in an inspection: worked out once for all rules. */
export function gradientFlow(context: RuleContext): GradientFlow {
  const known = flows.get(context.inspection);
  if (known) return known;
  const flow = new GradientFlow(context);
  flows.set(context.inspection, flow);
  return flow;
}
