/** Numbers inside the GPU source of a kernel. */

/**
 * A finite number as gpu.js source: a float32 number in decimal, never an integer literal
 * (gpu.js would take integer arithmetic), and in brackets when negative, so that it can follow a minus.
 */
export function gpuNumber(value: number): string {
  const text = String(Math.fround(value));
  const float = /[.e]/.test(text) ? text : `${text}.0`;
  return value < 0 ? `(${float})` : float;
}
