/**
 * The GPU backend, on gpu.js (this file is its only import). Elementwise kernels,
 * the softmax family and reductions run there in float32; whatever float32 on a GPU could
 * get wrong (NaN and infinity above all) is left to the reference.
 * gpu.js finds the GPU through `navigator.gpu`; whoever calls `createGpuBackend` has put it there.
 */
import {
  GPU,
  WebGPUContext,
  type IGPUFunctionSettings,
  type IKernelRunShortcut,
  type KernelVariable,
} from 'gpu.js';
import { fail, succeed, type Result } from '../../base/result';
import { allocate, type DType, type Values } from '../dtype';
import type { Attributes, ElementwiseKernel, LineKernel, NdArray, Op, ReduceKernel } from '../op';
import { normalizeDim, numelOf } from '../shape';
import type { ArrayType, Backend } from './backend';
import { computeOnCpu } from './cpu';
import { chunkSource, elementwiseSource, type Accumulation, type KernelSource } from './gpu/kernel-source';
import { fitsDispatch, layoutOf, type Layout } from './gpu/layout';
import { chunkGrid, combineChunks, linesAlong, type Lines } from './gpu/lines';
import { flatten, isTransferable, isTrustworthy, toFloat32 } from './gpu/transfer';

declare module 'gpu.js' {
  /** A helper may be given as source text, as a kernel may; gpu.js's types only say so of kernels. */
  interface GPU {
    addFunction(source: string, settings: IGPUFunctionSettings): this;
  }
  /** The one device that all kernels of gpu.js share; exported by it, but absent from its types. */
  export const WebGPUContext: {
    acquire(): Promise<{ readonly device: ErrorScopes }>;
    destroy(): Promise<void>;
  };
}

/** What WebGPU offers to learn of errors that are otherwise only printed, and leave zeros behind. */
interface ErrorScopes {
  pushErrorScope(filter: ErrorFilter): void;
  popErrorScope(): Promise<{ readonly message: string } | null>;
}

const errorFilters = ['validation', 'out-of-memory', 'internal'] as const;
type ErrorFilter = (typeof errorFilters)[number];

/** What surrounds the backend: the engine has no clock and no GPU of its own. */
export interface GpuEnvironment {
  /** `webgpu` for a real device; `cpu` runs the same kernel sources as JavaScript, to check them anywhere. */
  readonly mode: 'webgpu' | 'cpu';
  /** The adapter's name, for people. */
  readonly adapter: string;
  /** Rejects when the work is not done in time, so that a hanging driver cannot hang an evaluation. */
  readonly within?: <Value>(work: Promise<Value>) => Promise<Value>;
}

/** Backends that share gpu.js's one device, which the last of them destroys. */
let deviceUsers = 0;

/** Compiled kernels that are kept; the one unused for longest goes first. */
const KEPT_KERNELS = 64;

/**
 * The GPU as a backend, or why there is none. A first kernel is run and its
 * numbers are checked before the device is trusted.
 */
export async function createGpuBackend(environment: GpuEnvironment): Promise<Result<Backend, string>> {
  let backend: GpuBackend | undefined;
  try {
    backend = new GpuBackend(environment);
    const trial = Float32Array.from({ length: 100 }, (_, at) => at / 8);
    const given = await backend.elementwise(
      'a * 2.0 + 1.0',
      [{ values: trial, shape: [100], dtype: 'float32' }],
      [100],
    );
    if (!given?.every((value, at) => Math.abs(value - (at / 4 + 1)) < 1e-4)) {
      backend.dispose();
      return fail(`${environment.adapter} gives wrong numbers`);
    }
    return succeed(backend);
  } catch (error) {
    backend?.dispose();
    return fail(`${environment.adapter} cannot compute: ${messageOf(error)}`);
  }
}

class GpuBackend implements Backend {
  readonly name = 'gpu';
  readonly description: string;
  readonly #gpu: GPU;
  readonly #within: <Value>(work: Promise<Value>) => Promise<Value>;
  readonly #kernels = new Map<string, IKernelRunShortcut>();
  readonly #functions = new Set<string>();
  /** The calls so far: one at a time, because a kernel's output size is set on the kernel itself. */
  #previous: Promise<unknown> = Promise.resolve();
  readonly #mode: GpuEnvironment['mode'];
  /** Why the device is not used any more. */
  #lost: string | undefined;
  #disposed = false;

