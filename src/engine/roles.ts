/** How roles follow through operations that many operations share. */
import type { Role } from './role';
import { unknownRole } from './role';
import { isKnownShape, type Shape } from './shape';
import type { Tensor } from './tensor';

const values: Role = { kind: 'values' };

/** A number this small is there to keep a logarithm or a division finite; the meaning stays. */
const GUARD = 1e-3;

/** The known value of a Python number; undefined for anything else. */
const numberOf = (tensor: Tensor): number | undefined =>
  tensor.wrapped && tensor.hasValues ? tensor.values()[0] : undefined;

/** The operand that is no scalar beside one that is: `logits / temperature`. */
function besideScalar(inputs: readonly Tensor[]): Tensor | undefined {
  const [a, b] = inputs;
  if (b!.wrapped || (b!.rank === 0 && a!.rank !== 0)) return a;
  if (a!.wrapped || (a!.rank === 0 && b!.rank !== 0)) return b;
  return undefined;
}

/** Scaling or shifting logits by a scalar gives logits (a temperature, a bias); anything else gives values. */
export function scaledRole(inputs: readonly Tensor[]): Role {
  const scaled = besideScalar(inputs);
  return scaled?.role.kind === 'logits' ? scaled.role : values;
}

/** As `scaledRole`; and probabilities plus or minus a tiny number (`log(p + 1e-8)`) stay what they are. */
export function shiftedRole(inputs: readonly Tensor[]): Role {
  const shift = numberOf(inputs[1]!) ?? numberOf(inputs[0]!);
  if (shift !== undefined && Math.abs(shift) <= GUARD) return besideScalar(inputs)!.role;
  return scaledRole(inputs);
}

/** `1 - p` is as much a probability as `p`; otherwise as `shiftedRole`. */
export function complementRole(inputs: readonly Tensor[]): Role {
  const [from, p] = inputs;
  if (
    numberOf(from!) === 1 &&
    (p!.role.kind === 'sigmoid-probabilities' || p!.role.kind === 'binary-targets')
  ) {
    return p!.role;
  }
  return numberOf(p!) !== undefined ? shiftedRole(inputs) : scaledRole(inputs);
}

/** Whether an interval leaves probabilities, log-probabilities and the like what they are: it only cuts off the ends. */
export function clampedRole(role: Role, min: number | undefined, max: number | undefined): Role {
  switch (role.kind) {
    case 'probabilities':
    case 'sigmoid-probabilities':
    case 'soft-targets':
    case 'binary-targets':
      return (min ?? 0) <= 0.01 && (max ?? 1) >= 0.99 ? role : values;
    case 'log-probabilities':
      return (min ?? -100) <= -5 && (max ?? 0) >= -0.01 ? role : values;
    case 'logits':
    case 'unknown':
      return role;
    default:
      return values;
  }
}

/**
 * The mean of several scores is a score, that of several probabilities a probability, as an ensemble gives it; along
 * the axis on which they add up to one their mean says nothing. A mean over all dims is a number that is looked at.
 */
export function averagedRole(x: Tensor, dim: number | readonly number[] | undefined): Role {
  const gone = dim === undefined ? [] : typeof dim === 'number' ? [dim] : dim;
  if (gone.length === 0 || gone.length === x.rank) return values;
  const { role } = x;
  if (role.kind === 'logits' || role.kind === 'sigmoid-probabilities') return role;
  if (role.kind !== 'probabilities') return values;
  // An axis that `stack` has just made is not the one of the classes, wherever that is.
  const isStacked =
    gone.length === 1 && x.producer?.op.name === 'stack' && x.producer.attributes['dim'] === gone[0];
  const axes = gone.map((one) => axisOf(one, x.rank));
  if (role.dim === undefined) return isStacked ? role : values;
  if (axes.includes(role.dim) || axes.includes(undefined)) return values;
  return moveDim(role, (from) => from - axes.filter((axis) => axis! < from).length);
}

/** A role whose axis moved: `to` gives the new place of each old axis, undefined for one that is gone. */
export function moveDim(role: Role, to: (dim: number) => number | undefined): Role {
  if (role.dim === undefined) return role;
  const dim = to(role.dim);
  return dim === undefined ? { kind: role.kind } : { kind: role.kind, dim };
}

/** The role that all inputs have; values when they differ, unknown when one is. */
export function commonRole(inputs: readonly Tensor[]): Role {
  if (inputs.length === 0 || inputs.some((input) => input.role.kind === 'unknown')) return unknownRole;
  const [first, ...others] = inputs.map((input) => input.role);
  if (others.some((other) => other.kind !== first!.kind)) return values;
  return others.every((other) => other.dim === first!.dim) ? first! : { kind: first!.kind };
}

/**
 * Where an axis is after a reshape: the axis of the same size with as many elements before it.
 * Equal leading or trailing sizes tell it also where some sizes are not known.
 */
export function axisAfterReshape(
  from: Shape | undefined,
  to: Shape | undefined,
  axis: number,
): number | undefined {
  if (!from || !to || axis >= from.length) return undefined;
  const leads = (length: number): boolean => from.slice(0, length).every((size, at) => size === to[at]);
  if (axis < to.length && leads(axis + 1)) return axis;
  const behind = from.length - axis;
  const fromBack = to.length - behind;
  if (fromBack >= 0 && from.slice(axis).every((size, at) => size === to[fromBack + at])) return fromBack;
  if (!isKnownShape(from) || !isKnownShape(to)) return undefined;
  const before = from.slice(0, axis).reduce((product, size) => product * size, 1);
  let product = 1;
  for (let at = 0; at < to.length; at++) {
    if (product === before && to[at] === from[axis]) return at;
    product *= to[at]!;
  }
  return undefined;
}

/** The axis of a dim counted from either end; undefined where the rank is not known. */
export const axisOf = (dim: number, rank: number | undefined): number | undefined =>
  dim >= 0 ? dim : rank === undefined ? undefined : Math.max(rank, 1) + dim;

/** A role along an axis that may not be known. */
export const roleAlong = (kind: Role['kind'], dim: number | undefined): Role =>
  dim === undefined ? { kind } : { kind, dim };

/**
 * The role of an image of another size. Between neighbours scores stay scores and probabilities stay probabilities;
 * cubic curves leave the bounds of their neighbours.
 */
export function resizedRole({ role }: Tensor, mode: string): Role {
  const isKept =
    role.kind === 'logits' ||
    (!mode.endsWith('cubic') &&
      ['probabilities', 'sigmoid-probabilities', 'log-probabilities'].includes(role.kind));
  return isKept ? role : values;
}
