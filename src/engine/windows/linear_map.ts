/** Linear maps along one dim of a tensor, as sparse rows: what averages, interpolations and their transposes are. */

/** result[i] = Σ over k of weights[i][k] · x[positions[i][k]], for x of `size` elements. */
export type LinearMap = {
  readonly size: number;
  readonly positions: readonly (readonly number[])[];
  readonly weights: readonly (readonly number[])[];
  /** The weights before they were rounded, where gradients go back with these. */
  readonly gradientWeights?: readonly (readonly number[])[] | undefined;
};

/** The map that carries gradients back. */
export function transposed({ size, positions, weights, gradientWeights }: LinearMap): LinearMap {
  const back = gradientWeights ?? weights;
  const backPositions = Array.from({ length: size }, (): number[] => []);
  const backWeights = Array.from({ length: size }, (): number[] => []);
  positions.forEach((row, to) =>
    row.forEach((from, k) => {
      backPositions[from]!.push(to);
      backWeights[from]!.push(back[to]![k]!);
    }),
  );
  return { size: positions.length, positions: backPositions, weights: backWeights };
}
