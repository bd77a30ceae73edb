/**
 * Fusion: a chain of elementwise operations as one operation. A GPU spends its time on
 * moving values, so that ten operations in ten kernels cost ten times what they cost in one.
 * What is fused is an ordinary Op with an elementwise kernel; backends know nothing of it.
 */
import type { DType } from './dtype';
import { gpuNumber } from './gpu_number';
import type { Attributes, ElementwiseKernel, Op } from './op';
import { expand } from './ops/expand';
import type { Producer, Tensor } from './tensor';

/** An elementwise kernel and the tensors that it is applied to. */
export interface Fusion {
  readonly op: Op;
  readonly inputs: readonly Tensor[];
}

/** Kernels take at most this many inputs. */
const MOST_INPUTS = 3;

/** Source text beyond this length costs more to compile than another pass over the values. */
const LONGEST_EXPRESSION = 1_200;

/** An expression that is being put together: numbers and leaves in place of a, b and c. */
interface Expression {
  readonly leaves: readonly Tensor[];
  /** GPU source in terms of the leaves' positions, written `$0`, `$1`, `$2`. */
  readonly text: string;
  readonly compute: Compute;
}

/** From the values of the leaves, of which there are at most three. */
type Compute = (a: number, b: number, c: number) => number;

/**
 * Says which of `pending` (results after their inputs) are computed, each with all that
 * can be merged into it. A merged tensor is left without values; it is one that nobody asked
 * for, and that only one other needs or that is cheap. `fusable` says which tensors may take part; they are all
 * float32, which is what is rounded to between the operations.
 */
export function fuse(
  pending: readonly Tensor[],
  targets: ReadonlySet<Tensor>,
  fusable: (node: Tensor) => boolean,
): readonly { readonly node: Tensor; readonly fusion: Fusion | undefined }[] {
  const uses = new Map<Tensor, number>();
  for (const node of pending) {
    for (const input of node.producer?.inputs ?? []) uses.set(input, (uses.get(input) ?? 0) + 1);
  }
  const expressions = new Map<Tensor, Expression>();
  const waiting = new Map(uses);
  for (const node of pending) {
    const producer = node.producer;
    if (!producer || !(isExpand(producer) || fusable(node))) continue;
    const mergeable = producer.inputs.map((input) => {
      const inner = expressions.get(input);
      if (!inner || targets.has(input)) return undefined;
      return uses.get(input) === 1 || isCheap(inner) ? inner : undefined;
    });
    const merged = compose(producer, node.dtype!, mergeable);
    if (!merged) continue;
    expressions.set(node, merged.expression);
    for (const input of merged.absorbed) waiting.set(input, (waiting.get(input) ?? 0) - 1);
  }
  return pending
    .filter((node) => targets.has(node) || (waiting.get(node) ?? 0) > 0)
    .map((node) => ({ node, fusion: isExpand(node.producer) ? undefined : fusionOf(expressions.get(node)) }));
}

/** Broadcasting is what elementwise kernels do by themselves, so `expand` is no operation inside of them. */
const isExpand = (producer: Producer | undefined): boolean =>
  producer !== undefined && (producer.op as unknown) === expand;

/** Cheaper to compute again for each that needs it than to store: nothing but a few sums and products. */
const isCheap = ({ text }: Expression): boolean => text.length <= 24 && isArithmetic(text);

/** Sums and products of leaves and numbers. */
const isArithmetic = (text: string): boolean => /^[-+*()$\d.\s]*$/.test(text);

