/** Binding values to targets: names, attributes, items, and patterns of them. */
import { isGradEnabled } from '../engine/context';
import { NotKnown, PythonError } from '../frameworks/errors';
import { changeInPlace, refuseViewOfLeaf } from '../frameworks/in-place';
import { IMMUTABLE } from '../frameworks/jax/errors';
import { inOwnWords } from '../frameworks/own-words';
import { assignItem, readItem } from '../frameworks/tensor-index';
import { overlaps } from '../frameworks/torch/tensor/layout';
import {
  keyOf,
  list,
  none,
  plain,
  putEntry,
  type ListValue,
  type SliceValue,
  type TensorValue,
  type Value,
} from '../frameworks/values';
import type { Expression, Statement } from '../python/syntax';
import { noteChanged } from './assumptions';
import { deleteAttribute, findMethod, setAttribute } from './attributes';
import { atEach, isChoice } from './each-option';
import { refuseInPlaceOfPart } from './module-init';
import { evaluate, evaluateIndex } from './expressions';
import type { Interpreter } from './interpreter';
import { iterate } from './iterate';
import { forgetValues } from './join';
import { bindingScope, type Scope } from './scope';
import { sliceIndices } from './subscript';
import { missingKey, refuseUnhashable } from './builtins/numbers';

/** Assigns a value to a target, unpacking where the target is a tuple or list. */
export function assign(interpreter: Interpreter, target: Expression, value: Value, scope: Scope): void {
  switch (target.kind) {
    case 'Name':
      interpreter.bind(bindingScope(scope, target.id), target.id, value);
      interpreter.recorder.expression(interpreter, target, value);
      return;
    case 'Tuple':
    case 'List':
      unpack(interpreter, target.elements, value, scope);
      return;
    case 'Starred':
      assign(interpreter, target.value, value, scope);
      return;
    case 'Attribute': {
      const object = evaluate(interpreter, target.value, scope);
      refuseInPlaceOfPart(object, target.attribute, value);
      if (object.kind === 'unknown') noteChanged(target.value, scope, interpreter.changedUnknowns);
      setAttribute(interpreter, object, target.attribute, value);
      return;
    }
    case 'Subscript': {
      const container = evaluate(interpreter, target.value, scope);
      const index = evaluateIndex(interpreter, target.index, scope);
      interpreter.currentSpan = target;
      setItem(interpreter, container, index, value);
      return;
    }
    default:
      throw new NotKnown('this target of an assignment is not understood');
  }
}

function unpack(interpreter: Interpreter, targets: readonly Expression[], value: Value, scope: Scope): void {
  const known = iterate(interpreter, value);
  const promised = value.kind === 'unknown' ? value.contract?.unpacked?.(targets.length) : undefined;
  if (promised) {
    targets.forEach((target, at) => assign(interpreter, target, promised[at]!, scope));
    return;
  }
  if (known === undefined) {
    for (const target of targets) {
      const isOne = value.kind === 'unknown' && target.kind !== 'Starred';
      const item = isOne ? value.contract?.each?.() : undefined;
      assign(interpreter, target, item ?? interpreter.partOfUnknown(value), scope);
    }
    return;
  }
  const items = [...known];
  const star = targets.findIndex((target) => target.kind === 'Starred');
  if (star < 0 && items.length !== targets.length) {
    throw new PythonError(
      'ValueError',
      items.length > targets.length
        ? `too many values to unpack (expected ${targets.length})`
        : `not enough values to unpack (expected ${targets.length}, got ${items.length})`,
    );
  }
  if (star >= 0 && items.length < targets.length - 1) {
    throw new PythonError(
      'ValueError',
      `not enough values to unpack (expected at least ${targets.length - 1}, got ${items.length})`,
    );
  }
  const after = targets.length - star - 1;
  targets.forEach((target, at) => {
    if (star < 0 || at < star) assign(interpreter, target, items[at]!, scope);
    else if (at === star) assign(interpreter, target, list(items.slice(star, items.length - after)), scope);
    else assign(interpreter, target, items[items.length - targets.length + at]!, scope);
  });
}

