/** What the names of Keras 3 mean: models, layers, losses, activations, keras.ops and what is left of keras.backend, on TensorFlow. */
import { table } from '../define';
import type { Value } from '../values';
import { activationNames } from './activations';
import { applicationNames } from './applications';
import { confusionMetrics } from './confusion-metrics';
import { datasetNames } from './datasets';
import { directoryDatasets, imageGenerators } from './directory-datasets';
import { initializerClasses } from './initializers';
import { layerClasses, layerFunctions } from './layers';
import { lossNames } from './losses';
import { metricNames } from './metrics';
import { modelNames } from './models/model';
import { moreOperations } from './more-operations';
import { operationNames } from './operations';
import { optimizerNames } from './optimizers';
import { scheduleClasses } from './schedules';

export const kerasNames: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...table(
    lossNames,
    activationNames,
    operationNames,
    moreOperations,
    scheduleClasses,
    metricNames,
    confusionMetrics,
    optimizerNames,
    layerClasses,
    layerFunctions,
    initializerClasses,
    datasetNames,
    applicationNames,
    directoryDatasets,
    imageGenerators,
  ),
  ...modelNames,
]);
