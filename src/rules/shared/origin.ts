/**
 * Where the meaning of a tensor comes from: the walk from a loss's input back
 * through operations that only move or pick elements, to the operation that gave
 * the numbers their meaning. What lies behind that operation does not matter to a
 * loss: only the last operation that changes values does.
 *
 * Softmax and sigmoid are also known when they are written out with exp, and
 * log-probabilities when they are the log of probabilities.
 */
import type { TensorId, TensorRecord } from '../../inspect/inspection';
import { isNumber, isParameter, numberOf } from './constants';

export { numberOf };

export type OriginKind =
  /** Each in 0..1, adding up to one along an axis. */
  | 'softmax'
  /** Each in 0..1 by itself. */
  | 'sigmoid'
  /** Logs of probabilities of either kind. */
  | 'log-probabilities'
  /** Unbounded scores, as a linear layer or a convolution gives them. */
  | 'scores'
  /** A literal, a parameter or random numbers: only its values can tell. */
  | 'leaf'
  /** Another operation: nothing is known but its values. */
  | 'values'
  /** Nothing is known. */
  | 'unknown'
  /** Several origins that differ: a condition decides, or kinds were put together. */
  | 'mixed';

export interface Origin {
  readonly kind: OriginKind;
  /** The tensor where the walk ended: the result of the softmax, the literal … */
  readonly tensor: TensorRecord;
  /** What went into the activation; null for other kinds. */
  readonly before: TensorRecord | null;
  /** The tensors that were walked through, the one asked about first, `tensor` last. */
  readonly path: readonly TensorRecord[];
  /** The activation is written out (`exp` over its sum), so there is no one call that makes it. */
  readonly isWrittenOut: boolean;
  /** The numbers were changed since, but not their meaning: `1 - p`, `p + 1e-8`, a clamp. */
  readonly isAltered: boolean;
  /** Several tensors of one kind were put together, or a condition chooses between them; this is the first one's way. */
  readonly isJoined: boolean;
}

/** How a tensor of the inspection is looked up. */
export type Lookup = (id: TensorId) => TensorRecord;

/** Operations whose result has the same numbers, or some of them, with the same meaning. */
export const moving: ReadonlySet<string> = new Set([
  'cast',
  'clone',
  'detach',
  'diagonal',
  'expand',
  'flatten',
  'flip',
  'gather',
  'index',
  'index_select',
  'narrow',
  'permute',
  'repeat',
  'reshape',
  'roll',
  'select',
  'sort',
  'squeeze',
  'stored',
  'take_along_dim',
  'topk',
  'transpose',
  'unsqueeze',
]);

/** Operations whose result holds elements of several inputs, or all of one of them. */
const joining: ReadonlySet<string> = new Set(['cat', 'either', 'stack']);

/** Operations whose result is made anew of weights. */
const weighing: ReadonlySet<string> = new Set(['bilinear', 'conv_transpose', 'convolution', 'linear']);

/** Operations that keep scores within bounds: what they give is no raw score any more. */
const bounding: ReadonlySet<string> = new Set(['clamp', 'hardtanh', 'maximum', 'minimum']);

/** What a role says. */
const kindOfRole: Readonly<Partial<Record<TensorRecord['role']['kind'], OriginKind>>> = {
  logits: 'scores',
  probabilities: 'softmax',
  'sigmoid-probabilities': 'sigmoid',
  'log-probabilities': 'log-probabilities',
};

/** Walks of more tensors than this are given up: longer ones are no way from a model to its loss. */
const MAXIMUM_WALK = 2_000;
/** Through so many operations that keep a meaning a walk goes; each is a few calls deep. */
const MAXIMUM_DEPTH = 300;

/** Where the meaning of tensor `id` comes from. Never throws; the graph has no cycles. */
export function originOf(tensor: Lookup, id: TensorId): Origin {
  const { way, ...origin } = new Walk(tensor).from(id);
  const path: TensorRecord[] = [];
  for (let at: Way | null = way; at; at = at.onward) path.push(...at.steps);
  return { ...origin, path };
}

/** An origin whose path is a list of pieces: walks that come together share what lies behind the place where they do. */
interface Found extends Omit<Origin, 'path'> {
  readonly way: Way;
}

