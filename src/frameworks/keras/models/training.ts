/**
 * Where a model of Keras meets its loss (`compile`) and its labels (`fit`). Both are noted as events for rules,
 * one for each output, with the loss as Keras resolves it: a name, a function, or an object with its options.
 */
import type { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { NotKnown } from '../../errors';
import type { Runtime } from '../../runtime';
import { linearize, type InstanceValue, type Value } from '../../values';
import { layerNameOf } from '../layers/layer';
import { lossSpecOf, type LossSpec } from '../losses';

type OutputOf = (self: InstanceValue, runtime: Runtime) => Value;

/** One output of a model with the loss that it is trained by. */
interface Head {
  /** The key or number of the output where there are several. */
  readonly key: string | number | null;
  readonly prediction: Tensor;
  readonly loss: LossSpec;
}

/** What `compile` is given as loss; the model keeps it. */
export function compile(self: InstanceValue, args: Arguments, runtime: Runtime, outputOf: OutputOf): void {
  const loss = args.value('loss');
  runtime.setAttribute(self, LOSS, loss);
  for (const head of headsOf(self, runtime, outputOf))
    runtime.noteOperation('compile', [head.prediction], optionsOf(head));
}

/** The attribute under which a model keeps its loss. */
const LOSS = 'loss';

/** What `fit` is given as labels, for each output. */
export function fit(self: InstanceValue, args: Arguments, runtime: Runtime, outputOf: OutputOf): void {
  const labels = args.value('y');
  if (labels.kind === 'None' || labels.kind === 'unknown') return;
  const heads = headsOf(self, runtime, outputOf);
  for (const head of heads) {
    const target = head.key === null ? labels : partOf(labels, head.key, head.prediction);
    if (target?.kind !== 'tensor') continue;
    runtime.noteOperation('fit', [head.prediction, target.tensor], optionsOf(head));
  }
}

/** The outputs of a model that have a loss that is known. */
function headsOf(self: InstanceValue, runtime: Runtime, outputOf: OutputOf): readonly Head[] {
  const loss = self.attributes.get(LOSS);
  // A training step of the user's own may use the loss in any way.
  const isOwnStep = linearize(self.class).some(
    (base) => base.isUser && ['train_step', 'compute_loss'].some((name) => base.attributes.has(name)),
  );
  if (!loss || isOwnStep) return [];
  const output = outputIfKnown(self, runtime, outputOf);
  return outputsIn(output).flatMap(([key, prediction]) => {
    const spec = lossSpecOf(key === null ? loss : lossOf(loss, key, prediction));
    return spec && prediction.kind === 'tensor' ? [{ key, prediction: prediction.tensor, loss: spec }] : [];
  });
}

function outputIfKnown(self: InstanceValue, runtime: Runtime, outputOf: OutputOf): Value | undefined {
  try {
    return outputOf(self, runtime);
  } catch (error) {
    if (error instanceof NotKnown) return undefined;
    throw error;
  }
}

/** The outputs by their keys or numbers; a single one has none. */
function outputsIn(output: Value | undefined): readonly (readonly [string | number | null, Value])[] {
  switch (output?.kind) {
    case 'tensor':
      return [[null, output]];
    case 'list':
    case 'tuple':
      return output.items.map((item, at) => [output.items.length === 1 ? null : at, item]);
    case 'dict':
      return [...output.entries.values()].flatMap(([key, item]) =>
        key.kind === 'str' ? [[key.value, item] as const] : [],
      );
    default:
      return [];
  }
}

/** The loss of one output among several: one for all, or its own. */
const lossOf = (loss: Value, key: string | number, output: Value): Value | undefined =>
  ['list', 'tuple', 'dict'].includes(loss.kind)
    ? partOf(loss, key, output.kind === 'tensor' ? output.tensor : undefined)
    : loss;

/** What belongs to an output in a list, a tuple or a dict: by its number, its key, or the name of its layer. */
function partOf(value: Value, key: string | number, output: Tensor | undefined): Value | undefined {
  if (value.kind === 'list' || value.kind === 'tuple')
    return typeof key === 'number' ? value.items[key] : undefined;
  const wanted = typeof key === 'string' ? key : output && layerNameOf(output);
  if (value.kind !== 'dict' || wanted === undefined) return undefined;
  return [...value.entries.values()].find(([name]) => name.kind === 'str' && name.value === wanted)?.[1];
}

function optionsOf({
  key,
  loss,
  prediction,
}: Head): Readonly<Record<string, number | string | boolean | null>> {
  const { place } = loss.object ?? {};
  return {
    loss: loss.name,
    from_logits: loss.fromLogits,
    output: key,
    name: layerNameOf(prediction) ?? null,
    ...(place ? { source: place.source, start: place.start, end: place.end } : {}),
  };
}
