/** The value of each expression. Every expression that is a tensor is handed to the recorder, for hovers. */
import { integer } from '../frameworks/integers';
import { PythonError } from '../frameworks/errors';
import { fromNumericBlock } from '../frameworks/literal-tensors';
import {
  bool,
  dict,
  ellipsis,
  float,
  int,
  list,
  none,
  str,
  tuple,
  unknown,
  plain,
  itemsByKey,
  putEntry,
  type SetValue,
  type Value,
} from '../frameworks/values';
import type { BoolOp, Compare, Constant, Dict, Expression, IfExp, Subscript, Yield } from '../python/syntax';
import { assumptionOf, underAssumptions } from './assumptions';
import { getAttribute } from './attributes';
import { eitherValue, valuePerhaps } from './branches';
import { comprehension } from './comprehensions';
import { compare } from './comparisons';
import { evaluateCall } from './call-expressions';
import { defineLambda } from './functions';
import { forEachItem } from './generators';
import { builtin, resolveName } from './imports';
import type { Interpreter } from './interpreter';
import { iterate } from './iterate';
import { joinValues } from './join';
import { binaryOperation, unaryOperation } from './operators';
import { isPrintedForm, pastedTensor } from './pasted';
import { bindingScope, findBinding, type Scope } from './scope';
import { getItem } from './subscript';
import { joinedString } from './joined-strings';
import { truthOf } from './truth';
import { refuseUnhashable } from './builtins/numbers';

/** The value of an expression; it may throw PythonError, NotKnown, TensorError or LimitReached, never anything else. */
export function evaluate(interpreter: Interpreter, node: Expression, scope: Scope): Value {
  interpreter.step();
  const outer = interpreter.currentSpan;
  interpreter.currentSpan = node;
  const value = evaluateNode(interpreter, node, scope);
  interpreter.currentSpan = outer;
  if (value.kind === 'tensor') interpreter.recorder.expression(interpreter, node, value);
  return value;
}

function evaluateNode(interpreter: Interpreter, node: Expression, scope: Scope): Value {
  switch (node.kind) {
    case 'Name':
      return assumed(interpreter, lookUp(interpreter, node.id, scope));
    case 'Constant':
      return constant(interpreter, node);
    case 'JoinedString':
      return joinedString(interpreter, node, scope);
    case 'List': {
      const { items, open } = elements(interpreter, node.elements, scope);
      return open ? { ...list(items), open } : list(items);
    }
    case 'Tuple': {
      const { items, open } = elements(interpreter, node.elements, scope);
      return open ? interpreter.unknown('a tuple with an unknown part') : tuple(items);
    }
    case 'SetDisplay': {
      const { items, open } = elements(interpreter, node.elements, scope);
      return { ...setOf(items), open };
    }
    case 'Dict':
      return dictDisplay(interpreter, node, scope);
    // What makes closures stands in functions of its own: here, each node would pay for them.
    case 'ListComp':
    case 'GeneratorExp':
    case 'SetComp':
    case 'DictComp':
      return comprehension(interpreter, node, scope);
    case 'BoolOp':
      return booleanOperation(interpreter, node, scope);
    case 'BinOp': {
      const left = evaluate(interpreter, node.left, scope);
      const right = evaluate(interpreter, node.right, scope);
      interpreter.currentSpan = node;
      const result = binaryOperation(interpreter, node.operator, left, right);
      interpreter.recorder.operator(interpreter, node, node.operator, [left, right], result);
      if (left.kind === 'unknown' || right.kind === 'unknown')
        interpreter.recorder.unreadOperands(interpreter, [node.left, node.right], [left, right], result);
      return result;
    }
    case 'UnaryOp': {
      const operand = evaluate(interpreter, node.operand, scope);
      interpreter.currentSpan = node;
      return unaryOperation(interpreter, node.operator, operand);
    }
    case 'Compare':
      return comparison(interpreter, node, scope);
    case 'IfExp':
      return conditional(interpreter, node, scope);
    case 'Lambda':
      return defineLambda(interpreter, node, scope);
    case 'NamedExpr': {
      const value = evaluate(interpreter, node.value, scope);
      let target = scope;
      while (target.kind === 'comprehension' && target.parent) target = target.parent;
      interpreter.bind(bindingScope(target, node.target.id), node.target.id, value);
      return value;
    }
    case 'Call':
      return (
        (isPrintedForm(node, scope) ? pastedTensor(interpreter, node) : undefined) ??
        evaluateCall(interpreter, node, scope)
      );
    case 'Attribute': {
      const value = evaluate(interpreter, node.value, scope);
      interpreter.currentSpan = node;
      return assumed(interpreter, getAttribute(interpreter, value, node.attribute));
    }
    case 'Subscript': {
      const global = namedInGlobals(interpreter, node, scope);
      if (global) return global;
      const value = evaluate(interpreter, node.value, scope);
      const index = evaluateIndex(interpreter, node.index, scope);
      interpreter.currentSpan = node;
      return getItem(interpreter, value, index);
    }
    case 'Slice':
      return evaluateIndex(interpreter, node, scope);
    case 'Starred':
      return evaluate(interpreter, node.value, scope);
    case 'Await':
      return evaluate(interpreter, node.value, scope);
    case 'Yield':
      return yielded(interpreter, node, scope);
    case 'NumericBlock':
      return fromNumericBlock(node);
    case 'Broken':
      return (
        pastedTensor(interpreter, node) ?? interpreter.unknown(`this is not valid Python: ${node.message}`)
      );
    default:
      return node satisfies never;
  }
}