interface Way {
  readonly steps: readonly TensorRecord[];
  readonly onward: Way | null;
}

/**
 * What walks have found, by the tensor that they were asked about. Many rules ask about the same tensors, and each
 * block of a deep model with sums around its layers would otherwise be walked once more for every block behind it.
 * A record belongs to one inspection and never changes, so what holds for it goes when it goes.
 */
const found = new WeakMap<TensorRecord, Found>();

/** The tensors from `id` back to the first one that is not made by merely moving elements; that one is last. */
export function pathThroughMoves(tensor: Lookup, id: TensorId): readonly TensorRecord[] {
  const path: TensorRecord[] = [tensor(id)];
  for (let at = path[0]!; path.length < MAXIMUM_WALK; at = path[path.length - 1]!) {
    const { producer } = at;
    const isOnlyCopy = producer && joining.has(producer.operation) && producer.inputs.length === 1;
    const from = producer?.inputs[0];
    if (!producer || from === undefined || !(moving.has(producer.operation) || isOnlyCopy)) break;
    path.push(tensor(from));
  }
  return path;
}

/** The last tensor of `pathThroughMoves`. */
export const withoutMoves = (tensor: Lookup, id: TensorId): TensorRecord =>
  pathThroughMoves(tensor, id).at(-1)!;

class Walk {
  #left = MAXIMUM_WALK;
  #depth = 0;
  /** Whether a way was given up for its length: what was found by then holds for this walk alone. */
  #wasCut = false;

  constructor(readonly tensor: Lookup) {}

  from(id: TensorId): Found {
    const asked = this.tensor(id);
    const known = found.get(asked);
    if (known) return known;
    const steps = pathThroughMoves(this.tensor, id);
    const end = steps[steps.length - 1]!;
    this.#left -= steps.length;
    if (this.#left <= 0 || this.#depth >= MAXIMUM_DEPTH) {
      this.#wasCut = true;
      return { ...ending('unknown', end), way: { steps, onward: null } };
    }
    this.#depth++;
    const origin = this.#from(end);
    this.#depth--;
    // An origin that lies further back was walked to from the end of these steps.
    const onward = origin.way.steps[0] === end ? origin.way.onward : origin.way;
    const result = { ...origin, way: { steps, onward } };
    if (!this.#wasCut) found.set(asked, result);
    return result;
  }

  #from(end: TensorRecord): Found {
    const { producer } = end;
    if (!producer) return this.#leaf(end);
    if (joining.has(producer.operation)) return this.#join(producer.inputs, end);
    if (producer.operation === 'where') return this.#join(producer.inputs.slice(1), end);
    return this.#operation(end);
  }

