/**
 * Generators. Reading cannot be suspended in the middle of a function, so a generator runs in one of two ways:
 * a loop or a `with` hands its body over, which is read at each `yield` (`drive`); whoever asks for single items
 * (`next`, `list`) has all of them collected when it asks for the first.
 */
import { atPlace, inLayer } from '../engine/context';
import type { IteratorValue, Value } from '../frameworks/values';
import { GeneratorLeft } from './completion';
import type { Interpreter } from './interpreter';
import { iterate } from './iterate';
import type { Frame } from './scope';

/** More items than this are not collected from a generator that somebody asks for single items. */
const MAXIMUM_COLLECTED = 100_000;

/** The iterator of a generator function; `run` reads its body and gives each yielded item to `give`. */
export function generator(
  interpreter: Interpreter,
  run: (give: (item: Value) => void) => void,
): IteratorValue {
  let collected: Value[] | undefined;
  let at = 0;
  const drive = (consumer: (item: Value) => boolean): void => {
    if (collected) {
      while (at < collected.length) if (!consumer(collected[at++]!)) return;
      return;
    }
    collected = [];
    const outside = outsideOf(interpreter);
    const left = new GeneratorLeft();
    try {
      run((item) => {
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
      if (left.thrown !== undefined) throw left.thrown;
    }
  };
  return {
    kind: 'iterator',
    drive,
    next: () => {
      if (!collected) {
        const items: Value[] = [];
        drive((item) => items.push(item) < MAXIMUM_COLLECTED);
        collected = items;
      }
      return collected[at++];
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
  if (value.kind === 'iterator' && value.drive) {
    value.drive((item) => {
      consume(item);
      return true;
    });
    return;
  }
  for (const item of iterate(interpreter, value) ?? []) consume(item);
}