/** `container[index] = value`. */
export function setItem(interpreter: Interpreter, container: Value, index: Value, value: Value): void {
  switch (container.kind) {
    case 'dict':
      refuseUnhashable(index);
      interpreter.touch(container);
      container.each = undefined;
      if (index.kind === 'unknown') container.open = true;
      else putEntry(container.entries, index, value);
      return;
    case 'list':
      interpreter.touch(container);
      if (index.kind === 'int') {
        const at = index.value < 0 ? index.value + container.items.length : index.value;
        if (container.open) return;
        if (at < 0 || at >= container.items.length) {
          throw new PythonError('IndexError', 'list assignment index out of range');
        }
        container.items[at] = value;
      } else if (index.kind === 'slice' && !container.open) setSlice(interpreter, container, index, value);
      else container.open = true;
      return;
    case 'tensor':
      if (container.framework === 'jax') throw new PythonError('TypeError', IMMUTABLE);
      if (container.framework === 'tensorflow')
        throw new PythonError(
          'TypeError',
          `'${container.isParameter ? 'ResourceVariable' : 'tensorflow.python.framework.ops.EagerTensor'}' object does not support item assignment`,
        );
      if (isGradEnabled() && isTrackedLeaf(container) && isPart(index, container)) refuseViewOfLeaf();
      inOwnWords(
        '[]=',
        [container],
        () =>
          changeInPlace(
            container,
            assignItem(container, index, value),
            interpreter,
            isOverlapping(container, index) ? 'refused' : 'not followed',
          ),
        index.kind === 'tuple' ? index.items.length : 1,
      );
      return;
    case 'instance': {
      const method = findMethod(container, '__setitem__');
      if (method) interpreter.call(method, [index, value]);
      else if (plain(container) !== container) setItem(interpreter, plain(container), index, value);
      return;
    }
    case 'unknown':
      if (isChoice(container))
        atEach(interpreter, container.options, (option) => {
          setItem(interpreter, option, index, value);
          return none;
        });
      return;
    case 'module':
      return;
    case 'class': {
      const method = findMethod(container, '__setitem__');
      if (!method) throw new PythonError('TypeError', "'type' object does not support item assignment");
      interpreter.call(method, [index, value]);
      return;
    }
    default:
      throw new PythonError('TypeError', `'${container.kind}' object does not support item assignment`);
  }
}

const isTrackedLeaf = ({ framework, tensor }: TensorValue): boolean =>
  framework === 'torch' && tensor.requiresGrad && !tensor.producer;

/** Whether PyTorch writes through a view for an index: it does where numbers and slices pick less than all. */
function isPart(index: Value, { tensor }: TensorValue): boolean {
  const parts = index.kind === 'tuple' ? index.items : [index];
  const isWhole = (part: Value, dim: number): boolean => {
    if (part.kind !== 'slice') return part.kind === 'Ellipsis';
    const { lower, upper, step } = part;
    const size = tensor.shape?.[dim];
    return (
      (lower.kind === 'None' || (lower.kind === 'int' && lower.value === 0)) &&
      (upper.kind === 'None' || (upper.kind === 'int' && typeof size === 'number' && upper.value >= size)) &&
      (step.kind === 'None' || (step.kind === 'int' && step.value === 1))
    );
  };
  const isBasic = parts.every(({ kind }) => kind === 'int' || kind === 'slice' || kind === 'Ellipsis');
  return isBasic && !parts.every(isWhole);
}

/** Whether elements of the part that an index picks share their memory. */
function isOverlapping(container: TensorValue, index: Value): boolean {
  if (!overlaps(container.tensor)) return false;
  const part = readItem(container, index);
  return part.kind === 'tensor' && overlaps(part.tensor);
}

/** `items[a:b] = values`: other numbers of items make the list longer or shorter, but for a step other than one. */
function setSlice(interpreter: Interpreter, container: ListValue, slice: SliceValue, value: Value): void {
  const values = iterate(interpreter, value);
  if (!values) {
    container.open = true;
    return;
  }
  const replacements = [...values];
  const at = sliceIndices(slice, container.items.length);
  if (slice.step.kind === 'None' || (slice.step.kind === 'int' && slice.step.value === 1)) {
    const start = at[0] ?? sliceStart(slice, container.items.length);
    container.items.splice(start, at.length, ...replacements);
    return;
  }
  if (at.length !== replacements.length) {
    throw new PythonError(
      'ValueError',
      `attempt to assign sequence of size ${replacements.length} to extended slice of size ${at.length}`,
    );
  }
  at.forEach((position, from) => (container.items[position] = replacements[from]!));
}

/** Where an empty slice stands. */
const sliceStart = (slice: SliceValue, length: number): number => {
  const start = slice.lower.kind === 'int' ? slice.lower.value : 0;
  return Math.min(Math.max(start < 0 ? start + length : start, 0), length);
};