  #leaf(end: TensorRecord): Found {
    if (end.data || end.statistics || end.requiresGrad) return ending('leaf', end);
    // The contract of a model that is not read may still say what it gives.
    return ending(kindOfRole[end.role.kind] ?? 'unknown', end);
  }

  /** Several inputs give one meaning only when all have the same; the first one's way is shown. */
  #join(inputs: readonly TensorId[], end: TensorRecord): Found {
    const origins = inputs.map((input) => this.from(input));
    const first = origins[0];
    if (!first) return ending('unknown', end);
    if (origins.every((origin) => origin.kind === first.kind)) {
      return { ...first, isJoined: origins.some(({ tensor }) => tensor.id !== first.tensor.id) };
    }
    return ending(origins.some((origin) => origin.kind === 'unknown') ? 'unknown' : 'mixed', end);
  }

  #operation(end: TensorRecord): Found {
    const { operation, inputs } = end.producer!;
    const input = inputs[0] === undefined ? null : this.tensor(inputs[0]);
    switch (operation) {
      case 'softmax':
        return ending('softmax', end, input);
      case 'sigmoid':
        return ending('sigmoid', end, input);
      case 'log_softmax':
      case 'logsigmoid':
        return ending('log-probabilities', end, input);
      case 'log':
        if (input && this.#isProbability(input)) return ending('log-probabilities', end, input);
        return ending('values', end);
      case 'exp': {
        const origin = input && this.from(input.id);
        const isOfSoftmax =
          origin?.kind === 'log-probabilities' && origin.tensor.producer?.operation === 'log_softmax';
        if (!isOfSoftmax) return this.#byRole(end);
        return { ...ending('softmax', end, origin.before), isWrittenOut: true };
      }
      case 'dropout':
      case 'masked_fill':
      case 'neg': {
        const origin = input && this.from(input.id);
        return origin?.kind === 'scores' ? origin : ending('values', end);
      }
      case 'div':
      case 'reciprocal': {
        const written = writtenOutActivation(this.tensor, end);
        if (written) return { ...ending(written.kind, end, written.before), isWrittenOut: true };
        return this.#arithmetic(end);
      }
      case 'sub':
        if (isLogSoftmaxWrittenOut(this.tensor, end)) return ending('log-probabilities', end, input);
        return this.#arithmetic(end);
      case 'add':
      case 'mul':
        return this.#arithmetic(end);
      case 'convolution':
        if (isChoice(this.tensor(inputs[1]!))) return ending('values', end);
        break;
      default:
    }
    if (operation === 'matmul') {
      const hasWeight = inputs.some((id) => isParameter(withoutMoves(this.tensor, id)));
      return ending(hasWeight || this.#mixesRows(end) ? 'scores' : 'values', end);
    }
    return this.#byRole(end);
  }

  /**
   * Scores stay scores when numbers, parameters, other scores or values that were not made of them are added, or numbers
   * and parameters multiplied.
   */
  #arithmetic(end: TensorRecord): Found {
    const { operation, inputs } = end.producer!;
    const origins = inputs.map((id) => ({
      isConstant: isNumber(this.tensor(id)) || isParameter(withoutMoves(this.tensor, id)),
      origin: this.from(id),
    }));
    const scores = origins.filter(({ origin }) => origin.kind === 'scores');
    const areOthersConstant = origins.every(
      ({ isConstant, origin }) => isConstant || origin.kind === 'scores',
    );
    const mayMeet = operation === 'add' || operation === 'sub' || scores.length === 1;
    if (scores.length > 0 && areOthersConstant && mayMeet) return scores[0]!.origin;
    const [first, second] = origins;
    if (operation === 'add' && first && second) {
      for (const [{ origin: term }, { origin: other }] of [
        [first, second],
        [second, first],
      ] as const)
        if (term.kind === 'scores' && other.kind === 'values' && !this.#needs(other.tensor, term.tensor))
          return term;
    }
    return this.#byRole(end);
  }

  /** `adjacency @ scores`: sums of the scores of neighbours, as a graph gives them, are as unbounded as these. */
  #mixesRows(product: TensorRecord): boolean {
    const [shares, scores] = product.producer!.inputs.map((id) => this.tensor(id));
    if (!shares || !scores) return false;
    const origin = this.from(scores.id);
    return origin.kind === 'scores' && !this.#needs(shares, origin.tensor);
  }

  /** Whether a tensor was made of another one: `-logsumexp(z)` of z, which makes log-probabilities of it. A long way counts as one. */
  #needs(tensor: TensorRecord, other: TensorRecord): boolean {
    const waiting = [tensor.id];
    const seen = new Set(waiting);
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (id === other.id || seen.size > MAXIMUM_WALK) return true;
      for (const input of this.tensor(id).producer?.inputs ?? [])
        if (!seen.has(input)) {
          seen.add(input);
          waiting.push(input);
        }
    }
    return false;
  }

  /** An operation that is not known here says itself what it gives; where an input has the same meaning, it comes from there. */
  #byRole(end: TensorRecord): Found {
    const kind = kindOfRole[end.role.kind];
    const { operation, inputs } = end.producer!;
    if (kind === undefined || (kind === 'scores' && bounding.has(operation))) return ending('values', end);
    // What goes into a layer with weights may be scores of another one: it gives its own.
    if (weighing.has(operation)) return ending(kind, end);
    for (const id of inputs) {
      const origin = this.from(id);
      if (origin.kind === kind) return { ...origin, isAltered: true };
    }
    return ending(kind, end);
  }

  /** Probabilities, perhaps kept away from zero by a clamp or a small number. */
  #isProbability(record: TensorRecord): boolean {
    let end = withoutMoves(this.tensor, record.id);
    for (let inner = this.#guarded(end); inner && this.#left > 0; inner = this.#guarded(end)) {
      this.#left--;
      end = withoutMoves(this.tensor, inner.id);
    }
    const { kind } = this.from(end.id);
    return kind === 'softmax' || kind === 'sigmoid';
  }

  /** What a clamp holds within bounds, a number is added to, or one is made the complement of; null for anything else. */
  #guarded({ producer }: TensorRecord): TensorRecord | null {
    const [first, ...others] = (producer?.inputs ?? []).map((id) => this.tensor(id));
    if (!producer || !first) return null;
    if (producer.operation === 'clamp' || producer.operation === 'add')
      return others.every((other) => numberOf(other) !== null) ? first : null;
    return producer.operation === 'sub' && numberOf(first) === 1 ? (others[0] ?? null) : null;
  }
}

