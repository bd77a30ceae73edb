/** The inputs of a loss, a line each: what is passed, what it holds, and what it should be. */
import type { InputModel, LossState } from '../../../src/protocol/model';
import type { Context } from '../../parts/context';
import { element } from '../../parts/element';
import { placeLink } from '../../parts/place-link';

export function summary(context: Context, { inputs, revision }: LossState): HTMLElement {
  const { document } = context;
  const line = ({ name, expression, link, made, tensor, expects, notFinite }: InputModel): HTMLElement => {
    const written = link !== null && expression !== name ? { ...link, text: expression } : null;
    return element(
      document,
      'li',
      { class: 'input', 'data-key': `input ${name}` },
      element(
        document,
        'p',
        { class: 'summary' },
        link === null
          ? element(document, 'span', { class: 'parameter' }, name)
          : placeLink(context, { ...link, text: name }, revision, 'parameter'),
        ' ',
        tensor.summary,
      ),
      element(
        document,
        'p',
        { class: 'input-note' },
        written && placeLink(context, written, revision, 'code'),
        made && placeLink(context, { ...made, text: `made at ${made.text}` }, revision),
        notFinite !== '' && element(document, 'span', { class: 'not-finite-count' }, notFinite),
        expects !== '' && element(document, 'span', { class: 'quiet' }, `should be ${expects}`),
      ),
      tensor.absence !== '' && element(document, 'p', { class: 'absence' }, tensor.absence),
    );
  };
  return element(document, 'ul', { class: 'inputs', 'aria-label': 'Inputs' }, ...inputs.map(line));
}