/** What `globals()['name']` reads; undefined for any other expression, and where the name is not known. */
function namedInGlobals(interpreter: Interpreter, node: Subscript, scope: Scope): Value | undefined {
  const { value } = node;
  const isAsked =
    value.kind === 'Call' &&
    value.func.kind === 'Name' &&
    value.func.id === 'globals' &&
    !findBinding(scope, 'globals');
  const index = isAsked ? evaluateIndex(interpreter, node.index, scope) : undefined;
  return index?.kind === 'str' ? scope.module.names.get(index.value) : undefined;
}

function lookUp(interpreter: Interpreter, name: string, scope: Scope): Value {
  const holder = findBinding(scope, name);
  if (holder && isUnbound(interpreter, holder, scope, name)) {
    const verb = 'cannot access local variable';
    throw new PythonError('UnboundLocalError', `${verb} '${name}' where it is not associated with a value`);
  }
  if (holder) return holder.names.get(name)!;
  const found = resolveName(interpreter, name, scope) ?? builtin(name);
  if (found) return found;
  const missing = interpreter.unknown(`the name '${name}' is not defined in what was read`);
  if (!interpreter.isExploring) {
    interpreter.recorder.unknown({
      place: interpreter.placeOf(interpreter.currentSpan!),
      reason: missing.reason,
      error: null,
    });
  }
  return missing;
}

/**
 * Whether a function that binds the name itself has not done so yet, so that a name outside does not count.
 * Where a branch that may be taken binds it, nothing is certain.
 */
function isUnbound(interpreter: Interpreter, holder: Scope, scope: Scope, name: string): boolean {
  let inner: Scope | null = scope;
  while (inner?.kind === 'comprehension') {
    if (inner === holder) return false;
    inner = inner.parent;
  }
  return inner !== holder && inner?.locals.has(name) === true && interpreter.perhapsDepth === 0;
}

function constant(interpreter: Interpreter, node: Constant): Value {
  switch (node.type) {
    case 'int':
      return typeof node.value === 'number' ? int(node.value) : integer(node.value as bigint);
    case 'float':
      return float(node.value as number);
    case 'str':
      return str(node.value as string);
    case 'bool':
      return bool(node.value as boolean);
    case 'None':
      return none;
    case 'Ellipsis':
      return ellipsis;
    case 'bytes':
      return interpreter.unknown('bytes are not read');
    case 'complex':
      return interpreter.unknown('complex numbers are not computed with');
    default:
      return node.type satisfies never;
  }
}

/** Elements of a display, with `*xs` spread; open when a spread one is not known. */
export function elements(
  interpreter: Interpreter,
  nodes: readonly Expression[],
  scope: Scope,
): { items: Value[]; open: boolean } {
  const items: Value[] = [];
  let open = false;
  for (const node of nodes) {
    const value = evaluate(interpreter, node, scope);
    if (node.kind !== 'Starred') items.push(value);
    else {
      const spread = iterate(interpreter, value);
      if (spread) for (const item of spread) items.push(item);
      else open = true;
    }
  }
  return { items, open };
}

