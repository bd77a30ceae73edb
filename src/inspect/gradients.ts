/** What the inspector draws of a loss beyond what the user's code computes: its gradients. */
import { backward } from '../engine/autograd';
import { isFloating } from '../engine/dtype';
import { TensorError } from '../engine/error';
import { TooMuchWork } from '../engine/work';
import { sum } from '../engine/ops/sum';
import { Tensor } from '../engine/tensor';
import type { RecordedLoss } from './recorder';

export interface LossGradient {
  /** The input's parameter name. */
  readonly of: string;
  readonly tensor: Tensor;
}

/** Gradients that were asked for before; a record's never change. */
const computed = new WeakMap<RecordedLoss, readonly LossGradient[]>();

/**
 * The gradient of the loss with respect to each floating input, whether or not
 * the user's code asks for one. The loss is evaluated again on leaves of its own, once:
 * large gradients are tensors without values yet, which a backend may compute before they are read.
 */
export function gradientsOf(recorded: RecordedLoss): readonly LossGradient[] {
  const known = computed.get(recorded) ?? makeGradients(recorded);
  computed.set(recorded, known);
  return known;
}

function makeGradients({ report, inputs }: RecordedLoss): readonly LossGradient[] {
  if (!report.again || !report.result || inputs.some(({ tensor }) => !tensor.hasValues)) return [];
  try {
    const leaves: Record<string, Tensor> = {};
    for (const [at, { name, tensor }] of inputs.entries()) {
      const isPrediction = report.prediction === undefined ? at === 0 : name === report.prediction;
      const isWanted = isPrediction || tensor.requiresGrad;
      leaves[name] = tensor.asLeaf({
        requiresGrad: isWanted && tensor.dtype !== undefined && isFloating(tensor.dtype),
      });
    }
    const { output } = report.again(leaves);
    if (!output.requiresGrad) return [];
    const scalar = output.numel === 1 ? output : Tensor.apply(sum, [output], {});
    const gradients = backward(scalar, undefined);
    return inputs.flatMap(({ name }) => {
      const tensor = gradients.get(leaves[name]!);
      return tensor && leaves[name]!.requiresGrad ? [{ of: name, tensor }] : [];
    });
  } catch (error) {
    if (error instanceof TensorError || error instanceof TooMuchWork) return [];
    throw error;
  }
}
