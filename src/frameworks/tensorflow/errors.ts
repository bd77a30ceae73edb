/** What TensorFlow says where the engine refuses in PyTorch's words. What has no counterpart here stays as the engine said it. */
import type { Tensor } from '../../engine/tensor';
import { PythonError } from '../errors';

/** TensorFlow's names of the kernels behind operators and functions. */
const kernels: Readonly<Record<string, string>> = {
  add: 'AddV2',
  subtract: 'Sub',
  multiply: 'Mul',
  divide: 'RealDiv',
  truediv: 'RealDiv',
  power: 'Pow',
  pow: 'Pow',
  floor_divide: 'FloorDiv',
  remainder: 'FloorMod',
  maximum: 'Maximum',
  minimum: 'Minimum',
  '<': 'Less',
  '<=': 'LessEqual',
  '>': 'Greater',
  '>=': 'GreaterEqual',
  '==': 'Equal',
  '!=': 'NotEqual',
  squared_difference: 'SquaredDifference',
};

const sizes = ({ shape }: Tensor, separator = ','): string =>
  `[${(shape ?? []).map(String).join(separator)}]`;

const onDevice = (kernel: string): string =>
  `{{function_node __wrapped__${kernel}_device_/job:localhost/replica:0/task:0/device:CPU:0}}`;

const said = (text: string): PythonError => new PythonError('InvalidArgumentError', text, undefined, true);

/** The error that TensorFlow raises where the engine refused; undefined where its words are not known. */
export function tensorflowError(
  message: string,
  name: string,
  operands: readonly Tensor[],
): PythonError | undefined {
  const [a, b] = operands;
  const kernel = kernels[name];
  if (/^The size of tensor a \(/.test(message) && kernel && a && b)
    return said(`${onDevice(kernel)} Incompatible shapes: ${sizes(a)} vs. ${sizes(b)} [Op:${kernel}] name: `);
  if (/^(?:mat1 and mat2 shapes|size mismatch, got|inconsistent tensor size)/.test(message) && a && b) {
    return matrixError(`Matrix size-incompatible: In[0]: ${sizes(a)}, In[1]: ${sizes(b)}`);
  }
  const along = /^Sizes of tensors must match except in dimension (\d+)\..*tensor number (\d+)/.exec(message);
  const [first, other] = [operands[0], operands[Number(along?.[2])]];
  if (along && first && other) {
    const dim = first.shape?.findIndex((size, at) => at !== Number(along[1]) && size !== other.shape?.[at]);
    return said(
      `${onDevice(`ConcatV2_N_${operands.length}`)} ConcatOp : Dimension ${String(dim)} in both shapes must be equal: shape[0] = ${sizes(first)} vs. shape[${along[2]!}] = ${sizes(other)} [Op:ConcatV2] name: concat`,
    );
  }
  const reshaped = /^shape '\[(.*)\]' is invalid for input of size (\d+)/.exec(message);
  if (reshaped && !reshaped[1]!.includes('-1')) {
    const wanted = reshaped[1]!.split(', ').reduce((product, size) => product * Number(size), 1);
    return said(
      `${onDevice('Reshape')} Input to reshape is a tensor with ${reshaped[2]!} values, but the requested shape has ${wanted} [Op:Reshape]`,
    );
  }
  const index = /^index (-?\d+) is out of bounds for dimension (\d+) with size (\d+)/.exec(message);
  if (index && name === '[]')
    return said(
      `${onDevice('StridedSlice')} slice index ${index[1]!} of dimension ${index[2]!} out of bounds. [Op:StridedSlice] name: strided_slice/`,
    );
  return undefined;
}

/** What TensorFlow's product of matrices refuses, in the kernel of its builds for Linux. */
export const matrixError = (reason: string): PythonError =>
  said(`${onDevice('__MklMatMul')} ${reason} [Op:MatMul] name: `);

/** Throws what TensorFlow raises where something else than matrices is multiplied as matrices. */
export function requireMatrices(a: Tensor, b: Tensor): void {
  const at = [a, b].findIndex(({ rank }) => rank !== undefined && rank < 2);
  if (at >= 0) throw matrixError(`In[${at}] ndims must be >= 2`);
}

/** What TensorFlow raises where two tensors have different dtypes: it converts none of them. */
export function mixedDTypes(operator: string, left: Tensor, right: Tensor): PythonError {
  const [first, second] = [left.dtype ?? '?', right.dtype ?? '?'];
  if (operator === 'divide')
    return new PythonError(
      'TypeError',
      `\`x\` and \`y\` must have the same dtype, got tf.${first} != tf.${second}.`,
      undefined,
      true,
    );
  const kernel = kernels[operator] ?? operator;
  const shown = first.startsWith('float32') ? 'float' : first.startsWith('float64') ? 'double' : first;
  const other = second.startsWith('float32') ? 'float' : second.startsWith('float64') ? 'double' : second;
  return said(
    `cannot compute ${kernel} as input #1(zero-based) was expected to be a ${shown} tensor but is a ${other} tensor [Op:${kernel}] name: `,
  );
}

/** The exceptions that TensorFlow adds to Python's, with what they are besides. */
export const tensorflowExceptions: Readonly<Record<string, readonly string[]>> = {
  InvalidArgumentError: ['Exception', 'tensorflow.errors.InvalidArgumentError'],
};
