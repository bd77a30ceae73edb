/**
 * Models of transformers that end in a head for a task. What is inside is not read; what they give is a contract:
 * `outputs.logits` are raw scores, and `outputs.loss` is there when labels were handed in
 * (https://huggingface.co/docs/transformers/main_classes/output).
 */
import { SymbolicDim, type Dim } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { define, method, openClass } from '../define';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import { headWeight, ownLoss, plainScores, positionsWeight, scoresOf, scoresOfPositions } from '../scores';
import { anySignature, signature } from '../signature';
import { moduleClass } from '../torch/module';
import { childrenOf } from '../torch/module/tree';
import {
  bool,
  linearize,
  none,
  tensorValue,
  tuple,
  unknown,
  type ClassValue,
  type InstanceValue,
  type TensorValue,
  type Value,
} from '../values';

/** Models that predict the next token from the left, by the ends of their names; given labels they shift them by one themselves. */
const causal = /(ForCausalLM|^(GPT2|OpenAIGPT)LMHeadModel)$/;

/** What stands before the classes in the shape of a head's scores, by the end of the class's name. */
export const heads: Readonly<Record<string, readonly string[]>> = {
  ForSequenceClassification: ['batch'],
  ForImageClassification: ['batch'],
  ForAudioClassification: ['batch'],
  ForVideoClassification: ['batch'],
  ForMultipleChoice: ['batch'],
  ForNextSentencePrediction: ['batch'],
  ForTokenClassification: ['batch', 'positions'],
  ForMaskedLM: ['batch', 'positions'],
  ForCausalLM: ['batch', 'positions'],
  ForSeq2SeqLM: ['batch', 'positions'],
  LMHeadModel: ['batch', 'positions'],
};

/** The end of the names of models that give each position of an image its scores, with the classes in dim 1. */
const SEGMENTING = 'ForSemanticSegmentation';

export const modelOutput: ClassValue = openClass('transformers.utils.ModelOutput', {
  signature: signature('(*args, **kwargs)'),
  methods: {
    __getitem__: method('(key)', (self, args, runtime) => itemOf(self, args.value('key'), runtime)),
    get: method(
      '(key, default=None)',
      (self, args) => self.attributes.get(args.string('key')) ?? args.value('default'),
    ),
    to_tuple: method('()', (self) => partsOf(self)),
  },
});

/** An output by its name, or by its place among those that are there. */
function itemOf(self: InstanceValue, key: Value, runtime: Runtime): Value {
  if (key.kind !== 'str') return runtime.getItem(partsOf(self), key);
  const found = self.attributes.get(key.value);
  if (!found) throw new NotKnown(`the output '${key.value}' of the model is not known`);
  return found;
}

/** The outputs in order: the loss where there is one, then the scores. What follows them is not known. */
function partsOf(self: InstanceValue): Value {
  const loss = self.attributes.get('loss') ?? none;
  if (self.state.has('unknown')) throw new NotKnown('whether labels were handed to the model is not known');
  return tuple([
    ...(loss.kind === 'None' ? [] : [loss]),
    self.attributes.get('logits') ?? none,
    unknown('a hidden state of the model is not known', self.place),
  ]);
}

/** How many classes a model was asked for; undefined where its configuration says so. */
export function classesOf(args: Arguments): number | undefined {
  const count = args.keywords['num_labels'];
  return count?.kind === 'int' ? count.value : undefined;
}

/** One label is a number to be learned by regression, and so is what is called so: its outputs may be scores or not. */
function isRegression(args: Arguments): boolean {
  const type = args.keywords['problem_type'];
  if (type === undefined) return classesOf(args) === 1;
  return !(type.kind === 'str' && type.value.endsWith('classification'));
}

const headOf = (self: InstanceValue): TensorValue | undefined => {
  const isReplaced = [...childrenOf(self)].length > 0;
  return isReplaced ? undefined : (self.state.get('head') as TensorValue | undefined);
};

/** The scores of a model; of one whose head was replaced nothing is known but that there are some. */
function scoresFrom(self: InstanceValue, dims: readonly string[] | undefined): TensorValue {
  const weight = headOf(self);
  if (!weight) return tensorValue(Tensor.leaf({}));
  return weight.tensor.rank === 4 ? scoresOfPositions(weight) : scoresOf(weight, dims);
}

