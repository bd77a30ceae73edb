/**
 * The calls of losses that stand in a text, told by their names alone. What the reading does not come to, or comes to
 * without knowing which loss it is, is then said to be not judged: silence never reads as approval.
 */
import type { Place, Span } from '../base/place';
import { tensorPackages } from '../frameworks/index';
import type { Value } from '../frameworks/values';
import { importedNames } from '../python/imports';
import { nodesOfKind } from '../python/nodes';
import type { Call, Expression, Module } from '../python/syntax';
import { isLoss } from './choices';
import type { UnfollowedLoss } from './inspection';

/** Without one of these words nothing here finds anything. */
const MAY_HOLD_LOSSES = /loss|criteri|entropy|kl_div/i;

/** Functions and classes of frameworks: `cross_entropy`, `BCELoss`, `softmax_cross_entropy_with_logits`. */
const LOSS = /(?:loss|cross_?entropy(?:_with_\w+)?|kl_div)$/i;

/** What people call a loss that is handed to a function or kept by an object. */
const NAMED_AS_LOSS = /^_?(?:criterion|criteria|loss_?(?:fn|func|function|fct|criterion)|lossfn)$/i;

export class WrittenLosses {
  /** The calls that nobody came to, or came to without knowing what is called. */
  readonly #waiting = new Map<Call, { readonly source: number; readonly name: string; reason: string }>();

  /** @param modules The file, or the cells of a notebook, which share their names. */
  constructor(sources: readonly { readonly text: string }[], modules: readonly Module[]) {
    if (!sources.some(({ text }) => MAY_HOLD_LOSSES.test(text))) return;
    const isLoss = lossNames(modules);
    modules.forEach((module, source) => {
      for (const call of nodesOfKind(module, 'Call'))
        if (isLoss(call))
          this.#waiting.set(call, { source, name: lastName(call.func) ?? 'loss', reason: NOT_REACHED });
    });
  }

  /** Told each call that is read, and what it calls. */
  meet(node: Call, callee: Value): void {
    const waiting = this.#waiting.size === 0 ? undefined : this.#waiting.get(node);
    if (!waiting) return;
    if (callee.kind === 'unknown' && (!callee.options || callee.options.some(isLoss))) {
      const what = waiting.name === COMPILE ? 'model' : 'loss';
      waiting.reason = `it is not known which ${what} it is: ${callee.reason}`;
    } else if (isOfFramework(callee)) waiting.reason = waiting.name === COMPILE ? NOT_COMPILED : NOT_PASSED;
    // The losses in what the user wrote count where they stand.
    else this.#waiting.delete(node);
  }

  /** Told what each call gives. */
  leave(node: Call, result: Value): void {
    const waiting = this.#waiting.size === 0 ? undefined : this.#waiting.get(node);
    if (waiting && waiting.reason === NOT_PASSED && result.kind === 'unknown') waiting.reason = result.reason;
  }

  /** The calls that nobody came to so far. */
  *notReached(): Iterable<{ readonly source: number; readonly call: Call }> {
    for (const [call, { source, reason }] of this.#waiting)
      if (reason === NOT_REACHED) yield { source, call };
  }

  unfollowed(placeOf: (span: Span, source: number) => Place): readonly UnfollowedLoss[] {
    return [...this.#waiting].map(([call, { source, name, reason }]) => ({
      place: placeOf(call, source),
      name,
      reason,
    }));
  }
}

const NOT_REACHED = 'what was read of the program does not come to it';
const NOT_PASSED = 'it is not known what is passed to it';
const NOT_COMPILED = 'it is not known which outputs meet which loss';

/** The method by which a model of Keras is told its loss. */
const COMPILE = 'compile';

/** What gives a loss where enough is known of its arguments; which of its calls did, the record of losses tells. */
function isOfFramework(callee: Value): boolean {
  if (callee.kind === 'method') return isOfFramework(callee.function);
  return callee.kind === 'native' || (callee.kind === 'instance' && !callee.class.isUser);
}

