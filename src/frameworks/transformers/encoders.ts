/**
 * Models of transformers without a head, as people put one of their own on them. What is inside is not read; what they
 * give of text is a contract: a hidden state for each position, which is also the first of the outputs
 * (https://huggingface.co/docs/transformers/main_classes/output).
 */
import { mul } from '../../engine/ops/mul';
import { SymbolicDim } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { method, openClass } from '../define';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import { anySignature } from '../signature';
import { moduleClass } from '../torch/module';
import { own } from '../torch/tensor/creation';
import {
  tensorValue,
  unknown,
  type ClassValue,
  type InstanceValue,
  type TensorValue,
  type Value,
} from '../values';
import { preTrainedModel } from './models';

const HIDDEN = 'last_hidden_state';

/** Models of text by the names of their classes, and the one that a checkpoint tells which it is. */
const ofText = /^(Albert|Bert|Camembert|Deberta|DebertaV2|DistilBert|Electra|MPNet|Roberta|XLMRoberta)Model$/;
const OF_ANY = 'AutoModel';

const output: ClassValue = openClass('transformers.modeling_outputs.BaseModelOutput', {
  methods: {
    __getitem__: method('(key)', (self, args) => {
      const key = args.value('key');
      const isFirst = (key.kind === 'int' && key.value === 0) || (key.kind === 'str' && key.value === HIDDEN);
      if (!isFirst) throw new NotKnown('an output of the model is not known');
      return self.attributes.get(HIDDEN)!;
    }),
  },
});

/** What a checkpoint of any kind reads is text where it is given a mask of its tokens, or the tokens by their name. */
const readsText = (args: Arguments): boolean =>
  args.keywords['attention_mask'] !== undefined || args.keywords['input_ids'] !== undefined;

/** Hidden states of all positions, scaled as a last normalization scales them, so that a gradient gets into the model. */
function hiddenStates(self: InstanceValue): TensorValue {
  const { tensor: scale } = self.state.get('scale') as TensorValue;
  const shape = [new SymbolicDim('batch'), new SymbolicDim('positions'), scale.shape![0]!];
  return tensorValue(Tensor.apply(mul, [Tensor.leaf({ shape }), scale], {}));
}

function outputOf(self: InstanceValue, args: Arguments, isOfText: boolean, runtime: Runtime): Value {
  // As a tuple it has as many parts as the configuration says.
  if (args.keywords['return_dict'] || !(isOfText || readsText(args)))
    return unknown('what a pretrained model gives is not known', runtime.place);
  return {
    kind: 'instance',
    class: output,
    attributes: new Map<string, Value>([[HIDDEN, hiddenStates(self)]]),
    state: new Map(),
    place: runtime.place,
  };
}

/** The class of a model without a head, by its qualified name; undefined for any other name. */
export function encoder(name: string): ClassValue | undefined {
  const short = name.slice(name.lastIndexOf('.') + 1);
  const isOfText = ofText.test(short);
  if (!isOfText && short !== OF_ANY) return undefined;
  return {
    ...moduleClass(
      name,
      '(config=None, *args, **kwargs)',
      {
        construct: (self, args, runtime) => {
          preTrainedModel.construct!(self, args, runtime);
          const scale = Tensor.leaf({ shape: [new SymbolicDim('hidden_size')], requiresGrad: true });
          self.state.set('scale', own(scale, runtime, true));
        },
        invoke: {
          signature: anySignature,
          call: (self, args, runtime) => outputOf(self, args, isOfText, runtime),
        },
      },
      preTrainedModel,
    ),
    isOpen: true,
  };
}
