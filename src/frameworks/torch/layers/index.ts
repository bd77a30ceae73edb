/** The layers of torch.nn. Each has samples, from which tests and goldens are made; a new one is a row in the file of its kind. */
import type { ClassValue } from '../../values';
import { activations } from './activations';
import { attentions } from './attention';
import { convolutions } from './convolution';
import { distances } from './distance';
import { dropouts } from './dropout';
import { embeddings } from './embedding';
import type { LayerSample } from './layer';
import { lazyLayers } from './lazy';
import { linearLayers } from './linear';
import { normalizations } from './normalization';
import { paddings } from './padding';
import { pools } from './pooling';
import { recurrentLayers } from './recurrent';
import { recurrentCells } from './recurrent-cells';
import { shapeLayers } from './shapes';
import { transformers } from './transformer';

const computed = [
  ...linearLayers,
  ...convolutions,
  ...pools,
  ...paddings,
  ...activations,
  ...normalizations,
  ...dropouts,
  ...embeddings,
  ...recurrentLayers,
  ...recurrentCells,
  ...attentions,
  ...transformers,
  ...distances,
  ...shapeLayers,
];

export const layers: readonly ClassValue[] = [...computed.map(({ type }) => type), ...lazyLayers];

/** The samples of each layer by its name without `torch.nn.`. */
export const layerSamples: Readonly<Record<string, readonly LayerSample[]>> = Object.fromEntries(
  computed.map(({ type, samples }) => [type.name.slice('torch.nn.'.length), samples]),
);
