/** Where the numbers come from, as short facts beside each other: which backend computed, sampled, last of 4 evaluations. */
import type { LossState, TensorState } from '../../src/protocol/model';
import { link } from './button';
import type { Context } from './context';
import { element } from './element';

export interface Fact {
  readonly text: string;
  /** The sentence that explains it. */
  readonly explanation: string;
}

/** @param more Facts that only this view has; they stand at the end. */
export function provenance(
  { document, emit }: Context,
  { backend, sampled, revision }: Pick<LossState | TensorState, 'backend' | 'sampled' | 'revision'>,
  more: readonly Fact[] = [],
): HTMLElement {
  const badge = ({ text, explanation }: Fact): HTMLElement =>
    element(document, 'li', { title: explanation }, element(document, 'vscode-badge', {}, text));
  return element(
    document,
    'ul',
    { class: 'badges', 'aria-label': 'How it was computed' },
    badge({ text: backend, explanation: 'The backend that computed these numbers' }),
    sampled &&
      badge({
        text: 'sampled',
        explanation: 'A random number without a seed went in: these numbers are one possible case',
      }),
    sampled?.redrawable === true &&
      element(
        document,
        'li',
        {},
        link(document, 'Draw again', 'Draw other numbers for what has no seed', () =>
          emit({ type: 'drawSamplesAgain', revision }),
        ),
      ),
    ...more.map(badge),
  );
}
