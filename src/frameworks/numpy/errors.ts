/**
 * What numpy says where the engine refuses in PyTorch's words: the type of the exception and its text, as numpy 2
 * gives them. What has no counterpart here stays as the engine said it.
 */
import { dtypes, torchScalarName } from '../../engine/dtype';
import type { TensorError } from '../../engine/error';
import type { Tensor } from '../../engine/tensor';
import { PythonError } from '../errors';
import type { TensorValue, Value } from '../values';

const shapeText = (sizes: readonly unknown[]): string =>
  `(${sizes.map(String).join(',')}${sizes.length === 1 ? ',' : ''})`;

const readSizes = (text: string): string[] =>
  text
    .replace(/[[\]\s]/g, '')
    .split(',')
    .filter((size) => size !== '');

const shapesOf = (operands: Refusal['operands']): string =>
  operands.map(({ shape }) => `${shapeText(shape ?? [])} `).join('');

type Words = readonly [type: string, message: string];

/** What is known of a call when its refusal is put into numpy's words. */
interface Refusal {
  /** `add`, `dot`, `concatenate`: the last part of the function's name, or an operator. */
  readonly name: string;
  /** The arrays that met. */
  readonly operands: readonly Pick<Tensor, 'shape'>[];
  /** How many indices were given. */
  readonly indices: number;
  /** The first argument. */
  readonly given: Value | undefined;
}

const SQUARE: Words = ['LinAlgError', 'Last 2 dimensions of the array must be square'];

