/** Convolutions of Keras that have their channels in dim 1, where a softmax of Keras does not look for them by default. */
import type { Place } from '../../base/place';
import type { TensorRecord } from '../../inspect/inspection';
import type { Call, Module } from '../../python/syntax';
import { walk } from '../../python/walk';
import { callAt, lastName, sourceAt } from './code-shape';
import type { RuleContext } from '../rule';

const ranks: Readonly<Record<string, number>> = {
  Conv1D: 3,
  Conv2D: 4,
  Conv2DTranspose: 4,
  Conv3D: 5,
  SeparableConv2D: 4,
};

/** The rank of what a convolution with its channels first gave, and where the layer is made; null for anything else. */
export function channelsFirst(
  context: RuleContext,
  { producer, layer }: TensorRecord,
): { readonly rank: number; readonly layer: Place } | null {
  if (producer || !layer) return null;
  const source = sourceAt(context, layer);
  const constructor = callAt(source, layer);
  const rank = ranks[(constructor && lastName(constructor.func)) ?? ''];
  if (!constructor || rank === undefined) return null;
  const format = constructor.keywords.find(({ name }) => name === 'data_format')?.value;
  const isFirst = format
    ? format.kind === 'Constant' && format.value === 'channels_first'
    : isFirstByDefault(source.module);
  return isFirst ? { rank, layer } : null;
}

/** Whether a text says once how images are laid out, and that is with their channels first. */
function isFirstByDefault(module: Module): boolean {
  const calls: Call[] = [];
  walk(module, (node) => {
    if (node.kind === 'Call' && lastName(node.func) === 'set_image_data_format') calls.push(node);
  });
  const [format] = calls.length === 1 ? calls[0]!.args : [];
  return format?.kind === 'Constant' && format.value === 'channels_first';
}
