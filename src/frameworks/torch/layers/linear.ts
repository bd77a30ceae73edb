/** Linear and bilinear maps, and the identity. */
import { none, type InstanceValue, type Value } from '../../values';
import { addParameter, kaimingUniformly, withinInverseRoot } from '../random/parameters';
import { attribute, functional, isSet, layer, sizeOf, type Layer } from './layer';

const logits = { kind: 'logits' } as const;

const knownSize = (self: InstanceValue, name: string): number => {
  const value = attribute(self, name);
  return value.kind === 'int' ? value.value : 0;
};

/** The bias that a layer has, or None. */
export const biasOf = (self: InstanceValue): Value => attribute(self, 'bias', none);

const linear = layer({
  name: 'Linear',
  signature: '(in_features, out_features, bias=True, device=None, dtype=None)',
  omit: ['bias'],
  construct: (self, args, runtime) => {
    const columns = sizeOf(args.value('in_features'), 'in_features');
    const rows = sizeOf(args.value('out_features'), 'out_features');
    const fanIn = knownSize(self, 'in_features');
    addParameter(self, 'weight', [rows, columns], kaimingUniformly(fanIn), args, runtime);
    const hasBias = isSet(args.value('bias'));
    addParameter(self, 'bias', [rows], withinInverseRoot(fanIn), args, runtime, hasBias);
  },
  forward: (self, args, runtime) =>
    functional('linear', [args.value('input'), attribute(self, 'weight'), biasOf(self)], {}, runtime),
  role: logits,
  describes: (self) => [
    'in_features={in_features}',
    'out_features={out_features}',
    `bias=${biasOf(self).kind === 'None' ? 'False' : 'True'}`,
  ],
  samples: [
    { module: 'nn.Linear(3, 2)', inputs: ['torch.randn(4, 3)'] },
    { module: 'nn.Linear(6, 4, bias=False)', inputs: ['torch.randn(2, 2, 6)'] },
    { module: 'nn.Linear(2, 3, dtype=torch.float64)', inputs: ['torch.randn(2, dtype=torch.float64)'] },
  ],
});

const bilinear = layer({
  name: 'Bilinear',
  signature: '(in1_features, in2_features, out_features, bias=True, device=None, dtype=None)',
  omit: ['bias'],
  construct: (self, args, runtime) => {
    const sizes = ['out_features', 'in1_features', 'in2_features'].map((name) =>
      sizeOf(args.value(name), name),
    );
    const initial = withinInverseRoot(knownSize(self, 'in1_features'));
    addParameter(self, 'weight', sizes, initial, args, runtime);
    addParameter(self, 'bias', [sizes[0]!], initial, args, runtime, isSet(args.value('bias')));
  },
  takes: '(input1, input2)',
  forward: (self, args, runtime) =>
    functional(
      'bilinear',
      [args.value('input1'), args.value('input2'), attribute(self, 'weight'), biasOf(self)],
      {},
      runtime,
    ),
  role: logits,
  describes: (self) => [
    'in1_features={in1_features}',
    'in2_features={in2_features}',
    'out_features={out_features}',
    `bias=${biasOf(self).kind === 'None' ? 'False' : 'True'}`,
  ],
  samples: [
    { module: 'nn.Bilinear(2, 3, 4)', inputs: ['torch.randn(2, 2)', 'torch.randn(2, 3)'] },
    { module: 'nn.Bilinear(2, 2, 1, bias=False)', inputs: ['torch.randn(3, 2)', 'torch.randn(3, 2)'] },
  ],
});

const identity = layer({
  name: 'Identity',
  signature: '(*args, **kwargs)',
  forward: (_, args) => args.value('input'),
  samples: [{ module: 'nn.Identity(54, unused=True)', inputs: ['torch.randn(2, 3)'] }],
});

export const linearLayers: readonly Layer[] = [linear, bilinear, identity];
