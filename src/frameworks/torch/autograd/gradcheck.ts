/**
 * `torch.autograd.gradcheck` and `gradgradcheck`: each column of the Jacobian that the graph gives, against the central
 * difference of the function (torch/autograd/gradcheck.py).
 */
import { gradientsOf } from '../../../engine/autograd';
import { withGrad } from '../../../engine/context';
import { allocate } from '../../../engine/dtype';
import { plus } from '../../../engine/formula';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { define } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { anySignature } from '../../signature';
import {
  bool,
  tensorValue,
  type ClassValue,
  type NativeFunction,
  type TensorValue,
  type Value,
} from '../../values';
import { drawnLeaf, uniformFill } from '../random/drawing';
import { cut, jacobianOf, partsOf } from './derivatives';

/** More calls of the function than this are not made for one check. */
const MAXIMUM_CALLS = 2_000;

interface Settings {
  readonly eps: number;
  readonly atol: number;
  readonly rtol: number;
  readonly raises: boolean;
}

type Checked = (inputs: readonly Tensor[]) => readonly Tensor[];

/** The same tensor with one element moved. */
function moved(tensor: Tensor, at: number, by: number): Tensor {
  const values = allocate(tensor.dtype!, tensor.numel);
  values.set(tensor.values());
  values[at]! += by;
  return Tensor.leaf({ shape: tensor.shape, dtype: tensor.dtype, values, requiresGrad: tensor.requiresGrad });
}

const known = (tensor: Tensor): ArrayLike<number> => {
  if (!tensor.hasValues) throw new NotKnown('the values that are checked are not known');
  return tensor.values();
};

const isClose = (found: number, expected: number, { atol, rtol }: Settings): boolean =>
  found === expected || Math.abs(found - expected) <= atol + rtol * Math.abs(expected);

/** Changes of all outputs along each element of one input: a row an element. */
function differences(
  run: Checked,
  inputs: readonly Tensor[],
  place: number,
  output: number,
  eps: number,
): number[][] {
  const input = inputs[place]!;
  known(input);
  return Array.from({ length: input.numel }, (_, at) => {
    const [above, below] = [eps, -eps].map((by) => {
      const given = inputs.map((other, index) => (index === place ? moved(other, at, by) : other));
      return known(run(given)[output]!);
    });
    return Array.from(above!, (value, index) => (value - below![index]!) / (2 * eps));
  });
}

const matrix = (rows: number, columns: number, values: ArrayLike<number>): Value =>
  tensorValue(Tensor.leaf({ shape: [rows, columns], dtype: 'float64', values: Float64Array.from(values) }));

/** Whether all derivatives agree; raises PyTorch's error where one does not and the call wants that. */
function check(run: Checked, inputs: readonly Tensor[], settings: Settings, runtime: Runtime): Value {
  const places = inputs.flatMap((input, at) => (input.requiresGrad ? [at] : []));
  if (places.length === 0)
    throw new PythonError(
      'ValueError',
      'gradcheck expects at least one input tensor to require gradient, but none of them have requires_grad=True.',
    );
  const leaves = inputs.map((input) => cut(input).asLeaf({ requiresGrad: input.requiresGrad }));
  const calls = places.reduce((sum, place) => sum + 2 * inputs[place]!.numel, 0);
  if (calls > MAXIMUM_CALLS) throw new NotKnown('so large a gradcheck is not made');
  const outputs = withGrad(true, () => run(leaves));
  for (const [at, output] of outputs.entries()) {
    if (!output.requiresGrad) continue;
    const jacobians = withGrad(false, () =>
      jacobianOf(
        output,
        places.map((place) => leaves[place]!),
      ),
    );
    for (const [order, place] of places.entries()) {
      const [rows, columns] = [leaves[place]!.numel, output.numel];
      const numerical = differences(run, leaves, place, at, settings.eps);
      const byOutput = known(jacobians[order]!);
      const analytical = numerical.map((row, input) =>
        row.map((_, index) => byOutput[index * rows + input]!),
      );
      const agrees = numerical.every((row, input) =>
        row.every((value, index) => isClose(analytical[input]![index]!, value, settings)),
      );
      if (agrees) continue;
      if (!settings.raises) return bool(false);
      const text = (values: number[][]): string =>
        runtime.format(matrix(rows, columns, values.flat()), 'str') ?? '';
      throw new PythonError(
        'GradcheckError',
        `Jacobian mismatch for output ${at} with respect to input ${place},\nnumerical:${text(numerical)}\nanalytical:${text(analytical)}\n`,
      );
    }
  }
  return bool(true);
}

