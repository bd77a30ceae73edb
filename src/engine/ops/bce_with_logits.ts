import { roundNumber } from '../backends/rounding';
import { minus, negative, plus, times } from '../formula';
import type { Op, Sample } from '../op';
import { bfloat16, constant, float16, float32, unitFloat32 } from '../samples';
import { broadcastShapes } from '../shape';
import { log1pExpSingle } from '../special/single';
import { Tensor } from '../tensor';
import { resultType } from './family';
import { logsigmoid } from './logsigmoid';
import { sigmoid } from './sigmoid';
import { sumToSize } from './sum_to_size';

/** Whether the weight of positive answers is among the inputs. */
type Weighted = { readonly weighted: boolean };

const logSigmoid = (x: number): number => Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x)));
const logSigmoidSingle = (x: number): number => Math.fround(Math.min(x, 0) - log1pExpSingle(-Math.abs(x)));

const samples = (['float32', 'bfloat16', 'float16'] as const).flatMap((dtype): Sample<Weighted>[] => {
  const make = { float32, bfloat16, float16 }[dtype];
  const inputs = [make([2, 3]), make([2, 3], unitFloat32([2, 3]).values)];
  const positive = constant(make([3], [3, 1, 0.2]));
  return [
    {
      inputs,
      attributes: { weighted: false },
      torch: "F.binary_cross_entropy_with_logits(x0, x1, reduction='none')",
    },
    {
      inputs: [...inputs, positive],
      attributes: { weighted: true },
      torch: "F.binary_cross_entropy_with_logits(x0, x1, pos_weight=x2, reduction='none')",
    },
  ];
});

/**
 * (1 − y) · x − ((p − 1) · y + 1) · log σ(x) of each element: the heart of binary_cross_entropy_with_logits, in the form
 * and with the roundings of PyTorch (aten/src/ATen/native/Loss.cpp). Inputs: logits x, y, and perhaps the weight p
 * of positive answers.
 */
export const bce_with_logits: Op<Weighted> = {
  name: 'bce_with_logits',
  gradFn: 'BinaryCrossEntropyWithLogitsBackward0',
  infer: (inputs) => ({
    shape: inputs.some(({ shape }) => !shape)
      ? undefined
      : inputs.map(({ shape }) => shape!).reduce(broadcastShapes),
    dtype: resultType(inputs),
  }),
  kernel: {
    kind: 'elementwise',
    compute: ({ weighted }, dtype) => {
      // Where nothing shows of the roundings, the form in which nothing cancels.
      if (dtype === 'float64') {
        return (x, y, p) => -((weighted ? p * y : y) * logSigmoid(x) + (1 - y) * logSigmoid(-x));
      }
      const round = (value: number): number => roundNumber(dtype, value);
      const log = dtype === 'float32' ? logSigmoidSingle : (x: number): number => round(logSigmoid(x));
      return (x, y, p) => {
        const factor = weighted ? round(round(round(p - 1) * y) + 1) : 1;
        return round(round(1 - y) * x) - round(factor * log(x));
      };
    },
  },
  roundsSteps: true,
  vjp: (gradient, { inputs: [x, y, p] }) => {
    const probability = Tensor.apply(sigmoid, [x!], {});
    const share = (slope: Tensor, input: Tensor): Tensor => sumToSize(times(slope, gradient), input.shape);
    const log = (of: Tensor): Tensor => Tensor.apply(logsigmoid, [of], {});
    if (!p) {
      return [share(minus(probability, y!), x!), y!.requiresGrad ? share(negative(x!), y!) : undefined];
    }
    const positive = times(p, y!);
    return [
      share(minus(times(minus(plus(positive, 1), y!), probability), positive), x!),
      y!.requiresGrad ? share(minus(log(negative(x!)), times(p, log(x!))), y!) : undefined,
      p.requiresGrad ? share(negative(times(y!, log(x!))), p) : undefined,
    ];
  },
  samples,
};
