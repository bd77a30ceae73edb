/**
 * What a branch takes for granted. `criterion = A() if n > 1 else B()` is one of two things as long as nothing is known of
 * n; under `if n == 1:` it is B(), whatever n is elsewhere. That it is the same n is known by the value itself, not by
 * its name.
 */
import { wasTakenForSize } from '../frameworks/contract';
import { settled } from '../frameworks/usual';
import type { Chosen, Condition, UnknownValue, Value } from '../frameworks/values';
import type { CompareOperator, Expression } from '../python/syntax';
import { findBinding, nameIn, type Scope } from './scope';

/** A condition, and whether it holds in the branch that is read. */
export interface Assumption {
  readonly condition: Condition;
  readonly holds: boolean;
}

const opposites: Readonly<Partial<Record<CompareOperator, CompareOperator>>> = {
  '!=': '==',
  'is not': '==',
  '>=': '<',
  '<=': '>',
};

/**
 * What a test says of one value that is not known; undefined where it says something else, or asks for an attribute of an
 * object among the `changed`.
 */
export function assumptionOf(
  test: Expression,
  scope: Scope,
  changed: WeakSet<Value>,
): Assumption | undefined {
  if (test.kind === 'UnaryOp' && test.operator === 'not') {
    const inner = assumptionOf(test.operand, scope, changed);
    return inner && { ...inner, holds: !inner.holds };
  }
  if (test.kind !== 'Compare') {
    const subject = subjectOf(test, scope, changed);
    return subject && { condition: { ...subject, operator: 'true', than: true }, holds: true };
  }
  const [operator, constant] = [test.operators[0]!, test.comparators[0]!];
  const subject = subjectOf(test.left, scope, changed);
  if (!subject || test.operators.length > 1 || constant.kind !== 'Constant') return undefined;
  const opposite = opposites[operator];
  const positive = opposite ?? (operator === 'is' ? '==' : operator);
  if (positive !== '==' && positive !== '<' && positive !== '>') return undefined;
  const than = constant.value;
  if (typeof than === 'bigint' || (positive !== '==' && typeof than !== 'number')) return undefined;
  return { condition: { ...subject, operator: positive, than }, holds: opposite === undefined };
}

/** A name, or an attribute of one: the value where the way to it ends, and the attributes that are asked of that. */
function subjectOf(
  node: Expression,
  scope: Scope,
  changed: WeakSet<Value>,
): Pick<Condition, 'of' | 'path'> | undefined {
  if (node.kind === 'Name') {
    const home = findBinding(scope, node.id);
    const of = home ? nameIn(home, node.id) : undefined;
    return of && { of, path: '' };
  }
  if (node.kind !== 'Attribute') return undefined;
  const owner = subjectOf(node.value, scope, changed);
  if (!owner || changed.has(owner.of)) return undefined;
  const own =
    owner.path === '' && owner.of.kind === 'instance' ? owner.of.attributes.get(node.attribute) : undefined;
  return own ? { of: own, path: '' } : { of: owner.of, path: `${owner.path}.${node.attribute}` };
}

/**
 * Notes that an attribute of what `owner` names is set. Of `cfg.model.n = 1` the object itself is another unknown each time
 * that it is asked for, so what was assumed ends for all that `cfg` holds.
 */
export function noteChanged(owner: Expression, scope: Scope, changed: WeakSet<Value>): void {
  const of = subjectOf(owner, scope, changed)?.of;
  if (of?.kind === 'unknown') changed.add(of);
}

/** The value that a condition chose, where what is assumed decides it; otherwise the value itself. */
export function underAssumptions(value: UnknownValue, assumptions: readonly Assumption[]): Value {
  const { chosen } = value;
  const holds = chosen && decided(chosen.condition, assumptions);
  if (holds === undefined) return value;
  const taken = holds ? chosen!.whenTrue : chosen!.whenFalse;
  return taken.kind === 'unknown' ? underAssumptions(taken, assumptions) : taken;
}

/** A value of which a condition decides what it is. */
export const chosenBy = (
  value: Value,
  assumption: Assumption | undefined,
  whenTrue: Value | undefined,
  whenFalse: Value | undefined,
): Value =>
  value.kind === 'unknown' && assumption && whenTrue && whenFalse
    ? { ...value, chosen: choice(assumption, whenTrue, whenFalse) }
    : value;

const choice = ({ condition, holds }: Assumption, whenTrue: Value, whenFalse: Value): Chosen =>
  holds ? { condition, whenTrue, whenFalse } : { condition, whenTrue: whenFalse, whenFalse: whenTrue };

/** Whether a condition holds wherever the assumptions on the same value do; undefined where it may go either way. */
function decided(condition: Condition, assumptions: readonly Assumption[]): boolean | undefined {
  const subject = condition.path === '' ? settled(condition.of) : condition.of;
  if (subject.kind === 'str')
    return condition.operator === 'true' ? subject.value !== '' : isTrueOf(condition, subject.value);
  const same = assumptions.filter(
    ({ condition: { of, path, operator } }) =>
      of === condition.of &&
      path === condition.path &&
      (operator === 'true') === (condition.operator === 'true'),
  );
  if (same.length === 0) return undefined;
  const asked = [condition, ...same.map((assumption) => assumption.condition)];
  const isCount = condition.path === '' && wasTakenForSize(condition.of) && asked.every(isOfCounts);
  const candidates = (isCount ? counts(asked) : samples(asked)).filter((x) =>
    same.every((assumption) => isTrueOf(assumption.condition, x) === assumption.holds),
  );
  const [first, ...others] = candidates.map((x) => isTrueOf(condition, x));
  return others.every((truth) => truth === first) ? first : undefined;
}

type Constant = Condition['than'];

/**
 * Whether a condition asks how many there are, from one on. A program that asks whether there is any makes the layer of
 * that size only if there is.
 */
const isOfCounts = ({ operator, than }: Condition): boolean =>
  typeof than === 'number' && (operator === '<' ? than > 1 : operator !== 'true' && than >= 1);

/** The same for what counts something, as `n == 1` and `n > 1` do of the units of a layer: whole numbers from one on. */
const counts = (conditions: readonly Condition[]): readonly number[] =>
  conditions
    .flatMap(({ than }) =>
      typeof than === 'number' ? [Math.ceil(than) - 1, Math.ceil(than), Math.floor(than) + 1] : [],
    )
    .filter((count) => count >= 1);

/** A value for each way in which conditions can come out: what they compare with, what lies between, and something else. */
function samples(conditions: readonly Condition[]): readonly (Constant | symbol)[] {
  const constants = conditions.map(({ than }) => than);
  const numbers = constants.filter((than) => typeof than === 'number').sort((a, b) => a - b);
  const between = numbers.map((number, at) => (number + (numbers[at + 1] ?? number + 2)) / 2);
  const below = numbers.length > 0 ? [numbers[0]! - 1] : [];
  return [...constants, ...between, ...below, Symbol('something else')];
}

function isTrueOf({ operator, than }: Condition, x: Constant | symbol): boolean {
  if (operator === '<' || operator === '>') {
    if (typeof x !== 'number' || typeof than !== 'number') return false;
    return operator === '<' ? x < than : x > than;
  }
  return x === than;
}
