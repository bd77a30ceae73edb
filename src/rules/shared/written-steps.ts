/** The calls of `backward` and of an optimizer's `step` as they are written, with the loops around them. */
import type { OperationRecord } from '../../inspect/inspection';
import { nodesOfKind } from '../../python/nodes';
import type { Call, Expression, For, While } from '../../python/syntax';
import { callAt, lastName, sourceAt, type EditedSource } from './code-shape';
import { loopsAround } from './loops';
import type { RuleContext } from '../rule';

/** A call of `backward` or `step`. */
export interface Written {
  readonly source: EditedSource;
  readonly call: Call;
  /** Of what it is called: the loss, the optimizer. */
  readonly of: Expression;
  /** The loops of its function that it stands in. */
  readonly loops: readonly (For | While)[];
}

/** The call at an event, where it is written as `x.backward()` or `optimizer.step()`. */
function writtenAt(context: RuleContext, event: OperationRecord): Written | null {
  const source = sourceAt(context, event.place);
  const call = callAt(source, event.place);
  // What accelerate and manual_backward are given as an argument is another matter (`judgeManual`).
  if (call?.func.kind !== 'Attribute' || call.func.attribute !== event.operation) return null;
  const { value } = call.func;
  const loops = loopsAround(source, event.place);
  if (event.operation === 'step' && isOfScaler(source, call))
    return { source, call, loops, of: call.args[0]! };
  if (call.args.length > 0 || (event.operation === 'step' && call.keywords.length > 0)) return null;
  return { source, call, loops, of: value };
}

/** `scaler.step(optimizer)`, where the name is given a GradScaler somewhere in the file. */
function isOfScaler({ module }: EditedSource, { func, args }: Call): boolean {
  const name = func.kind === 'Attribute' ? lastName(func.value) : null;
  return (
    args.length === 1 &&
    name !== null &&
    nodesOfKind(module, 'Assign').some(
      ({ targets, value }) =>
        value.kind === 'Call' &&
        lastName(value.func) === 'GradScaler' &&
        targets.some((target) => lastName(target) === name),
    )
  );
}

/** The places of one kind of event, each once. */
export function writtenEvents(context: RuleContext, operation: 'backward' | 'step'): readonly Written[] {
  const found = new Map<Call, Written>();
  for (const event of context.inspection.operations) {
    const isOfTorch = operation === 'step' || event.options['framework'] === 'torch';
    const at = event.operation === operation && isOfTorch ? writtenAt(context, event) : null;
    if (at && !found.has(at.call)) found.set(at.call, at);
  }
  return [...found.values()];
}
