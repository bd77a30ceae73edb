/**
 * The source text of kernels, as gpu.js wants it: a JavaScript function whose
 * arguments are flat arrays, numbers and strides. Index arithmetic stands inside the
 * brackets, because gpu.js keeps integers as integers only there: an index kept in a
 * variable becomes a float32, which is not exact beyond 2^24.
 */
import { withAccurateMath, type KernelFunction } from './accurate-math';

/** One kernel, ready to be compiled. `key` tells kernels of different source or argument types apart. */
export interface KernelSource {
  readonly key: string;
  readonly source: string;
  readonly argumentTypes: readonly ('Array' | 'Float' | 'Integer')[];
  readonly functions: readonly KernelFunction[];
  /** The number of thread dims. */
  readonly rank: number;
}

/** The largest float32. */
const LARGEST = '3.4028234663852886e38';

/** Elements that one thread reduces. */
export const CHUNK = 256;

const letters = ['a', 'b', 'c'] as const;
const axes = ['x', 'y', 'z'] as const;

/** How an input of an elementwise kernel is handed over: as one number, or as an array with a stride per dim. */
export type InputForm = 'number' | 'array';

/**
 * A kernel that gives `expression` of one element of each input. Arguments: for each
 * input its number or array, and after an array one stride per dim, innermost first.
 */
export function elementwiseSource(
  expression: string,
  forms: readonly InputForm[],
  rank: number,
): KernelSource {
  const parameters: string[] = [];
  const argumentTypes: ('Array' | 'Float' | 'Integer')[] = [];
  const readings: string[] = [];
  forms.forEach((form, at) => {
    const letter = letters[at]!;
    if (form === 'number') {
      parameters.push(letter);
      argumentTypes.push('Float');
      return;
    }
    parameters.push(`${letter}Values`);
    argumentTypes.push('Array');
    const terms = axes.slice(0, rank).map((axis) => {
      parameters.push(`${letter}Step${axis}`);
      argumentTypes.push('Integer');
      return `this.thread.${axis} * ${letter}Step${axis}`;
    });
    readings.push(`const ${letter} = ${letter}Values[${terms.join(' + ')}];`);
  });
  const accurate = withAccurateMath(expression);
  return {
    key: `elementwise ${rank} ${forms.join(',')} ${expression}`,
    source: `function (${parameters.join(', ')}) { ${readings.join(' ')} return ${accurate.expression}; }`,
    argumentTypes,
    functions: accurate.functions,
    rank,
  };
}

/** How a chunk of elements becomes one number. */
export type Accumulation = 'sum' | 'max' | 'min' | 'sum of exponentials';

/** What the threads of a chunk kernel run over. */
export type ChunkAxis = 'block' | 'chunk' | 'line';

/**
 * A kernel that reduces chunks of lines. An array seen as blocks × size × lines
 * has its lines along the middle dim. `order` says which of block, chunk and line
 * runs along thread.x, thread.y and thread.z; one that is absent has a single value.
 * Arguments: values, lines, size, and for `sum of exponentials` the maximum of each
 * line, which is subtracted before e^x is taken.
 */
export function chunkSource(accumulation: Accumulation, order: readonly ChunkAxis[]): KernelSource {
  const coordinate = (axis: ChunkAxis): string | undefined => {
    const at = order.indexOf(axis);
    return at < 0 ? undefined : `this.thread.${axes[at]!}`;
  };
  const sum = (...terms: readonly (string | undefined)[]): string =>
    terms.filter((term) => term !== undefined).join(' + ');
  const [block, chunk, line] = [coordinate('block'), coordinate('chunk'), coordinate('line')];
  const along = sum(chunk && `${chunk} * ${CHUNK}`, 'k');
  const element = `values[${sum(block && `${block} * size * lines`, `(${along}) * lines`, line)}]`;
  const maximum = `maxima[${sum(block && `${block} * lines`, line) || '0'}]`;
  // Kahan's summation: `lost` is what the last addition rounded away.
  const add = (term: string): string =>
    `const term = ${term} - lost; const next = result + term; lost = (next - result) - term; result = next;`;
  const steps: { readonly [A in Accumulation]: string } = {
    sum: add(element),
    max: `result = Math.max(result, ${element});`,
    min: `result = Math.min(result, ${element});`,
    'sum of exponentials': add(`Math.exp(${element} - ${maximum})`),
  };
  const start = { sum: '0.0', max: `-${LARGEST}`, min: LARGEST, 'sum of exponentials': '0.0' }[accumulation];
  const withMaxima = accumulation === 'sum of exponentials';
  return {
    key: `chunk ${accumulation} ${order.join(',')}`,
    source:
      `function (values, lines, size${withMaxima ? ', maxima' : ''}) { let result = ${start}; let lost = 0.0; ` +
      `for (let k = 0; k < ${CHUNK}; k++) { if (${along} < size) { ${steps[accumulation]} } } return result; }`,
    argumentTypes: withMaxima ? ['Array', 'Integer', 'Integer', 'Array'] : ['Array', 'Integer', 'Integer'],
    functions: [],
    rank: Math.max(order.length, 1),
  };
}