export function setOf(items: readonly Value[]): SetValue {
  items.forEach(refuseUnhashable);
  return { kind: 'set', items: itemsByKey(items) };
}

function dictDisplay(interpreter: Interpreter, node: Dict, scope: Scope): Value {
  const result = dict();
  node.keys.forEach((keyNode, at) => {
    const given = evaluate(interpreter, node.values[at]!, scope);
    const value = keyNode ? given : plain(given);
    if (keyNode) {
      const key = evaluate(interpreter, keyNode, scope);
      refuseUnhashable(key);
      if (key.kind === 'unknown') result.open = true;
      else putEntry(result.entries, key, value);
    } else if (value.kind === 'dict') {
      for (const [key, entry] of value.entries.values()) putEntry(result.entries, key, entry);
      if (value.open) result.open = true;
    } else result.open = true;
  });
  return result;
}

function yielded(interpreter: Interpreter, node: Yield, scope: Scope): Value {
  const value = node.value ? evaluate(interpreter, node.value, scope) : none;
  const { frame } = interpreter;
  if (!node.isFrom) frame?.give?.(value);
  else forEachItem(interpreter, value, (item) => frame?.give?.(item));
  if (!node.isFrom) return none;
  if (value.kind === 'unknown') return interpreter.unknown('what something unknown returns at its end');
  return value.kind === 'iterator' && value.returned ? value.returned() : none;
}

function booleanOperation(interpreter: Interpreter, node: BoolOp, scope: Scope): Value {
  let result: Value | undefined;
  for (const [at, operand] of node.values.entries()) {
    const evaluated = (): Value => evaluate(interpreter, operand, scope);
    const value = result ? valuePerhaps(interpreter, evaluated) : evaluated();
    // Python does not ask whether the last operand is true: it is the result, whatever it is.
    const truth = at === node.values.length - 1 ? undefined : truthOf(interpreter, value);
    if (truth === (node.operator === 'or')) return result ? joinValues(result, value)! : value;
    // What is not known may be the result, and so may everything after it.
    if (truth === undefined) result = result ? joinValues(result, value)! : value;
  }
  return result ?? none;
}

function comparison(interpreter: Interpreter, node: Compare, scope: Scope): Value {
  let left = evaluate(interpreter, node.left, scope);
  let result: Value = bool(true);
  for (let at = 0; at < node.operators.length; at++) {
    const right = evaluate(interpreter, node.comparators[at]!, scope);
    interpreter.currentSpan = node;
    try {
      result = compare(interpreter, node.operators[at]!, left, right);
    } catch (error) {
      interpreter.recorder.refusedComparison(interpreter, node, node.operators[at]!, [left, right]);
      throw error;
    }
    interpreter.recorder.operator(interpreter, node, node.operators[at]!, [left, right], result);
    if (at + 1 < node.operators.length) {
      const truth = truthOf(interpreter, result);
      if (truth === undefined)
        return unknown('a chain of comparisons with something unknown', interpreter.place);
      if (!truth) return result;
    }
    left = right;
  }
  return result;
}

/** One of two values is the one that goes with the branch it is asked for in. */
const assumed = (interpreter: Interpreter, value: Value): Value =>
  value.kind === 'unknown' && value.chosen ? underAssumptions(value, interpreter.assumptions) : value;

function conditional(interpreter: Interpreter, node: IfExp, scope: Scope): Value {
  const truth = truthOf(interpreter, evaluate(interpreter, node.test, scope));
  if (truth !== undefined) return evaluate(interpreter, truth ? node.body : node.orElse, scope);
  const [first, second] = [node.body, node.orElse];
  return eitherValue(
    interpreter,
    () => evaluate(interpreter, first, scope),
    () => evaluate(interpreter, second, scope),
    assumptionOf(node.test, scope, interpreter.changedUnknowns),
  );
}

/** The index of a subscript; slices become values. */
export function evaluateIndex(interpreter: Interpreter, node: Expression, scope: Scope): Value {
  if (node.kind === 'Slice') {
    const bound = (part: Expression | null): Value => (part ? evaluate(interpreter, part, scope) : none);
    return { kind: 'slice', lower: bound(node.lower), upper: bound(node.upper), step: bound(node.step) };
  }
  if (node.kind === 'Tuple') {
    return tuple(node.elements.map((element) => evaluateIndex(interpreter, element, scope)));
  }
  return evaluate(interpreter, node, scope);
}
