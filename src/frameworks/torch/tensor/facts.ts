/** What a program may ask of any tensor, and what the answer is for one that is dense, real and on the CPU. */
import { isFloating } from '../../../engine/dtype';
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { define, defineAll } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { signature } from '../../signature';
import {
  bool,
  gradFnOf,
  int,
  none,
  str,
  tensorValue,
  tuple,
  type InstanceValue,
  type NativeFunction,
  type TensorValue,
  type Value,
} from '../../values';
import { legacyConstructor } from './legacy-constructors';
import { layoutOf } from './layout';

type Property = (value: TensorValue, runtime: Runtime) => Value;

/** Attributes that ask whether a tensor is of a kind that the engine has not. */
const otherKinds: readonly string[] = [
  ...['cuda', 'ipu', 'maia', 'meta', 'mkldnn', 'mps', 'mtia', 'nested', 'quantized', 'sparse', 'sparse_csr'],
  ...['vulkan', 'xla', 'xpu'],
].map((kind) => `is_${kind}`);

const inBoth = (name: string): string[] => [`torch.${name}`, `torch.Tensor.${name}`];

/**
 * PyTorch's `imag` takes complex tensors alone and refuses every other with this sentence, which is quoted: the
 * user's run would end with it. Complex tensors are unknown here before they get so far.
 */
const noImaginaryPart = (): never => {
  throw new PythonError('RuntimeError', 'imag is not implemented for tensors with non-complex dtypes.');
};

/** The matrices with rows and columns exchanged; `refuse` says what PyTorch says of a tensor that holds none. */
function exchanged({ tensor }: TensorValue, refuse: (rank: number) => string | undefined): Value {
  const { rank, dtype } = tensor;
  if (rank === undefined) return tensorValue(Tensor.leaf({ dtype }));
  const refusal = refuse(rank);
  if (refusal !== undefined) throw new PythonError('RuntimeError', refusal);
  return rank === 0
    ? tensorValue(tensor)
    : tensorValue(Tensor.apply(ops.transpose, [tensor], { dim0: -2, dim1: -1 }));
}

const adjoint = (value: TensorValue, name: string): Value =>
  exchanged(value, (rank) =>
    rank === 1
      ? `tensor.${name} is only supported on matrices or batches of matrices. Got 1-D tensor.`
      : undefined,
  );

/** The function behind a result: an object with a name, which prints as its type and its place in memory. */
function gradientFunction(name: string): InstanceValue {
  return {
    kind: 'instance',
    class: {
      kind: 'class',
      name,
      bases: [],
      attributes: new Map(),
      isUser: false,
      signature: signature('()'),
      methods: {
        name: { signature: signature('()'), call: () => str(name) },
        __repr__: {
          signature: signature('()'),
          call: () => {
            throw new NotKnown('where an object lies in memory is another place in each run');
          },
        },
      },
    },
    attributes: new Map(),
    state: new Map(),
    place: undefined,
  };
}

/** The function of each result, so that it is the same object whenever it is asked for. */
const gradientFunctions = new WeakMap<Tensor, InstanceValue>();

/** `torch.strided`: the layout of every tensor here. */
export const strided: InstanceValue = {
  kind: 'instance',
  class: {
    kind: 'class',
    name: 'torch.layout',
    bases: [],
    attributes: new Map(),
    isUser: false,
    signature: signature('()'),
    methods: { __repr__: { signature: signature('()'), call: () => str('torch.strided') } },
  },
  attributes: new Map(),
  state: new Map(),
  place: undefined,
};