const rows: readonly (readonly [RegExp, (match: RegExpExecArray, refusal: Refusal) => Words | undefined])[] =
  [
    [
      /^The size of tensor a \(/,
      (_, { name, operands }) =>
        name === 'cross'
          ? ['ValueError', 'incompatible dimensions for cross product\n(dimension must be 2 or 3)']
          : ['ValueError', `operands could not be broadcast together with shapes ${shapesOf(operands)}`],
    ],
    [
      /^Dimension out of range \(expected to be in range of \[-?(\d+), -?\d+\], but got (-?\d+)\)/,
      ([, rank, axis]) => ['AxisError', `axis ${axis!} is out of bounds for array of dimension ${rank!}`],
    ],
    [
      /^index (-?\d+) is out of bounds for dimension (\d+) with size (\d+)/,
      ([, index, dim, size]) => [
        'IndexError',
        `index ${index!} is out of bounds for axis ${dim!} with size ${size!}`,
      ],
    ],
    [
      /^too many indices for tensor of dimension (\d+)/,
      ([, rank], { indices }) => [
        'IndexError',
        `too many indices for array: array is ${rank!}-dimensional, but ${indices} were indexed`,
      ],
    ],
    [
      /^shape '(\[.*\])' is invalid for input of size (\d+)/,
      ([, shape, size]) => [
        'ValueError',
        `cannot reshape array of size ${size!} into shape ${shapeText(readSizes(shape!))}`,
      ],
    ],
    [/^only one dimension can be inferred/, () => ['ValueError', 'can only specify one unknown dimension']],
    [
      /^(?:mat1 and mat2 shapes|size mismatch, got|inconsistent tensor size|batch1 and batch2|Expected size for first two)/,
      (_, { name, operands: [a, b] }) => a && b && productWords(name, a.shape ?? [], b.shape ?? []),
    ],
    [
      /^stack expects each tensor to be equal size/,
      () => ['ValueError', 'all input arrays must have the same shape'],
    ],
    [
      /^Tensors must have same number of dimensions: got (\d+) and (\d+)/,
      ([, first, second]) => [
        'ValueError',
        `all the input arrays must have same number of dimensions, but the array at index 0 has ${first!} dimension(s) and the array at index 1 has ${second!} dimension(s)`,
      ],
    ],
    [
      /^Sizes of tensors must match except in dimension (\d+)\. Expected size (\d+) but got size (\d+) for tensor number (\d+)/,
      ([, along, expected, got, at], { name, operands }) => {
        // vstack makes rows of arrays with one dimension.
        const rows = (shape: Tensor['shape']): Tensor['shape'] =>
          name === 'vstack' && shape?.length === 1 ? [1, ...shape] : shape;
        const [first, other] = [rows(operands[0]?.shape), rows(operands[Number(at)]?.shape)];
        const dim =
          first?.findIndex((size, place) => place !== Number(along) && size !== other?.[place]) ?? -1;
        if (dim < 0) return undefined;
        return [
          'ValueError',
          `all the input array dimensions except for the concatenation axis must match exactly, but along dimension ${dim}, the array at index 0 has size ${expected!} and the array at index ${at!} has size ${got!}`,
        ];
      },
    ],
    [/input matrix is singular|the input matrix is singular/, () => ['LinAlgError', 'Singular matrix']],
    [/not positive-definite/, () => ['LinAlgError', 'Matrix is not positive definite']],
    [/A must be batches of square matrices/, () => SQUARE],
    [
      /^(amax|amin|max|min)\(\): Expected reduction dim/,
      ([, name]) => [
        'ValueError',
        `zero-size array to reduction operation ${name!.includes('max') ? 'maximum' : 'minimum'} which has no identity`,
      ],
    ],
    [
      /^(argmax|argmin)\(\): Expected reduction dim/,
      ([, name]) => ['ValueError', `attempt to get ${name!} of an empty sequence`],
    ],
    [
      /^Negation, the `-` operator, on a bool/,
      () => [
        'TypeError',
        'The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not function instead.',
      ],
    ],
    [
      /^Subtraction, the `-` operator, with /,
      () => [
        'TypeError',
        'numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead.',
      ],
    ],
    [
      /^The expanded size of the tensor .*Target sizes: (\[.*?\])\. +Tensor sizes: (\[.*?\])/,
      ([, target, sizes], { name }) => {
        const [to, from] = [shapeText(readSizes(target!)), shapeText(readSizes(sizes!))];
        return name === 'broadcast_to'
          ? [
              'ValueError',
              `operands could not be broadcast together with remapped shapes [original->remapped]: ${from}  and requested shape ${to}`,
            ]
          : ['ValueError', `could not broadcast input array from shape ${from} into shape ${to}`];
      },
    ],
    [
      /^The shape of the mask (\[.*?\]) at index (\d+) does not match the shape of the indexed tensor (\[.*?\])/,
      ([, mask, at, sizes]) => [
        'IndexError',
        `boolean index did not match indexed array along axis ${at!}; size of axis is ${readSizes(sizes!)[Number(at)]!} but size of corresponding boolean axis is ${readSizes(mask!)[Number(at)]!}`,
      ],
    ],
    [
      /^tensors used as indices must be/,
      () => ['IndexError', 'arrays used as indices must be of integer (or boolean) type'],
    ],
    [
      /^shape mismatch: indexing tensors could not be broadcast together with shapes (.*)$/,
      ([, shapes]) => [
        'IndexError',
        `shape mismatch: indexing arrays could not be broadcast together with shapes ${[
          ...shapes!.matchAll(/\[.*?\]/g),
        ]
          .map(([sizes]) => `${shapeText(readSizes(sizes))} `)
          .join('')}`,
      ],
    ],
    [
      /^result type (\w+) can't be cast to the desired output type (\w+)/,
      ([, from, to], { name }) => [
        'UFuncTypeError',
        `Cannot cast ufunc '${name}' output from dtype('${dtypeOf(from!)}') to dtype('${dtypeOf(to!)}') with casting rule 'same_kind'`,
      ],
    ],
    [
      /^expected sequence of length \d+ at dim (\d+) \(got \d+\)/,
      ([, depth], { given }) => [
        'ValueError',
        `setting an array element with a sequence. The requested array has an inhomogeneous shape after ${depth!} dimensions. The detected shape was ${shapeText(nestShape(given, Number(depth)))} + inhomogeneous part.`,
      ],
    ],
    [/^permute\(sparse_coo\): number of dimensions/, () => ['ValueError', "axes don't match array"]],
    [
      /^a Tensor with \d+ elements cannot be converted to Scalar/,
      () => ['TypeError', 'only 0-dimensional arrays can be converted to Python scalars'],
    ],
  ];

function productWords(name: string, a: readonly unknown[], b: readonly unknown[]): Words | undefined {
  if (a.length > 2 || b.length > 2 || a.length === 0 || b.length === 0) return undefined;
  const [inner, other] = [a[a.length - 1], b[0]];
  if (name === 'dot') {
    const [from, to] = [shapeText(a), shapeText(b)];
    return [
      'ValueError',
      `shapes ${from} and ${to} not aligned: ${String(inner)} (dim ${a.length - 1}) != ${String(other)} (dim 0)`,
    ];
  }
  return [
    'ValueError',
    `matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size ${String(other)} is different from ${String(inner)})`,
  ];
}

/** The error that numpy raises where the engine refused; undefined where numpy's words are not known. */
function numpyError(error: { readonly message: string }, refusal: Refusal): PythonError | undefined {
  for (const [pattern, words] of rows) {
    const match = pattern.exec(error.message);
    const said = match && words(match, refusal);
    if (said) return new PythonError(said[0], said[1], undefined, true);
  }
  return undefined;
}

const isArray = (value: Value | undefined): value is TensorValue =>
  value?.kind === 'tensor' && value.framework === 'numpy';

/** The arrays among arguments and in lists of them; a list of numbers is an array too. */
function arraysAmong(values: readonly Value[]): Refusal['operands'] {
  return values.flatMap((value): Refusal['operands'] => {
    if (value.kind === 'tensor') return [value.tensor];
    if (value.kind !== 'list' && value.kind !== 'tuple') return [];
    const arrays = value.items.flatMap((item) => (item.kind === 'tensor' ? [item.tensor] : []));
    return arrays.length > 0 ? arrays : [{ shape: [value.items.length] }];
  });
}

/** The lengths of nested lists, to a depth. */
function nestShape(value: Value | undefined, depth: number): number[] {
  if (depth === 0 || (value?.kind !== 'list' && value?.kind !== 'tuple')) return [];
  return [value.items.length, ...nestShape(value.items[0], depth - 1)];
}

/** The dtype that PyTorch's messages call `Double` or `Long`. */
const dtypeOf = (scalar: string): string =>
  dtypes.find((dtype) => torchScalarName(dtype) === scalar) ?? scalar;

/**
 * A refusal of the engine in numpy's words; undefined where numpy has no others for it, or where what refused is none of
 * numpy's: what the name belongs to, and what it was given, tell.
 */
export function numpyWords(
  error: TensorError | PythonError,
  name: string,
  given: readonly Value[],
  indices: number,
): PythonError | undefined {
  const isNumpy = name.startsWith('numpy.') || given.some(isArray);
  if (!isNumpy || given.some((value) => value.kind === 'tensor' && value.framework !== 'numpy'))
    return undefined;
  return numpyError(error, {
    name: name.slice(name.lastIndexOf('.') + 1),
    operands: arraysAmong(given),
    indices,
    given: given[0],
  });
}

/** The exceptions that numpy adds to Python's, with what they are besides. */
export const numpyExceptions: Readonly<Record<string, readonly string[]>> = {
  LinAlgError: ['ValueError', 'numpy.linalg.LinAlgError'],
  AxisError: ['ValueError', 'IndexError', 'numpy.exceptions.AxisError'],
  UFuncTypeError: ['TypeError', 'numpy._core._exceptions.UFuncTypeError'],
};
