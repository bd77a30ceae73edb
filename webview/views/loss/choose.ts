/** Which loss the targets ask for, and whether the present one is it. */
import type { ChoiceModel, ChoiceRow } from '../../../src/protocol/what-if';
import { codeText } from '../../parts/code-text';
import { element } from '../../parts/element';
import { severityIcon } from '../../parts/icon';
import { skeleton } from '../../parts/skeleton';
import { restOf, type LossTab } from './tab';

export const choose: LossTab = {
  key: 'choose',
  title: 'Choose',
  accepts: ({ choice }) => choice !== null,

  wish: restOf,

  render({ document }, { choice, isPartial }) {
    if (choice === null) return [];
    if (isPartial) return [skeleton(document, 'Looking at the targets…')];
    return [
      element(
        document,
        'p',
        { class: 'targets' },
        'The targets are ',
        element(document, 'strong', {}, choice.targets),
        ` (${choice.evidence}).`,
      ),
      verdict(document, choice),
      ...choice.rows.map((row, turn) => card(document, row, turn)),
    ];
  },
};

function verdict(document: Document, { verdict: given }: ChoiceModel): HTMLElement | null {
  if (given === null) return null;
  return element(
    document,
    'p',
    { class: given.fits ? 'verdict right' : 'verdict wrong' },
    given.fits
      ? element(document, 'span', { class: 'verdict-sign', 'aria-hidden': 'true' }, '✓')
      : severityIcon(document, 'warning'),
    element(document, 'span', {}, given.reason),
  );
}

function card(document: Document, row: ChoiceRow, turn: number): HTMLElement {
  const { outputs, loss, predictions, names, isPresent } = row;
  const fact = (name: string, value: string): HTMLElement[] => [
    element(document, 'dt', {}, name),
    element(document, 'dd', {}, value),
  ];
  return element(
    document,
    'div',
    { class: isPresent ? 'choice present' : 'choice', 'data-key': `choice ${turn}` },
    element(
      document,
      'h2',
      { class: 'choice-title' },
      loss,
      isPresent && element(document, 'vscode-badge', {}, 'yours'),
    ),
    element(
      document,
      'dl',
      { class: 'options' },
      ...fact('the model gives', outputs),
      ...fact('predictions', predictions),
      ...names.flatMap(({ framework, name }) => [
        element(document, 'dt', {}, framework),
        element(document, 'dd', {}, codeText(document, name)),
      ]),
    ),
  );
}
