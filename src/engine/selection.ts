/**
 * Selecting and sorting in the order of exchanges that PyTorch's CPU kernels have from the C++ standard library
 * (libstdc++): which of equal elements comes first depends on nothing else. Everything works in place on `items`,
 * from `first` to before `last`; `before(a, b)` says whether a belongs in front of b.
 */
type Before = (a: number, b: number) => boolean;

/** Ranges up to this length are sorted by insertion after the partitions. */
const SHORT = 16;

function exchange(items: Uint32Array, a: number, b: number): void {
  [items[a], items[b]] = [items[b]!, items[a]!];
}

/** Puts the item at `at` into the sorted range before it. */
function insert(items: Uint32Array, lowest: number, at: number, before: Before): void {
  const item = items[at]!;
  let place = at;
  while (place > lowest && before(item, items[place - 1]!)) {
    items[place] = items[place - 1]!;
    place--;
  }
  items[place] = item;
}

function insertionSort(items: Uint32Array, first: number, last: number, before: Before): void {
  for (let at = first + 1; at < last; at++) insert(items, first, at, before);
}

/** Parts a range around the median of its second, middle and last item; tells where the second half begins. */
function partition(items: Uint32Array, first: number, last: number, before: Before): number {
  const isBefore = (a: number, b: number): boolean => before(items[a]!, items[b]!);
  const [a, b, c] = [first + 1, first + ((last - first) >> 1), last - 1];
  const median = isBefore(a, b)
    ? isBefore(b, c)
      ? b
      : isBefore(a, c)
        ? c
        : a
    : isBefore(a, c)
      ? a
      : isBefore(b, c)
        ? c
        : b;
  exchange(items, first, median);
  let [left, right] = [first + 1, last];
  for (;;) {
    while (isBefore(left, first)) left++;
    right--;
    while (isBefore(first, right)) right--;
    if (left >= right) return left;
    exchange(items, left, right);
    left++;
  }
}

/** Lets `item` sink to the leaves of a heap from the hole at `start`, and rise from there to its place. */
function settle(
  items: Uint32Array,
  first: number,
  start: number,
  size: number,
  item: number,
  before: Before,
): void {
  let hole = start;
  for (;;) {
    const right = 2 * hole + 2;
    if (right > size) break;
    // The larger child; a last one without a sibling is taken as it is.
    const child =
      right === size || before(items[first + right]!, items[first + right - 1]!) ? right - 1 : right;
    items[first + hole] = items[first + child]!;
    hole = child;
  }
  for (let parent = (hole - 1) >> 1; hole > start && before(items[first + parent]!, item);) {
    items[first + hole] = items[first + parent]!;
    hole = parent;
    parent = (hole - 1) >> 1;
  }
  items[first + hole] = item;
}

/** Gathers the items that come first in the range before `middle`, as a heap with the last of them on top. */
function selectByHeap(items: Uint32Array, first: number, middle: number, last: number, before: Before): void {
  const size = middle - first;
  for (let parent = (size - 2) >> 1; parent >= 0; parent--)
    settle(items, first, parent, size, items[first + parent]!, before);
  for (let at = middle; at < last; at++) {
    if (!before(items[at]!, items[first]!)) continue;
    const item = items[at]!;
    items[at] = items[first]!;
    settle(items, first, 0, size, item, before);
  }
}

/** How many partitions may be made before a range counts as unlucky. */
const depthFor = (length: number): number => 2 * Math.floor(Math.log2(Math.max(length, 1)));

/** `std::nth_element`: the item that belongs at `nth` stands there, and nothing behind it belongs in front of it. */
export function selectNth(items: Uint32Array, nth: number, before: Before): void {
  let [first, last] = [0, items.length];
  if (first === last || nth === last) return;
  for (let depth = depthFor(last); last - first > 3; depth--) {
    if (depth === 0) {
      selectByHeap(items, first, nth + 1, last, before);
      exchange(items, first, nth);
      return;
    }
    const cut = partition(items, first, last, before);
    if (cut <= nth) first = cut;
    else last = cut;
  }
  insertionSort(items, first, last, before);
}

/** `std::partial_sort`: the first `count` items in order. */
export function sortFirst(items: Uint32Array, count: number, before: Before): void {
  selectByHeap(items, 0, count, items.length, before);
  sortHeap(items, 0, count, before);
}

function sortHeap(items: Uint32Array, first: number, last: number, before: Before): void {
  for (let end = last - 1; end > first; end--) {
    const item = items[end]!;
    items[end] = items[first]!;
    settle(items, first, 0, end - first, item, before);
  }
}

/** `std::sort` of the first `count` items. */
export function sortUnstably(items: Uint32Array, count: number, before: Before): void {
  part(items, 0, count, depthFor(count), before);
  insertionSort(items, 0, count, before);
}

/** Parts a range again and again until all parts are short. */
function part(items: Uint32Array, first: number, last: number, depth: number, before: Before): void {
  let end = last;
  for (let left = depth; end - first > SHORT; left--) {
    if (left === 0) {
      selectByHeap(items, first, end, end, before);
      sortHeap(items, first, end, before);
      return;
    }
    const cut = partition(items, first, end, before);
    part(items, cut, end, left - 1, before);
    end = cut;
  }
}