  constructor(environment: GpuEnvironment) {
    this.description =
      environment.mode === 'webgpu' ? `WebGPU on ${environment.adapter}` : environment.adapter;
    this.#within = environment.within ?? ((work) => work);
    this.#mode = environment.mode;
    this.#gpu = new GPU({ mode: environment.mode });
    if (this.#mode === 'webgpu') deviceUsers++;
  }

  supports(op: Op, inputs: readonly ArrayType[], attributes: Attributes, result: ArrayType): boolean {
    if (this.#lost !== undefined || result.dtype !== 'float32' || inputs.length === 0) return false;
    if (!inputs.every(isTransferable) || inputs.some(({ shape }) => numelOf(shape) === 0)) return false;
    const { kernel } = op;
    const input = inputs[0]!;
    switch (kernel.kind) {
      case 'elementwise':
        return (
          kernel.gpu?.(attributes) !== undefined &&
          inputs.length <= 3 &&
          fitsDispatch(layoutFor(inputs, result.shape).sizes)
        );
      case 'line':
        return (
          kernel.gpu !== undefined &&
          input.dtype === 'float32' &&
          gridFits(linesOf(kernel, input.shape, attributes))
        );
      case 'reduce':
        return (
          kernel.gpu !== undefined &&
          input.dtype === 'float32' &&
          gridFits(linesAlong(input.shape, kernel.dims(attributes, input.shape.length)))
        );
      case 'general':
        return false;
      default:
        return kernel satisfies never;
    }
  }

  async run(
    op: Op,
    inputs: readonly NdArray[],
    attributes: Attributes,
    shape: readonly number[],
    dtype: DType,
  ): Promise<Values> {
    const { kernel } = op;
    let values: Float32Array | undefined;
    if (kernel.kind === 'elementwise') values = await this.#runElementwise(kernel, inputs, attributes, shape);
    else if (kernel.kind === 'line') values = await this.#runLine(kernel, inputs[0]!, attributes);
    else if (kernel.kind === 'reduce') values = await this.#runReduce(kernel, inputs[0]!, attributes);
    // Numbers that are not finite, or not exact in float32, are the reference's.
    if (!values || dtype !== 'float32' || !isTrustworthy(values)) {
      return computeOnCpu(kernel, inputs, attributes, shape, dtype);
    }
    return values;
  }

  async #runElementwise(
    kernel: ElementwiseKernel<Attributes>,
    inputs: readonly NdArray[],
    attributes: Attributes,
    shape: readonly number[],
  ): Promise<Float32Array | undefined> {
    const expression = kernel.gpu?.(attributes);
    return expression === undefined ? undefined : this.elementwise(expression, inputs, shape);
  }

  /** `expression` of each element of the broadcast inputs; undefined where an input cannot go to the GPU as it is. */
  async elementwise(
    expression: string,
    inputs: readonly NdArray[],
    shape: readonly number[],
  ): Promise<Float32Array | undefined> {
    const layout = layoutFor(inputs, shape);
    const rank = layout.sizes.length;
    const passed: KernelVariable[] = [];
    for (const [at, input] of inputs.entries()) {
      const values = toFloat32(input);
      if (!values) return undefined;
      if (values.length === 1) passed.push(values[0]!);
      else passed.push(values, ...[...layout.strides[at]!].reverse());
    }
    const forms = inputs.map(({ values }) => (values.length === 1 ? 'number' : 'array'));
    return this.#call(elementwiseSource(expression, forms, rank), [...layout.sizes].reverse(), passed);
  }

  /** The softmax family: maximum and sum of exponentials of each line, then every element from both. */
  async #runLine(
    kernel: LineKernel<Attributes>,
    input: NdArray,
    attributes: Attributes,
  ): Promise<Float32Array | undefined> {
    const along = linesOf(kernel, input.shape, attributes);
    const values = toFloat32(input);
    if (!along || !values || !kernel.gpu) return undefined;
    const maxima = Float32Array.from(await this.#reduceChunks('max', along, values));
    const sums = Float32Array.from(await this.#reduceChunks('sum of exponentials', along, values, maxima));
    const shape = [along.blocks, along.size, along.lines];
    const perLine = [along.blocks, 1, along.lines];
    return this.elementwise(
      kernel.gpu(attributes),
      [
        { values, shape, dtype: 'float32' },
        { values: maxima, shape: perLine, dtype: 'float32' },
        { values: kernel.gpuSum ? sums.map(kernel.gpuSum) : sums, shape: perLine, dtype: 'float32' },
      ],
      shape,
    );
  }

  async #runReduce(
    kernel: ReduceKernel<Attributes>,
    input: NdArray,
    attributes: Attributes,
  ): Promise<Float32Array | undefined> {
    const along = linesAlong(input.shape, kernel.dims(attributes, input.shape.length));
    const values = toFloat32(input);
    if (!along || !values || !kernel.gpu) return undefined;
    const reduced = await this.#reduceChunks(kernel.gpu === 'mean' ? 'sum' : kernel.gpu, along, values);
    const result = allocate('float32', reduced.length) as Float32Array;
    const divisor = kernel.gpu === 'mean' ? along.size : 1;
    for (let at = 0; at < result.length; at++) result[at] = reduced[at]! / divisor;
    return result;
  }

  async #reduceChunks(
    accumulation: Accumulation,
    along: Lines,
    values: Float32Array,
    maxima?: Float32Array,
  ): Promise<Float64Array> {
    const grid = chunkGrid(along);
    if (!grid) throw new Error('the lines do not fit a dispatch; `supports` says so');
    const passed: KernelVariable[] = [values, along.lines, along.size];
    if (maxima) passed.push(maxima);
    const partials = await this.#call(chunkSource(accumulation, grid.order), grid.output, passed);
    return combineChunks(partials, grid, along, accumulation);
  }

