/**
 * `torch.einsum`: every pair of operands becomes one product of matrices, whose rows are the labels of the first
 * alone, whose columns those of the second alone, and whose inner dim those that are summed (PyTorch documentation,
 * `torch.einsum`).
 */
import { ops } from '../../../engine/ops/index';
import { broadcastShapes, type Shape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import { NotKnown, PythonError } from '../../errors';
import { sizesOf } from './reorderings';

/** A tensor whose dims have labels: a letter each, and `.0`, `.1` … for what an ellipsis stands for. */
interface Labelled {
  readonly tensor: Tensor;
  readonly labels: readonly string[];
}

const permuted = (tensor: Tensor, dims: readonly number[]): Tensor =>
  Tensor.apply(ops.permute, [tensor], { dims });
const reshaped = (tensor: Tensor, shape: readonly number[]): Tensor =>
  Tensor.apply(ops.reshape, [tensor], { shape });

const wrong = (says: string): PythonError => new PythonError('RuntimeError', `einsum(): ${says}`);

/** The labels of one operand's subscripts; an ellipsis counts from the end, so that its dims broadcast. */
function labelsOf(subscripts: string, rank: number, at: number): string[] {
  const [before = '', after] = subscripts.split('...');
  const named = before.length + (after?.length ?? 0);
  if (after === undefined ? named !== rank : named > rank) {
    throw wrong(
      `the number of subscripts in the equation (${named}) ${after === undefined ? 'does not match' : 'is more than'} the number of dimensions (${rank}) for operand ${at}${after === undefined ? ' and no ellipsis was given' : ''}`,
    );
  }
  const hidden = rank - named;
  const dots = Array.from({ length: hidden }, (_, place) => `.${hidden - 1 - place}`);
  return after === undefined ? [...before] : [...before, ...dots, ...after];
}

/** Takes the diagonal along dims that have one label. */
function withoutRepeats({ tensor, labels }: Labelled): Labelled {
  const repeated = labels.find((label, at) => labels.indexOf(label) !== at);
  if (repeated === undefined) return { tensor, labels };
  const [dim1, dim2] = [labels.indexOf(repeated), labels.lastIndexOf(repeated)];
  const diagonal = Tensor.apply(ops.diagonal, [tensor], { offset: 0, dim1, dim2 });
  const rest = labels.filter((_, at) => at !== dim1 && at !== dim2);
  return withoutRepeats({ tensor: diagonal, labels: [...rest, repeated] });
}

/** Sums what no other operand and not the result has. */
function withoutUnused({ tensor, labels }: Labelled, needed: ReadonlySet<string>): Labelled {
  const dims = labels.flatMap((label, at) => (needed.has(label) ? [] : [at]));
  if (dims.length === 0) return { tensor, labels };
  return {
    tensor: Tensor.apply(ops.sum, [tensor], { dim: dims }),
    labels: labels.filter((label) => needed.has(label)),
  };
}

const countOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** The product of two operands, summed over the labels that are not needed any more. */
function contracted(a: Labelled, b: Labelled, needed: ReadonlySet<string>): Labelled {
  const shared = a.labels.filter((label) => b.labels.includes(label));
  const batch = shared.filter((label) => needed.has(label));
  const summed = shared.filter((label) => !needed.has(label));
  const rows = a.labels.filter((label) => !shared.includes(label));
  const columns = b.labels.filter((label) => !shared.includes(label));
  const sizes = new Map<string, number>();
  for (const { tensor, labels } of [a, b])
    labels.forEach((label, at) => {
      const size = sizesOf(tensor)[at]!;
      sizes.set(label, Math.max(sizes.get(label) ?? 1, size));
    });
  const sizeOf = (labels: readonly string[]): number[] => labels.map((label) => sizes.get(label)!);
  /** An operand as [batch, first, second], with dims of size one grown to the other's. */
  const laid = (
    { tensor, labels }: Labelled,
    first: readonly string[],
    second: readonly string[],
  ): Tensor => {
    const order = [...batch, ...first, ...second];
    const arranged = permuted(
      tensor,
      order.map((label) => labels.indexOf(label)),
    );
    const whole = Tensor.apply(ops.expand, [arranged], { size: sizeOf(order) });
    return reshaped(whole, [countOf(sizeOf(batch)), countOf(sizeOf(first)), countOf(sizeOf(second))]);
  };
  const product = Tensor.apply(ops.matmul, [laid(a, rows, summed), laid(b, summed, columns)], {});
  const labels = [...batch, ...rows, ...columns];
  return { tensor: reshaped(product, sizeOf(labels)), labels };
}

/** The labels of a result that is not written: those that occur once, in alphabetical order, behind the ellipsis. */
function implicitOutput(operands: readonly Labelled[]): string[] {
  const all = operands.flatMap(({ labels }) => labels);
  const letters = [...new Set(all.filter((label) => !label.startsWith('.')))].sort();
  const once = letters.filter((letter) => all.filter((label) => label === letter).length === 1);
  return [...dotsOf(operands), ...once];
}

/** What the ellipses stand for, outermost first. */
function dotsOf(operands: readonly Labelled[]): string[] {
  const dots = new Set(operands.flatMap(({ labels }) => labels.filter((label) => label.startsWith('.'))));
  return Array.from({ length: dots.size }, (_, at) => `.${dots.size - 1 - at}`);
}

/** Refuses sizes of one label that neither agree nor are one. */
function checkSizes(operands: readonly Labelled[]): void {
  const seen = new Map<string, Shape>();
  operands.forEach(({ tensor, labels }, operand) => {
    labels.forEach((label, at) => {
      const size = sizesOf(tensor)[at]!;
      const known = seen.get(label) ?? [1];
      if (size !== 1 && known[0] !== 1 && known[0] !== size) {
        throw wrong(
          `subscript ${label} has size ${size} for operand ${operand} which does not broadcast with previously seen size ${String(known[0])}`,
        );
      }
      seen.set(label, broadcastShapes(known, [size]));
    });
  });
}

/** The value of an equation. Throws PyTorch's RuntimeErrors for an equation that does not fit. */
export function einsum(equation: string, tensors: readonly Tensor[]): Tensor {
  const [left = '', right] = equation.replace(/\s+/g, '').split('->');
  const subscripts = left.split(',');
  if (subscripts.length !== tensors.length) {
    throw wrong(
      subscripts.length > tensors.length
        ? 'fewer operands were provided than specified in the equation'
        : 'more operands were provided than specified in the equation',
    );
  }
  if (/[^A-Za-z.]/.test(left.replaceAll(',', ''))) throw new NotKnown('this equation is not read');
  const written = tensors.map((tensor, at) => ({
    tensor,
    labels: labelsOf(subscripts[at]!, sizesOf(tensor).length, at),
  }));
  const operands = written.map(withoutRepeats);
  checkSizes(operands);
  const dots = dotsOf(operands);
  const output =
    right === undefined
      ? implicitOutput(written)
      : right.split('...').flatMap((part, at) => (at === 0 ? [...part] : [...dots, ...part]));
  const missing = output.find((label) => !operands.some(({ labels }) => labels.includes(label)));
  if (missing !== undefined) {
    throw wrong(`output subscript ${missing} does not appear in the equation for any input operand`);
  }
  let whole: Labelled | undefined;
  operands.forEach((operand, at) => {
    const later = operands.slice(at + 1).flatMap(({ labels }) => labels);
    const needed = new Set([...output, ...later]);
    const mine = withoutUnused(operand, new Set([...needed, ...(whole?.labels ?? [])]));
    whole = whole ? contracted(whole, mine, needed) : mine;
    whole = withoutUnused(whole, needed);
  });
  const { tensor, labels } = whole!;
  return permuted(
    tensor,
    output.map((label) => labels.indexOf(label)),
  );
}