const call = (dims?: readonly string[]): NonNullable<ClassValue['invoke']> => ({
  signature: anySignature,
  call: (self, args, runtime) => {
    const logits = scoresFrom(self, dims);
    const type = linearize(self.class).find(({ isUser }) => !isUser)?.name ?? '';
    if (causal.test(type.slice(type.lastIndexOf('.') + 1)))
      runtime.noteOperation('causal-lm', [], {}, logits.tensor);
    const hasLabels = args.keywords['labels']
      ? args.keywords['labels'].kind !== 'None'
      : args.spread
        ? undefined
        : false;
    const loss = hasLabels === false ? none : ownLoss();
    const output: InstanceValue = {
      kind: 'instance',
      class: modelOutput,
      attributes: new Map<string, Value>([
        ['loss', loss],
        ['logits', logits],
      ]),
      state: new Map<string, unknown>(hasLabels === undefined ? [['unknown', 'an output of the model']] : []),
      place: runtime.place,
    };
    const isTuple = args.keywords['return_dict'];
    return isTuple && runtime.truth(isTuple) !== true ? partsOf(output) : output;
  },
});

/** `X.from_pretrained(…)` and `X.from_config(…)`: an object of the class, its weights unknown. */
const making = (name: string) => (type: ClassValue) =>
  define(`${type.name}.${name}`, '(source=None, *args, **kwargs)', (args, runtime) =>
    runtime.call(type, [], args.keywords),
  );

/** A model of which only the kind of output is known. */
export const preTrainedModel: ClassValue = {
  ...moduleClass('transformers.PreTrainedModel', '(config=None, *args, **kwargs)', {
    construct: (self) => {
      self.state.set('unknown', 'what is inside a pretrained model is not known');
    },
    classMethods: { from_pretrained: making('from_pretrained'), from_config: making('from_config') },
  }),
  isOpen: true,
};

export const endOf = (name: string): string | undefined =>
  [...Object.keys(heads), SEGMENTING].find((candidate) => name.endsWith(candidate));

const beginsWithFramework = /^(TF|Flax)[A-Z]/;

/** The class of a model with a head, by its qualified name; undefined where the name ends in no head. */
export function headedModel(name: string): ClassValue | undefined {
  const short = name.slice(name.lastIndexOf('.') + 1);
  // The models of other frameworks begin with their name.
  if (beginsWithFramework.test(short)) return undefined;
  const end = endOf(short);
  if (end === undefined) return undefined;
  return {
    ...moduleClass(
      name,
      '(config=None, *args, **kwargs)',
      {
        construct: (self, args, runtime) => {
          preTrainedModel.construct!(self, args, runtime);
          const count: Dim = classesOf(args) ?? new SymbolicDim('labels');
          const weight = end === SEGMENTING ? positionsWeight(count, runtime) : headWeight(count, runtime);
          self.state.set('head', weight);
          if (isRegression(args)) self.state.set('regression', true);
          if (args.keywords['num_labels']) self.attributes.set('num_labels', args.keywords['num_labels']);
        },
        invoke: call(heads[end]),
      },
      preTrainedModel,
    ),
    isOpen: true,
  };
}

const anyModel: ClassValue = {
  ...moduleClass('transformers.PreTrainedModel', '(*args, **kwargs)', { invoke: call() }, preTrainedModel),
  isOpen: true,
};

/** A model that the Trainer hands over and of which nothing else is known: its outputs have scores and perhaps a loss. */
export const handedModel = (runtime: Runtime): InstanceValue => ({
  kind: 'instance',
  class: anyModel,
  attributes: new Map<string, Value>([['training', bool(true)]]),
  state: new Map<string, unknown>([
    ['unknown', 'what is inside the model is not known'],
    ['head', headWeight(new SymbolicDim('labels'), runtime)],
  ]),
  place: runtime.place,
});

/** What a model gives for all samples, as arrays; undefined where its outputs are not known by contract. */
export function predictionsOf(value: Value | undefined): TensorValue | undefined {
  const weight = value?.kind === 'instance' ? headOf(value) : undefined;
  if (value?.kind !== 'instance' || !weight) return undefined;
  const type = linearize(value.class).find(({ isUser }) => !isUser);
  const dims = heads[endOf(type?.name ?? '') ?? ''];
  if (!dims) return undefined;
  // What one output is for nobody says: it is no logit then, and still what the last layer gives.
  return value.state.has('regression')
    ? tensorValue(scoresOf(weight, dims).tensor, 'numpy')
    : plainScores(dims, weight.tensor.shape![0]!);
}
