/** Comparisons for equality, as accuracies are made of them: a prediction on one side, the classes of the target on the other. */
import { isFloating } from '../../engine/dtype';
import type { OperationRecord, TensorRecord } from '../../inspect/inspection';
import type { Expression } from '../../python/syntax';
import { expressionAt, isImported, rootName, sourceAt } from './code-shape';
import { comesFromData } from './data-names';
import { withoutMoves, type Origin } from './origin';
import type { RuleContext } from '../rule';

/** One side of a comparison. */
export interface ComparedSide {
  readonly record: TensorRecord;
  /** As it is written; null where the comparison is written otherwise than as an operator, a method or a function. */
  readonly expression: Expression | null;
}

export interface Comparison {
  readonly operation: OperationRecord;
  /** Left and right. */
  readonly sides: readonly [ComparedSide, ComparedSide];
  /** Null where the comparison raises. */
  readonly result: TensorRecord | null;
}

/** The `==` and `!=` between tensors in the user's text, as operators, methods or functions. */
export function comparisonsOf(context: RuleContext): readonly Comparison[] {
  return context.inspection.operations.flatMap((operation): Comparison[] => {
    if (operation.operation !== 'eq' && operation.operation !== 'ne') return [];
    const result = operation.output === null ? null : context.tensor(operation.output);
    const [left, right] = result?.producer ? result.producer.inputs : operation.inputs;
    if (left == null || right == null) return [];
    const [first, second] = writtenSides(context, operation);
    return [
      {
        operation,
        sides: [
          { record: context.tensor(left), expression: first },
          { record: context.tensor(right), expression: second },
        ],
        result,
      },
    ];
  });
}

function writtenSides(
  context: RuleContext,
  { place }: OperationRecord,
): readonly [Expression | null, Expression | null] {
  const source = sourceAt(context, place);
  const node = expressionAt(source, place);
  if (node?.kind === 'Compare' && node.operators.length === 1) return [node.left, node.comparators[0]!];
  if (node?.kind !== 'Call') return [null, null];
  const { func, args } = node;
  const isMethod = func.kind === 'Attribute' && !isImported(source, rootName(func.value));
  return isMethod ? [func.value, args[0] ?? null] : [args[0] ?? null, args[1] ?? null];
}

/**
 * Whether a side of a comparison certainly holds the classes of the target: the target of a loss, integers that are no
 * single number, rows of zeros and a one, or what a loader or a parameter gives.
 */
export function areClasses(
  context: RuleContext,
  { operation }: Comparison,
  { record, expression }: ComparedSide,
  isTarget: (id: number) => boolean,
): boolean {
  if (isTarget(record.id)) return true;
  const { dtype, data, producer, shape } = withoutMoves((id) => context.tensor(id), record.id);
  if (producer === null && data?.length === 1 && shape?.length === 0) return false;
  if (record.role.kind === 'one-hot' || (producer === null && areSeveralWholes(data))) return true;
  if (dtype !== null) return dtype !== 'bool' && !isFloating(dtype);
  if (!expression || producer) return false;
  const { place } = operation;
  return comesFromData(context, { ...place, start: expression.start, end: expression.end });
}

/** Whether numbers that are written out are those of classes, as labels of floats are. */
const areSeveralWholes = (data: TensorRecord['data']): boolean =>
  data !== null && data.length > 1 && data.every((value) => Number.isInteger(value));

/** Whether these are scores that a metric is handed, which nothing in the text has made: they are held against labels, as those are that a loss takes. */
export const areHandedToMetric = ({ kind, tensor }: Origin): boolean =>
  kind === 'scores' && tensor.producer === null;

/** Whether a comparison's result is averaged or counted, which shows that it is of several samples. */
export function isAveraged(context: RuleContext, { result }: Comparison): boolean {
  return (
    result !== null &&
    context.inspection.tensors.some(({ producer }) => {
      const isOfAll = producer !== null && ['mean', 'sum', 'count_nonzero'].includes(producer.operation);
      const input = isOfAll ? producer.inputs[0] : undefined;
      return input !== undefined && withoutMoves((id) => context.tensor(id), input).id === result.id;
    })
  );
}
