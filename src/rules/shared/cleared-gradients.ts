/** Code that clears gradients, told by its words; and whose gradients, where that was read. */
import type { OperationRecord } from '../../inspect/inspection';
import type { Expression } from '../../python/syntax';
import type { SyntaxNode } from '../../python/walk';
import { callAt, lastName, rootName, sourceAt } from './code-shape';
import type { RuleContext } from '../rule';

/** Whether code clears gradients, or does anything with them but read them: `zero_grad`, `p.grad = None`. What is among `others` does not count. */
export function touchesGradients(nodes: Iterable<SyntaxNode>, others?: ReadonlySet<SyntaxNode>): boolean {
  const onlyRead = new Set<SyntaxNode>();
  for (const node of nodes) {
    for (const read of readIn(node)) onlyRead.add(read);
    if (onlyRead.has(node) || others?.has(node)) continue;
    // `torch.autograd.grad` gives gradients, and leaves those of the parameters alone.
    const isFunction = node.kind === 'Attribute' && lastName(node.value) === 'autograd';
    if (node.kind === 'Attribute' && !isFunction && /^grad$|zero_?grad/i.test(node.attribute)) return true;
    if (node.kind === 'Name' && /zero_?grad/i.test(node.id)) return true;
  }
  return false;
}

/**
 * The gradients that code only looks at, as a log of their norm does: a method or a function of PyTorch's whose name
 * does not end in one `_` leaves what it is given as it is, and so does a comparison.
 */
function readIn(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.kind === 'Compare') return [node.left, ...node.comparators].map(withoutData);
  if (node.kind !== 'Call' || node.func.kind !== 'Attribute' || node.func.attribute.endsWith('_')) return [];
  return rootName(node.func) === 'torch' ? node.args.map(withoutData) : [withoutData(node.func.value)];
}

/** The gradient itself in `p.grad.data`, which is the same memory. */
const withoutData = (node: Expression): Expression =>
  node.kind === 'Attribute' && node.attribute === 'data' ? node.value : node;

/** What calls `zero_grad` of parameters other than those that steps move, in each reading of the steps. */
export function clearsOfOthers(
  context: RuleContext,
  steps: readonly OperationRecord[],
): ReadonlySet<SyntaxNode> {
  // By what is written and not by place: cells of a notebook with one text are one syntax tree.
  const byCall = new Map<SyntaxNode, OperationRecord[]>();
  for (const event of context.inspection.operations) {
    if (event.operation !== 'zero_grad') continue;
    const call = callAt(sourceAt(context, event.place), event.place);
    if (call) byCall.set(call.func, [...(byCall.get(call.func) ?? []), event]);
  }
  const found = new Set<SyntaxNode>();
  for (const [called, clears] of byCall) {
    const areOfOthers = steps.every((step) => {
      const together = clears.filter(({ options }) => options['reading'] === step.options['reading']);
      return together.length > 0 && together.every((clear) => haveNothingInCommon(step, clear));
    });
    if (areOfOthers) found.add(called);
  }
  return found;
}

/** Whether two events have a parameter in common that is known. */
export const haveSomeInCommon = (a: OperationRecord, b: OperationRecord): boolean =>
  rangesOf(a).some(([from, to]) => rangesOf(b).some(([start, end]) => from <= end && start <= to));

/** Whether two events have parameters of which none is both's. Of two that are known in part, the rest may be the same. */
function haveNothingInCommon(a: OperationRecord, b: OperationRecord): boolean {
  const [first, second] = [rangesOf(a), rangesOf(b)];
  return (
    first.length > 0 &&
    second.length > 0 &&
    (a.options['isAll'] === true || b.options['isAll'] === true) &&
    first.every(([from, to]) => second.every(([start, end]) => to < start || end < from))
  );
}

/** The numbers of an event's parameters, as ranges. */
const rangesOf = ({ options }: OperationRecord): readonly (readonly [number, number])[] =>
  typeof options['parameters'] === 'string' && options['parameters'] !== ''
    ? options['parameters'].split(',').map((range) => {
        const [from, to] = range.split('-').map(Number);
        return [from!, to!];
      })
    : [];
