/** A tensor that is looked at for itself: its summary, its table with all that can be done with it, and its histogram. */
import type { TensorModel } from '../../src/protocol/model';
import type { TableWindow } from '../ui-state';
import type { KnownTensor } from './cells';
import type { Context } from './context';
import { element, type Child } from './element';
import { indexOf } from './grid';
import { binsOf, histogram, type Bin } from './histogram';
import { once } from './once';
import { section } from './section';
import { arranged, goTo, isKnown, windowOf } from './table';
import { tensor } from './tensor';
import { tools } from './tools';

/**
 * @param key Names the tensor in the panel's memory.
 * @param name What it is called in the readout: `input`.
 */
export function viewer(context: Context, key: string, name: string, model: TensorModel): Child[] {
  const { document, emit } = context;
  if (!isKnown(model) || model.values.length === 0) return tensor(context, key, name, model);
  const window = windowOf(context, key);
  const look = (change: Partial<TableWindow>): void => emit({ type: 'window', table: key, change });
  const go = (position: number, within: HTMLElement): void => {
    const around = within.closest<HTMLElement>('.viewer');
    if (around) goTo(context, key, name, model, position, around);
  };
  const nameOf = (position: number): string => `[${indexOf(position, model.shape).join(', ')}]`;
  const bins = binsIn(model);
  return [
    element(
      document,
      'div',
      { class: 'viewer', 'data-key': `viewer ${key}` },
      ...tensor(context, key, name, model, { sortable: true }),
      tools(context, { tensor: model, grid: arranged(model, window), window, look, go, nameOf }),
      model.values.length > 1 &&
        section(
          context,
          { key: `histogram ${key}`, title: 'Histogram', aside: asideOf(bins), open: true },
          () => [histogram(context, name, model, bins, go)],
        ),
    ),
  ];
}

const binsIn = once((model: KnownTensor) => binsOf(model.values, model));

const asideOf = (bins: readonly Bin[]): string => (bins.length === 1 ? '1 bin' : `${bins.length} bins`);
