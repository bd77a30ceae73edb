import assert from 'node:assert/strict';
import { PATIENCE, Work } from '../../../src/editor/inspector/work';

/** A clock that a test moves. */
function clock() {
  let now = 0;
  const waiting = new Set<{ readonly at: number; readonly act: () => void }>();
  return {
    after(milliseconds: number, act: () => void) {
      const timer = { at: now + milliseconds, act };
      waiting.add(timer);
      return () => void waiting.delete(timer);
    },
    pass(milliseconds: number) {
      now += milliseconds;
      for (const timer of [...waiting]) {
        if (timer.at > now) continue;
        waiting.delete(timer);
        timer.act();
      }
    },
  };
}

describe('work that somebody waits for', () => {
  it('is told when it takes long, and no sooner', () => {
    const told: string[] = [];
    const { after, pass } = clock();
    const work = new Work((what) => told.push(what), after);
    const quick = work.begin('quick', () => undefined);
    pass(PATIENCE - 1);
    quick();
    pass(PATIENCE);
    assert.deepEqual(told, []);
    const slow = work.begin('slow', () => undefined);
    pass(PATIENCE);
    assert.deepEqual(told, ['slow']);
    slow();
    slow();
    assert.deepEqual(told, ['slow', '']);
  });

  it('tells the newest of several, and what is left of them', () => {
    const told: string[] = [];
    const { after, pass } = clock();
    const work = new Work((what) => told.push(what), after);
    const first = work.begin('first', () => undefined);
    pass(PATIENCE);
    const second = work.begin('second', () => undefined);
    pass(PATIENCE);
    second();
    work.tellAgain();
    first();
    assert.deepEqual(told, ['first', 'second', 'first', 'first', '']);
  });

  it('is told once somebody waits for it', () => {
    const told: string[] = [];
    const { after, pass } = clock();
    const work = new Work((what) => told.push(what), after);
    let isWanted = false;
    work.begin(
      'elsewhere',
      () => undefined,
      () => isWanted,
    );
    pass(PATIENCE);
    assert.deepEqual(told, []);
    isWanted = true;
    work.look();
    assert.deepEqual(told, ['elsewhere']);
  });

  it('is ended where it was told, and nothing else is', () => {
    const ended: string[] = [];
    const { after, pass } = clock();
    const work = new Work(() => undefined, after);
    work.begin('told', () => ended.push('told'));
    pass(PATIENCE);
    work.begin('young', () => ended.push('young'));
    work.cancel();
    assert.deepEqual(ended, ['told']);
  });
});
