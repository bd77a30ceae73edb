/** The gradient of each input of the loss. */
import type { LossState } from '../../../src/protocol/model';
import type { Context } from '../../parts/context';
import { section } from '../../parts/section';
import { tensor } from '../../parts/tensor';
import type { LossTab } from './tab';

export const gradient: LossTab = {
  key: 'gradient',
  title: 'Gradient',
  accepts: ({ gradients }) => gradients.length > 0,
  render: (context, state) => state.gradients.map((each) => gradientOf(context, each)),
};

function gradientOf(
  context: Context,
  { of, tensor: model, largest }: LossState['gradients'][number],
): HTMLElement {
  const options = {
    key: `gradient ${of}`,
    title: `Gradient of ${of}`,
    aside: largest === null ? '' : `max ${largest.text}`,
    open: true,
  };
  return section(context, options, () => tensor(context, `gradient ${of}`, `∂loss/∂${of}`, model));
}
