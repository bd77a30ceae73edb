/** One line of Python with its inputs and with what PyTorch makes of it; and what LossLens makes of it. */
import { isFloating, type DType } from '../../src/engine/dtype';
import { inspect, type Inspection } from '../../src/inspect';
import type { TensorRecord, VariableRecord } from '../../src/inspect/inspection';
import { difference, type PlainNumber } from '../engine/samples';

export interface PythonSample {
  /** The line that is evaluated, in terms of the inputs: `torch.add(x0, x1, alpha=2)`. */
  readonly code: string;
  readonly inputs: Readonly<Record<string, PythonInput>>;
  /** The same as a method and as an in-place method, where PyTorch gives the same. */
  readonly also?: readonly string[];
  /** Python that stands before the line: what it calls. */
  readonly before?: string;
  /** All tensors and numbers of the result, in order. */
  readonly outputs: readonly (PlainTensor | PlainNumber)[];
  /** Of L = Σ result · seed(i); null where PyTorch gives none. */
  readonly gradients?: Readonly<Record<string, PlainTensor | null>>;
}

export interface PythonInput extends PlainTensor {
  readonly requiresGrad?: boolean | undefined;
  /** It is passed as a Python number. */
  readonly wrapped?: boolean | undefined;
}

export interface PlainTensor {
  readonly shape: readonly number[];
  readonly dtype: DType;
  /** Absent where they are whatever memory happens to hold. */
  readonly values?: readonly PlainNumber[];
}

/** `unknown`: LossLens says that it does not know; `differs`: it says something else than PyTorch. */
export type Verdict =
  { readonly is: 'agrees' } | { readonly is: 'unknown' | 'differs'; readonly how: string };

/** A number in Python. */
function literal(value: PlainNumber, dtype: DType): string {
  if (typeof value === 'string') return `float('${value}')`;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return isFloating(dtype) && Number.isInteger(value) && Math.abs(value) < 1e15
    ? `${Object.is(value, -0) ? '-0' : value}.0`
    : String(value);
}

const tensorText = ({ shape, dtype, values }: PlainTensor): string =>
  `torch.tensor([${(values ?? []).map((value) => literal(value, dtype)).join(', ')}], dtype=torch.${dtype}).reshape(${
    shape.length === 0 ? '()' : `[${shape.join(', ')}]`
  })`;

const inputText = (input: PythonInput): string =>
  input.wrapped
    ? literal(input.values![0]!, input.dtype)
    : `${tensorText(input)}${input.requiresGrad ? '.requires_grad_()' : ''}`;

const isTensor = (part: PlainTensor | PlainNumber): part is PlainTensor => typeof part === 'object';

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** The gradient that is sent back: scripts/goldens/operators.py has the same. */
function seedOf({ shape, dtype }: PlainTensor): PlainTensor {
  const values = Array.from({ length: sizeOf(shape) }, (_, at) => (((at * 7 + 3) % 11) - 5) / 4);
  return { shape, dtype, values };
}

/**
 * The whole program of a sample: the inputs, the line, and a backward pass where PyTorch has gradients.
 * `code` is the line in another spelling.
 */
export function programOf(sample: PythonSample, code = sample.code): string {
  const lines = [
    'import torch',
    'import torch.nn.functional as F',
    ...Object.entries(sample.inputs).map(([name, input]) => `${name} = ${inputText(input)}`),
    ...(sample.before ? [sample.before] : []),
    'torch.manual_seed(7)',
    `out = ${code}`,
  ];
  if (!sample.gradients) return `${lines.join('\n')}\n`;
  const flat = `
def flat(value):
    if isinstance(value, (list, tuple)):
        return [part for item in value for part in flat(item)]
    return [value]
parts = flat(out)`;
  const weighted = sample.outputs.flatMap((part, at) =>
    isTensor(part) && isFloating(part.dtype)
      ? [`(parts[${at}] * ${tensorText(seedOf(part))}).sum() if parts[${at}].requires_grad else 0`]
      : [],
  );
  const sums = weighted.map((term, at) => `part_${at} = ${term}`);
  return [
    ...lines,
    flat.trim(),
    ...sums,
    `(${sums.map((_, at) => `part_${at}`).join(' + ')}).backward()`,
    '',
  ].join('\n');
}

/** The values of a result, in order: a list is what it holds. */
function flattened(variable: VariableRecord | undefined): readonly (VariableRecord | undefined)[] {
  return variable?.kind === 'list' ? variable.items.flatMap(flattened) : [variable];
}

