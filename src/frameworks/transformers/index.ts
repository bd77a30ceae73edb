/** What the names of Hugging Face's transformers mean: models with a head, known by the names of their classes, and the Trainer. */
import { dataclassParser } from '../settings';
import type { Value } from '../values';
import { encoder } from './encoders';
import { kerasModel } from './keras-models';
import { endOf, headedModel, heads, modelOutput, preTrainedModel } from './models';
import { trainers } from './trainer';

/** Names that stand in tables. */
export const transformersNames: ReadonlyMap<string, Value> = new Map<string, Value>([
  [dataclassParser.name, dataclassParser],
  ['transformers.PreTrainedModel', preTrainedModel],
  ['transformers.utils.ModelOutput', modelOutput],
  ['transformers.modeling_outputs.ModelOutput', modelOutput],
  ...trainers.map((type): readonly [string, Value] => [type.name, type]),
]);

const made = new Map<string, Value | undefined>();

/** A model of Keras by the name of its class; undefined for any other name. */
function ofKeras(name: string): Value | undefined {
  const dims = name.startsWith('transformers.TF') ? heads[endOf(name) ?? ''] : undefined;
  return dims && kerasModel(name, dims);
}

/** The class of a qualified name such as `transformers.BertForSequenceClassification`; undefined for any other name. */
export function transformersName(name: string): Value | undefined {
  if (!name.startsWith('transformers.')) return undefined;
  if (!made.has(name)) made.set(name, headedModel(name) ?? ofKeras(name) ?? encoder(name));
  return made.get(name);
}
