/**
 * The models of transformers that are models of Keras: `TFBertForSequenceClassification`. What they give is the same
 * contract as elsewhere, and so Keras' losses are given raw scores: the model has no activation behind its head.
 */
import { SymbolicDim } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { define } from '../define';
import { NotKnown } from '../errors';
import { layerBase } from '../keras/layers/layer';
import { modelBase } from '../keras/models/model';
import { scoresOf } from '../scores';
import { anySignature, signature } from '../signature';
import {
  inheritsFrom,
  none,
  tensorValue,
  type ClassValue,
  type InstanceValue,
  type TensorValue,
  type Value,
} from '../values';
import { classesOf, modelOutput } from './models';

const isLayer = (value: Value): boolean =>
  value.kind === 'instance' && inheritsFrom(value.class, layerBase.name);

/** The raw scores of the head; of one that was replaced nothing is known. */
function logitsOf(self: InstanceValue, dims: readonly string[]): TensorValue {
  const weight = self.state.get('head') as TensorValue | undefined;
  const isReplaced = [...self.attributes.values()].some(isLayer);
  if (!weight || isReplaced) throw new NotKnown('the head of the model is not known');
  return { ...scoresOf(weight, dims), framework: 'tensorflow' };
}

const making = (name: string) => (type: ClassValue) =>
  define(`${type.name}.${name}`, '(source=None, *args, **kwargs)', (args, runtime) =>
    runtime.call(type, [], args.keywords),
  );

/** The class of such a model, of whose scores `dims` stand before the classes. */
export const kerasModel = (name: string, dims: readonly string[]): ClassValue => ({
  kind: 'class',
  name,
  bases: [modelBase],
  attributes: new Map(),
  isUser: false,
  isOpen: true,
  signature: signature('(config=None, *args, **kwargs)'),
  construct: (self, args) => {
    const shape = [classesOf(args) ?? new SymbolicDim('labels'), new SymbolicDim('features')];
    self.state.set('head', tensorValue(Tensor.leaf({ shape }), 'tensorflow'));
    self.state.set('trained outputs', () => logitsOf(self, dims));
  },
  invoke: {
    signature: anySignature,
    call: (self, args, runtime): InstanceValue => {
      const given = args.keywords['labels'];
      const mayHaveLabels = given ? given.kind !== 'None' : args.spread;
      return {
        kind: 'instance',
        class: modelOutput,
        attributes: new Map<string, Value>([
          ...(mayHaveLabels ? [] : [['loss', none] as const]),
          ['logits', logitsOf(self, dims)],
        ]),
        state: new Map<string, unknown>(mayHaveLabels ? [['unknown', 'an output of the model']] : []),
        place: runtime.place,
      };
    },
  },
  classMethods: { from_pretrained: making('from_pretrained'), from_config: making('from_config') },
});
