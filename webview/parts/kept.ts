/** What was pinned, held against what is shown, and the last inspections. */
import type { PinModel } from '../../src/protocol/kept';
import { link, signButton } from './button';
import type { Context } from './context';
import { element, type Child } from './element';
import { section } from './section';

export function pins(context: Context, revision: number): Child {
  const { document, kept } = context;
  const pinned = kept.pins;
  if (pinned.length === 0) return null;
  const options = { key: 'pins', title: 'Pinned', aside: String(pinned.length), open: true };
  return section(context, options, () => [
    element(document, 'ul', { class: 'pins' }, ...pinned.map((pin) => pinOf(context, pin, revision))),
  ]);
}

function pinOf({ document, emit }: Context, pin: PinModel, revision: number): HTMLElement {
  const { id, expression, at, value, reduction, gradient, inputs, difference, furthest } = pin;
  return element(
    document,
    'li',
    { class: 'pin', 'data-key': `pin ${id}` },
    element(
      document,
      'div',
      { class: 'pin-head' },
      element(document, 'code', {}, expression),
      signButton(document, '×', `Unpin ${expression}`, true, () =>
        emit({ type: 'keep', revision, wish: { kind: 'unpin', id } }),
      ),
    ),
    element(
      document,
      'p',
      { class: 'pin-value' },
      element(document, 'span', { title: value?.exact ?? '' }, value?.text ?? '?'),
      ` ${reduction}`,
      gradient && ` · ∇ max ${gradient.text}`,
      element(document, 'span', { class: 'quiet' }, ` ${at}`),
    ),
    difference &&
      element(
        document,
        'p',
        { class: 'pin-difference', title: difference.exact },
        `shown − pinned: ${difference.text}`,
        furthest && `; most at element ${furthest.index}: ${furthest.difference.text}`,
      ),
    ...inputs.map(({ name, summary }) => element(document, 'p', { class: 'summary' }, `${name} ${summary}`)),
  );
}

export function history(context: Context, revision: number): Child {
  const { document, emit, kept } = context;
  const entries = kept.history;
  if (entries.length < 2) return null;
  const options = { key: 'history', title: 'Recent', aside: String(entries.length), open: false };
  return section(context, options, () => [
    element(
      document,
      'ul',
      { class: 'history' },
      ...entries.map(({ id, expression, at, summary }) =>
        element(
          document,
          'li',
          { 'data-key': `history ${id}` },
          link(
            document,
            expression,
            `Go to ${at}`,
            () => emit({ type: 'keep', revision, wish: { kind: 'revisit', id } }),
            'code',
          ),
          element(document, 'p', { class: 'summary' }, `${summary} · ${at}`),
        ),
      ),
    ),
  ]);
}