/** The producer's expression with as many of the inner expressions put in as fit. */
function compose(
  producer: Producer,
  dtype: DType,
  inner: readonly (Expression | undefined)[],
): { readonly expression: Expression; readonly absorbed: readonly Tensor[] } | undefined {
  const kernel = isExpand(producer) ? identity : producer.op.kernel;
  if (kernel.kind !== 'elementwise') return undefined;
  const own = kernel.gpu?.(producer.attributes);
  if (own === undefined) return undefined;
  const outer = kernel.compute(producer.attributes, dtype);
  const chosen = inner.map((expression) =>
    expression && hidesNaN(own, expression.text) ? undefined : expression,
  );
  for (;;) {
    const parts = producer.inputs.map((input, at) => chosen[at] ?? leafOf(input));
    const leaves = [...new Set(parts.flatMap((part) => part.leaves))];
    const texts = parts.map((part) => renumber(part, leaves));
    const text = own.replace(/\b[abc]\b/g, (letter) => texts['abc'.indexOf(letter)] ?? letter);
    if (leaves.length <= MOST_INPUTS && text.length <= LONGEST_EXPRESSION) {
      const positions = parts.map((part) => part.leaves.map((leaf) => leaves.indexOf(leaf)));
      return {
        expression: { leaves, text: `(${text})`, compute: composed(outer, parts, positions) },
        absorbed: producer.inputs.filter((_, at) => chosen[at] !== undefined),
      };
    }
    const last = chosen.findLastIndex((expression) => expression !== undefined);
    if (last < 0) return undefined;
    chosen[last] = undefined;
  }
}

/**
 * Whether `outer` could turn a NaN of `inner` into a number. On a GPU max(NaN, 0) may be 0, so what could be
 * NaN (all but sums and products of finite numbers) is stored and looked at before it is compared with anything.
 */
const hidesNaN = (outer: string, inner: string): boolean =>
  /Math\.(?:max|min|sign)\b|\?/.test(outer) && !isArithmetic(inner);

const identity: ElementwiseKernel<Attributes> = {
  kind: 'elementwise',
  compute: () => (a) => a,
  gpu: () => 'a',
};

/** An input as it is; a Python number becomes part of the expression. */
function leafOf(input: Tensor): Expression {
  if (input.wrapped && input.isComputed && input.numel === 1) {
    const value = Math.fround(Number(input.values()[0]));
    if (Number.isFinite(value)) return { leaves: [], text: gpuNumber(value), compute: () => value };
  }
  return { leaves: [input], text: '$0', compute: (a) => a };
}

/** A part's text with its leaves numbered as among all leaves. */
const renumber = (part: Expression, leaves: readonly Tensor[]): string =>
  part.text.replace(/\$(\d)/g, (_, at: string) => `$${leaves.indexOf(part.leaves[Number(at)]!)}`);

/** The reference for the whole expression: what lies between the operations is rounded to float32, as if it were stored. */
function composed(
  outer: Compute,
  parts: readonly Expression[],
  positions: readonly (readonly number[])[],
): Compute {
  const [first, second, third] = parts.map((part, at) => rounded(part.compute, positions[at]!));
  if (!first) return outer;
  if (!second) return (a, b, c) => outer(first(a, b, c), 0, 0);
  if (!third) return (a, b, c) => outer(first(a, b, c), second(a, b, c), 0);
  return (a, b, c) => outer(first(a, b, c), second(a, b, c), third(a, b, c));
}

/** A part in terms of all leaves; `positions` says which of them are its own. */
const rounded =
  (compute: Compute, [first = 0, second = 0, third = 0]: readonly number[]): Compute =>
  (a, b, c) =>
    Math.fround(compute(pick(first, a, b, c), pick(second, a, b, c), pick(third, a, b, c)));

const pick = (position: number, a: number, b: number, c: number): number =>
  position === 0 ? a : position === 1 ? b : c;

function fusionOf(expression: Expression | undefined): Fusion | undefined {
  if (!expression || expression.leaves.length === 0) return undefined;
  const { text, compute } = expression;
  const source = text.replace(/\$(\d)/g, (_, at: string) => 'abc'[Number(at)]!);
  const kernel: ElementwiseKernel<Attributes> = {
    kind: 'elementwise',
    compute: () => compute,
    gpu: () => source,
  };
  return {
    op: { name: 'fused', infer: () => ({}), kernel, vjp: 'not differentiable', samples: [] },
    inputs: expression.leaves,
  };
}
