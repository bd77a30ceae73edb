/** What the names of Keras 3 mean: losses, activations, keras.ops and what is left of keras.backend, on TensorFlow. */
import { table } from '../define';
import type { Value } from '../values';
import { activationNames } from './activations';
import { lossNames } from './losses';
import { metricNames } from './metrics';
import { operationNames } from './operations';
import { optimizerNames } from './optimizers';

export const kerasNames: ReadonlyMap<string, Value> = table(
  lossNames,
  activationNames,
  operationNames,
  metricNames,
  optimizerNames,
);