const ending = (kind: OriginKind, tensor: TensorRecord, before: TensorRecord | null = null): Found => ({
  kind,
  tensor,
  before,
  way: { steps: [tensor], onward: null },
  isWrittenOut: false,
  isAltered: false,
  isJoined: false,
});

/** A filter of zeros and ones that nobody trains picks elements and adds them, as windows of a signal are cut: it gives no scores. */
const isChoice = ({ data, requiresGrad }: TensorRecord): boolean =>
  !requiresGrad &&
  data !== null &&
  data.some((value) => value === 1) &&
  data.every((value) => value === 0 || value === 1);

/** `exp(z) / exp(z).sum(…)`, `1 / (1 + exp(-z))`, `exp(z) / (1 + exp(z))` and their reciprocal forms. */
function writtenOutActivation(
  tensor: Lookup,
  quotient: TensorRecord,
): { readonly kind: 'softmax' | 'sigmoid'; readonly before: TensorRecord } | null {
  const { operation, inputs } = quotient.producer!;
  const [above, below] = operation === 'reciprocal' ? [undefined, inputs[0]] : inputs;
  if (below === undefined) return null;
  const numerator = above === undefined ? null : withoutMoves(tensor, above);
  const denominator = withoutMoves(tensor, below);
  if (denominator.producer?.operation === 'sum') {
    const summed = exponentOf(tensor, denominator.producer.inputs[0]);
    const raised = numerator && exponentOf(tensor, numerator.id);
    if (summed && raised && summed.id === raised.id) return { kind: 'softmax', before: raised };
  }
  if (denominator.producer?.operation === 'add') {
    const terms = denominator.producer.inputs.map((id) => tensor(id));
    const one = terms.find((term) => numberOf(term) === 1);
    const other = terms.find((term) => term !== one);
    const exponent = one && other && exponentOf(tensor, other.id);
    if (!exponent) return null;
    const isOneAbove = !numerator || numberOf(numerator) === 1;
    const negated = exponent.producer?.operation === 'neg' ? exponent.producer.inputs[0] : undefined;
    if (isOneAbove && negated !== undefined) return { kind: 'sigmoid', before: tensor(negated) };
    if (numerator && exponentOf(tensor, numerator.id)?.id === exponent.id) {
      return { kind: 'sigmoid', before: exponent };
    }
  }
  return null;
}

/** `z - logsumexp(z)` and `z - log(sum(exp(z)))`. */
function isLogSoftmaxWrittenOut(tensor: Lookup, difference: TensorRecord): boolean {
  const [minuend, subtrahend] = difference.producer!.inputs;
  if (minuend === undefined || subtrahend === undefined) return false;
  const normalizer = withoutMoves(tensor, subtrahend);
  if (normalizer.producer?.operation === 'logsumexp') return true;
  if (normalizer.producer?.operation !== 'log') return false;
  const [summed] = normalizer.producer.inputs;
  const sum = summed === undefined ? null : withoutMoves(tensor, summed);
  return sum?.producer?.operation === 'sum' && exponentOf(tensor, sum.producer.inputs[0]) !== null;
}

/** What was put into `exp`; null when the tensor is no exponential. */
function exponentOf(tensor: Lookup, id: TensorId | undefined): TensorRecord | null {
  const end = id === undefined ? null : withoutMoves(tensor, id);
  const exponent = end?.producer?.operation === 'exp' ? end.producer.inputs[0] : undefined;
  return exponent === undefined ? null : withoutMoves(tensor, exponent);
}
