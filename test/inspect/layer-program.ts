/** The program that tries a sample of a layer: real PyTorch runs it for the goldens, LossLens reads it in the test. */
import { layerSamples } from '../../src/frameworks/torch/layers';
import type { LayerSample } from '../../src/frameworks/torch/layers/layer';

/**
 * Builds the module after a seed, draws its inputs, and prints the module, what it gives, every parameter and buffer,
 * and all gradients of a weighted sum of what it gives.
 */
export function layerProgram({ module, inputs, call }: LayerSample): string {
  const names = inputs.map((_, at) => `x${at}`);
  return [
    'import torch',
    'from torch import nn',
    '',
    'def tensors(value):',
    '    if isinstance(value, torch.Tensor):',
    '        return [value]',
    '    if isinstance(value, (tuple, list)):',
    '        return [tensor for item in value for tensor in tensors(item)]',
    '    return []',
    '',
    'def show(name, tensor):',
    '    print(name, tuple(tensor.shape), tensor.dtype, tensor.flatten().tolist())',
    '    if tensor.grad is not None:',
    '        print("grad", tensor.grad.flatten().tolist())',
    '',
    'torch.manual_seed(0)',
    `m = ${module}`,
    ...inputs.map((input, at) => `x${at} = ${input}`),
    ...inputs.flatMap((input, at) => (input.includes('randn') ? [`x${at}.requires_grad_()`] : [])),
    'print(m)',
    `out = tensors(${call ?? `m(${names.join(', ')})`})`,
    'total = 0',
    'for tensor in out:',
    '    if tensor.requires_grad:',
    '        weights = torch.linspace(-1, 1, tensor.numel(), dtype=tensor.dtype).reshape(tensor.shape)',
    '        total = total + (tensor * weights).sum()',
    'total.backward()',
    'for at, tensor in enumerate(out):',
    '    print(f"output {at}", tuple(tensor.shape), tensor.dtype, tensor.flatten().tolist())',
    'for name, parameter in m.named_parameters():',
    '    show(name, parameter)',
    'for name, buffer in m.named_buffers():',
    '    show(name, buffer)',
    ...names.map((name) => `show("${name}", ${name})`),
    'print(torch.rand(3).tolist())',
    '',
  ].join('\n');
}

/** The samples of each layer with their programs. */
export const layerPrograms = (): Readonly<Record<string, readonly (LayerSample & { program: string })[]>> =>
  Object.fromEntries(
    Object.entries(layerSamples).map(([name, samples]) => [
      name,
      samples.map((sample) => ({ ...sample, program: layerProgram(sample) })),
    ]),
  );
