/**
 * The reading of Python with values: state, bounds, and what the parts of the
 * interpreter share. Statements, expressions, calls and attributes each have a
 * file; this one joins them and is the Runtime that frameworks see.
 *
 * Nothing of the user's is executed: each construct is given its meaning here, and
 * what has none is `unknown` with a reason. Over 400 lines because all that
 * frameworks see of the runtime is one class.
 */
import { nameGradFn } from '../engine/grad_fn';
import { LineIndex } from '../base/line-index';
import type { Place, Source, Span } from '../base/place';
import { isGradEnabled } from '../engine/context';
import { isOneOfLeaves } from '../engine/ops/either';
import { Tensor } from '../engine/tensor';
import { eachItem } from '../frameworks/each-item';
import type { PythonError } from '../frameworks/errors';
import { resolveQualified } from '../frameworks/index';
import { createRandomGenerators, type RandomGenerators } from '../frameworks/random';
import type { LossReport, Runtime, Versions } from '../frameworks/runtime';
import {
  tensorValue,
  unknown,
  type ClassValue,
  type InstanceValue,
  type TensorValue,
  type UnknownValue,
  type UserFunction,
  type Value,
  plain,
} from '../frameworks/values';
import { namesBoundBy } from '../python/scopes';
import type { BinaryOperator, Module, Statement } from '../python/syntax';
import type { Assumption } from './assumptions';
import { getAttribute, setAttribute } from './attributes';
import { callValue } from './calls';
import type { ClassText } from './classes';
import { exceptionInstance } from './instances';
import type { Closure } from './functions';
import { compare, equals } from './comparisons';
import { formatValue } from './format';
import { guarded, LimitReached } from './guarded';
import { builtin, moduleNamed } from './imports';
import { iterate } from './iterate';
import { binaryOperation } from './operators';
import { limitsOf, type InspectOptions, type Limits } from './options';
import { printingOf } from './printing';
import { Recorder } from './recorder';
import { moduleScope, type Frame, type Scope } from './scope';
import { UserModules } from './user-modules';
import { deleteItem, setItem } from './assignment';
import { getItem } from './subscript';
import {
  classLocation,
  contentLocation,
  generatorLocation,
  gradLocation,
  nameLocation,
  nodeLocation,
  Trails,
} from './trail';
import { NewestInstances } from './newest-instances';
import { superClass, superObject } from './super';
import { readRounds } from './loops';
import { truthOf } from './truth';
import { attributeOfUnknown, resultOfUnknown } from './unknowns';
import { WrittenLosses } from './written-losses';

/** What makes gradients, takes them and clears them: rules ask where that happens again and again. */
const flowing: ReadonlySet<string> = new Set(['backward', 'step', 'zero_grad']);

/** Steps for what a framework will call later, and how often one place may ask for that. */
const STEPS_AHEAD = 10_000;
const TIMES_AHEAD = 16;

export class Interpreter implements Runtime {
  /** What is read: the sources that were given, then the files that they import. */
  readonly sources: Source[];
  readonly limits: Limits;
  readonly trails = new Trails();
  readonly recorder: Recorder;
  readonly writtenLosses: WrittenLosses;
  readonly random: RandomGenerators;
  readonly printing = printingOf(this);
  readonly moduleScope: Scope = moduleScope();
  readonly frames: Frame[] = [];
  /** Every function and class of the user's, in order. */
  readonly functions: UserFunction[] = [];
  readonly classes: ClassValue[] = [];
  /** The class statements whose metaclass is being called, outermost first. */
  readonly classTexts: ClassText[] = [];
  /** The closures of the functions that were called. */
  readonly called = new Set<unknown>();
  readonly instances = new NewestInstances();
  /** Objects of classes that nobody instantiates; undefined where none could be made. */
  readonly guesses = new Map<ClassValue, InstanceValue | undefined>();
  /** What the program put into modules of frameworks, by their names. */
  readonly setInModules = new Map<string, Map<string, Value>>();
  /** Modules of frameworks whose names `from x import *` brought into a file, newest last. */
  readonly starImports = new Map<Scope, string[]>();
  /** How many `try` blocks with handlers surround the reading: inside, errors travel to them. */
  tryDepth = 0;
  /** The errors whose handlers surround the reading, innermost last: what a bare `raise` raises again. */
  readonly handling: PythonError[] = [];
  /** A branch that is only walked left the round of the loop that surrounds it. */
  leavesLoopPerhaps = false;
  /** How many steps have to be left after the loop that surrounds the reading. */
  loopReserve = 0;
  /** Reading functions that nobody calls: nothing that is printed there is said. */
  isExploring = false;
  /** How many branches and loops surround the reading of which it is not known whether they are taken. */
  perhapsDepth = 0;
  /** The branches among them. */
  branchDepth = 0;
  /** The name of the loss that is being called, where it is one of several. */
  chosenLoss: string | undefined;
  /** What the branches that are being read take for granted, the outermost first. */
  readonly assumptions: Assumption[] = [];
  /** Unknown objects of which an attribute was set: what was assumed of their attributes may hold no more. */
  readonly changedUnknowns = new WeakSet<Value>();
  currentSource = 0;
  readonly onUse: ((name: string) => void) | undefined;
  currentSpan: Span | undefined;

