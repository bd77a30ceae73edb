/**
 * Where a model of Keras meets its loss (`compile`) and its labels (`fit`). Both are noted as events for rules,
 * one for each output, with the loss as Keras resolves it: a name, a function, or an object with its options.
 * A loss of the user's own is read with what the model gives (`own-losses.ts`).
 */
import { isFloating } from '../../../engine/dtype';
import { SymbolicDim } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { eachItem } from '../../each-item';
import { NotKnown } from '../../errors';
import type { Runtime } from '../../runtime';
import { wrap } from '../../tensorflow/dialect';
import { linearize, tuple, unknown, type InstanceValue, type TensorValue, type Value } from '../../values';
import { layerNameOf } from '../layers/layer';
import { lossSpecOf, type LossSpec } from '../losses';
import { foreseeLoss, foreseeMetrics } from './own-losses';

type OutputOf = (self: InstanceValue, runtime: Runtime) => Value;

/** One output of a model with what it is trained by. */
interface Output {
  /** The key or number of the output where there are several. */
  readonly key: string | number | null;
  readonly prediction: TensorValue;
  readonly loss: Value;
}

/** One output of a model with the loss of Keras' that it is trained by. */
interface Head {
  readonly key: string | number | null;
  readonly prediction: Tensor;
  readonly loss: LossSpec;
}

/** What `compile` is given as loss; the model keeps it. */
export function compile(self: InstanceValue, args: Arguments, runtime: Runtime, outputOf: OutputOf): void {
  const loss = args.value('loss');
  runtime.setAttribute(self, LOSS, loss);
  const outputs = trainedOutputs(self, runtime, () => outputOf(self, runtime));
  for (const head of headsAmong(outputs))
    runtime.noteOperation('compile', [head.prediction], optionsOf(head));
  for (const output of outputs) foreseeLoss(runtime, output);
  self.state.set(METRICS, args.keywords['metrics']);
  foreseeMetricsOf(self, runtime, outputs);
}

/** The attribute under which a model keeps its loss, and where its metrics are kept. */
const LOSS = 'loss';
const METRICS = 'metrics';

/** Which of several outputs a metric is of is not followed. */
function foreseeMetricsOf(
  self: InstanceValue,
  runtime: Runtime,
  [only, ...others]: readonly Output[],
  labels?: TensorValue,
): void {
  const metrics = self.state.get(METRICS) as Value | undefined;
  if (only && others.length === 0) foreseeMetrics(runtime, metrics, only.prediction, labels);
}

/** What `fit` is given as labels, for each output. */
export function fit(self: InstanceValue, args: Arguments, runtime: Runtime, outputOf: OutputOf): void {
  const [given, labels] = dataOf(args, runtime);
  foreseeOwnStep(self, args, runtime);
  if (labels.kind === 'None' || labels.kind === 'unknown') return;
  const outputs = trainedOutputs(self, runtime, () => outputOf(self, runtime));
  const labelsOf = ({ key, prediction }: Output | Head): Value | undefined =>
    key === null ? labels : partOf(labels, key, 'kind' in prediction ? prediction.tensor : prediction);
  for (const head of headsAmong(outputs)) {
    const target = labelsOf(head);
    if (target?.kind !== 'tensor') continue;
    runtime.noteOperation('fit', [head.prediction, target.tensor], optionsOf(head));
  }
  if (given.kind !== 'tensor') return;
  const batch = new SymbolicDim('batch');
  const fitted = trainedOutputs(self, runtime, () => runtime.call(self, [batchOf(given, batch)]));
  for (const output of fitted) {
    const target = labelsOf(output);
    if (target?.kind === 'tensor') foreseeLoss(runtime, output, batchOf(target, batch));
  }
  if (labels.kind === 'tensor') foreseeMetricsOf(self, runtime, fitted, batchOf(labels, batch));
}

/** Calls a training step of the user's own as Keras does: with a batch of the data that is fitted to. */
function foreseeOwnStep(self: InstanceValue, args: Arguments, runtime: Runtime): void {
  if (!linearize(self.class).some((base) => base.isUser && base.attributes.has('train_step'))) return;
  const [inputs, labels] = [args.value('x'), args.value('y')];
  const batch = new SymbolicDim('batch');
  const partOf = (value: Value): Value =>
    value.kind === 'tensor' ? batchOf(value, batch) : unknown('what a model is fitted to is not known');
  runtime.foresee(() => {
    const data =
      labels.kind === 'None'
        ? (eachItem(inputs, runtime) ?? partOf(inputs))
        : tuple([inputs, labels].map(partOf));
    runtime.call(runtime.getAttribute(self, 'train_step'), [data]);
  });
}

/** The inputs and the labels beside them, or those that a dataset gives with each batch. */
function dataOf(args: Arguments, runtime: Runtime): readonly [inputs: Value, labels: Value] {
  const [inputs, labels] = [args.value('x'), args.value('y')];
  const batch = labels.kind === 'None' ? eachItem(inputs, runtime) : undefined;
  const [first, second] = batch?.kind === 'tuple' ? batch.items : [];
  return first && second ? [first, second] : [inputs, labels];
}

/** Any batch of the data that `fit` is given: floats are those of Keras. */
function batchOf({ tensor: { shape, dtype } }: TensorValue, batch: SymbolicDim): TensorValue {
  const isFloat = dtype !== undefined && isFloating(dtype);
  return wrap(
    Tensor.leaf({ shape: shape && [batch, ...shape.slice(1)], dtype: isFloat ? 'float32' : dtype }),
  );
}

/** The outputs of a model that have a loss. */
function trainedOutputs(self: InstanceValue, runtime: Runtime, given: () => Value): readonly Output[] {
  const loss = self.attributes.get(LOSS);
  // A training step of the user's own may use the loss in any way.
  const isOwnStep = linearize(self.class).some(
    (base) => base.isUser && ['train_step', 'compute_loss'].some((name) => base.attributes.has(name)),
  );
  if (!loss || isOwnStep) return [];
  return outputsIn(ifKnown(given)).flatMap(([key, prediction]) => {
    const own = key === null ? loss : lossOf(loss, key, prediction);
    return own && prediction.kind === 'tensor' ? [{ key, prediction, loss: own }] : [];
  });
}

/** The outputs whose loss is one of Keras' that is known. */
const headsAmong = (outputs: readonly Output[]): readonly Head[] =>
  outputs.flatMap(({ key, prediction, loss }) => {
    const spec = lossSpecOf(loss);
    return spec ? [{ key, prediction: prediction.tensor, loss: spec }] : [];
  });

function ifKnown(given: () => Value): Value | undefined {
  try {
    return given();
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
