/**
 * The terms that a loss is a sum of, each with how its elements were reduced. What is weighted by a number that
 * somebody chose cannot be told from what was meant.
 */
import type { LossCall, PlainValue, TensorId, TensorRecord } from '../../inspect/inspection';
import { sourceAt } from './code-shape';
import { isGaussianDivergence } from './gaussian-divergence';
import { predictionOf } from './loss-findings';
import type { RuleContext } from '../rule';

/** A term of a loss: its elements averaged, or summed. */
export interface Term {
  readonly reduction: 'mean' | 'sum';
  /**
   * Over all of its elements; over the last dim alone, as Keras gives one number for each sample; or a sum over what
   * each sample has, of which the batch is averaged.
   */
  readonly dims: 'all' | 'last' | 'sample';
  readonly record: TensorRecord;
  /** The call of a library's loss, which reduced it or whose elements were reduced since; null for what is written out. */
  readonly call: LossCall | null;
  /** The divergence of a Gaussian from the standard one, written out as in variational autoencoders. */
  readonly isGaussian: boolean;
}

/** Operations of each element for itself. */
const elementwise: ReadonlySet<string> = new Set([
  'add',
  'cast',
  'div',
  'mul',
  'neg',
  'pow',
  'square',
  'sub',
]);

/** Factors that stand in formulas and are no weights. */
const plainFactors: ReadonlySet<number> = new Set([0.5, 1, 2]);

/** A sum of more parts than this is not taken apart. */
const MAXIMUM_PARTS = 2_000;

/** What a part of a sum is: made of further parts, or a term; null where it is weighted, or reduced in a way that cannot be told. */
type Part = { readonly madeOf: readonly TensorId[] } | { readonly term: Term } | null;

/** What sums of losses are made of. */
export class LossTerms {
  readonly #context: RuleContext;
  readonly #calls = new Map<TensorId, LossCall>();

  constructor(context: RuleContext) {
    this.#context = context;
    for (const call of context.inspection.losses)
      if (call.output !== null) this.#calls.set(call.output, call);
  }