/** Attributes that are no methods. */
export const facts: Readonly<Record<string, Property>> = {
  ...Object.fromEntries(otherKinds.map((name): [string, Property] => [name, () => bool(false)])),
  is_cpu: () => bool(true),
  layout: () => strided,
  name: () => none,
  volatile: () => bool(false),
  retains_grad: (value) => bool(value.retainsGrad === true && value.tensor.producer !== undefined),
  output_nr: ({ tensor }) => {
    // Which of several results a tensor is, the graph does not say.
    if (tensor.producer && tensor.requiresGrad) throw new NotKnown('which result of its function it is');
    return int(0);
  },
  grad_dtype: ({ tensor }) => {
    if (tensor.producer && tensor.requiresGrad)
      throw new PythonError('RuntimeError', 'grad_dtype can only be accessed on leaf tensors.');
    if (!tensor.dtype) throw new NotKnown('the dtype is not known');
    return { kind: 'dtype', dtype: tensor.dtype, framework: 'torch' };
  },
  grad_fn: (value) => {
    const { tensor } = value;
    if (!tensor.producer || !tensor.requiresGrad) return none;
    const found = gradientFunctions.get(tensor) ?? gradientFunction(gradFnOf(value) ?? '');
    gradientFunctions.set(tensor, found);
    return found;
  },
  imag: noImaginaryPart,
  mH: (value) => adjoint(value, 'mH'),
  H: (value) =>
    exchanged(value, (rank) =>
      rank === 0 || rank === 2
        ? undefined
        : `tensor.H is only supported on matrices (2-D tensors). Got ${rank}-D tensor.`,
    ),
};

/** A question about the dtype, which has to be known. */
function dtypeOf(args: Arguments): NonNullable<Tensor['dtype']> {
  const { dtype } = args.tensor('input');
  if (!dtype) throw new NotKnown('the dtype is not known');
  return dtype;
}

/** The dims from the one whose elements lie farthest apart to the one whose lie next to each other. */
function dimOrder(tensor: Tensor): Value {
  const strides = layoutOf(tensor);
  if (!strides) throw new NotKnown('how the tensor lies in memory is not known');
  const dims = strides.map((_, dim) => dim);
  return tuple(dims.sort((a, b) => strides[b]! - strides[a]!).map(int));
}

export const questions: readonly NativeFunction[] = [
  // No real tensor is lazily conjugated or negated, none is spread over processes here.
  ...['is_complex', 'is_conj', 'is_neg', 'is_distributed'].flatMap((name) =>
    defineAll(inBoth(name), '(input)', () => bool(false)),
  ),
  ...defineAll(inBoth('is_signed'), '(input)', (args) => {
    const dtype = dtypeOf(args);
    return bool(isFloating(dtype) || (dtype !== 'bool' && !dtype.startsWith('u')));
  }),
  ...defineAll(inBoth('get_device'), '(input)', () => int(-1)),
  ...defineAll(inBoth('imag'), '(input)', noImaginaryPart),
  ...defineAll(inBoth('adjoint'), '(input)', (args) => adjoint(args.tensorObject('input'), 'adjoint()')),
  define('torch.Tensor.new', '(self, *args, device=None)', (args, runtime) => {
    const { dtype } = args.tensor('self');
    if (!dtype) throw new NotKnown('the dtype is not known');
    return legacyConstructor(dtype)(args, runtime);
  }),
  define('torch.Tensor.dense_dim', '(self)', (args) => int(args.tensor('self').rank ?? unknownRank())),
  define('torch.Tensor.sparse_dim', '(self)', () => int(0)),
  define('torch.Tensor.to_dense', '(self, dtype=None, *, masked_grad=True)', (args) => {
    const dtype = args.optionalDType('dtype');
    if (dtype && dtype !== args.tensor('self').dtype)
      throw new NotKnown('to_dense() in another dtype is not followed');
    if (args.tensor('self').requiresGrad)
      throw new NotKnown('PyTorch has no gradient of to_dense() of a dense tensor');
    return args.value('self');
  }),
  define('torch.Tensor.dim_order', '(self, *, ambiguity_check=False)', (args) => {
    if (args.bool('ambiguity_check')) throw new NotKnown('whether the order is ambiguous is not followed');
    return dimOrder(args.tensor('self'));
  }),
];

function unknownRank(): never {
  throw new NotKnown('the rank of the tensor is not known');
}
