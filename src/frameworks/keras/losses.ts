/** Keras' losses as functions, classes and names, and the base class for losses of the user's. */
import { castTo } from '../../engine/formula';
import type { DType } from '../../engine/dtype';
import { TensorError } from '../../engine/error';
import type { LossInputs, LossResult } from '../../engine/loss';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import { isReadable, type Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import { reportedLoss, standingIn, withoutShape, type LossOptions, type LossRequest } from '../reported-loss';
import type { Runtime } from '../runtime';
import { signature } from '../signature';
import { convert } from '../tensorflow/dialect';
import {
  none,
  tensorValue,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type TensorFramework,
  type TensorValue,
  type Value,
} from '../values';
import type { KerasLoss } from './loss';
import { kerasLosses } from './loss-table';
import { readReduction, reduceValues, toSameRank, type KerasReduction } from './reduction';

/** Keras gives tensors of its back end; where inputs are tensors of JAX or PyTorch, that is the back end. */
export function backendOf(...values: readonly Value[]): TensorFramework {
  for (const value of values) {
    if (value.kind === 'tensor' && (value.framework === 'jax' || value.framework === 'torch'))
      return value.framework;
  }
  return 'tensorflow';
}

/** The mean along an axis, where values are averaged. */
const averaged = (values: Tensor, axis: number | undefined): Tensor =>
  axis === undefined || values.rank === 0
    ? values
    : Tensor.apply(ops.mean, [values], { dim: [axis], keepdim: false });

/** What the report says of the options. */
function optionsFrom(args: Arguments, names: readonly string[]): LossOptions {
  const options: Record<string, number | string | boolean | null> = {};
  for (const name of names) {
    const value = args.value(name);
    if (value.kind === 'None') options[name] = null;
    else if (value.kind === 'int' || value.kind === 'float' || value.kind === 'bool' || value.kind === 'str')
      options[name] = value.value;
  }
  return options;
}

const namesOf = (row: KerasLoss): readonly string[] =>
  signature(`(${row.options})`).parameters.map(({ name }) => name);

/** The options without which the inputs are judged all the same: `from_logits` says what they are. */
const settingsOf = (row: KerasLoss): readonly string[] =>
  namesOf(row).filter((name) => name !== 'from_logits');

interface Evaluation {
  readonly function: string;
  readonly row: KerasLoss;
  readonly target: Tensor;
  readonly prediction: Tensor;
  readonly weight: Tensor | undefined;
  readonly reduction: KerasReduction;
  /** Whether that is the reduction, and no stand-in for one that is not known. */
  readonly isReductionKnown: boolean;
  /** Where the options stand: the function's call, or the constructor's. */
  readonly options: Arguments;
  readonly object: InstanceValue | null;
  readonly framework: TensorFramework;
}

function evaluateKeras(runtime: Runtime, request: Evaluation): TensorValue {
  const { row, reduction } = request;
  const { options, unknown } = standingIn(request.options, settingsOf(row));
  const compute = (inputs: LossInputs): LossResult => {
    const { y_true, y_pred, sample_weight } = inputs;
    const { result, average, mask } = row.evaluate(y_true!, y_pred!, options);
    const values = averaged(result.perElement, average);
    const { perElement, output } = reduceValues(values, { weight: sample_weight, mask, reduction });
    return { ...result, perElement, output };
  };
  const inputs = { y_true: request.target, y_pred: request.prediction, sample_weight: request.weight };
  const said = namesOf(row).filter((name) => name !== 'ref_labels' && name !== 'ref_embeddings');
  const report = {
    function: request.function,
    inputs,
    prediction: 'y_pred',
    classTargets: row.classTargets,
    expects: row.expects,
    reduction,
    options: { ...optionsFrom(request.options, said), ...(unknown.includes('axis') ? { axis: null } : {}) },
    object: request.object,
    unknownOptions: [...unknown, ...(request.isReductionKnown ? [] : ['reduction'])],
  };
  const { output } = reportedLoss(runtime, {
    ...report,
    loss: engineLoss(runtime, { ...request, options }, report, unknown.includes('axis')),
    compute,
  });
  return tensorValue(output, request.framework);
}

/** Errors of Keras and TensorFlow that say what is wrong with the inputs of a loss: their shapes, or a label that is no class. */
const refusals: ReadonlySet<string> = new Set(['ValueError', 'InvalidArgumentError']);

/**
 * Which of the engine's losses it is may depend on the options: `from_logits` makes another of it. Inputs that do not
 * fit are reported too, since they are a mistake to be explained.
 */
function engineLoss(
  runtime: Runtime,
  { row, target, prediction, options }: Evaluation,
  report: Omit<LossRequest, 'loss' | 'compute'>,
  isAxisUnknown: boolean,
): string {
  try {
    const inputs = isAxisUnknown ? [target, prediction].map(withoutShape) : [target, prediction];
    return row.evaluate(inputs[0]!, inputs[1]!, options).loss;
  } catch (error) {
    const isRefused = error instanceof PythonError && refusals.has(error.type);
    if (error instanceof TensorError || isRefused) {
      const refuse = (): never => {
        const isShape = error instanceof PythonError && error.type === 'ValueError';
        throw isShape ? new TensorError('ValueError', error.message) : error;
      };
      reportedLoss(runtime, { ...report, loss: row.name, compute: refuse });
    }
    throw error;
  }
}

function lossFunction(row: KerasLoss, name: string): NativeFunction {
  const parameters = `(y_true, y_pred${row.options === '' ? '' : `, ${row.options}`})`;
  return define(name, parameters, (args, runtime) => {
    const [target, prediction] = [args.value('y_true'), args.value('y_pred')];
    if (row.name === 'circle' && (!args.isNone('ref_labels') || !args.isNone('ref_embeddings')))
      throw new NotKnown('a circle loss with references of its own is not computed');
    const x = convert(prediction);
    return evaluateKeras(runtime, {
      function: name,
      row,
      target: row.name.startsWith('sparse') ? convert(target) : convert(target, x.dtype),
      prediction: x,
      weight: undefined,
      reduction: 'none',
      isReductionKnown: true,
      options: args,
      object: null,
      framework: backendOf(target, prediction),
    });
  });
}

const structures = new Set<Value['kind']>(['list', 'tuple']);

/** An object of a loss takes lists for structures of tensors, which have to match. */
function checkStructures(a: Value, b: Value): void {
  const [left, right] = [a, b].map((value) =>
    value.kind === 'list' || value.kind === 'tuple' ? value.items : undefined,
  );
  if (!left && !right) return;
  if (!left || !right || left.length !== right.length) {
    throw new PythonError('ValueError', "Structures don't have the same nested structure.");
  }
  left.forEach((item, at) => {
    if (structures.has(item.kind) || structures.has(right[at]!.kind)) checkStructures(item, right[at]!);
  });
}

const dtypeOf = (self: InstanceValue): DType => (self.state.get('dtype') as DType | undefined) ?? 'float32';

/** In the dtype of the loss, once: what has it already stays the tensor that it is. */
const inputOf = (value: Value, dtype: DType): Tensor =>
  value.kind === 'tensor' && !value.tensor.wrapped ? castTo(convert(value), dtype) : convert(value, dtype);

function construct(self: InstanceValue, args: Arguments): void {
  const given = args.value('reduction');
  const dtype = args.optionalDType('dtype');
  self.attributes.set('reduction', given);
  self.attributes.set('name', args.value('name'));
  if (isReadable(given)) self.state.set('reduction', readReduction(args.optionalString('reduction')));
  if (dtype) self.state.set('dtype', dtype);
  self.state.set('options', args);
}

/** Settings that are a name, a truth or a number, which no tensor is meant to be. */
const plainSettings: ReadonlySet<string> = new Set([
  'apply_class_balancing',
  'from_logits',
  'ignore_class',
  'label_smoothing',
  'name',
  'reduction',
]);

/** Notes the tensors that a constructor is given where only settings belong. */
function noteTensors(name: string, args: Arguments, runtime: Runtime): void {
  const tensors = args.signature.parameters.flatMap((parameter) => {
    const value = plainSettings.has(parameter.name) ? args.value(parameter.name) : none;
    return value.kind === 'tensor' && !value.tensor.wrapped ? [value.tensor] : [];
  });
  if (tensors.length > 0) runtime.noteOperation('loss_settings', tensors, { function: name });
}

const reductionOf = (self: InstanceValue): KerasReduction =>
  (self.state.get('reduction') as KerasReduction | undefined) ?? 'sum_over_batch_size';

const weightOf = (args: Arguments, dtype: DType): Tensor | undefined =>
  args.isNone('sample_weight') ? undefined : inputOf(args.value('sample_weight'), dtype);

/** `keras.losses.Loss`: a class of the user's says in `call` what the values are; they are weighted and reduced here. */
const lossBase: ClassValue = {
  kind: 'class',
  name: 'keras.losses.Loss',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature("(name=None, reduction='sum_over_batch_size', dtype=None)"),
  construct,
  invoke: {
    signature: signature('(y_true, y_pred, sample_weight=None)'),
    call: (self, args, runtime) => {
      const dtype = dtypeOf(self);
      const [target, prediction] = [args.value('y_true'), args.value('y_pred')];
      const framework = backendOf(target, prediction);
      const inputs = [target, prediction].map((value) => tensorValue(inputOf(value, dtype), framework));
      const values = runtime.call(runtime.getAttribute(self, 'call'), inputs);
      if (values.kind === 'unknown') throw new NotKnown(values.reason);
      const { output } = reduceValues(convert(values, dtype), {
        weight: weightOf(args, dtype),
        mask: undefined,
        reduction: reductionOf(self),
      });
      return tensorValue(output, framework);
    },
  },
};

function lossClass(row: KerasLoss): ClassValue {
  const name = `keras.losses.${row.className}`;
  return {
    kind: 'class',
    name,
    bases: [lossBase],
    attributes: new Map(),
    isUser: false,
    signature: signature(row.constructorSignature),
    construct: (self, args, runtime) => {
      noteTensors(name, args, runtime);
      construct(self, args);
    },
    invoke: {
      signature: signature('(y_true, y_pred, sample_weight=None)'),
      call: (self, args, runtime) => {
        const dtype = dtypeOf(self);
        const [target, prediction] = [args.value('y_true'), args.value('y_pred')];
        checkStructures(target, prediction);
        const [y, x] = toSameRank(inputOf(target, dtype), inputOf(prediction, dtype));
        return evaluateKeras(runtime, {
          function: name,
          row,
          target: y,
          prediction: x,
          weight: weightOf(args, dtype),
          reduction: reductionOf(self),
          isReductionKnown: isReadable(self.attributes.get('reduction') ?? none),
          options: self.state.get('options') as Arguments,
          object: self,
          framework: backendOf(target, prediction),
        });
      },
    },
  };
}

/** Every function has its names in keras.losses and keras.metrics. */
const functions = kerasLosses.flatMap((row) =>
  [row.name, ...row.aliases].flatMap((name) =>
    ['keras.losses.', 'keras.metrics.'].map((place) => lossFunction(row, `${place}${name}`)),
  ),
);

const classes = kerasLosses.map(lossClass);

/** `keras.losses.get("mse")`: a function by its name, an object by that of its class, anything else as it is. */
const get = define('keras.losses.get', '(identifier)', (args, runtime) => {
  const given = args.value('identifier');
  if (given.kind !== 'str') return given;
  const named = functions.find(({ name }) => name === `keras.losses.${given.value}`);
  if (named) return named;
  const type = classes.find(({ name }) => name === `keras.losses.${given.value}`);
  if (type) return runtime.call(type, []);
  throw new PythonError('ValueError', `Could not interpret loss identifier: ${given.value}`);
});

export const lossNames: readonly (NativeFunction | ClassValue)[] = [
  ...functions,
  ...classes,
  lossBase,
  get,
  { ...get, name: 'keras.losses.deserialize' },
];

/** A loss as a model is compiled with it. */
export interface LossSpec {
  /** The name of its function in keras.losses: `sparse_categorical_crossentropy`. */
  readonly name: string;
  readonly fromLogits: boolean;
  /** The loss object, where it is one. */
  readonly object: InstanceValue | null;
}

/** What Keras makes of a loss that is given by name, as a function or as an object; undefined for any other. */
export function lossSpecOf(given: Value | undefined): LossSpec | undefined {
  const written =
    given?.kind === 'str'
      ? given.value
      : given?.kind === 'native'
        ? /^keras\.(?:losses|metrics)\.(\w+)$/.exec(given.name)?.[1]
        : undefined;
  if (written !== undefined) {
    const row = kerasLosses.find(({ name, className, aliases }) =>
      [name, ...aliases, ...(given?.kind === 'str' ? [className] : [])].includes(written),
    );
    return row && { name: row.name, fromLogits: false, object: null };
  }
  if (given?.kind !== 'instance' || given.class.isUser) return undefined;
  const row = kerasLosses.find(({ className }) => given.class.name === `keras.losses.${className}`);
  const options = given.state.get('options') as Arguments | undefined;
  if (!row || !options) return undefined;
  const takes = options.signature.parameters.some(({ name }) => name === 'from_logits');
  const flag = takes ? options.value('from_logits') : undefined;
  if (options.spread && !options.given('from_logits')) return undefined;
  // A flag that is not known makes a loss that is not known.
  if (flag && flag.kind !== 'bool') return undefined;
  return { name: row.name, fromLogits: flag?.value ?? false, object: given };
}
