/**
 * Reducing along dims with a chunk kernel: the GPU turns each chunk of 256 elements
 * into one number, and the few numbers that are left are reduced here in double precision.
 */
import { numelOf } from '../../shape';
import { CHUNK, type Accumulation, type ChunkAxis } from './kernel-source';
import { fitsDispatch } from './layout';

/** An array seen as blocks × size × lines, its lines along the middle dim. */
export interface Lines {
  readonly blocks: number;
  readonly size: number;
  readonly lines: number;
}

/**
 * The array of this shape with its neighbouring `dims` merged into one;
 * undefined where another dim lies between them, or nothing is to be reduced.
 */
export function linesAlong(shape: readonly number[], dims: readonly number[]): Lines | undefined {
  const reduced = [...new Set(dims)].filter((dim) => shape[dim] !== 1).sort((a, b) => a - b);
  const first = reduced[0];
  const last = reduced.at(-1);
  if (first === undefined || last === undefined) return undefined;
  for (let dim = first; dim <= last; dim++) if (shape[dim] !== 1 && !reduced.includes(dim)) return undefined;
  return {
    blocks: numelOf(shape.slice(0, first)),
    size: numelOf(shape.slice(first, last + 1)),
    lines: numelOf(shape.slice(last + 1)),
  };
}

/** How the threads of a chunk kernel are laid out: the axes that have more than one value, longest first. */
export interface ChunkGrid {
  readonly order: readonly ChunkAxis[];
  /** Sizes along thread.x, thread.y, thread.z. */
  readonly output: readonly number[];
  readonly chunks: number;
}

/** The grid for an array of lines; undefined where it is larger than a dispatch. */
export function chunkGrid({ blocks, size, lines }: Lines): ChunkGrid | undefined {
  const chunks = Math.ceil(size / CHUNK);
  const sizes: readonly (readonly [ChunkAxis, number])[] = [
    ['block', blocks],
    ['chunk', chunks],
    ['line', lines],
  ];
  const present = sizes.filter(([, length]) => length > 1).sort((a, b) => b[1] - a[1]);
  const output = present.length > 0 ? present.map(([, length]) => length) : [1];
  if (!fitsDispatch([...output].reverse())) return undefined;
  return { order: present.map(([axis]) => axis), output, chunks };
}

/** Reduces the chunks of each line in double precision; the result is blocks × lines. */
export function combineChunks(
  partials: Float32Array,
  grid: ChunkGrid,
  { blocks, lines }: Lines,
  accumulation: Accumulation,
): Float64Array {
  const step = { block: 0, chunk: 0, line: 0 };
  let distance = 1;
  grid.order.forEach((axis, at) => {
    step[axis] = distance;
    distance *= grid.output[at]!;
  });
  const result = new Float64Array(blocks * lines);
  for (let block = 0; block < blocks; block++) {
    for (let line = 0; line < lines; line++) {
      const start = block * step.block + line * step.line;
      let value = partials[start]!;
      for (let chunk = 1; chunk < grid.chunks; chunk++) {
        const next = partials[start + chunk * step.chunk]!;
        if (accumulation === 'max') value = Math.max(value, next);
        else if (accumulation === 'min') value = Math.min(value, next);
        else value += next;
      }
      result[block * lines + line] = value;
    }
  }
  return result;
}
