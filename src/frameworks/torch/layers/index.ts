/** The layers of torch.nn. Each has samples, from which tests and goldens are made; a new one is a row in the file of its kind. */
import type { ClassValue } from '../../values';
import { activations } from './activations';
import { attentions } from './attention';
import { convolutionBase, convolutions } from './convolution';
import { distances } from './distance';
import { dropouts } from './dropout';
import { embeddings } from './embedding';
import type { LayerSample } from './layer';
import { lazyLayers } from './lazy';
import { linearLayers } from './linear';
import { crossMapNorm, normalizationBases, normalizations } from './normalization';
import { paddings } from './padding';
import { pools } from './pooling';
import { recurrentBase, recurrentLayers } from './recurrent';
import { recurrentCellBase, recurrentCells } from './recurrent-cells';
import { shapeLayers } from './shapes';
import { syncBatchNorm } from './sync-batch-norm';
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
  ...lazyLayers,
  syncBatchNorm,
];

/** Classes that compute nothing: those that layers inherit from, and a layer that is not followed. */
export const withoutSamples: readonly ClassValue[] = [
  ...normalizationBases,
  convolutionBase,
  recurrentBase,
  recurrentCellBase,
  crossMapNorm,
];

export const layers: readonly ClassValue[] = [...computed.map(({ type }) => type), ...withoutSamples];

/** The samples of each layer by its name without `torch.nn.`. */
export const layerSamples: Readonly<Record<string, readonly LayerSample[]>> = Object.fromEntries(
  computed.map(({ type, samples }) => [type.name.slice('torch.nn.'.length), samples]),
);
