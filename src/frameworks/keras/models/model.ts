/** keras.Input, keras.Model and keras.Sequential: how a model is put together, and what it gives. */
import type { DType } from '../../../engine/dtype';
import { SymbolicDim, type Shape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { define, method } from '../../define';
import { NotKnown } from '../../errors';
import type { Runtime } from '../../runtime';
import { anySignature, signature } from '../../signature';
import { wrap } from '../../tensorflow/dialect';
import { noteMadeAgain } from '../../tensorflow/moments';
import {
  bool,
  int,
  linearize,
  list,
  none,
  unknown,
  type ClassValue,
  type InstanceValue,
  type ListValue,
  type NativeFunction,
  type NativeMethod,
  type Value,
} from '../../values';
import { layerBase, sizesOf } from '../layers/layer';
import { logitsOf } from '../logits';
import { compile, fit } from './training';

const inputLeaf = (shape: Shape | undefined, dtype: DType = 'float32'): Value =>
  wrap(Tensor.leaf({ shape, dtype }));

const withBatch = (sizes: Shape | undefined): Shape | undefined =>
  sizes && [new SymbolicDim('batch'), ...sizes];

/** `keras.Input((28, 28))`: a tensor of which the shape is known. */
const input = (name: string): NativeFunction =>
  define(
    name,
    '(shape=None, batch_size=None, dtype=None, sparse=None, batch_shape=None, name=None, tensor=None, *args, **kwargs)',
    (args) => {
      const [shape, whole] = [args.value('shape'), args.value('batch_shape')];
      const dtype = args.value('dtype').kind === 'None' ? 'float32' : args.optionalDType('dtype');
      return inputLeaf(whole.kind === 'None' ? withBatch(sizesOf(shape)) : sizesOf(whole), dtype);
    },
  );

/** What a model that was not called yet is called on: the shape that its first layer names, or anything. */
function firstInput(layers: readonly Value[]): Value {
  const given = layers[0]?.kind === 'instance' ? layers[0].state.get('given') : undefined;
  const { input_shape, input_dim, shape } = (given as Arguments | undefined)?.keywords ?? {};
  const said = input_shape ?? shape ?? input_dim;
  return inputLeaf(said && withBatch(sizesOf(said)));
}

const layersOf = (self: InstanceValue): ListValue | undefined => {
  const layers = self.attributes.get('layers');
  return layers?.kind === 'list' ? layers : undefined;
};

/**
 * The layers that were added since not all of those before are known: a condition or a loop adds one, and behind it
 * stands the head of the model.
 */
const lastLayersOf = (self: InstanceValue): ListValue | undefined =>
  self.state.get('last layers') as ListValue | undefined;

/** Adds a layer where not all before it are known; what stands in only one of two branches is not known either. */
function addLast(self: InstanceValue, layer: Value, runtime: Runtime): void {
  const last = lastLayersOf(self);
  if (!last) return;
  runtime.touch(last);
  if (last.open) last.items.length = 0;
  last.open = false;
  last.items.push(layer);
}

/** What the last layers give for anything; undefined where they are not known for certain. */
function applyLast(self: InstanceValue, layers: ListValue, runtime: Runtime): Value | undefined {
  const last = lastLayersOf(self);
  if (!last || last.open || last.items.length === 0 || last.items.at(-1) !== layers.items.at(-1))
    return undefined;
  let value: Value = unknown('the layers of a Sequential are not all known');
  for (const layer of last.items) value = runtime.call(layer, [value]);
  return value;
}

/** The layers of a Sequential on a value, one after the other. Throws NotKnown where too few of them are known. */
function applyAll(self: InstanceValue, given: Value | undefined, runtime: Runtime): Value {
  const layers = layersOf(self);
  const last = layers?.open ? applyLast(self, layers, runtime) : undefined;
  if (last) return last;
  if (!layers || layers.open) throw new NotKnown('the layers of a Sequential are not all known');
  const [first, ...others] = layers.items;
  const isInput = first?.kind === 'tensor';
  let value = given ?? (isInput ? first : firstInput(layers.items));
  for (const layer of isInput || !first ? others : layers.items) value = runtime.call(layer, [value]);
  return value;
}

/** What a model gives for its own inputs in training. Throws NotKnown where that is not known. */
export function outputOf(self: InstanceValue, runtime: Runtime): Value {
  if (linearize(self.class).some((base) => base === sequentialBase))
    return applyAll(self, undefined, runtime);
  const outputs = self.state.get('outputs') as Value | undefined;
  if (outputs && !hasOwnCall(self)) return outputs;
  const contract = self.state.get('trained outputs') as (() => Value) | undefined;
  if (contract && !hasOwnCall(self)) return contract();
  if (!hasOwnCall(self)) throw new NotKnown('what the model gives is not known');
  return runtime.call(self, [unknown('the input of a model is not known before it is called')], {
    training: bool(true),
  });
}

const hasOwnCall = (self: InstanceValue): boolean =>
  linearize(self.class).some((base) => base.isUser && base.attributes.has('call'));

const notFollowed = (what: string): NativeMethod =>
  method('(*args, **kwargs)', () => unknown(`${what} of a Keras model is not followed`));

const methods: ClassValue['methods'] = {
  compile: method("(optimizer='rmsprop', loss=None, *args, **kwargs)", (self, args, runtime) => {
    compile(self, args, runtime, outputOf);
    return none;
  }),
  fit: method('(x=None, y=None, *args, **kwargs)', (self, args, runtime) => {
    fit(self, args, runtime, outputOf);
    return unknown('the history of training is not followed');
  }),
  train_on_batch: method('(x=None, y=None, *args, **kwargs)', (self, args, runtime) => {
    fit(self, args, runtime, outputOf);
    return unknown('the loss of a batch is not followed');
  }),
  evaluate: notFollowed('evaluate'),
  predict: predicting('(x=None, *args, **kwargs)'),
  predict_on_batch: predicting('(x)'),
  summary: method('(*args, **kwargs)', () => none),
  build: method('(*args, **kwargs)', () => none),
  save: method('(*args, **kwargs)', () => none),
  add_loss: method('(*args, **kwargs)', () => none),
};

/** Calls the model on rows of the shape that is given, and gives arrays of numpy. */
function predicting(parameters: string): NativeMethod {
  return method(parameters, (self, args, runtime) => {
    const x = args.value('x');
    const rows = x.kind === 'tensor' ? inputLeaf(x.tensor.shape) : undefined;
    return asArrays(rows ? runtime.call(self, [rows]) : outputOf(self, runtime));
  });
}

function asArrays(value: Value): Value {
  if (value.kind === 'tensor') return { ...value, framework: 'numpy', isParameter: false };
  if (value.kind === 'list') return list(value.items.map(asArrays));
  return value.kind === 'unknown' ? value : unknown('what the model predicts is not followed');
}

/** The base class of models; by itself it is made of the inputs and outputs of layers that were called on them. */
export const modelBase: ClassValue = {
  kind: 'class',
  name: 'keras.Model',
  bases: [layerBase],
  attributes: new Map(),
  isUser: false,
  signature: anySignature,
  construct: (self, args) => {
    const inputs = args.rest[0] ?? args.keywords.inputs ?? args.keywords.input;
    const outputs = args.rest[1] ?? args.keywords.outputs ?? args.keywords.output;
    if (!inputs || !outputs) return;
    self.state.set('outputs', outputs);
    for (const [name, value] of Object.entries({ inputs, outputs, input: inputs, output: outputs }))
      self.attributes.set(name, value);
  },
  invoke: {
    signature: signature('(inputs, *args, **kwargs)'),
    call: (self) => {
      const outputs = self.state.get('outputs') as Value | undefined;
      if (!outputs) throw new NotKnown('what the model gives is not known');
      noteOutputs(outputs);
      return outputs;
    },
  },
  methods,
};

/** Notes for tapes that a model of tensors was called now: its outputs, and what losses take from behind an activation. */
function noteOutputs(outputs: Value): void {
  if (outputs.kind === 'tensor') {
    noteMadeAgain(outputs.tensor);
    const logits = logitsOf(outputs.tensor);
    if (logits) noteMadeAgain(logits);
  } else if (outputs.kind === 'list' || outputs.kind === 'tuple') outputs.items.forEach(noteOutputs);
  else if (outputs.kind === 'dict') for (const [, item] of outputs.entries.values()) noteOutputs(item);
}

const sequentialBase: ClassValue = {
  kind: 'class',
  name: 'keras.Sequential',
  bases: [modelBase],
  attributes: new Map(),
  isUser: false,
  signature: signature('(layers=None, *args, **kwargs)'),
  construct: (self, args, runtime) => {
    const given = args.value('layers');
    const items = given.kind === 'None' ? [] : runtime.iterate(given);
    self.attributes.set('layers', items ? list([...items]) : { ...list([]), open: true });
    self.state.set('last layers', list([]));
  },
  invoke: {
    signature: signature('(inputs, *args, **kwargs)'),
    call: (self, args, runtime) => applyAll(self, args.value('inputs'), runtime),
  },
  methods: {
    add: method('(layer)', (self, args, runtime) => {
      const layers = layersOf(self);
      if (!layers) return none;
      const layer = args.value('layer');
      runtime.touch(layers);
      layers.items.push(layer);
      if (layers.open) addLast(self, layer, runtime);
      return none;
    }),
    pop: method('(*args)', (self, _, runtime) => {
      const layers = layersOf(self);
      if (!layers) return none;
      runtime.touch(layers);
      if (layers.open) {
        const last = lastLayersOf(self);
        if (last) runtime.touch(last);
        last?.items.pop();
      }
      return layers.items.pop() ?? none;
    }),
    __len__: method('()', (self) => {
      const layers = layersOf(self);
      if (layers?.open) throw new NotKnown('the layers of a Sequential are not all known');
      return int(layers?.items.length ?? 0);
    }),
  },
  properties: {
    output: (self, runtime) => applyAll(self, undefined, runtime),
  },
};

/** By qualified name, since most have several. */
export const modelNames: readonly (readonly [string, Value])[] = [
  ['keras.Input', input('keras.Input')],
  ['keras.layers.Input', input('keras.layers.Input')],
  ['keras.Model', modelBase],
  ['keras.models.Model', modelBase],
  ['keras.Sequential', sequentialBase],
  ['keras.models.Sequential', sequentialBase],
  ['keras.Layer', layerBase],
];
