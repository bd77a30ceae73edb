/** What the names of Hugging Face's transformers mean: models with a head, known by the names of their classes, and the Trainer. */
import type { Value } from '../values';
import { encoder } from './encoders';
import { headedModel, modelOutput, preTrainedModel } from './models';
import { trainers } from './trainer';

/** Names that stand in tables. */
export const transformersNames: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['transformers.PreTrainedModel', preTrainedModel],
  ['transformers.utils.ModelOutput', modelOutput],
  ['transformers.modeling_outputs.ModelOutput', modelOutput],
  ...trainers.map((type): readonly [string, Value] => [type.name, type]),
]);

const made = new Map<string, Value | undefined>();

/** The class of a qualified name such as `transformers.BertForSequenceClassification`; undefined for any other name. */
export function transformersName(name: string): Value | undefined {
  if (!name.startsWith('transformers.')) return undefined;
  if (!made.has(name)) made.set(name, headedModel(name) ?? encoder(name));
  return made.get(name);
}
