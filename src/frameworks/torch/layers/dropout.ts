/** Layers that draw while training: dropout of every kind, and RReLU. */
import { wantLayerProbability } from '../functions/dropout';
import { attribute, functional, layer, type Layer } from './layer';

/** The identity in evaluation; while training elements are dropped, and the role stays. */
const dropout = (name: string, calls: string, input: string): Layer =>
  layer({
    name,
    signature: '(p=0.5, inplace=False)',
    construct: (_, args, runtime) => {
      wantLayerProbability(args.value('p'), runtime);
    },
    forward: (self, args, runtime) =>
      functional(
        calls,
        [args.value('input')],
        { p: attribute(self, 'p'), training: attribute(self, 'training') },
        runtime,
      ),
    keepsShape: true,
    describes: ['p={p}', 'inplace={inplace}'],
    samples: [
      { module: `nn.${name}()`, inputs: [input] },
      { module: `nn.${name}(0.2)`, inputs: [input] },
      { module: `nn.${name}(p=0.7).eval()`, inputs: [input] },
    ],
  });

const rrelu = layer({
  name: 'RReLU',
  signature: '(lower=0.125, upper=0.3333333333333333, inplace=False)',
  forward: (self, args, runtime) =>
    functional(
      'rrelu',
      [args.value('input')],
      {
        lower: attribute(self, 'lower'),
        upper: attribute(self, 'upper'),
        training: attribute(self, 'training'),
      },
      runtime,
    ),
  keepsShape: true,
  describes: ['lower={lower}', 'upper={upper}', 'inplace?'],
  samples: [
    { module: 'nn.RReLU()', inputs: ['torch.randn(3, 4)'] },
    { module: 'nn.RReLU(0.1, 0.4).eval()', inputs: ['torch.randn(3, 4)'] },
  ],
});

export const dropouts: readonly Layer[] = [
  dropout('Dropout', 'dropout', 'torch.randn(3, 4)'),
  dropout('Dropout1d', 'dropout1d', 'torch.randn(2, 3, 4)'),
  dropout('Dropout2d', 'dropout2d', 'torch.randn(2, 3, 2, 2)'),
  dropout('Dropout3d', 'dropout3d', 'torch.randn(2, 3, 2, 2, 1)'),
  dropout('AlphaDropout', 'alpha_dropout', 'torch.randn(3, 4)'),
  dropout('FeatureAlphaDropout', 'feature_alpha_dropout', 'torch.randn(2, 3, 4)'),
  rrelu,
];
