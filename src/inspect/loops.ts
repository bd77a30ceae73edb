/** Loops: each round where the items are known, one round for any where they are not. */
import type { Place, Span } from '../base/place';
import { NotKnown } from '../frameworks/errors';
import { none, type IteratorValue, type Value } from '../frameworks/values';
import type { For, While } from '../python/syntax';
import { assign } from './assignment';
import type { Completion } from './completion';
import { evaluate } from './expressions';
import type { Interpreter } from './interpreter';
import { driveOf, iterate } from './iterate';
import { generalizeContents, generalizeValue } from './join';
import { bindingScope, findBinding, type Scope } from './scope';
import { execute } from './statements';
import { generalizeChanges } from './trail';
import { truthOf } from './truth';

/** The rounds after which a loop that does not end is left. */
const MAXIMUM_ROUNDS = 100_000;

/**
 * Where only rules read, a loop that trains is left without a word when it has taken so many steps and its losses
 * have been of the same kinds for so many rounds, as a loop of unknown length is left after one; and so is a `while`
 * loop of which it is not known when it ends.
 */
const STEPS_TO_SHOW = 1_000;
const ROUNDS_ALIKE = 2;
/** And a loop that no other surrounds may take so many steps: more where its rounds are as few as the layers of a deep model. */
const STEPS_FOR_RULES = { layers: 40_000, many: 5_000 } as const;
const ROUNDS_OF_LAYERS = 48;

export function executeFor(interpreter: Interpreter, statement: For, scope: Scope): Completion | undefined {
  const iterable = evaluate(interpreter, statement.iterable, scope);
  const items = driveOf(iterable) ?? iterate(interpreter, iterable);
  if (items === undefined) {
    const item = interpreter.itemOfUnknown(iterable, statement.iterable);
    return executeUnknownRounds(interpreter, statement, scope, () =>
      assign(interpreter, statement.target, item, scope),
    );
  }
  return executeRounds(interpreter, statement, scope, items, (item) =>
    assign(interpreter, statement.target, item, scope),
  );
}

export function executeWhile(
  interpreter: Interpreter,
  statement: While,
  scope: Scope,
): Completion | undefined {
  const test = (): boolean | undefined => truthOf(interpreter, evaluate(interpreter, statement.test, scope));
  const first = test();
  if (first === undefined) return executeUnknownRounds(interpreter, statement, scope, () => undefined);
  if (!first) return execute(interpreter, statement.orElse, scope);
  let isFirst = true;
  const rounds = function* (): Iterable<Value> {
    for (;;) {
      const truth: boolean | undefined = isFirst ? true : test();
      isFirst = false;
      if (truth === undefined) interpreter.leavesLoopPerhaps = true;
      if (!truth) return;
      yield none;
    }
  };
  return executeRounds(interpreter, statement, scope, rounds(), () => undefined);
}

/** A loop whose items are known: each round is read. */
function executeRounds(
  interpreter: Interpreter,
  loop: For | While,
  scope: Scope,
  items: Items,
  begin: (item: Value) => void,
): Completion | undefined {
  let result: Completion | undefined;
  let broke = false;
  readRounds(interpreter, interpreter.placeOf(loop), loop.kind === 'While', (mayBegin) => {
    /** Reads one round and tells whether the loop goes on. */
    const round = (item: Value): boolean => {
      if (!mayBegin()) return false;
      begin(item);
      const completion = execute(interpreter, loop.body, scope);
      if (!completion || completion.kind === 'continue') return true;
      broke = true;
      if (completion.kind !== 'break') result = completion;
      return false;
    };
    goThrough(interpreter, loop, items, round);
  });
  return broke ? result : execute(interpreter, loop.orElse, scope);
}

type Items = Iterable<Value> | NonNullable<IteratorValue['drive']>;

/**
 * Reads a round for each item until `round` says that it was the last. Where an item is not known, nor whether there is
 * one, the loop may have gone on or ended.
 */
export function goThrough(
  interpreter: Interpreter,
  span: Span,
  items: Items,
  round: (item: Value) => boolean,
): void {
  if (typeof items === 'function') {
    items(round);
    return;
  }
  const all = items[Symbol.iterator]();
  for (;;) {
    let result: IteratorResult<Value>;
    try {
      result = all.next();
    } catch (error) {
      if (!(error instanceof NotKnown)) throw error;
      interpreter.recorder.limit(interpreter.placeOf(span), error.message);
      interpreter.leavesLoopPerhaps = true;
      return;
    }
    if (result.done || !round(result.value)) return;
  }
}

/**
 * Reads the rounds of a loop, of whatever says `for`: a statement, a comprehension, a function of a framework. `run`
 * asks before each round whether it may begin; after one that may not, it is to end. What the rounds have changed then
 * holds for any number of rounds.
 *
 * @param mayEndAnytime Whether it may be a loop of which it is not known when it ends.
 * @returns Whether it is not known how many rounds there are.
 */
