/** triplet_margin_with_distance_loss: the triplet loss with a distance that is any callable of the program's. */
import type { AnyLoss } from '../../../engine/loss';
import { triplet_margin_loss, tripletLoss } from '../../../engine/losses/triplet_margin_loss';
import { readReduction } from '../../../engine/losses/reduction';
import { pairwise_distance } from '../../../engine/ops/similarity';
import { Tensor } from '../../../engine/tensor';
import { asTensor, type Arguments } from '../../arguments';
import { define } from '../../define';
import type { Runtime } from '../../runtime';
import { signature } from '../../signature';
import {
  tensorValue,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type Value,
} from '../../values';
import { layers } from '../layers';
import { attributesAsArguments, evaluateLoss, lossModule } from '.';

interface Request {
  readonly function: string;
  readonly distance: Value;
  readonly margin: number;
  readonly swap: boolean;
  readonly reduction: string;
  readonly object: InstanceValue | null;
}

function evaluate(args: Arguments, runtime: Runtime, request: Request): Value {
  const distance = (a: Tensor, b: Tensor): Tensor =>
    request.distance.kind === 'None'
      ? Tensor.apply(pairwise_distance, [a, b], { p: 2, eps: 1e-6, keepdim: false })
      : asTensor(runtime.call(request.distance, [tensorValue(a), tensorValue(b)]), 'the distance');
  const { margin, swap, reduction } = request;
  const loss: AnyLoss = {
    ...triplet_margin_loss,
    evaluate: (inputs) =>
      tripletLoss(inputs, { margin, swap, reduction: readReduction(reduction) }, distance),
  };
  return evaluateLoss(runtime, {
    function: request.function,
    loss,
    inputs: {
      anchor: args.tensor('anchor'),
      positive: args.tensor('positive'),
      negative: args.tensor('negative'),
    },
    reduction,
    options: { margin, swap },
    object: request.object,
    once: true,
  });
}

export const tripletWithDistance: NativeFunction = define(
  'torch.nn.functional.triplet_margin_with_distance_loss',
  "(anchor, positive, negative, *, distance_function=None, margin=1.0, swap=False, reduction='mean')",
  (args, runtime) =>
    evaluate(args, runtime, {
      function: 'torch.nn.functional.triplet_margin_with_distance_loss',
      distance: args.value('distance_function'),
      margin: args.number('margin'),
      swap: args.bool('swap'),
      reduction: args.string('reduction'),
      object: null,
    }),
);

const options = "distance_function=None, margin=1.0, swap=False, reduction='mean'";

export const tripletWithDistanceClass: ClassValue = lossModule(
  'torch.nn.TripletMarginWithDistanceLoss',
  `(*, ${options})`,
  {
    construct: (self, args, runtime) => {
      const pairwise = layers.find(({ name }) => name === 'torch.nn.PairwiseDistance');
      if (args.isNone('distance_function') && pairwise) {
        self.attributes.set('distance_function', runtime.call(pairwise, []));
      }
    },
    invoke: {
      signature: signature('(anchor, positive, negative)'),
      call: (self, args, runtime) => {
        const held = attributesAsArguments(self, `(*, ${options})`);
        return evaluate(args, runtime, {
          function: self.class.name,
          distance: held.value('distance_function'),
          margin: held.number('margin'),
          swap: held.bool('swap'),
          reduction: held.string('reduction'),
          object: self,
        });
      },
    },
  },
);
