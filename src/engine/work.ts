/**
 * How much work lies behind a tensor that is not computed yet, and the bound on it.
 * Work is counted in elements computed. Products count by their multiplications, eight of which take about the
 * time of one element.
 */
import type { Tensor } from './tensor';

/** Computing a tensor would pass the bound that surrounds the moment. Nothing is computed then. */
export class TooMuchWork extends Error {
  constructor(
    readonly work: number,
    readonly allowed: number,
  ) {
    super(
      `computing it takes at least ${work.toExponential(1)} operations, of which ${allowed.toExponential(1)} are left; ` +
        'raise the limit, or look at a smaller tensor',
    );
  }
}

/** What is left of an allowance; shared by all work inside `withinWork`. */
export interface WorkAllowance {
  left: number;
}

let allowance: WorkAllowance | undefined;

/** Runs `body` so that what it computes is taken from the allowance. */
export function withinWork<Value>(given: WorkAllowance, body: () => Value): Value {
  const before = allowance;
  allowance = given;
  try {
    return body();
  } finally {
    allowance = before;
  }
}

/** Runs `body` so that it takes at most such a part of what is left of the surrounding allowance. */
export function withinPartOfWork<Value>(part: number, body: () => Value): Value {
  const outer = allowance;
  if (!outer) return body();
  const most = outer.left * part;
  const given = { left: most };
  try {
    return withinWork(given, body);
  } finally {
    outer.left -= most - given.left;
  }
}

/** The body, to be run later, within the allowance that surrounds this moment. */
export function withinThisWork<Value>(body: () => Value): () => Value {
  const given = allowance;
  return given ? () => withinWork(given, body) : body;
}

/** Takes so many elements from the surrounding allowance, where it is enough for them; tells whether it was. */
export function spendWork(elements: number): boolean {
  if (!allowance) return true;
  if (elements > allowance.left) return false;
  allowance.left -= elements;
  return true;
}

/** Takes the work behind a tensor from the surrounding allowance. Throws TooMuchWork where it is not enough. */
export function spendWorkOn(tensor: Tensor): void {
  if (!allowance) return;
  const work = workBehind(tensor, allowance.left);
  if (work > allowance.left) throw new TooMuchWork(work, allowance.left);
  allowance.left -= work;
}

/** The work of a tensor and of all it is made from, as far as it is not done; counting ends above `enough`. */
export function workBehind(tensor: Tensor, enough = Infinity): number {
  const seen = new Set<Tensor>([tensor]);
  const waiting = [tensor];
  let work = 0;
  for (let node = waiting.pop(); node && work <= enough; node = waiting.pop()) {
    if (node.isComputed) continue;
    if (node.producer) work += workOf(node);
    // A leaf is drawn when somebody asks for it; one that shares another's values is there with them.
    else if (node.valuesComeFrom.length === 0) work += node.numel;
    for (const input of node.valuesComeFrom) {
      if (!seen.has(input)) {
        seen.add(input);
        waiting.push(input);
      }
    }
  }
  return work;
}

const MULTIPLICATIONS_OF_AN_ELEMENT = 8;

function workOf(node: Tensor): number {
  const inputs = node.producer?.inputs ?? [];
  const largest = Math.max(node.numel, ...inputs.map((input) => input.numel));
  return Math.max(largest, multiplicationsOf(node, inputs) / MULTIPLICATIONS_OF_AN_ELEMENT);
}

/** The multiplications of a product: each result's, or each input's where results gather what inputs spread. */
function multiplicationsOf(node: Tensor, inputs: readonly Tensor[]): number {
  const [first, second] = inputs;
  switch (node.producer?.op.name) {
    case 'matmul':
    case 'linear': {
      const inner = first?.shape?.at(-1);
      return node.numel * (typeof inner === 'number' ? inner : 1);
    }
    case 'convolution':
      return node.numel * filterSize(second);
    case 'conv_transpose':
      return (first?.numel ?? 0) * filterSize(second);
    case 'conv_weight':
      return Math.max(first?.numel ?? 0, second?.numel ?? 0) * filterSize(node);
    case 'svdvals':
    case 'svd_u':
    case 'svd_vh':
    case 'pinv':
    case 'eigvalsh':
    case 'eigh_vectors':
    case 'matrix_exp':
      return ROUNDS_OF_A_DECOMPOSITION * (first?.numel ?? 0) * shorterSide(first);
    case 'cholesky':
    case 'det':
    case 'logabsdet':
    case 'solve':
    case 'lu_factor':
    case 'lu_pivots':
    case 'geqrf':
    case 'ldl_factor':
      return Math.max(node.numel, first?.numel ?? 0) * shorterSide(first);
    default:
      return 0;
  }
}

/** A decomposition by iteration turns each pair of columns some times; an exponential is a product of as many factors. */
const ROUNDS_OF_A_DECOMPOSITION = 40;

/** The shorter side of the matrices in the last two dims. */
function shorterSide(matrices: Tensor | undefined): number {
  const [rows, columns] = matrices?.shape?.slice(-2) ?? [];
  return typeof rows === 'number' && typeof columns === 'number' ? Math.min(rows, columns) : 1;
}

/** The elements of one filter of a convolution's weight. */
function filterSize(weight: Tensor | undefined): number {
  const filters = weight?.shape?.[0];
  return typeof filters === 'number' && filters > 0 ? weight!.numel / filters : 1;
}
