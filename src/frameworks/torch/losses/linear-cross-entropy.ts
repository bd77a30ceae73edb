/** linear_cross_entropy: the last layer and cross_entropy in one, so that the logits need not be kept. */
import { TensorError } from '../../../engine/error';
import { reshaped } from '../../../engine/formula';
import { cross_entropy } from '../../../engine/losses/cross_entropy';
import { linear } from '../../../engine/ops/linear';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { define, method } from '../../define';
import { NotKnown } from '../../errors';
import type { Runtime } from '../../runtime';
import { signature } from '../../signature';
import {
  bool,
  int,
  none,
  str,
  tuple,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type Value,
} from '../../values';
import { attributesAsArguments, evaluateLoss, lossModule, weightedLoss } from '.';
import { layers } from '../layers';

const OPTIONS = "weight=None, reduction='mean', ignore_index=None, label_smoothing=0.0, options=None";

/** `(4, 2)`, as Python prints a tuple. */
const tupleText = (sizes: readonly unknown[]): string =>
  sizes.length === 1 ? `(${String(sizes[0])},)` : `(${sizes.join(', ')})`;

const product = (sizes: readonly number[]): number => sizes.reduce((total, size) => total * size, 1);

const refuse = (message: string): TensorError => new TensorError('RuntimeError', message);

/** Throws what PyTorch throws for shapes that do not fit together. Gives the shape of the logits. */
function logitsShape(input: Tensor, weight: Tensor, bias: Tensor | undefined): readonly number[] {
  if (!isKnownShape(input.shape) || !isKnownShape(weight.shape)) {
    throw new NotKnown('a shape that linear_cross_entropy is given is not known');
  }
  const [rows, shape] = [input.shape, weight.shape];
  if (rows.length < 1 || rows.length > 2) {
    throw refuse(`expected input with dimensionality 1 or 2, got ${rows.length}`);
  }
  if (shape.length < 2) {
    throw refuse(`expected linear_weight with dimensionality at least 2, got ${shape.length}`);
  }
  const features = rows[rows.length - 1];
  if (features !== shape[shape.length - 1]) {
    throw refuse(
      `expected equal input and linear_weight last dimensions (in_features), got ${features} and ${shape[shape.length - 1]}, respectively`,
    );
  }
  const scores = shape.slice(0, -1);
  if (isKnownShape(bias?.shape) && bias.shape.join() !== scores.join()) {
    throw refuse(`expected linear_bias shape ${tupleText(scores)}, got ${tupleText(bias.shape)}`);
  }
  if (scores.length > 1 && rows.length === 1) {
    throw refuse(
      `K-dimensional loss defined by linear_weight shape ${tupleText(shape)} requires batched input, (N, ${features}), got unbatched input with shape ${tupleText(rows)}`,
    );
  }
  return [...rows.slice(0, -1), ...scores];
}

/** cross_entropy of the linear layer's scores. The chunks of `options` save memory and change no number but the last digits. */
function evaluate(
  name: string,
  inputs: { readonly input: Tensor; readonly weight: Tensor; readonly bias: Tensor | undefined },
  target: Tensor,
  args: Arguments,
  object: InstanceValue | null,
  runtime: Runtime,
): Value {
  const { input, weight, bias } = inputs;
  const shape = logitsShape(input, weight, bias);
  const isSoft = isKnownShape(target.shape) && target.shape.join() === shape.join();
  if (isSoft && !args.isNone('ignore_index')) {
    throw refuse('ignore_index cannot be specified when target contains probabilities');
  }
  const scores = weight.shape!.slice(0, -1) as readonly number[];
  const flat = scores.length > 1;
  const rows = flat ? reshaped(weight, [product(scores), weight.shape!.at(-1)!]) : weight;
  const offset = flat && bias ? reshaped(bias, [product(scores)]) : bias;
  const logits = Tensor.apply(linear, [input, rows, ...(offset ? [offset] : [])], {});
  return evaluateLoss(runtime, {
    function: name,
    loss: cross_entropy,
    inputs: {
      input: flat ? reshaped(logits, shape) : logits,
      target,
      weight: args.optionalTensor('weight'),
    },
    reduction: args.string('reduction'),
    options: {
      ignore_index: args.optionalInt('ignore_index') ?? -100,
      label_smoothing: args.number('label_smoothing'),
    },
    object,
  });
}

