/** The samples that stand beside the engine's operations and losses, as a user would write them in Python. */
import { isFloating } from '../../src/engine/dtype';
import type { Golden } from '../engine/samples';
import type { PythonInput, PythonSample, PlainTensor } from './python-sample';

/** What the samples of assignments call: the name that scripts/goldens/engine.py gives them. */
const ASSIGNED = `
def assigned(tensor, index, value):
    copy = tensor.clone()
    copy[index] = value
    return copy`;

/** A golden row as a line of Python; undefined where PyTorch refuses it. */
export function pythonSampleOf(golden: Golden): PythonSample | undefined {
  if (golden.error || golden.backwardError) return undefined;
  const inputs = Object.fromEntries(
    Object.entries(golden.inputs).map(
      ([name, { shape, dtype, values, wrapped, constant }]): [string, PythonInput] => [
        name,
        { shape, dtype, values, wrapped, requiresGrad: isFloating(dtype) && !wrapped && !constant },
      ],
    ),
  );
  const gradients = Object.entries(golden.gradients ?? {}).map(
    ([name, values]): [string, PlainTensor | null] => {
      const { shape, dtype } = golden.inputs[name]!;
      return [name, values && { shape, dtype, values }];
    },
  );
  return {
    code: golden.torch,
    inputs,
    ...(golden.torch.startsWith('assigned(') ? { before: ASSIGNED } : {}),
    ...(golden.torch.startsWith('torchvision.') ? { before: 'import torchvision' } : {}),
    ...(golden.also ? { also: golden.also } : {}),
    outputs: [{ shape: golden.shape, dtype: golden.dtype, values: golden.values }],
    ...(gradients.some(([, share]) => share) ? { gradients: Object.fromEntries(gradients) } : {}),
  };
}
