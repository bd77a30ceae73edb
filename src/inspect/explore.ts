/**
 * Functions and classes that nothing calls are read with arguments of which
 * nothing is known, so that a training loop in a function is understood too.
 * What this walk changes is taken back.
 */
import {
  keyOf,
  linearize,
  str,
  type ClassValue,
  type InstanceValue,
  type UserFunction,
  type Value,
} from '../frameworks/values';
import type { Span } from '../base/place';
import { hasUnknownBase } from './calls';
import { callWithUnknowns, closureOf, type Closure } from './functions';
import { guarded } from './guarded';
import { guessArguments, guessOf, STEPS_EACH } from './guesses';
import type { Interpreter } from './interpreter';

export function exploreUncalled(interpreter: Interpreter): void {
  interpreter.isExploring = true;
  const exploration: Exploration = { read: new Set(), nodes: new Set() };
  const ofProgram = interpreter.functions.length;
  // What makes objects comes first: their methods are read with these objects, which tell more than guesses.
  for (const maker of makersAmong(interpreter)) exploreOne(interpreter, maker, exploration);
  // Reading one function may define others: the list grows while it is gone through.
  for (let at = 0; at < interpreter.functions.length; at++) {
    const candidate = interpreter.functions[at]!;
    // A function that defines functions which call it would go on for ever: what they define is read once.
    const isRepeated = at >= ofProgram && exploration.nodes.has(closureOf(candidate).node);
    if (!isRepeated) exploreOne(interpreter, candidate, exploration);
  }
  exploreInheritedSteps(interpreter);
  exploreUnreachedLosses(interpreter, exploration);
  exploreUnreachedSteps(interpreter, exploration);
  interpreter.isExploring = false;
}

interface Exploration {
  /** The closures that were read, and their syntax: one function may be defined several times. */
  readonly read: Set<unknown>;
  readonly nodes: Set<unknown>;
}

/** Whether a function is still to be read by itself; if so, it counts as read from now on. */
function takeUp(interpreter: Interpreter, candidate: UserFunction, { read, nodes }: Exploration): boolean {
  if (read.has(candidate.closure) || !isUncalled(interpreter, candidate)) return false;
  read.add(candidate.closure);
  nodes.add(closureOf(candidate).node);
  interpreter.renewSteps(STEPS_EACH);
  return true;
}

/** Whether nobody calls a function. */
function isUncalled(interpreter: Interpreter, { closure, name }: UserFunction): boolean {
  // What an imported file defines and nothing here calls is looked at when that file is read for itself.
  const isOwn = (closure as Closure).source < interpreter.ownSources;
  return isOwn && !interpreter.called.has(closure) && name !== '<lambda>';
}

/** The functions that nobody calls and that make an object of a class whose methods nobody calls. */
function makersAmong(interpreter: Interpreter): readonly UserFunction[] {
  const uncalled = interpreter.functions.filter((candidate) => isUncalled(interpreter, candidate));
  const owners = new Set(uncalled.flatMap((candidate) => closureOf(candidate).owner ?? []));
  const unmade = [...owners].filter((owner) => !interpreter.instances.has(owner));
  // A class that `type` made may be called anything.
  const names = unmade.map(({ name }) => name).filter((name) => /^\w+$/.test(name));
  if (names.length === 0) return [];
  const making = new RegExp(`(?<![\\w.])(?:${names.join('|')})\\(`);
  return uncalled.filter((candidate) => {
    const { owner, source, node } = closureOf(candidate);
    return !owner && making.test(interpreter.sources[source]!.text.slice(node.start, node.end));
  });
}

/** Reads one function, and with the objects that it made the methods that nobody calls; then everything is taken back. */
function exploreOne(interpreter: Interpreter, candidate: UserFunction, exploration: Exploration): void {
  if (!takeUp(interpreter, candidate, exploration)) return;
  const self = selfFor(interpreter, candidate);
  guessArguments(interpreter, candidate);
  // What was set on the objects is taken back: nobody is to meet them without it.
  interpreter.instances.forgetting((made) => {
    interpreter.trails.tryInVain(() => {
      guarded(() => explore(interpreter, candidate, self));
      for (const instance of made()) exploreMethods(interpreter, instance, exploration);
    });
  });
}

