/** Activations: what stands between the layers of a network. */
import { minus, negative, over, plus } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import type { AnyOp, Op } from '../../../engine/op';
import { tensorValue, type NativeFunction } from '../../values';
import type { Runtime } from '../../runtime';
import { PythonError } from '../../errors';
import { inPlaceMethod } from '../tensor/in-place';
import { at, inPlaceForm, row, type Attribution } from './rows';

/** The functions of torch.nn.functional take the level of their warning too. */
const WITH_LEVEL = '(input, dim=None, _stacklevel=3, dtype=None)';

/** A softmax along a dim that is not known is one along some dim: its role is told, its values are not. */
function alongDim(
  name: string,
  op: AnyOp,
  where: string,
  parameters: string,
  prepare: (input: Tensor) => Tensor = (input) => input,
): NativeFunction[] {
  return at(where, name, parameters, (args, runtime) => {
    const given = args.value('dim');
    const input = prepare(args.tensor('input'));
    const dtype = args.optionalDType('dtype');
    const cast = dtype ? Tensor.apply(ops.cast, [input], { dtype }) : input;
    if (given.kind === 'None') return tensorValue(softmaxImplicit(op, cast, runtime));
    if (given.kind === 'unknown' || (given.kind === 'tensor' && !given.tensor.hasValues)) {
      return tensorValue(
        Tensor.apply(op as unknown as Op, [Tensor.leaf({ dtype: cast.dtype, role: cast.role })], { dim: -1 }),
      );
    }
    return tensorValue(Tensor.apply(op as unknown as Op, [cast], { dim: args.int('dim') }));
  });
}

/** PyTorch's choice when no dim is given: 0 for ranks 0, 1 and 3, else 1 (torch/nn/functional.py, _get_softmax_dim). */
export function softmaxImplicit(op: AnyOp, input: Tensor, runtime: Runtime): Tensor {
  const rank = input.rank;
  const dim = rank === undefined ? -1 : rank === 0 || rank === 1 || rank === 3 ? 0 : 1;
  const output = Tensor.apply(op as unknown as Op, [input], { dim });
  runtime.noteOperation('softmax-implicit-dim', [input], {}, output);
  return output;
}

/**
 * An activation of torch.nn.functional, in places where it has one also of torch and of tensors; `name_`, where
 * PyTorch has that too, changes its argument.
 */
function activation(
  where: string,
  name: string,
  parameters: string,
  op: AnyOp,
  attributes: Attribution = () => ({}),
  inPlaceWhere = '',
): NativeFunction[] {
  const functions = row(where, name, parameters, op, ['input'], attributes);
  const changing = row(inPlaceWhere, name, parameters, inPlaceForm(op), ['input'], attributes);
  return [...functions, ...changing.map(inPlaceMethod)];
}

const lambd: Attribution = (args) => ({ lambd: args.number('lambd') });

/** The bounds of hardtanh. Throws PyTorch's messages where they cannot be. */
const hardtanhBounds: Attribution = (args) => {
  const [min_val, max_val] = [args.number('min_val'), args.number('max_val')];
  if (min_val > max_val) {
    throw new PythonError('ValueError', 'min_val cannot be greater than max_val');
  }
  if (args.tensor('input').dtype === 'uint8' && min_val < 0) {
    throw new PythonError('RuntimeError', 'cannot do hardtanh on an unsigned type with negative limits');
  }
  return { min_val, max_val };
};

/** λ of softshrink, which must not be negative. */
const shrinkage: Attribution = (args) => {
  const value = args.number('lambd');
  if (value < 0) {
    throw new PythonError(
      'RuntimeError',
      `lambda must be in range [0, 3.40282e+38] for input dtype Float, but found ${value}`,
    );
  }
  return { lambd: value };
};

