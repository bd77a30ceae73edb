/** Numbers as the precision holds them whose rounding and criteria are followed, given as its unit roundoff. */
export type Numbers = Float32Array | Float64Array;

export const storeOf = (epsilon: number): Float32ArrayConstructor | Float64ArrayConstructor =>
  epsilon > 1e-10 ? Float32Array : Float64Array;