/** The methods of an object's class, and of those above it, that nobody calls. */
function exploreMethods(interpreter: Interpreter, instance: InstanceValue, exploration: Exploration): void {
  const order = linearize(instance.class);
  // What the methods themselves define is read later.
  const { length } = interpreter.functions;
  for (let at = 0; at < length; at++) {
    const method = interpreter.functions[at]!;
    const { owner, binding } = closureOf(method);
    if (!owner || !order.includes(owner) || binding === 'static' || binding === 'class') continue;
    if (!takeUp(interpreter, method, exploration)) continue;
    interpreter.trails.tryInVain(() => guarded(() => explore(interpreter, method, instance)));
  }
}

/**
 * The object that a method is read with: the newest of its class, else of a class below it, which may define what
 * the method calls, else one made for the purpose and kept.
 */
function selfFor(interpreter: Interpreter, candidate: UserFunction): Value | undefined {
  const { owner, binding, source, node } = closureOf(candidate);
  if (!owner || binding === 'static') return undefined;
  if (binding === 'class') return owner;
  const known = interpreter.instances.get(owner) ?? newestBelow(interpreter, owner);
  if (known) return known;
  interpreter.currentSource = source;
  interpreter.currentSpan = node;
  return guessOf(interpreter, owner) ?? interpreter.unknown(`an object of ${owner.name}`);
}