/** Tells calls that are losses by the names that the modules bind. */
function lossNames(modules: readonly Module[]): (call: Call) => boolean {
  const imports = new Map(modules.flatMap(importsOf));
  const kept = new Set(modules.flatMap((module) => keptIn(module, imports)));
  const defined = new Set(
    modules.flatMap((module) => nodesOfKind(module, 'FunctionDef').map(({ name }) => name)),
  );
  const isWithKeras = [...imports.values()].some((qualified) =>
    /^(?:keras|tensorflow|tf_keras)\b/.test(qualified),
  );
  return (call) => {
    const { func, args, keywords } = call;
    if (isWithKeras && isCompiled(call, defined)) return true;
    // One argument is a regularizer's, or a module's whose loss is inside.
    if (args.length + keywords.length < 2) return false;
    const qualified = qualifiedName(func, imports);
    if (qualified !== null) return isLossOfFramework(qualified) && !isClass(qualified);
    const name = lastName(func);
    // A function of the file's own is read like any other: the losses in it count where they stand.
    if (name === null || defined.has(name)) return false;
    return kept.has(name) || NAMED_AS_LOSS.test(name);
  };
}

/** `model.compile(loss=…)`, where Keras is told a loss of its own. */
function isCompiled({ func, keywords }: Call, defined: ReadonlySet<string>): boolean {
  const loss = lastName(func) === COMPILE && keywords.find(({ name }) => name === 'loss')?.value;
  if (!loss || (loss.kind === 'Constant' && loss.value === null)) return false;
  return loss.kind !== 'Name' || !defined.has(loss.id);
}

/** `criterion` of `criterion` and of `self.criterion`. */
const lastName = (expression: Expression): string | null =>
  expression.kind === 'Name' ? expression.id : expression.kind === 'Attribute' ? expression.attribute : null;

const importsOf = (module: Module): (readonly [string, string])[] =>
  [...nodesOfKind(module, 'Import'), ...nodesOfKind(module, 'ImportFrom')]
    .flatMap(importedNames)
    .flatMap(({ bound, qualified, level, isStar }) =>
      isStar ? [] : [[bound, level === 0 ? qualified : `.${qualified}`]],
    );

/** The names and attributes that are given a loss of a framework, by any of the assignments of a file. */
const keptIn = (module: Module, imports: ReadonlyMap<string, string>): readonly string[] =>
  nodesOfKind(module, 'Assign')
    .filter(({ value }) => makesLoss(value, imports))
    .flatMap(({ targets }) => targets)
    .flatMap((target) => lastName(target) ?? []);

/** `nn.CrossEntropyLoss()`, the same behind `.to(device)`, one of two. */
function makesLoss(value: Expression, imports: ReadonlyMap<string, string>): boolean {
  if (value.kind === 'IfExp') return makesLoss(value.body, imports) || makesLoss(value.orElse, imports);
  if (value.kind !== 'Call') return false;
  const qualified = qualifiedName(value.func, imports);
  if (qualified !== null) return isLossOfFramework(qualified) && isClass(qualified);
  return value.func.kind === 'Attribute' && makesLoss(value.func.value, imports);
}

const isLossOfFramework = (qualified: string): boolean =>
  tensorPackages.has(qualified.split('.', 1)[0]!) &&
  (LOSS.test(qualified) || /\.losses\.\w+$/.test(qualified));

const isClass = (qualified: string): boolean => /(?:^|\.)[A-Z]\w*$/.test(qualified);

/** The full name of an imported thing; with a dot before it where it is a file's beside this one. Null for what no import binds. */
function qualifiedName(expression: Expression, imports: ReadonlyMap<string, string>): string | null {
  if (expression.kind === 'Name') return imports.get(expression.id) ?? null;
  if (expression.kind !== 'Attribute') return null;
  const before = qualifiedName(expression.value, imports);
  return before === null ? null : `${before}.${expression.attribute}`;
}
