/**
 * Generators. Reading cannot be suspended in the middle of a function, so a generator runs in one of two ways:
 * a loop or a `with` hands its body over, which is read at each `yield` (`drive`); whoever asks for single items
 * (`next`, `list`) has all of them collected when it asks for the first.
 */
import { atPlace, inLayer } from '../engine/context';
import { withinPartOfWork } from '../engine/work';
import { NotKnown } from '../frameworks/errors';
import type { GeneratorState, RandomGenerator } from '../frameworks/random/generator';
import type { IteratorValue, Value } from '../frameworks/values';
import { GeneratorLeft } from './completion';
import type { Interpreter } from './interpreter';
import type { Printed } from './recorder';
import { driveOf, iterate } from './iterate';
import type { Frame } from './scope';

/** More items than this are not collected from a generator that somebody asks for single items. */
const MAXIMUM_COLLECTED = 10_000;
/** Nor may they take more than such a part of the steps that the loop around whoever asks has, and of the work: many never end. */
const PART_OF_WHAT_IS_LEFT = 1 / 4;

/** The iterator of a generator function; `run` reads its body, gives each yielded item to `give`, and says what it returns. */
export function generator(
  interpreter: Interpreter,
  run: (give: (item: Value) => void) => Value,
  usesSent = false,
): IteratorValue {
  let collected: Value[] | undefined;
  let returned: Value | undefined;
  let at = 0;
  let isCut = false;
  let isLeft = false;
  let draws: DrawsBetween | undefined;
  const prints = new PrintsBetween(interpreter);
  const drive = (consumer: (item: Value) => boolean): void => {
    if (collected) {
      while (at < collected.length) {
        prints.sayUpTo(at);
        if (!consumer(collected[at++]!)) return;
      }
      prints.sayUpTo(at);
      return;
    }
    collected = [];
    const outside = outsideOf(interpreter);
    const left = new GeneratorLeft();
    try {
      returned = run((item) => {
        // What the consumer throws is none of the generator's business: its handlers do not see it.
        try {
          if (outside(() => consumer(item))) return;
        } catch (error) {
          left.thrown = error;
        }
        throw left;
      });
    } catch (error) {
      if (error !== left) throw error;
      isLeft = true;
      if (left.thrown !== undefined) throw left.thrown;
    }
  };
  // What comes after the first item depends on what is sent, which is not followed.
  const single = (): Value | undefined => {
    if (!collected) {
      drive((item) => {
        collected = [item, interpreter.unknown('what is sent to a generator is not followed')];
        return false;
      });
    }
    return collected?.[at++];
  };
  return {
    kind: 'iterator',
    ...(usesSent ? { single } : {}),
    drive,
    progress: () => (!collected ? 'not begun' : isLeft && !isCut ? 'left' : 'collected'),
    returned: () => returned ?? interpreter.unknown('what a generator returns at its end is not known'),
    next: () => {
      if (!collected) {
        const items: Value[] = [];
        draws = new DrawsBetween(interpreter);
        const { stepsLeft } = interpreter;
        const enough = stepsLeft - interpreter.stepsForLoop * PART_OF_WHAT_IS_LEFT;
        prints.holdWhile((note) => {
          const take = (item: Value): boolean => {
            draws!.note();
            note();
            isCut = items.push(item) >= MAXIMUM_COLLECTED || interpreter.stepsLeft < enough;
            return !isCut;
          };
          withinPartOfWork(PART_OF_WHAT_IS_LEFT, () => drive(take));
        });
        draws.end();
        collected = items;
      }
      if (isLeft && !isCut)
        throw new NotKnown('what a generator gives after a loop has left it is not known');
      prints.sayUpTo(at);
      const isKnown = draws?.goOnTo(at) ?? true;
      const item = collected[at++];
      if (item === undefined && isCut) {
        const items = collected.length === 1 ? 'one item' : `${collected.length} items`;
        throw new NotKnown(`a generator is followed for ${items} here`);
      }
      if (item === undefined || isKnown) return item;
      return interpreter.unknown('what a generator draws depends on what is drawn between its items');
    },
  };
}