/** What trains or validates, by the names that trainers of libraries call, or by a backward pass of its own. */
const STEP = /^(?:training_step|validation_step|test_step|compute_loss)$/;
const BACKWARD = /\.backward\(/;

/** What gives a trainer its loss, where the class of the trainer is not known. */
const TAKEN_BY_A_TRAINER = /^(?:training_step|compute_loss)$/;

/** A class may have its training loop from an imported file: it is read with an object of the class, whose model and loss it needs. */
function exploreInheritedSteps(interpreter: Interpreter): void {
  const steps = interpreter.functions.filter((candidate) => {
    const { owner, source, node, binding } = closureOf(candidate);
    if (!owner || binding !== 'method' || source < interpreter.ownSources) return false;
    const text = interpreter.sources[source]!.text;
    return STEP.test(candidate.name) || BACKWARD.test(text.slice(node.start, node.end));
  });
  if (steps.length === 0) return;
  const isOwn = (candidate: UserFunction): boolean => closureOf(candidate).source < interpreter.ownSources;
  const owners = new Map<ClassValue, Closure>();
  for (const candidate of interpreter.functions.filter(isOwn)) {
    const closure = closureOf(candidate);
    if (closure.owner && !owners.has(closure.owner)) owners.set(closure.owner, closure);
  }
  for (const [owner, { source, node }] of owners) {
    const order = linearize(owner);
    for (const step of steps) {
      // One that the class defines anew was read as its own.
      const resolved = order.find(({ attributes }) => attributes.has(step.name))?.attributes.get(step.name);
      const isInherited = resolved?.kind === 'function' && resolved.closure === step.closure;
      if (!isInherited || interpreter.called.has(step.closure)) continue;
      interpreter.currentSource = source;
      interpreter.currentSpan = node;
      const self = interpreter.instances.get(owner) ?? guessOf(interpreter, owner);
      if (!self) continue;
      interpreter.renewSteps(STEPS_EACH);
      interpreter.trails.tryInVain(() => guarded(() => explore(interpreter, step, self)));
    }
  }
}

/**
 * A function that is called may have a loss on a way that no call takes: a `forward` that gives one where it is given
 * targets, and is called without. It is read once more with arguments of which nothing is known.
 */
function exploreUnreachedLosses(interpreter: Interpreter, exploration: Exploration): void {
  for (const { source, call } of [...interpreter.writtenLosses.notReached()])
    exploreAround(interpreter, source, call, exploration);
}

/**
 * A loop over data that are known is left after some rounds, and a step of the optimizer that is taken in the eighth is
 * not come to: where a function has backward passes and none of its steps was read, it is read once more.
 */
function exploreUnreachedSteps(interpreter: Interpreter, exploration: Exploration): void {
  const ofCalled = interpreter.functions.filter(({ closure }) => {
    const { source, node } = closure as Closure;
    if (source >= interpreter.ownSources || !interpreter.called.has(closure)) return false;
    const text = interpreter.sources[source]!.text.slice(node.start, node.end);
    return BACKWARD.test(text) && STEPPING.test(text);
  });
  if (ofCalled.length === 0) return;
  const steps = [...interpreter.recorder.operations.values()].filter(({ operation }) => operation === 'step');
  for (const candidate of ofCalled) {
    const { source, node } = closureOf(candidate);
    const isRead = steps.some(
      ({ place }) => place.source === source && node.start <= place.start && place.end <= node.end,
    );
    if (!isRead) exploreAround(interpreter, source, node, exploration);
  }
}

const STEPPING = /\.step\(/;

/** Reads the innermost function around a piece of text, if it was not read by itself. */
function exploreAround(
  interpreter: Interpreter,
  source: number,
  { start, end }: Span,
  { nodes }: Exploration,
): void {
  const around = interpreter.functions.filter((candidate) => {
    const { node, source: own } = closureOf(candidate);
    return own === source && node.start <= start && end <= node.end && candidate.name !== '<lambda>';
  });
  // As it was defined last.
  const [innermost] = around.sort((a, b) => closureOf(b).node.start - closureOf(a).node.start);
  if (!innermost || innermost.name === '__init__' || nodes.has(closureOf(innermost).node)) return;
  nodes.add(closureOf(innermost).node);
  interpreter.renewSteps(STEPS_EACH);
  const self = selfFor(interpreter, innermost);
  guessArguments(interpreter, innermost);
  interpreter.trails.tryInVain(() => guarded(() => readWithUnknowns(interpreter, innermost, self)));
}

/** The newest object of a class that inherits from one. */
function newestBelow(interpreter: Interpreter, owner: ClassValue): InstanceValue | undefined {
  let newest: InstanceValue | undefined;
  for (const [type, instance] of interpreter.instances)
    if (linearize(type).includes(owner)) newest = instance;
  return newest;
}

function explore(interpreter: Interpreter, candidate: UserFunction, self: Value | undefined): void {
  // A constructor was read when the object was made.
  if (!interpreter.called.has(candidate.closure)) readWithUnknowns(interpreter, candidate, self);
}

function readWithUnknowns(interpreter: Interpreter, candidate: UserFunction, self: Value | undefined): void {
  const { source, node } = closureOf(candidate);
  interpreter.reading++;
  interpreter.currentSource = source;
  interpreter.currentSpan = node;
  const result = callWithUnknowns(interpreter, candidate, self);
  const loss = isManual(candidate, self) ? undefined : lossForTrainer(interpreter, candidate, result);
  if (loss?.kind === 'tensor') {
    interpreter.currentSource = source;
    interpreter.currentSpan = node;
    interpreter.noteOperation('backward', [loss.tensor], { framework: 'trainer', wantsScalar: true });
  } else if (loss) interpreter.noteBackwardOfNumber(loss, 'trainer');
}

/**
 * The loss that a method gives to a trainer, which makes the backward pass: Lightning's `training_step`
 * and Hugging Face's `compute_loss`. Of a class of which more is there than is read the name tells, unless
 * the method makes a backward pass itself.
 */
function lossForTrainer(interpreter: Interpreter, candidate: UserFunction, result: Value): Value | undefined {
  const { owner, source, node } = closureOf(candidate);
  if (!owner) return undefined;
  const order = linearize(owner);
  const takers = order.flatMap(({ takesLossOf }) => takesLossOf ?? []);
  if (takers.length === 0) {
    const isHidden = hasUnknownBase(owner) || order.some(({ isOpen }) => isOpen);
    const text = interpreter.sources[source]!.text.slice(node.start, node.end);
    if (!isHidden || !TAKEN_BY_A_TRAINER.test(candidate.name) || /\bbackward\(/.test(text)) return undefined;
  } else if (!takers.includes(candidate.name)) return undefined;
  const named = result.kind === 'dict' ? result.entries.get(keyOf(str('loss')))?.[1] : result;
  return named?.kind === 'tuple' && candidate.name === 'compute_loss' ? named.items[0] : named;
}

/** Whether a LightningModule says that it makes its backward passes itself: then nobody looks at the loss that a step returns. */
function isManual({ closure }: UserFunction, self: Value | undefined): boolean {
  const { owner } = closure as Closure;
  const name = 'automatic_optimization';
  const own = self?.kind === 'instance' ? self.attributes.get(name) : undefined;
  if (own) return own.kind !== 'bool' || !own.value;
  return owner !== undefined && linearize(owner).some(({ attributes }) => attributes.has(name));
}
