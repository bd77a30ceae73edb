/** The same tensors through every loss that may have been meant, so that the confusing names become one table. */
import type { NumberText } from '../../../src/protocol/model';
import type { CompareRow } from '../../../src/protocol/what-if';
import { codeText } from '../../parts/code-text';
import { element } from '../../parts/element';
import { section } from '../../parts/section';
import { skeleton } from '../../parts/skeleton';
import type { LossTab } from './tab';

export const compare: LossTab = {
  key: 'compare',
  title: 'Compare',
  accepts: ({ whatIf }) => whatIf.refusal === '',
  wish: ({ compare: model, revision }) =>
    model === null ? { type: 'explore', revision, exploration: { kind: 'compare' } } : null,

  render(context, { compare: model }) {
    const { document } = context;
    if (model === null) return [skeleton(document, 'Computing the other losses…')];
    if (model.refusal !== '') return [element(document, 'p', { class: 'absence' }, model.refusal)];
    const taken = model.rows.filter(({ value }) => value !== null);
    const refused = model.rows.filter(({ value }) => value === null);
    return [
      element(
        document,
        'p',
        { class: 'quiet' },
        'The same tensors through other losses. Equal letters are equal values: two spellings of one loss.',
      ),
      taken.length > 0 && table(document, taken),
      refused.length > 0 &&
        section(
          context,
          { key: 'refused', title: 'Refuse these tensors', aside: String(refused.length), open: false },
          () => [
            element(
              document,
              'dl',
              { class: 'refused' },
              ...refused.flatMap(({ framework, spelling, refusal }) => [
                element(document, 'dt', {}, codeText(document, spelling), ` ${framework}`),
                element(document, 'dd', {}, refusal),
              ]),
            ),
          ],
        ),
    ];
  },
};

function table(document: Document, rows: readonly CompareRow[]): HTMLElement {
  const head = (text: string, explanation: string): HTMLElement =>
    element(document, 'th', { scope: 'col', title: explanation }, text);
  return element(
    document,
    'table',
    { class: 'compare' },
    element(
      document,
      'thead',
      {},
      element(
        document,
        'tr',
        {},
        head('loss', 'As it is typed'),
        head('value', 'The reduced loss'),
        head('max |∂|', 'The largest size of an element of the gradient of its input'),
        head('=', 'Rows with the same letter have the same value'),
      ),
    ),
    element(document, 'tbody', {}, ...rows.map((row) => rowOf(document, row))),
  );
}

function rowOf(document: Document, row: CompareRow): HTMLElement {
  const { spelling, framework, assumes, value, gradient, group, isPresent, isPlain } = row;
  const number = (given: NumberText | null): HTMLElement =>
    element(document, 'td', { class: 'number', title: given?.exact ?? '' }, given?.text ?? '–');
  return element(
    document,
    'tr',
    isPresent ? { class: 'present', 'aria-current': 'true' } : {},
    element(
      document,
      'th',
      { scope: 'row' },
      codeText(document, spelling),
      element(
        document,
        'span',
        { class: 'framework' },
        `${framework}${isPresent ? ', yours' : ''}${isPlain ? ' without its options' : ''}; takes ${assumes}`,
      ),
    ),
    number(value),
    number(gradient),
    element(
      document,
      'td',
      { class: 'group' },
      group === null ? '' : String.fromCharCode('a'.charCodeAt(0) + group),
    ),
  );
}
