/**
 * A line search for a step that meets the strong Wolfe conditions (Nocedal and Wright, Numerical
 * Optimization, algorithms 3.5 and 3.6), with the choices of PyTorch's LBFGS.
 */

/** The objective along the line: the loss, its slope and its gradient at a step. */
export interface Point {
  readonly step: number;
  readonly loss: number;
  readonly slope: number;
  readonly gradient: Float64Array;
}

export interface LineSearch {
  readonly evaluate: (step: number) => Point;
  readonly start: Point;
  readonly firstStep: number;
  /** The largest component of the direction. */
  readonly length: number;
  readonly maximumRounds: number;
}

const SUFFICIENT_DECREASE = 1e-4;
const CURVATURE = 0.9;
const SMALLEST_BRACKET = 1e-9;

/** Where the cubic through two points with their slopes is smallest, within bounds. */
function cubicMinimum(a: Point, b: Point, bounds?: readonly [number, number]): number {
  const [low, high] = bounds ?? [Math.min(a.step, b.step), Math.max(a.step, b.step)];
  const bend = a.slope + b.slope - (3 * (a.loss - b.loss)) / (a.step - b.step);
  const square = bend * bend - a.slope * b.slope;
  if (!(square >= 0)) return (low + high) / 2;
  const root = Math.sqrt(square);
  const [left, right] = a.step <= b.step ? [a, b] : [b, a];
  const minimum =
    right.step -
    (right.step - left.step) * ((right.slope + root - bend) / (right.slope - left.slope + 2 * root));
  return Math.min(Math.max(minimum, low), high);
}

/** The point found, and how often the objective was evaluated. */
export function strongWolfe(search: LineSearch): { point: Point; evaluations: number } {
  const { evaluate, start, maximumRounds } = search;
  const isTooHigh = ({ step, loss }: Point): boolean =>
    loss > start.loss + SUFFICIENT_DECREASE * step * start.slope;
  const isFlat = ({ slope }: Point): boolean => Math.abs(slope) <= -CURVATURE * start.slope;

  // Steps grow until a bracket holds a point that meets the conditions.
  let before = start;
  let now = evaluate(search.firstStep);
  let evaluations = 1;
  let rounds = 0;
  let bracket: [Point, Point] | undefined;
  while (rounds < maximumRounds) {
    if (isTooHigh(now) || (rounds > 1 && now.loss >= before.loss)) {
      bracket = [before, now];
      break;
    }
    if (isFlat(now)) return { point: now, evaluations };
    if (now.slope >= 0) {
      bracket = [before, now];
      break;
    }
    const next = cubicMinimum(before, now, [now.step + 0.01 * (now.step - before.step), now.step * 10]);
    before = now;
    now = evaluate(next);
    evaluations++;
    rounds++;
  }
  bracket ??= [start, now];

  // The bracket shrinks around such a point.
  let low = bracket[0].loss <= bracket[1].loss ? 0 : 1;
  let isStuck = false;
  while (rounds < maximumRounds) {
    const [a, b] = bracket;
    if (Math.abs(b.step - a.step) * search.length < SMALLEST_BRACKET) break;
    const [from, to] = [Math.min(a.step, b.step), Math.max(a.step, b.step)];
    let step = cubicMinimum(a, b);
    const margin = 0.1 * (to - from);
    if (Math.min(to - step, step - from) < margin) {
      // Close to a boundary twice, or on it: a tenth of the bracket inwards.
      if (isStuck || step >= to || step <= from) {
        step = Math.abs(step - to) < Math.abs(step - from) ? to - margin : from + margin;
        isStuck = false;
      } else isStuck = true;
    } else isStuck = false;
    const point = evaluate(step);
    evaluations++;
    rounds++;
    const high = 1 - low;
    if (isTooHigh(point) || point.loss >= bracket[low]!.loss) {
      bracket[high] = point;
      low = bracket[0].loss <= bracket[1].loss ? 0 : 1;
      continue;
    }
    const isDone = isFlat(point);
    if (!isDone && point.slope * (bracket[high]!.step - bracket[low]!.step) >= 0)
      bracket[high] = bracket[low]!;
    bracket[low] = point;
    if (isDone) break;
  }
  return { point: bracket[low]!, evaluations };
}
