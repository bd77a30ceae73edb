/**
 * The position of the element that would stand at `place` (from 0) if the line were sorted; NaN is larger than all.
 * Hoare's quickselect with the median of the first, the middle and the last as pivot. Which of equal elements is
 * found depends on the exchanges, and these are the ones of PyTorch's `kthvalue`.
 */
export function positionOfPlace(elements: Float64Array, place: number): number {
  const order = Uint32Array.from(elements, (_, at) => at);
  const exchange = (a: number, b: number): void => {
    [order[a], order[b]] = [order[b]!, order[a]!];
  };
  /** Whether what stands at a belongs behind what stands at b. */
  const isAfter = (a: number, b: number): boolean => {
    const [x, y] = [elements[order[a]!]!, elements[order[b]!]!];
    return (Number.isNaN(x) && !Number.isNaN(y)) || x > y;
  };
  const sortPair = (a: number, b: number): void => {
    if (isAfter(a, b)) exchange(a, b);
  };
  let first = 0;
  let last = order.length - 1;
  while (last > first + 1) {
    exchange(first + ((last - first) >> 1), first + 1);
    sortPair(first + 1, last);
    sortPair(first, last);
    sortPair(first + 1, first);
    let [left, right] = [first + 1, last];
    for (;;) {
      do left++;
      while (isAfter(first, left));
      do right--;
      while (isAfter(right, first));
      if (right < left) break;
      exchange(left, right);
    }
    exchange(first, right);
    if (right <= place) first = left;
    if (right >= place) last = right - 1;
  }
  if (last === first + 1) sortPair(first, last);
  return order[place]!;
}
