/** Patterns of einops, `'b (h p) c -> b h (p c)'`: which axes each side groups into its dims (einops' documentation). */
import { NotKnown } from '../errors';

/** The axes that make up one dim, the slowest first; none for a dim of size 1. */
export type Group = readonly string[];

export interface Pattern {
  readonly left: readonly Group[];
  readonly right: readonly Group[];
}

const TOKEN = /\(|\)|\.\.\.|\u2026|[A-Za-z_]\w*|\d+|\S/g;

/** Stands for all dims that a pattern does not name. */
export const ELLIPSIS = '...';

/** The dims of one side. Throws NotKnown where it is no pattern that is followed. */
export function groupsOf(side: string): readonly Group[] {
  const groups: Group[] = [];
  let open: string[] | null = null;
  for (const [token] of side.matchAll(TOKEN)) {
    if (token === '(' && !open) open = [];
    else if (token === ')' && open) {
      groups.push(open);
      open = null;
    } else {
      const axis = token === '…' ? ELLIPSIS : token;
      if (axis !== ELLIPSIS && axis !== '1' && !/^[A-Za-z_]/.test(axis))
        throw new NotKnown(`the pattern '${side.trim()}' is not followed`);
      const axes = axis === '1' ? [] : [axis];
      if (open) open.push(...axes);
      else groups.push(axes);
    }
  }
  return groups;
}

/** Both sides of a pattern. Throws NotKnown where it is none that is followed. */
export function patternOf(text: string): Pattern {
  const [left, right, ...more] = text.split('->');
  if (left === undefined || right === undefined || more.length > 0)
    throw new NotKnown(`the pattern '${text}' is not followed`);
  return { left: groupsOf(left), right: groupsOf(right) };
}

/** The same pattern with an axis of its own for each dim that the dots stand for, in a tensor of that many dims. */
export function withoutDots({ left, right }: Pattern, rank: number | undefined): Pattern {
  if (!left.some((group) => group.includes(ELLIPSIS))) return { left, right };
  if (rank === undefined) throw new NotKnown('how many dims the dots of a pattern stand for is not known');
  const count = rank - (left.length - 1);
  if (count < 0) throw new NotKnown('the pattern has more dims than the tensor');
  const axes = Array.from({ length: count }, (_, at) => `${ELLIPSIS}${at}`);
  const spread = (groups: readonly Group[]): readonly Group[] =>
    groups.flatMap((group): readonly Group[] => {
      if (group.length === 1 && group[0] === ELLIPSIS) return axes.map((axis) => [axis]);
      return [group.flatMap((axis) => (axis === ELLIPSIS ? axes : [axis]))];
    });
  return { left: spread(left), right: spread(right) };
}
