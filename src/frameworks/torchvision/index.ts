/** What the names of torchvision mean: the losses and boxes of torchvision.ops, the classifiers of torchvision.models, datasets and transforms. */
import { losses } from '../../engine/losses/index';
import type { AnyLoss } from '../../engine/loss';
import { define } from '../define';
import { evaluateLoss } from '../torch/losses';
import type { NativeFunction, Value } from '../values';
import { boxFunctions } from './boxes';
import { datasetClasses } from './datasets';
import { modelFunctions, modelsByName } from './models';
import { transformClasses } from './transforms';

interface OpsLoss {
  readonly loss: 'sigmoid_focal_loss' | `${'generalized' | 'distance' | 'complete'}_box_iou_loss`;
  /** The module of torchvision.ops in which it stands. */
  readonly module: string;
  readonly inputs: readonly string[];
  readonly numbers: readonly string[];
  readonly signature: string;
}

const boxLoss = (kind: 'generalized' | 'distance' | 'complete', module: string): OpsLoss => ({
  loss: `${kind}_box_iou_loss`,
  module,
  inputs: ['boxes1', 'boxes2'],
  numbers: ['eps'],
  signature: "(boxes1, boxes2, reduction='none', eps=1e-7)",
});

const opsLosses: readonly OpsLoss[] = [
  {
    loss: 'sigmoid_focal_loss',
    module: 'focal_loss',
    inputs: ['inputs', 'targets'],
    numbers: ['alpha', 'gamma'],
    signature: "(inputs, targets, alpha=0.25, gamma=2, reduction='none')",
  },
  boxLoss('generalized', 'giou_loss'),
  boxLoss('distance', 'diou_loss'),
  boxLoss('complete', 'ciou_loss'),
];

const registry: Readonly<Record<OpsLoss['loss'], AnyLoss>> = losses;

const functions: readonly NativeFunction[] = opsLosses.map(({ loss, inputs, numbers, signature }) => {
  const name = `torchvision.ops.${loss}`;
  return define(name, signature, (args, runtime) =>
    evaluateLoss(runtime, {
      function: name,
      loss: registry[loss],
      inputs: Object.fromEntries(inputs.map((input) => [input, args.tensor(input)])),
      reduction: args.string('reduction'),
      options: Object.fromEntries(numbers.map((number) => [number, args.number(number)])),
      object: null,
    }),
  );
});

/** Every name of torchvision that is known, by its qualified name. */
export const torchvisionNames: ReadonlyMap<string, Value> = new Map([
  ...functions.flatMap((value, at): (readonly [string, Value])[] => [
    [value.name, value],
    [`torchvision.ops.${opsLosses[at]!.module}.${opsLosses[at]!.loss}`, value],
  ]),
  ...modelFunctions.map((value): readonly [string, Value] => [value.name, value]),
  ...modelsByName,
  ...[...datasetClasses, ...transformClasses].map((value): readonly [string, Value] => [value.name, value]),
  ...boxFunctions.flatMap((value): (readonly [string, Value])[] => [
    [value.name, value],
    [value.name.replace('.ops.', '.ops.boxes.'), value],
  ]),
]);