const settingsOf = (args: Arguments): Settings => {
  for (const name of ['check_batched_grad', 'check_forward_ad', 'fast_mode'])
    if (args.signature.parameters.some((parameter) => parameter.name === name) && args.bool(name))
      throw new NotKnown(`${name} of gradcheck is not followed`);
  return {
    eps: args.number('eps'),
    atol: args.number('atol'),
    rtol: args.number('rtol'),
    raises: args.bool('raise_exception'),
  };
};

/** Arguments of the function, of which the tensors are checked. */
function argumentsOf(args: Arguments): readonly Value[] {
  const given = args.value('inputs');
  return given.kind === 'tuple' || given.kind === 'list' ? given.items : [given];
}

function calling(args: Arguments, runtime: Runtime): { readonly run: Checked; readonly inputs: Tensor[] } {
  const values = argumentsOf(args);
  const isTensor = (value: Value): value is TensorValue => value.kind === 'tensor';
  const inputs = values.filter(isTensor).map(({ tensor }) => tensor);
  const run: Checked = (tensors) => {
    let at = 0;
    const passed = values.map((value) => {
      if (!isTensor(value)) return value;
      const object = tensorValue(tensors[at++]!);
      runtime.own(object);
      return object;
    });
    return partsOf(runtime.call(args.value('func'), passed));
  };
  return { run, inputs };
}

const OPTIONS =
  'raise_exception=True, nondet_tol=0.0, check_undefined_grad=True, check_grad_dtypes=False, check_batched_grad=False';

const gradcheckError: ClassValue = {
  kind: 'class',
  name: 'torch.autograd.gradcheck.GradcheckError',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: anySignature,
  construct: () => undefined,
};

export const gradientChecks: readonly (NativeFunction | ClassValue)[] = [
  gradcheckError,
  ...['torch.autograd.gradcheck', 'torch.autograd.gradcheck.gradcheck'].map((name) =>
    define(
      name,
      `(func, inputs, *, eps=1e-6, atol=1e-5, rtol=1e-3, ${OPTIONS}, check_batched_forward_ad=False, check_forward_ad=False, check_backward_ad=True, fast_mode=False, masked=None)`,
      (args, runtime) => {
        const { run, inputs } = calling(args, runtime);
        return check(run, inputs, settingsOf(args), runtime);
      },
    ),
  ),
  ...['torch.autograd.gradgradcheck', 'torch.autograd.gradcheck.gradgradcheck'].map((name) =>
    define(
      name,
      '(func, inputs, grad_outputs=None, *, eps=1e-6, atol=1e-5, rtol=1e-3, gen_non_contig_grad_outputs=False, raise_exception=True, nondet_tol=0.0, check_undefined_grad=True, check_grad_dtypes=False, check_batched_grad=False, check_fwd_over_rev=False, check_rev_over_rev=True, fast_mode=False, masked=False)',
      (args, runtime) => {
        const { run, inputs } = calling(args, runtime);
        if (!args.isNone('grad_outputs')) throw new NotKnown('given grad_outputs are not followed');
        const outputs = run(inputs).filter((output) => output.requiresGrad);
        // PyTorch draws the weights of the outputs, after which other numbers come.
        const weights = outputs.map((output) =>
          drawnLeaf(
            output.shape as readonly number[],
            output.dtype!,
            runtime.random.torch,
            uniformFill(-1, 1),
            true,
          ),
        );
        const gradients: Checked = (given) => {
          const [own, seeds] = [given.slice(0, inputs.length), given.slice(inputs.length)];
          return withGrad(true, () => {
            const targets = own.filter((input) => input.requiresGrad);
            const results = run(own).filter((output) => output.requiresGrad);
            const shares = results.map((output, at) => gradientsOf(output, targets, seeds[at]!));
            return targets.flatMap((_, at) => {
              const parts = shares.flatMap((share) => share[at] ?? []);
              return parts.length === 0 ? [] : [parts.reduce((a, b) => plus(a, b))];
            });
          });
        };
        return check(gradients, [...inputs, ...weights], settingsOf(args), runtime);
      },
    ),
  ),
];
