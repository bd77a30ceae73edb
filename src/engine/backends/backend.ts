/**
 * What computes an operation. A backend knows kernels, shapes and values; it
 * knows nothing of gradients, roles or frameworks. Calls are promises because a GPU's are.
 */
import type { DType, Values } from '../dtype';
import type { Attributes, NdArray, Op } from '../op';

export type BackendName = 'cpu' | 'simd' | 'gpu';

/** An array as far as it is known before its values are. */
export type ArrayType = Pick<NdArray, 'shape' | 'dtype'>;

export interface Backend {
  readonly name: BackendName;
  /** For people: `WebGPU on SwiftShader`. */
  readonly description: string;
  /** Whether it computes this operation for these inputs and this result; what it does not, the CPU does. */
  supports(op: Op, inputs: readonly ArrayType[], attributes: Attributes, result: ArrayType): boolean;
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
