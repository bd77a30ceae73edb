/**
 * The order of values, as torch.sort(stable=True) has it: equal ones keep their places, -0 equals 0,
 * and NaN counts as larger than all. A radix sort over the bits of the numbers, because a million
 * of them are compared by a function for more than a second.
 */

const digit = 11;
const buckets = 1 << digit;

/** The positions of the values in their order. */
export function argsort(values: ArrayLike<number>, descending: boolean): Uint32Array {
  const count = values.length;
  const doubles = new Float64Array(count);
  for (let at = 0; at < count; at++) {
    const value = values[at] ?? 0;
    // One NaN of many, without a sign; and a zero that has lost its own.
    doubles[at] = Number.isNaN(value) ? Number.NaN : value + 0;
  }
  const words = new Uint32Array(doubles.buffer);
  const high = new Uint32Array(count);
  const low = new Uint32Array(count);
  const lowFirst = isLittleEndian() ? 0 : 1;
  let lowBits = 0;
  for (let at = 0; at < count; at++) {
    const upper = words[2 * at + 1 - lowFirst] ?? 0;
    const lower = words[2 * at + lowFirst] ?? 0;
    // Bits of a positive double grow with it; those of a negative one shrink. Turned so, they grow throughout.
    const isNegative = upper >>> 31 === 1 && !Number.isNaN(doubles[at] ?? 0);
    const flip = isNegative ? 0xffffffff : 0;
    const sign = isNegative ? 0 : 0x80000000;
    const turn = descending ? 0xffffffff : 0;
    high[at] = (((upper & (Number.isNaN(doubles[at] ?? 0) ? 0x7fffffff : 0xffffffff)) ^ flip) | sign) ^ turn;
    low[at] = lower ^ flip ^ turn;
    lowBits |= lower;
  }
  let order = Uint32Array.from({ length: count }, (_, at) => at);
  let spare = new Uint32Array(count);
  const pass = (keys: Uint32Array, shift: number): void => {
    const starts = new Uint32Array(buckets + 1);
    for (let at = 0; at < count; at++) {
      const bucket = (((keys[at] ?? 0) >>> shift) & (buckets - 1)) + 1;
      starts[bucket] = (starts[bucket] ?? 0) + 1;
    }
    for (let bucket = 1; bucket <= buckets; bucket++) {
      starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0);
    }
    for (let turn = 0; turn < count; turn++) {
      const at = order[turn] ?? 0;
      const bucket = ((keys[at] ?? 0) >>> shift) & (buckets - 1);
      const place = starts[bucket] ?? 0;
      starts[bucket] = place + 1;
      spare[place] = at;
    }
    [order, spare] = [spare, order];
  };
  // The lower words of whole numbers and many others are zero: all the same, nothing to sort by.
  for (let shift = 0; shift < 32 && lowBits !== 0; shift += digit) pass(low, shift);
  for (let shift = 0; shift < 32; shift += digit) pass(high, shift);
  return order;
}

const isLittleEndian = (): boolean => new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
