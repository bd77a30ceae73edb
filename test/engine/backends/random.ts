/** Random numbers that are the same in each run. */

/** Numbers in [0, 1) from a seed (Marsaglia, "Xorshift RNGs", 2003). */
export function randomNumbers(seed: number): () => number {
  let state = (seed * 2_654_435_761 + 1) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

/** `length` float32 numbers, evenly between `low` and `high`. */
export function randomArray(length: number, seed: number, low: number, high: number): Float32Array {
  const random = randomNumbers(seed);
  return Float32Array.from({ length }, () => low + (high - low) * random());
}
