/** Layers of torch.nn that draw while training: dropout of every kind, and RReLU. */
import { none, type ClassValue, type InstanceValue, type Value } from '../values';
import { signature } from '../signature';
import { dropoutCall, dropoutKinds, wantLayerProbability, type DropoutKind } from './functions/dropout';
import { rrelu } from './functions/noise';
import { moduleClass } from './module';

const attribute = (self: InstanceValue, name: string): Value => self.attributes.get(name) ?? none;

/** The identity in evaluation; while training elements are dropped, and the role stays. */
const dropout = (name: string, kind: DropoutKind, functionName: string): ClassValue =>
  moduleClass(`torch.nn.${name}`, '(p=0.5, inplace=False)', {
    construct: (self, args, runtime) => {
      wantLayerProbability(args.value('p'), runtime);
      self.attributes.set('p', args.value('p'));
      self.attributes.set('inplace', args.value('inplace'));
    },
    invoke: {
      signature: signature('(input)'),
      call: (self, args, runtime) => {
        const options = {
          p: attribute(self, 'p'),
          training: attribute(self, 'training'),
          inplace: attribute(self, 'inplace'),
        };
        return dropoutCall(args.value('input'), args.tensor('input'), options, kind, functionName, runtime);
      },
    },
  });

const rreluLayer = moduleClass('torch.nn.RReLU', '(lower=0.125, upper=0.3333333333333333, inplace=False)', {
  construct: (self, args) => {
    for (const name of ['lower', 'upper', 'inplace']) self.attributes.set(name, args.value(name));
  },
  invoke: {
    signature: signature('(input)'),
    call: (self, args, runtime) =>
      rrelu(
        args.value('input'),
        args.tensor('input'),
        {
          lower: attribute(self, 'lower'),
          upper: attribute(self, 'upper'),
          training: attribute(self, 'training'),
          inplace: attribute(self, 'inplace'),
        },
        runtime.random.torch,
        runtime,
      ),
  },
});

export const dropoutLayers: readonly ClassValue[] = [
  dropout('Dropout', dropoutKinds.dropout, 'dropout'),
  dropout('Dropout1d', dropoutKinds.dropout1d, 'dropout1d'),
  dropout('Dropout2d', dropoutKinds.dropout2d, 'dropout2d'),
  dropout('Dropout3d', dropoutKinds.dropout3d, 'dropout3d'),
  dropout('AlphaDropout', dropoutKinds.alpha_dropout, 'alpha_dropout'),
  dropout('FeatureAlphaDropout', dropoutKinds.feature_alpha_dropout, 'feature_alpha_dropout'),
  rreluLayer,
];