const functionName = 'torch.nn.functional.linear_cross_entropy';

export const linearCrossEntropy: NativeFunction = define(
  functionName,
  `(input, linear_weight, target, *, linear_bias=None, ${OPTIONS})`,
  (args, runtime) =>
    evaluate(
      functionName,
      {
        input: args.tensor('input'),
        weight: args.tensor('linear_weight'),
        bias: args.optionalTensor('linear_bias'),
      },
      args.tensor('target'),
      args,
      null,
      runtime,
    ),
);

/** The sizes of `out_features`, which is a tuple and empty unless given. */
const outFeatures = (self: InstanceValue, runtime: Runtime): number[] =>
  [...(runtime.iterate(self.attributes.get('out_features') ?? none) ?? [])].map((size) => {
    if (size.kind !== 'int') throw new NotKnown('a size of out_features is not known');
    return size.value;
  });

export const linearCrossEntropyClass: ClassValue = lossModule(
  'torch.nn.LinearCrossEntropyLoss',
  `(in_features, num_classes, *, out_features=None, bias=False, device=None, dtype=None, ${OPTIONS})`,
  {
    construct: (self, args, runtime) => {
      if (args.isNone('out_features')) self.attributes.set('out_features', tuple([]));
      for (const name of ['in_features', 'bias', 'device', 'dtype']) self.attributes.delete(name);
      const layer = layers.find(({ name }) => name === 'torch.nn.Linear')!;
      const rows = product([args.int('num_classes'), ...outFeatures(self, runtime)]);
      const made = runtime.call(layer, [args.value('in_features'), int(rows)], {
        bias: bool(args.bool('bias')),
      });
      self.attributes.set('linear', made);
    },
    methods: {
      extra_repr: method('()', (self, _, runtime) => {
        const layer = self.attributes.get('linear') ?? none;
        const shown = (name: string, of: Value = self): string => {
          const text = runtime.format(runtime.getAttribute(of, name), 'str');
          if (text === undefined) throw new NotKnown(`the ${name} of the loss is not known`);
          return `${name}=${text}`;
        };
        return str(
          [
            shown('in_features', layer),
            shown('num_classes'),
            shown('out_features'),
            `bias=${runtime.getAttribute(layer, 'bias').kind === 'None' ? 'False' : 'True'}`,
            ...['reduction', 'ignore_index', 'label_smoothing', 'options'].map((name) => shown(name)),
          ].join(', '),
        );
      }),
    },
    invoke: {
      signature: signature('(input, target)'),
      call: (self, args, runtime) => {
        const held = attributesAsArguments(self, `(num_classes, *, ${OPTIONS})`);
        const layer = self.attributes.get('linear') ?? none;
        const shape = [held.int('num_classes'), ...outFeatures(self, runtime)];
        const weight = runtime.getAttribute(layer, 'weight');
        const bias = runtime.getAttribute(layer, 'bias');
        if (weight.kind !== 'tensor') throw new NotKnown('the weight of the linear layer is not known');
        const features = weight.tensor.shape?.at(-1) ?? -1;
        return evaluate(
          self.class.name,
          {
            input: args.tensor('input'),
            weight: shape.length > 1 ? reshaped(weight.tensor, [...shape, features]) : weight.tensor,
            bias:
              bias.kind !== 'tensor'
                ? undefined
                : shape.length > 1
                  ? reshaped(bias.tensor, shape)
                  : bias.tensor,
          },
          args.tensor('target'),
          held,
          self,
          runtime,
        );
      },
    },
  },
  weightedLoss,
);
