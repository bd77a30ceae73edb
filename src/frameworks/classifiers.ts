/** Classifiers of libraries of which it is not known what is inside: they give raw scores, until a layer of them is replaced. */
import { SymbolicDim, type Dim } from '../engine/shape';
import { Tensor } from '../engine/tensor';
import { headWeight, scoresOf } from './scores';
import type { Runtime } from './runtime';
import { anySignature } from './signature';
import { moduleClass } from './torch/module';
import { childrenOf } from './torch/module/tree';
import { method } from './define';
import {
  none,
  tensorValue,
  type ClassValue,
  type InstanceValue,
  type TensorValue,
  type Value,
} from './values';

/** The weight of the last layer, and whether the program changed which that is. */
const HEAD = 'head';
const CHANGED = 'head was changed';

const classOf = (name: string): ClassValue => ({
  ...moduleClass(name, '(*args, **kwargs)', {
    invoke: {
      signature: anySignature,
      call: (self) => {
        const isReplaced = self.state.has(CHANGED) || [...childrenOf(self)].length > 0;
        return isReplaced
          ? tensorValue(Tensor.leaf({}))
          : scoresOf(self.state.get(HEAD) as TensorValue, ['batch']);
      },
    },
    methods: {
      // As timm has it; without classes the model gives its features.
      reset_classifier: method('(num_classes=None, *args, **kwargs)', (self, args, runtime) => {
        const classes = args.value('num_classes');
        if (classes.kind === 'int' && classes.value > 0)
          self.state.set(HEAD, headWeight(classes.value, runtime));
        else self.state.set(CHANGED, true);
        return none;
      }),
    },
  }),
  isOpen: true,
});

/** Models of torchvision and of timm. */
const ofTorchvision = classOf('torchvision.models.Classifier');
const ofTimm = classOf('timm.models.Classifier');

/** A model of a library whose last layer has as many outputs as there are classes. */
export function classifierOf(library: 'torchvision' | 'timm', classes: Dim, runtime: Runtime): InstanceValue {
  runtime.random.torch.lose();
  return {
    kind: 'instance',
    class: library === 'timm' ? ofTimm : ofTorchvision,
    attributes: new Map<string, Value>([['training', { kind: 'bool', value: true }]]),
    state: new Map<string, unknown>([
      ['unknown', `what is inside a model of ${library} is not known`],
      [HEAD, headWeight(classes, runtime)],
    ]),
    place: runtime.place,
  };
}

/** As many as a setting says; of one that is not known, a number that is not known. */
export const classesOf = (setting: Value | undefined, byDefault: Dim): Dim =>
  setting === undefined || setting.kind === 'None'
    ? byDefault
    : setting.kind === 'int'
      ? setting.value
      : new SymbolicDim('classes');
