/** A tensor as it is shown everywhere: its one-line summary, and its table or why there is none. */
import type { TensorModel } from '../../src/protocol/model';
import type { Context } from './context';
import { element, type Child } from './element';
import { table, type TableOptions } from './table';

/**
 * @param key Names the tensor in the panel's memory.
 * @param name What it is called in the readout: `input`.
 */
export function tensor(
  context: Context,
  key: string,
  name: string,
  model: TensorModel,
  options: TableOptions = {},
): Child[] {
  const { document } = context;
  return [
    element(document, 'p', { class: 'summary', 'data-key': `summary ${key}` }, model.summary),
    model.absence !== '' && element(document, 'p', { class: 'absence' }, model.absence),
    table(context, key, name, model, options),
  ];
}