  readonly #now: (() => number) | undefined;
  readonly #deadline: number;
  /** How many of the sources were given; the others were imported by them. */
  readonly ownSources: number;
  readonly userModules: UserModules;
  readonly #onImport: ((source: Source) => void) | undefined;
  readonly #lines: LineIndex[];
  readonly #places: WeakMap<Span, Place>[];
  /** How often what a framework calls later was read at a place. */
  readonly #foreseen = new WeakMap<Span, number>();
  readonly #boundIn = new WeakMap<Statement, ReadonlySet<string>>();
  readonly #owners = new WeakMap<Tensor, TensorValue>();
  readonly #released = new WeakSet<Tensor>();
  /** What operations in place put where a tensor was, and how often a storage had been overwritten by then. */
  readonly #overwrittenBy = new WeakMap<Tensor, Tensor>();
  readonly #versions = new WeakMap<Tensor, number>();
  /** Backward passes of which it is not known what they reached, and how many there were when a gradient was known last. */
  #unseenPasses = 0;
  readonly #gradSeen = new WeakMap<TensorValue, number>();
  /** Which of the readings of functions that nobody calls it is; the program itself is the first. */
  reading = 0;
  readonly #parameterNumbers = new WeakMap<TensorValue, number>();
  #parametersMet = 0;
  #stepsLeft: number;
  #stepsAllowed: number;

  constructor(
    given: readonly Source[],
    readonly modules: readonly Module[],
    options: InspectOptions = {},
  ) {
    this.sources = [...given];
    this.ownSources = given.length;
    this.userModules = new UserModules(this, options.imports, options.record ?? 'all');
    this.#onImport = options.onImport;
    this.limits = limitsOf(options);
    // Where only what losses come to is wanted, nobody asks for those that were not followed.
    this.writtenLosses = new WrittenLosses(given, options.record === 'loss' ? [] : modules);
    this.onUse = options.onUse;
    this.#now = options.now;
    this.#deadline = options.now ? options.now() + this.limits.milliseconds : Infinity;
    this.#stepsLeft = this.#stepsAllowed = this.limits.steps;
    this.#lines = given.map((source) => new LineIndex(source.text));
    this.#places = given.map(() => new WeakMap());
    this.recorder = new Recorder(options.record ?? 'all');
    for (const [name, { framework, ...leaf }] of Object.entries(options.given ?? {}))
      this.moduleScope.names.set(name, tensorValue(Tensor.leaf(leaf), framework));
    this.random = createRandomGenerators(
      (generator) => {
        // Asked for every number that is drawn: only the first one makes a location.
        this.trails.beforeFirstChange(generator, 'state', () => generatorLocation(generator));
      },
      options.sampleSeed,
      options.record !== 'judge',
    );
  }

  // ------------------------------------------------------------------ bounds

  /** Counts one step of work; throws LimitReached when a bound is passed. */
  step(): void {
    if (--this.#stepsLeft > 0 && (this.#stepsLeft & 1023) !== 0) return;
    if (this.#stepsLeft <= 0) {
      throw new LimitReached(
        'steps',
        `reading stopped after ${this.#stepsAllowed.toLocaleString('en')} steps`,
      );
    }
    this.#checkTime();
  }

  #checkTime(): void {
    if (this.#now && this.#now() > this.#deadline) {
      throw new LimitReached('time', `reading stopped after ${this.limits.milliseconds / 1000} s`);
    }
  }

  /** Runs `body`, which may take no more than `steps` of what is left. */
  withSteps<Result>(steps: number, body: () => Result): Result {
    const left = this.#stepsLeft;
    this.#stepsLeft = Math.min(steps, left);
    try {
      return body();
    } finally {
      this.#stepsLeft = left;
    }
  }

  get stepsLeft(): number {
    return this.#stepsLeft;
  }

  /** How many steps the loop may still take that surrounds the reading: all that are left where none does. */
  get stepsForLoop(): number {
    return this.#stepsLeft > this.loopReserve ? this.#stepsLeft - this.loopReserve : this.#stepsLeft;
  }