const approximation: Attribution = (args) => {
  const approximate = args.string('approximate');
  if (approximate !== 'none' && approximate !== 'tanh') {
    throw new PythonError('RuntimeError', 'approximate argument must be either none or tanh.');
  }
  return { approximate };
};

export const activations: readonly NativeFunction[] = [
  ...alongDim('softmax', ops.softmax, 'F', WITH_LEVEL),
  ...alongDim('softmax', ops.softmax, 'tTs', '(input, dim, dtype=None, *, out=None)'),
  ...alongDim('log_softmax', ops.log_softmax, 'F', WITH_LEVEL),
  ...alongDim('log_softmax', ops.log_softmax, 'tTs', '(input, dim, dtype=None, *, out=None)'),
  ...alongDim('softmin', ops.softmax, 'F', WITH_LEVEL, negative),
  ...activation('F', 'logsigmoid', '(input)', ops.logsigmoid),
  ...row('sT', 'expit', '(input)', ops.sigmoid),
  ...(['relu', 'sigmoid', 'tanh'] as const).flatMap((name) =>
    row(name === 'relu' ? 'tF' : 't', name, '(input)', ops[name]).map(inPlaceMethod),
  ),
  ...activation(
    'F',
    'leaky_relu',
    '(input, negative_slope=0.01, inplace=False)',
    ops.leaky_relu,
    (args) => ({ negative_slope: args.number('negative_slope') }),
    'F',
  ),
  ...activation(
    'F',
    'elu',
    '(input, alpha=1.0, inplace=False)',
    ops.elu,
    (args) => ({ alpha: args.number('alpha') }),
    'F',
  ),
  ...activation('tF', 'selu', '(input, inplace=False)', ops.selu, undefined, 'tF'),
  ...activation(
    'tF',
    'celu',
    '(input, alpha=1.0, inplace=False)',
    ops.celu,
    (args) => ({ alpha: args.number('alpha') }),
    'tF',
  ),
  ...activation('F', 'gelu', "(input, *, approximate='none')", ops.gelu, approximation),
  ...activation('F', 'silu', '(input, inplace=False)', ops.silu),
  ...activation('F', 'mish', '(input, inplace=False)', ops.mish),
  ...activation('F', 'softplus', '(input, beta=1, threshold=20)', ops.softplus, (args) => ({
    beta: args.number('beta'),
    threshold: args.number('threshold'),
  })),
  ...activation(
    'F',
    'hardtanh',
    '(input, min_val=-1.0, max_val=1.0, inplace=False)',
    ops.hardtanh,
    hardtanhBounds,
    'F',
  ),
  ...activation('F', 'relu6', '(input, inplace=False)', ops.hardtanh, () => ({ min_val: 0, max_val: 6 })),
  ...activation('F', 'hardswish', '(input, inplace=False)', ops.hardswish),
  ...activation('F', 'hardsigmoid', '(input, inplace=False)', ops.hardsigmoid),
  ...activation('tTF', 'hardshrink', '(input, lambd=0.5)', ops.hardshrink, lambd),
  ...activation('F', 'softshrink', '(input, lambd=0.5)', ops.softshrink, shrinkage),
  ...at('F', 'tanhshrink', '(input)', (args) => {
    const input = args.tensor('input');
    return tensorValue(minus(input, Tensor.apply(ops.tanh, [input], {})));
  }),
  ...at('F', 'softsign', '(input)', (args) => {
    const input = args.tensor('input');
    return tensorValue(over(input, plus(Tensor.apply(ops.abs, [input], {}), 1)));
  }),
  ...activation(
    'tF',
    'threshold',
    '(input, threshold, value, inplace=False)',
    ops.threshold,
    (args) => ({ threshold: args.number('threshold'), value: args.number('value') }),
    'tF',
  ),
  ...activation('F', 'glu', '(input, dim=-1)', ops.glu, (args) => ({ dim: args.int('dim') })),
  ...row('tTF', 'prelu', '(input, weight)', ops.prelu, ['input', 'weight']),
];