  /** Runs a kernel; `output` holds the sizes along thread.x, thread.y, thread.z. */
  #call(
    source: KernelSource,
    output: readonly number[],
    passed: readonly KernelVariable[],
  ): Promise<Float32Array> {
    const call = this.#previous.then(async () => {
      if (this.#lost !== undefined) throw new Error(this.#lost);
      try {
        const given = await this.#within(this.#callDevice(source, output, passed));
        return flatten(given, numelOf(output));
      } catch (error) {
        // What went wrong may go wrong again, slowly: one failure ends the use of the GPU.
        this.#lost = `the GPU stopped: ${messageOf(error)}`;
        throw new Error(this.#lost, { cause: error });
      }
    });
    this.#previous = call.catch(() => undefined);
    return call;
  }

  async #callDevice(
    source: KernelSource,
    output: readonly number[],
    passed: readonly KernelVariable[],
  ): Promise<unknown> {
    const kernel = this.#kernelFor(source, output);
    kernel.setOutput([...output]);
    if (this.#mode === 'cpu') return kernel(...passed);
    const { device } = await WebGPUContext.acquire();
    for (const filter of errorFilters) device.pushErrorScope(filter);
    const given: unknown = await Promise.resolve<unknown>(kernel(...passed)).finally(async () => {
      const errors = await Promise.all(errorFilters.map(() => device.popErrorScope()));
      const first = errors.find((error) => error !== null);
      if (first) throw new Error(first.message);
    });
    return given;
  }

  #kernelFor(source: KernelSource, output: readonly number[]): IKernelRunShortcut {
    const known = this.#kernels.get(source.key);
    if (known) {
      this.#kernels.delete(source.key);
      this.#kernels.set(source.key, known);
      return known;
    }
    for (const { name, source: text } of source.functions) {
      if (this.#functions.has(name)) continue;
      this.#functions.add(name);
      this.#gpu.addFunction(text, { argumentTypes: { x: 'Number' }, returnType: 'Number' });
    }
    const made = this.#gpu.createKernel(source.source, {
      output: [...output],
      argumentTypes: Object.fromEntries(source.argumentTypes.map((type, at) => [String(at), type])),
      dynamicOutput: true,
      dynamicArguments: true,
      precision: 'single',
    });
    this.#kernels.set(source.key, made);
    const oldest = this.#kernels.entries().next().value;
    if (this.#kernels.size > KEPT_KERNELS && oldest) {
      this.#kernels.delete(oldest[0]);
      oldest[1].destroy();
    }
    return made;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#lost ??= 'the GPU backend was disposed';
    for (const kernel of this.#kernels.values()) kernel.destroy();
    this.#kernels.clear();
    if (this.#mode === 'webgpu' && --deviceUsers === 0) void WebGPUContext.destroy();
  }
}

const layoutFor = (inputs: readonly Pick<NdArray, 'shape'>[], shape: readonly number[]): Layout =>
  layoutOf(
    shape,
    inputs.map((input) => input.shape),
  );

/** A scalar is one line of one element, which is not worth a GPU. */
function linesOf(
  kernel: LineKernel<Attributes>,
  shape: readonly number[],
  attributes: Attributes,
): Lines | undefined {
  return shape.length === 0
    ? undefined
    : linesAlong(shape, [normalizeDim(kernel.dim(attributes), shape.length)]);
}

const gridFits = (along: Lines | undefined): boolean => along !== undefined && chunkGrid(along) !== undefined;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
