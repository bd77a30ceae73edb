/** Whether an expression of the text is data: what a loader or a parameter gives, perhaps moved or cast since. */
import type { Place } from '../../base/place';
import type { Call, Expression, FunctionDef } from '../../python/syntax';
import { bindingsOf, type Bindings } from './bindings';
import type { SyntaxNode } from '../../python/walk';
import { expressionAt, lastName, parentOf, scopeOf, sourceAt } from './code-shape';
import { isDifferentiatedByFirst } from './differentiated';
import type { RuleContext } from '../rule';

/**
 * True for a name (with methods and indices after it) that its function binds only as a parameter, by a
 * `for`, by unpacking such a name, or by giving it what a method of such a name gives: `y = y.to(device)`.
 */
export function comesFromData(context: RuleContext, place: Place): boolean {
  const source = sourceAt(context, place);
  const written = expressionAt(source, place);
  if (!written) return false;
  const bindings = bindingsOf(scopeOf(source, place));
  return isData(written, bindings, new Set());
}

/** The same of what a loop gives, or a trainer to a step. Another parameter may be whatever was computed before. */
export function comesFromLoop(context: RuleContext, place: Place): boolean {
  const source = sourceAt(context, place);
  const written = expressionAt(source, place);
  return written !== null && isGivenByLoop(written, scopeOf(source, place));
}

/** The same of an expression in its function. */
export function isGivenByLoop(written: Expression, scope: SyntaxNode): boolean {
  const asked = new Set<string>();
  const isParameter = (name: string): boolean =>
    scope.kind === 'FunctionDef' &&
    scope.parameters.items.some((parameter) => parameter.name === name) &&
    batchHanded(scope) !== name;
  return isData(written, bindingsOf(scope), asked) && ![...asked].some(isParameter);
}

/**
 * The same in a function that JAX differentiates by its first argument: what it is given besides, or finds around it.
 * None of these is trained, whatever was computed of them before.
 */
export function isConstantToGradient(context: RuleContext, place: Place): boolean {
  const source = sourceAt(context, place);
  const written = expressionAt(source, place);
  const scope = scopeOf(source, place);
  if (!written || scope.kind !== 'FunctionDef' || !isDifferentiatedByFirst(source, scope)) return false;
  const around = parentOf(source, scope);
  const outer = around && scopeOf(source, around);
  const bindings = new Map([...(outer ? bindingsOf(outer) : []), ...bindingsOf(scope)]);
  const asked = new Set<string>();
  return isData(written, bindings, asked) && !asked.has(scope.parameters.items[0]?.name ?? '');
}

/** At which parameter a trainer hands a batch to a method: Lightning's, and Hugging Face's, whose first is the model. */
const handedAt: Readonly<Record<string, number>> = {
  training_step: 1,
  validation_step: 1,
  test_step: 1,
  compute_loss: 2,
};

/** The parameter by which a method of a trainer gets a batch; undefined for any other function. */
const batchHanded = ({ name, parameters }: FunctionDef): string | undefined =>
  parameters.items[0]?.name === 'self' ? parameters.items[handedAt[name] ?? -1]?.name : undefined;

function isData(expression: Expression, bindings: Bindings, asked: Set<string>): boolean {
  const name = baseName(expression);
  if (name === null) return false;
  if (asked.has(name)) return true;
  asked.add(name);
  const bound = bindings.get(name);
  return bound !== undefined && bound.every((value) => value === null || isData(value, bindings, asked));
}

/** `y` of `y.float().view(-1, 1)`, of `batch['labels']`, `batch.pop('labels')` and `tf.cast(y, tf.float32)`; null for what is no name with methods and indices. */
export function baseName(expression: Expression): string | null {
  let at = expression;
  for (;;) {
    if (at.kind === 'Name') return at.id;
    if (at.kind === 'Subscript' || at.kind === 'Attribute') at = at.value;
    else if (at.kind === 'Call' && at.func.kind === 'Attribute' && keepsData(at, at.func.attribute))
      at = at.func.value;
    else if (at.kind === 'Call' && at.args[0] && converting.has(lastName(at.func) ?? '')) at = at.args[0];
    else return null;
  }
}

/** `.float()`, and `.pop('labels')` as `['labels']`. */
function keepsData({ args: [first] }: Call, method: string): boolean {
  const isKey = first?.kind === 'Constant' && typeof first.value === 'string';
  return keeping.has(method) || (isKey && (method === 'get' || method === 'pop'));
}

/** Functions that give the data of their first argument in another form or place. */
const converting: ReadonlySet<string> = new Set([
  'array',
  'as_tensor',
  'asarray',
  'cast',
  'convert_to_tensor',
  'device_put',
  'expand_dims',
  'from_numpy',
  'reshape',
  'squeeze',
]);

/** Methods that give the same data in another form or place. */
const keeping: ReadonlySet<string> = new Set([
  'astype',
  'clone',
  'contiguous',
  'cpu',
  'cuda',
  'detach',
  'double',
  'flatten',
  'float',
  'half',
  'int',
  'long',
  'numpy',
  'permute',
  'reshape',
  'squeeze',
  'to',
  'transpose',
  'type',
  'type_as',
  'unsqueeze',
  'view',
]);