export function readRounds(
  interpreter: Interpreter,
  place: Place | undefined,
  mayEndAnytime: boolean,
  run: (mayBegin: () => boolean) => void,
): boolean {
  const { recorder, trails, leavesLoopPerhaps: outerPerhaps, loopReserve: outerReserve } = interpreter;
  const hasShown = showing(interpreter, mayEndAnytime);
  const reserve = reserveOf(interpreter);
  let rounds = 0;
  let cut = false;
  const mayBegin = (): boolean => {
    interpreter.step();
    interpreter.loopReserve = rounds < ROUNDS_OF_LAYERS ? reserve.layers : reserve.many;
    const isAtBound = rounds >= MAXIMUM_ROUNDS || interpreter.stepsLeft < interpreter.loopReserve;
    if (isAtBound && place) {
      const inAll = `${rounds.toLocaleString('en')} ${rounds === 1 ? 'round' : 'rounds'}`;
      recorder.limit(place, `this loop was left after ${inAll}`);
    }
    if (isAtBound || hasShown()) cut = true;
    else rounds++;
    return !cut;
  };
  const isAnyRound = (): boolean => cut || interpreter.leavesLoopPerhaps;
  interpreter.leavesLoopPerhaps = false;
  // A generator may take steps for its first item, before any round begins.
  interpreter.loopReserve = reserve.layers;
  const changes = trails.record(() => {
    try {
      run(mayBegin);
    } finally {
      interpreter.loopReserve = outerReserve;
    }
  }, isAnyRound);
  const isOpen = isAnyRound();
  if (isOpen) generalizeChanges(trails, changes, generalizeContents);
  interpreter.leavesLoopPerhaps = outerPerhaps;
  return isOpen;
}

/** Made where a loop begins and asked before each round: whether more rounds would tell rules nothing new. */
function showing(interpreter: Interpreter, mayEndAnytime: boolean): () => boolean {
  const { recorder, stepsLeft } = interpreter;
  if (!recorder.isForRules) return () => false;
  const { trained } = recorder;
  const returns = interpreter.frame?.possibleReturns.length;
  let kinds = recorder.lossKinds;
  let alike = 0;
  return () => {
    alike = recorder.lossKinds === kinds ? alike + 1 : 0;
    kinds = recorder.lossKinds;
    // The first time no round lies behind.
    if (alike <= ROUNDS_ALIKE || stepsLeft - interpreter.stepsLeft < STEPS_TO_SHOW) return false;
    if (recorder.trained > trained) return true;
    const mayReturn = interpreter.frame?.possibleReturns.length !== returns;
    return mayEndAnytime && (interpreter.leavesLoopPerhaps || mayReturn);
  };
}

/**
 * How many steps have to be left after a loop of few or of many rounds: it may use at most half of what there is, so
 * that what follows it is read too. Where only rules read, what there is is what the loop around it may still use.
 */
function reserveOf({
  stepsLeft,
  stepsForLoop,
  recorder,
}: Interpreter): Readonly<Record<'layers' | 'many', number>> {
  if (!recorder.isForRules) {
    const half = Math.floor(stepsLeft / 2);
    return { layers: half, many: half };
  }
  const allowed = Math.ceil(stepsForLoop / 2);
  return {
    layers: stepsLeft - Math.min(allowed, STEPS_FOR_RULES.layers),
    many: stepsLeft - Math.min(allowed, STEPS_FOR_RULES.many),
  };
}

/** A loop of which neither items nor length are known: the body is read once, for any round. */
function executeUnknownRounds(
  interpreter: Interpreter,
  loop: For | While,
  scope: Scope,
  begin: () => void,
): Completion | undefined {
  const outerPerhaps = interpreter.leavesLoopPerhaps;
  // What the body assigns has, in an unknown round, no longer the value from before the loop.
  for (const name of interpreter.namesBoundIn(loop)) {
    const holder = findBinding(scope, name);
    const before = holder?.names.get(name);
    if (holder && before && holder === bindingScope(scope, name)) {
      interpreter.bind(holder, name, generalizeValue(undefined, before));
    }
  }
  let completion: Completion | undefined;
  interpreter.perhapsDepth++;
  const changes = interpreter.trails.record(() => {
    try {
      begin();
      completion = execute(interpreter, loop.body, scope);
    } finally {
      interpreter.perhapsDepth--;
    }
  });
  generalizeChanges(interpreter.trails, changes, generalizeContents);
  interpreter.leavesLoopPerhaps = outerPerhaps;
  if (completion?.kind === 'return') interpreter.frame?.possibleReturns.push(completion.value);
  return execute(interpreter, loop.orElse, scope);
}
