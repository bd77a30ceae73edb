/**
 * Sums of losses that are not read, as those of an unknown criterion: a backward pass that was asked of a name says all
 * the same that what stands there has a graph.
 */
import type { AugAssign, Expression, For, While } from '../../python/syntax';
import { walk } from '../../python/walk';
import { ancestorsOf, assignedNames, callAt, type EditedSource } from './code-shape';
import type { BackwardRoot } from './gradient-flow';
import { loopsAround } from './loops';
import { isTextOfTorch } from './text-framework';

/** `total += loss` in the round in which `loss.backward()` is called. */
export interface UnreadAccumulation {
  readonly statement: AugAssign;
  readonly loop: For | While;
}

/** The sums that the loss of a backward pass is added to in the same round, while the name still stands for it. */
export function accumulationsOf(source: EditedSource, root: BackwardRoot): readonly UnreadAccumulation[] {
  const call = root.framework === 'torch' ? callAt(source, root.event.place) : null;
  // A graph that is kept is wanted again.
  if (!call || call.args.length + call.keywords.length > 0 || call.func.kind !== 'Attribute') return [];
  const loss = call.func.value;
  const loop = loopsAround(source, call).at(-1);
  if (!loop || loss.kind !== 'Name' || !isTextOfTorch(source)) return [];
  const found: UnreadAccumulation[] = [];
  walk(loop, (node) => {
    if (node.kind !== 'AugAssign' || node.operator !== '+' || !isOf(node.value, loss.id)) return;
    if (loopsAround(source, node).at(-1) !== loop || isApart(source, node, loop)) return;
    const [from, to] = [Math.min(node.end, call.end), Math.max(node.start, call.start)];
    if (!isReplaced(loop, loss.id, from, to)) found.push({ statement: node, loop });
  });
  return found;
}

/** `loss`, or `loss * n`: what is made of the loss and has its graph. */
const isOf = (added: Expression, loss: string): boolean =>
  added.kind === 'BinOp' && (added.operator === '*' || added.operator === '/')
    ? isOf(added.left, loss)
    : added.kind === 'Name' && added.id === loss;

/** Whether a statement stands in a `with`, a condition or a function of its own inside the loop: what surrounds it may cut the graph. */
const isApart = (source: EditedSource, statement: AugAssign, loop: For | While): boolean => {
  const path = ancestorsOf(source, statement);
  return path.slice(path.indexOf(loop) + 1).some((node) => node !== statement && holdsBlock.has(node.kind));
};

const holdsBlock: ReadonlySet<string> = new Set(['With', 'If', 'Try', 'FunctionDef', 'Lambda', 'ClassDef']);

/** Whether a name is given something else between two offsets, or what it stands for is detached; a product in place keeps the graph. */
function isReplaced(loop: For | While, loss: string, from: number, to: number): boolean {
  let isScaled = false;
  let isDetached = false;
  walk(loop, (node) => {
    if (node.start < from || node.end > to) return;
    if (node.kind === 'AugAssign' && node.target.kind === 'Name' && node.target.id === loss) isScaled = true;
    if (node.kind === 'Attribute' && node.attribute === 'detach_') isDetached = true;
  });
  return isDetached || (!isScaled && assignedNames(loop, from, to).has(loss));
}