const agrees: Verdict = { is: 'agrees' };
const differs = (how: string): Verdict => ({ is: 'differs', how });

/** How a tensor differs from PyTorch's. */
function compareTensor(tensor: TensorRecord | undefined, wanted: PlainTensor, what: string): Verdict {
  if (!tensor) return differs(`${what} is missing`);
  if (!tensor.shape || !tensor.dtype || (!tensor.data && wanted.values))
    return { is: 'unknown', how: `${what} has no known values` };
  if (tensor.shape.join() !== wanted.shape.join())
    return differs(
      `${what} has the shape [${tensor.shape.join(', ')}], PyTorch's [${wanted.shape.join(', ')}]`,
    );
  if (tensor.dtype !== wanted.dtype) return differs(`${what} is ${tensor.dtype}, PyTorch's ${wanted.dtype}`);
  if (!wanted.values) return agrees;
  const found = difference(tensor.data!, wanted.values, wanted.dtype);
  return found === undefined ? agrees : differs(`${what}: ${found.slice(0, 200)}`);
}

function comparePart(
  inspection: Inspection,
  part: VariableRecord | undefined,
  wanted: PlainTensor | PlainNumber,
  what: string,
): Verdict {
  if (!part || part.kind === 'unknown' || part.kind === 'object')
    return { is: 'unknown', how: part?.kind === 'unknown' ? part.reason : `${what} is not known` };
  if (isTensor(wanted)) {
    if (part.kind !== 'tensor') return differs(`${what} is a ${part.kind}, PyTorch's a tensor`);
    return compareTensor(inspection.tensors[part.tensor], wanted, what);
  }
  if (part.kind !== 'scalar') return differs(`${what} is a ${part.kind}, PyTorch's a number`);
  const value = Number(part.value);
  const found = difference([value], [wanted], 'float32');
  return found === undefined ? agrees : differs(`${what}: ${found}`);
}

/**
 * What LossLens makes of a sample, beside what PyTorch made of it. `code` is the line in another spelling;
 * `onUse` is told the names that are used.
 */
export async function judge(
  sample: PythonSample,
  code = sample.code,
  onUse?: (name: string) => void,
): Promise<Verdict> {
  const text = programOf(sample, code);
  const inspection = await inspect([{ file: 'sample.py', text }], onUse ? { onUse } : {});
  // An error that LossLens takes for PyTorch's, in a line that PyTorch accepted.
  const raised = inspection.unknowns.find(({ error }) => error !== null);
  const { out } = inspection.variables;
  if (!out || out.kind === 'unknown') {
    if (raised) return differs(`it would raise ${raised.error ?? ''}: ${raised.reason}`);
    return { is: 'unknown', how: out?.reason ?? inspection.unknowns[0]?.reason ?? 'not known' };
  }
  const parts = flattened(out);
  if (parts.length !== sample.outputs.length)
    return differs(`${parts.length} results, PyTorch has ${sample.outputs.length}`);
  for (const [at, wanted] of sample.outputs.entries()) {
    const verdict = comparePart(
      inspection,
      parts[at],
      wanted,
      parts.length > 1 ? `result ${at}` : 'the result',
    );
    if (verdict.is !== 'agrees') return verdict;
  }
  for (const [name, wanted] of Object.entries(sample.gradients ?? {})) {
    const verdict = compareGradient(inspection, name, wanted);
    if (verdict.is === 'agrees') continue;
    return raised ? differs(`backward would raise ${raised.error ?? ''}: ${raised.reason}`) : verdict;
  }
  return agrees;
}

function compareGradient(inspection: Inspection, name: string, wanted: PlainTensor | null): Verdict {
  const leaf = inspection.variables[name];
  const tensor = leaf?.kind === 'tensor' ? inspection.tensors[leaf.tensor] : undefined;
  const gradient = tensor && tensor.grad !== null ? inspection.tensors[tensor.grad] : undefined;
  const isZero = (values: ArrayLike<PlainNumber>): boolean =>
    Array.from(values).every((value) => value === 0);
  // PyTorch says zero and «none» for the same thing, depending on how its kernel is written.
  if (wanted === null) {
    return gradient?.data && !isZero(gradient.data)
      ? differs(`${name} has a gradient, in PyTorch none`)
      : agrees;
  }
  if (!gradient && isZero(wanted.values ?? [])) return agrees;
  return compareTensor(gradient, wanted, `the gradient of ${name}`);
}
