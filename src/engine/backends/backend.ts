/**
 * What computes an operation. A backend knows kernels, shapes and values; it
 * knows nothing of gradients, roles or frameworks. Calls are promises because a GPU's are.
 */
import type { DType, Values } from '../dtype';
import type { Attributes, NdArray, Op } from '../op';

export type BackendName = 'cpu' | 'simd' | 'gpu';

export interface Backend {
  readonly name: BackendName;
  /** For people: `WebGPU on SwiftShader`. */
  readonly description: string;
  /** Whether it computes this operation for these inputs; what it does not, the CPU does. */
  supports(op: Op, inputs: readonly Pick<NdArray, 'shape' | 'dtype'>[], attributes: Attributes): boolean;
  /** The result's values. Rejects when the device is lost; then the CPU takes over. */
  run(
    op: Op,
    inputs: readonly NdArray[],
    attributes: Attributes,
    shape: readonly number[],
    dtype: DType,
  ): Promise<Values>;
  dispose(): void;
}