  /** Gives the walk over uncalled functions a budget of its own, so that a long program does not leave them unread. */
  renewSteps(steps: number): void {
    // Many short functions would each end before their steps come to a look at the clock.
    this.#checkTime();
    this.#stepsLeft = this.#stepsAllowed = steps;
  }

  // ------------------------------------------------------------------ places

  /** Takes a file that is imported among what is read; gives the `source` of its places. */
  addSource(source: Source): number {
    this.#lines.push(new LineIndex(source.text));
    this.#places.push(new WeakMap());
    this.#onImport?.(source);
    return this.sources.push(source) - 1;
  }

  /** The place of a node of the source that is being read. */
  placeOf(span: Span): Place {
    return this.placeIn(span, this.currentSource);
  }

  placeIn(span: Span, source: number): Place {
    const places = this.#places[source]!;
    let place = places.get(span);
    if (!place) places.set(span, (place = this.#lines[source]!.place(span, source)));
    return place;
  }

  /** The place of a span that is no node. */
  placeAt(span: Span): Place {
    return this.#lines[this.currentSource]!.place(span, this.currentSource);
  }

  textOf(span: Span): string {
    return this.sources[this.currentSource]!.text.slice(span.start, span.end);
  }

  get place(): Place | undefined {
    return this.currentSpan && this.placeOf(this.currentSpan);
  }

  /** Something that is not known, here. */
  unknown(reason: string, name?: string): UnknownValue {
    return unknown(reason, this.place, name);
  }

  // ----------------------------------------------------------------- Runtime

  call(callee: Value, positional: readonly Value[], keywords: Readonly<Record<string, Value>> = {}): Value {
    return callValue(this, callee, positional, keywords);
  }

  callWithAny(callee: Value, positional: readonly Value[]): Value {
    return callValue(this, callee, positional, {}, true);
  }

  getAttribute(value: Value, name: string): Value {
    return getAttribute(this, value, name);
  }

  importModule(name: string): Value | undefined {
    return moduleNamed(this, name, this.frame ? (this.frame.closure as Closure).scope : this.moduleScope);
  }

  functionInImports(name: string): Value | undefined {
    return this.userModules.functionInImports(name);
  }

  importsMention(word: string): boolean {
    return this.userModules.importsMention(word);
  }

  setAttribute(value: Value, name: string, to: Value): void {
    setAttribute(this, value, name, to);
  }

  attempt<Result>(body: () => Result): Result {
    this.tryDepth++;
    try {
      return body();
    } finally {
      this.tryDepth--;
    }
  }

  deleteAttribute(value: InstanceValue, name: string): void {
    this.trails.beforeChange(nameLocation(value.attributes, name));
    value.attributes.delete(name);
  }

  iterate(value: Value): Iterable<Value> | undefined {
    return iterate(this, value);
  }

  truth(value: Value): boolean | undefined {
    return truthOf(this, value);
  }

  equals(left: Value, right: Value): boolean | undefined {
    return equals(this, left, right);
  }

  compare(operator: '<' | '<=' | '>' | '>=', left: Value, right: Value): Value {
    return compare(this, operator, left, right);
  }

  operate(operator: BinaryOperator, left: Value, right: Value): Value {
    return binaryOperation(this, operator, left, right);
  }

  setItem(container: Value, index: Value, value: Value): void {
    setItem(this, container, index, value);
  }

  deleteItem(container: Value, index: Value): void {
    deleteItem(this, container, index);
  }

  getItem(container: Value, index: Value): Value {
    return getItem(this, container, index);
  }

  format(value: Value, how: 'str' | 'repr'): string | undefined {
    return formatValue(this, value, how);
  }

  print(text: string, end = '\n'): void {
    if (this.isExploring) return;
    if (this.perhapsDepth === 0) this.recorder.print(text, end);
    else if (this.place) {
      const reason = 'whether this is printed depends on a condition that is not known';
      this.recorder.unknown({ place: this.place, reason, error: null });
    }
  }

  readRounds(run: (mayBegin: () => boolean) => void): boolean {
    return readRounds(this, this.place, false, run);
  }

  foresee(body: () => void): void {
    const wasExploring = this.isExploring;
    const span = this.currentSpan;
    const times = (span && this.#foreseen.get(span)) ?? 0;
    if (!span || times >= TIMES_AHEAD) return;
    this.#foreseen.set(span, times + 1);
    this.isExploring = true;
    try {
      this.withSteps(STEPS_AHEAD, () =>
        this.trails.tryInVain(() => this.recorder.unwritten(() => guarded(body))),
      );
    } finally {
      this.isExploring = wasExploring;
      this.currentSpan = span;
    }
  }

  /** What is printed here holds random numbers of which the program does not say the seed. */
  noteSampledPrint(): void {
    if (this.isExploring || !this.place) return;
    const reason = 'what is printed here holds samples: without a seed each run draws other numbers';
    this.recorder.unknown({ place: this.place, reason, error: null });
  }

  noteUnknown(reason: string): void {
    const { place } = this;
    if (!this.isExploring && place) this.recorder.unknown({ place, reason, error: null });
  }

  reportLoss(report: LossReport): void {
    if (!this.currentSpan) return;
    this.recorder.loss(report, this.placeOf(this.currentSpan), !isGradEnabled(), this);
  }

  noteOperation(
    operation: string,
    inputs: readonly (Tensor | null)[],
    options: Readonly<Record<string, number | string | boolean | null>> = {},
    output: Tensor | null = null,
  ): void {
    if (!this.currentSpan) return;
    this.recorder.operation({
      place: this.placeOf(this.currentSpan),
      operation,
      function: null,
      inputs,
      output,
      ...(flowing.has(operation)
        ? { options: { ...options, reading: this.reading }, within: this.recorder.callsAround(this) }
        : { options }),
    });
  }

  noteGradients(operation: 'step' | 'zero_grad', parameters: readonly TensorValue[], isAll: boolean): void {
    const numbers = parameters.map((parameter) => {
      const known = this.#parameterNumbers.get(parameter);
      if (known === undefined) this.#parameterNumbers.set(parameter, ++this.#parametersMet);
      return known ?? this.#parametersMet;
    });
    // A step moves the parameters as they were in the losses before it.
    const moved = operation === 'step' ? parameters.map(({ tensor }) => tensor) : [];
    this.noteOperation(operation, moved, { parameters: asRanges(numbers), isAll });
  }

  noteBackwardOfNumber(value: Value, framework: 'torch' | 'trainer'): void {
    if ((value.kind !== 'float' && value.kind !== 'unknown') || !value.readOff) return;
    const { tensor, place } = value.readOff;
    const [operation, inputs, options] = ['backward_of_number', [tensor], { framework }];
    this.recorder.operation({ place, operation, function: null, inputs, output: null, options });
  }

  rebind(object: TensorValue, tensor: Tensor): void {
    if (object.view) {
      const { base, write } = object.view;
      const changed = write(base.tensor, tensor);
      // A leaf that is changed through a view without gradients (`w.data`) stays a leaf.
      const isLeaf = base.tensor.requiresGrad && !base.tensor.producer && !changed.requiresGrad;
      this.rebind(base, isLeaf ? changed.asLeaf({ requiresGrad: true }) : changed);
    }
    this.retarget(object, tensor);
  }

  retarget(object: TensorValue, tensor: Tensor): void {
    this.trails.beforeChange(nodeLocation(object));
    const version = this.#versions.get(object.tensor);
    if (version !== undefined) this.#versions.set(tensor, version);
    object.tensor = tensor;
    // The name that the object was made with is that of another result.
    if (object.gradFn) nameGradFn(tensor, tensor.gradFn);
    if (tensor.requiresGrad) this.own(object);
  }

  become(instance: InstanceValue, type: ClassValue): void {
    this.trails.beforeChange(classLocation(instance));
    instance.class = type;
  }

  setGrad(object: TensorValue, grad: TensorValue | null): void {
    this.trails.beforeChange(gradLocation(object));
    object.grad = grad;
    this.#gradSeen.set(object, this.#unseenPasses);
  }

  gradOf(object: TensorValue): TensorValue | null {
    const { requiresGrad, shape, dtype } = object.tensor;
    const isLeaf = requiresGrad && isOneOfLeaves(object.tensor);
    if (isLeaf && (this.#gradSeen.get(object) ?? 0) < this.#unseenPasses) {
      this.setGrad(object, tensorValue(Tensor.leaf({ shape, dtype })));
    }
    return object.grad;
  }

  passBackUnseen(): void {
    this.#unseenPasses++;
  }

  touch(value: Value): void {
    const location = contentLocation(plain(value));
    if (location) this.trails.beforeChange(location);
  }

  ownerOf(leaf: Tensor): TensorValue | undefined {
    return this.#owners.get(leaf);
  }

  own(object: TensorValue): void {
    this.#owners.set(object.tensor, object);
    if (!this.#gradSeen.has(object)) this.#gradSeen.set(object, this.#unseenPasses);
  }

  release(result: Tensor): void {
    // In a branch that may not be taken nothing is let go for certain.
    if (!this.trails.isTryingOut) this.#released.add(result);
  }

  overwrite(before: Tensor, after: Tensor, isTold = true): void {
    if (this.trails.isTryingOut || before === after) return;
    this.#overwrittenBy.set(before, after);
    this.#versions.set(after, this.versionOf(before) + (isTold ? 1 : 0));
  }

  versionOf(tensor: Tensor): number {
    return this.#versions.get(tensor) ?? 0;
  }

  versionsOf(tensor: Tensor): Versions | undefined {
    const next = this.#overwrittenBy.get(tensor);
    if (!next) return undefined;
    let overwritten = tensor;
    for (let node: Tensor | undefined = tensor; node; node = this.#overwrittenBy.get(node))
      overwritten = node;
    return {
      expected: this.versionOf(tensor),
      now: this.versionOf(overwritten),
      next,
      overwritten,
    };
  }

  isReleased(result: Tensor): boolean {
    return this.#released.has(result);
  }

  superOf(): Value {
    const frame = this.frame;
    if (frame?.self?.kind === 'class') return superClass(this, frame.self, frame.owner);
    if (frame?.self?.kind !== 'instance') return this.unknown('super() outside a method');
    return superObject(this, frame.self, frame.owner);
  }

  // ----------------------------------------------------------------- unknowns

  /** What calling something unknown gives. */
  resultOfUnknown(
    callee: UnknownValue,
    positional: readonly Value[],
    keywords: Readonly<Record<string, Value>>,
  ): Value {
    return resultOfUnknown(this, callee, positional, keywords);
  }

  /** An attribute of something unknown: unknown for the same reason, or a tensor's method where only tensors have it. */
  attributeOfUnknown(value: UnknownValue, name: string): Value {
    return attributeOfUnknown(this, value, name);
  }

  /** One item of something that cannot be gone through. */
  itemOfUnknown(iterable: Value, node: Span): Value {
    let each: Value | undefined;
    this.trails.tryInVain(() => {
      each = guarded(() => eachItem(iterable, this));
    });
    if (each) return each;
    const text = this.textOf(node);
    const reason = iterable.kind === 'unknown' ? iterable.reason : 'its items are not known';
    return this.unknown(`an item of '${text}': ${reason}`);
  }

  /** A part of something unknown. */
  partOfUnknown(value: Value): Value {
    return this.unknown(value.kind === 'unknown' ? value.reason : 'a part of something that is not known');
  }

  /** The exception object that `except … as` binds. */
  exception(error: PythonError): Value {
    const places = [
      'numpy.linalg.',
      'numpy.exceptions.',
      'numpy._core._exceptions.',
      'tensorflow.errors.',
      'torch.autograd.gradcheck.',
    ];
    const type =
      builtin(error.type) ??
      (error.type === '_LinAlgError' ? resolveQualified('torch.linalg.LinAlgError') : undefined) ??
      resolveQualified(error.type) ??
      places.map((place) => resolveQualified(place + error.type)).find((found) => found);
    return type?.kind === 'class'
      ? exceptionInstance(type, error.message, error.args)
      : this.unknown(error.message);
  }

  /** The names that a loop may bind. */
  namesBoundIn(loop: Statement): ReadonlySet<string> {
    let names = this.#boundIn.get(loop);
    if (!names) this.#boundIn.set(loop, (names = namesBoundBy([loop])));
    return names;
  }

  // ------------------------------------------------------------------- names

  bind(scope: Scope, name: string, value: Value): void {
    this.trails.beforeFirstChange(scope.names, name, () => nameLocation(scope.names, name));
    scope.pending.delete(name);
    scope.names.set(name, value);
  }

  /**
   * Binds a name to what an import gives. The file behind it is read when the name is asked for: at once where
   * an own text imports it and its values are shown, and where a branch surrounds the import, which may be undone.
   */
  bindImport(scope: Scope, name: string, value: () => Value): void {
    const isShown = !this.recorder.isForRules && scope.source < this.ownSources;
    if (scope.kind !== 'module' || isShown || this.trails.isWalking) return this.bind(scope, name, value());
    scope.names.delete(name);
    scope.pending.set(name, value);
  }

  unbind(scope: Scope, name: string): void {
    this.trails.beforeChange(nameLocation(scope.names, name));
    scope.pending.delete(name);
    scope.names.delete(name);
  }

  get frame(): Frame | undefined {
    return this.frames[this.frames.length - 1];
  }
}

/** `3-7,9` of the numbers in order: those of a model's parameters follow each other. */
function asRanges(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = ranges[ranges.length - 1];
    if (last && number <= last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([first, last]) => `${first}-${last}`).join(',');
}