/** `del target`. */
export function deleteTarget(interpreter: Interpreter, target: Expression, scope: Scope): void {
  if (target.kind === 'Name') interpreter.unbind(bindingScope(scope, target.id), target.id);
  else if (target.kind === 'Tuple' || target.kind === 'List') {
    for (const element of target.elements) deleteTarget(interpreter, element, scope);
  } else if (target.kind === 'Subscript') {
    const container = evaluate(interpreter, target.value, scope);
    deleteItem(interpreter, container, evaluateIndex(interpreter, target.index, scope));
  } else if (target.kind === 'Attribute') {
    const object = evaluate(interpreter, target.value, scope);
    if (object.kind === 'instance') deleteAttribute(interpreter, object, target.attribute);
  }
}

/** `del container[index]`. */
export function deleteItem(interpreter: Interpreter, container: Value, index: Value): void {
  interpreter.touch(container);
  if (container.kind === 'dict') {
    if (!container.entries.delete(keyOf(index)) && !container.open) throw missingKey(interpreter, index);
  } else if (container.kind === 'list' && index.kind === 'int') {
    if (index.value >= container.items.length || index.value < -container.items.length)
      throw new PythonError('IndexError', 'list assignment index out of range');
    container.items.splice(index.value, 1);
  } else if (container.kind === 'list' && index.kind === 'slice') {
    const gone = new Set(sliceIndices(index, container.items.length));
    container.items = container.items.filter((_, at) => !gone.has(at));
  } else if (container.kind === 'list') container.open = true;
  else if (container.kind === 'instance') {
    const method = findMethod(container, '__delitem__');
    if (method) interpreter.call(method, [index]);
    else if (plain(container) !== container) deleteItem(interpreter, plain(container), index);
  }
}

/**
 * What a statement that could not be followed may have written is unknown: names and
 * attributes hold `value`, and a tensor, list or dict of which an item was the target
 * may hold anything at any place.
 */
export function loseTargets(
  interpreter: Interpreter,
  statement: Statement,
  value: Value,
  scope: Scope,
): void {
  for (const name of targetNames(statement)) interpreter.bind(bindingScope(scope, name), name, value);
  const targets =
    statement.kind === 'Assign'
      ? statement.targets
      : statement.kind === 'AnnAssign' || statement.kind === 'AugAssign'
        ? [statement.target]
        : [];
  for (const target of targets) loseTarget(interpreter, target, value, scope);
}

function loseTarget(interpreter: Interpreter, target: Expression, value: Value, scope: Scope): void {
  if (target.kind === 'Tuple' || target.kind === 'List') {
    for (const element of target.elements) loseTarget(interpreter, element, value, scope);
    return;
  }
  // What a call gives is another object each time, so only a path of names leads to what was written.
  if ((target.kind !== 'Attribute' && target.kind !== 'Subscript') || !isPath(target.value)) return;
  try {
    const container = evaluate(interpreter, target.value, scope);
    if (target.kind === 'Attribute') setAttribute(interpreter, container, target.attribute, value);
    else loseItems(interpreter, container);
  } catch (error) {
    if (!(error instanceof NotKnown || error instanceof PythonError)) throw error;
  }
}

const isPath = (expression: Expression): boolean =>
  expression.kind === 'Name' ||
  ((expression.kind === 'Attribute' || expression.kind === 'Subscript') && isPath(expression.value));

/** An item of the container was written, and which one or what is not known. */
function loseItems(interpreter: Interpreter, container: Value): void {
  if (container.kind === 'tensor') changeInPlace(container, forgetValues(container.tensor), interpreter);
  else if (container.kind === 'list' || container.kind === 'dict') {
    interpreter.touch(container);
    container.open = true;
  }
}

/** The names that a statement would have bound. */
export function targetNames(statement: Statement): string[] {
  const names: string[] = [];
  const visit = (target: Expression): void => {
    if (target.kind === 'Name') names.push(target.id);
    else if (target.kind === 'Tuple' || target.kind === 'List') target.elements.forEach(visit);
    else if (target.kind === 'Starred') visit(target.value);
  };
  switch (statement.kind) {
    case 'Assign':
      statement.targets.forEach(visit);
      break;
    case 'AnnAssign':
    case 'AugAssign':
    case 'For':
      visit(statement.target);
      break;
    case 'With':
      for (const item of statement.items) if (item.target) visit(item.target);
      break;
    case 'FunctionDef':
    case 'ClassDef':
      names.push(statement.name);
      break;
    default:
  }
  return names;
}