  /** The terms of a sum from left to right, each once however often it is added; null where a part of it cannot be told. */
  of(sum: TensorId): readonly Term[] | null {
    const terms: Term[] = [];
    const seen = new Set<TensorId>();
    const waiting = [sum];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      const part = seen.size > MAXIMUM_PARTS ? null : this.#part(id);
      if (part === null) return null;
      if ('term' in part) terms.push(part.term);
      else waiting.push(...[...part.madeOf].reverse());
    }
    return terms;
  }

  #part(id: TensorId): Part {
    const record = this.#context.tensor(id);
    const call = this.#calls.get(id);
    if (call) {
      const reduced = reducedBy(call);
      return reduced && { term: { ...reduced, record, call, isGaussian: false } };
    }
    if (!record.producer) return this.#isPlainNumber(record) ? { madeOf: [] } : null;
    const { operation, inputs, attributes } = record.producer;
    const [first, second] = inputs;
    if (operation === 'neg') return { madeOf: [first!] };
    if (operation === 'add' || operation === 'sub') return { madeOf: [first!, second!] };
    if (operation === 'mul' || operation === 'div') {
      if (this.#isPlainFactor(second!)) return { madeOf: [first!] };
      return operation === 'mul' && this.#isPlainFactor(first!) ? { madeOf: [second!] } : null;
    }
    const summed = operation === 'mean' ? this.#sumsOfSamples(record) : null;
    if (summed) return { term: { reduction: 'sum', dims: 'sample', record, ...summed } };
    const dims = dimsOf(attributes['dim']);
    if ((operation !== 'mean' && operation !== 'sum') || !dims || this.#isReducedBefore(first!)) return null;
    const isGaussian = this.#isGaussian(first!) || this.#isWrittenGaussian(record);
    const behind = this.#callBehind(first!);
    // Keras has averaged over the last axis already: the sum of its means is neither.
    if (behind && operation === 'sum' && reducedBy(behind)) return null;
    return { term: { reduction: operation, dims, record, call: behind, isGaussian } };
  }

  /** The call whose losses of the elements a tensor still has. */
  #callBehind(id: TensorId): LossCall | null {
    for (const at of this.#elementsOf(id)) {
      const call = this.#calls.get(at);
      if (call) return call.reduction === 'none' ? call : null;
    }
    return null;
  }

  #isPlainNumber({ data, shape, requiresGrad }: TensorRecord): boolean {
    return data !== null && shape?.length === 0 && !requiresGrad;
  }

  #isPlainFactor(id: TensorId): boolean {
    const record = this.#context.tensor(id);
    if (record.producer && record.producer.operation !== 'cast') return false;
    return this.#isPlainNumber(record) && plainFactors.has(Math.abs(record.data![0]!));
  }

  /** The tensors that a tensor is made of element by element, itself among them. */
  #elementsOf(id: TensorId): ReadonlySet<TensorId> {
    const seen = new Set<TensorId>([id]);
    for (const at of seen) {
      const { producer } = this.#context.tensor(at);
      const isCall = at !== id && this.#calls.has(at);
      if (producer && !isCall && elementwise.has(producer.operation))
        for (const input of producer.inputs) seen.add(input);
    }
    return seen;
  }

  /** `1 + logvar - mu ** 2 - exp(logvar)`, or the same of a standard deviation and its logarithm. */
  #isGaussian(id: TensorId): boolean {
    const elements = this.#elementsOf(id);
    for (const at of elements) {
      const { producer } = this.#context.tensor(at);
      if (producer?.operation !== 'exp' && producer?.operation !== 'log') continue;
      for (const inner of this.#elementsOf(producer.inputs[0]!))
        if (elements.has(inner) && this.#context.tensor(inner).shape?.length !== 0) return true;
    }
    return false;
  }

  /** The same by its syntax, where it is not known that the operands are tensors. */
  #isWrittenGaussian({ place }: TensorRecord): boolean {
    return place !== null && isGaussianDivergence(sourceAt(this.#context, place), place);
  }

  /**
   * `torch.mean(-0.5 * torch.sum(…, dim=1), dim=0)`: of a divergence the latent dims are summed, or of a library's
   * loss what each sample has, and the batch is averaged.
   */
  #sumsOfSamples({ producer }: TensorRecord): Pick<Term, 'call' | 'isGaussian'> | null {
    const dim = producer!.attributes['dim'];
    if (dim != null && [dim].flat().some((at) => at !== 0)) return null;
    let at = producer!.inputs[0]!;
    for (let inner = this.#behindFactor(at); inner !== null; inner = this.#behindFactor(at)) at = inner;
    const summed = this.#context.tensor(at);
    if (summed.producer?.operation !== 'sum') return null;
    const over = [summed.producer.attributes['dim'] ?? 0].flat();
    const [elements] = summed.producer.inputs;
    if (over.includes(0) || this.#isReducedBefore(elements!)) return null;
    if (this.#isGaussian(elements!)) return { call: null, isGaussian: true };
    const call = this.#callBehind(elements!);
    return call && this.#isSummedWhole(call) ? { call, isGaussian: false } : null;
  }

  /** Whether a sum over the losses of elements is one of them all: Keras has averaged over the last axis before. */
  #isSummedWhole(call: LossCall): boolean {
    return !reducedBy(call) || predictionOf(this.#context, call)?.record.shape?.at(-1) === 1;
  }

  /** What a sign or a plain number was put before; null for anything else. */
  #behindFactor(id: TensorId): TensorId | null {
    const { operation, inputs } = this.#context.tensor(id).producer ?? { operation: '', inputs: [] };
    const [first, second] = inputs;
    if (operation === 'neg') return first!;
    if (operation !== 'mul' && operation !== 'div') return null;
    if (this.#isPlainFactor(second!)) return first!;
    return operation === 'mul' && this.#isPlainFactor(first!) ? second! : null;
  }

  /** Whether some dims were reduced before the rest: the mean over a batch of sums is another thing. */
  #isReducedBefore(id: TensorId): boolean {
    return [...this.#elementsOf(id)].some((at) => {
      if (this.#calls.get(at)?.reduction === 'none') return false;
      const operation = this.#context.tensor(at).producer?.operation;
      return operation === 'sum' || operation === 'mean';
    });
  }
}

/** How a library's loss is reduced in itself; null where each element or sample has its own. */
function reducedBy(call: LossCall): Pick<Term, 'reduction' | 'dims'> | null {
  const { reduction, loss } = call;
  if (reduction === 'sum') return { reduction, dims: 'all' };
  if (reduction === 'mean' || reduction === 'sum_over_batch_size') return { reduction: 'mean', dims: 'all' };
  // Its functions give the mean over the last axis.
  const isAveraged = /^(tensorflow\.)?keras\.(losses|metrics)\./.test(call.function) && averaging.has(loss);
  return isAveraged ? { reduction: 'mean', dims: 'last' } : null;
}

const averaging: ReadonlySet<string> = new Set([
  'binary_crossentropy',
  'binary_cross_entropy_with_logits',
  'l1_loss',
  'mse_loss',
]);

/** Which dims a reduction is over; undefined for others. */
function dimsOf(dim: PlainValue | undefined): Term['dims'] | undefined {
  if (dim == null) return 'all';
  const only = Array.isArray(dim) && dim.length === 1 ? (dim as readonly PlainValue[])[0] : dim;
  return only === -1 ? 'last' : undefined;
}