/** Runs something as if it stood where the generator was asked for, while its frames are set aside. */
function outsideOf(interpreter: Interpreter): <Result>(body: () => Result) => Result {
  const { frames } = interpreter;
  const depth = frames.length;
  const { currentSource: source, tryDepth: tries } = interpreter;
  return (body) => {
    const inner: Frame[] = frames.splice(depth);
    const { currentSource, currentSpan, leavesLoopPerhaps, tryDepth } = interpreter;
    interpreter.currentSource = source;
    interpreter.tryDepth = tries;
    try {
      return inLayer(undefined, () => atPlace(undefined, body));
    } finally {
      frames.splice(depth, frames.length - depth, ...inner);
      interpreter.currentSource = currentSource;
      interpreter.currentSpan = currentSpan;
      interpreter.leavesLoopPerhaps = leavesLoopPerhaps;
      interpreter.tryDepth = tryDepth;
    }
  };
}

/** Hands each item of an iterable over, in step with a generator; nothing where the items are not known. */
export function forEachItem(interpreter: Interpreter, value: Value, consume: (item: Value) => void): void {
  const drive = driveOf(value);
  if (drive) {
    drive((item) => {
      consume(item);
      return true;
    });
    return;
  }
  for (const item of iterate(interpreter, value) ?? []) consume(item);
}

/** What a generator printed before each of its items while all were collected: it is said when the item is asked for. */
class PrintsBetween {
  readonly #interpreter: Interpreter;
  #waiting: Printed[][] = [];
  #said = 0;

  constructor(interpreter: Interpreter) {
    this.#interpreter = interpreter;
  }

  /** Runs the generator; `note` is to be called when an item is there. An error lets everything be said. */
  holdWhile(run: (note: () => void) => void): void {
    const { recorder } = this.#interpreter;
    const next = (): Printed[] => {
      const prints: Printed[] = [];
      this.#waiting.push(prints);
      return prints;
    };
    const before = recorder.holdBack(next());
    let isDone = false;
    try {
      run(() => recorder.holdBack(next()));
      isDone = true;
    } finally {
      recorder.holdBack(before);
      if (!isDone) this.sayUpTo(this.#waiting.length);
    }
  }

  /** Says what was printed before the item at a place, and before the items that lead to it. */
  sayUpTo(at: number): void {
    while (this.#said <= at && this.#said < this.#waiting.length)
      for (const [text, end] of this.#waiting[this.#said++]!) this.#interpreter.recorder.print(text, end);
  }
}

/**
 * What a generator drew before each of its items while all were collected. Whoever asks for an item stands where
 * the generator had drawn so far and no further; where others drew meanwhile, it would have drawn other numbers.
 */
class DrawsBetween {
  readonly #generators: readonly RandomGenerator[];
  readonly #moments: (readonly GeneratorState[])[];

  constructor(interpreter: Interpreter) {
    const { torch, numpy, python } = interpreter.random;
    this.#generators = [torch, numpy, python];
    this.#moments = [this.#generators.map((generator) => generator.save())];
  }

  /** To be called when an item is there. */
  note(): void {
    const last = this.#moments[this.#moments.length - 1]!;
    const isSame = this.#generators.every((generator, place) => generator.isAt(last[place]!));
    this.#moments.push(
      isSame
        ? last
        : this.#generators.map((generator, place) =>
            generator.isAt(last[place]!) ? last[place]! : generator.save(),
          ),
    );
  }

  /** To be called when all items are there: everything goes on from where it stood before. */
  end(): void {
    this.note();
    this.#generators.forEach((generator, place) => {
      generator.restore(this.#moments[0]![place]!);
    });
  }

  /** Draws what leads to the item at a place; false where that is not known. */
  goOnTo(at: number): boolean {
    const before = this.#moments[at];
    const after = this.#moments[at + 1];
    if (!before || !after) return true;
    let isKnown = true;
    this.#generators.forEach((generator, place) => {
      if (after[place] === before[place]) return;
      if (generator.isAt(before[place]!)) generator.restore(after[place]!);
      else {
        generator.lose();
        isKnown = false;
      }
    });
    return isKnown;
  }
}
