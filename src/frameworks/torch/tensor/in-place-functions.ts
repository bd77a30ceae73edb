/** `torch.abs_(x)`: the in-place methods that stand in torch as functions too. */
import type { NativeFunction } from '../../values';

/** By no rule: torch has `ceil_` and `trunc_`, and neither `sign_` nor `lgamma_`. */
const names: readonly string[] = [
  ...['abs', 'acos', 'acosh', 'arccos', 'arccosh', 'arcsin', 'arcsinh', 'arctan', 'arctanh', 'asin', 'asinh'],
  ...['atan', 'atanh', 'ceil', 'conj_physical', 'cos', 'cosh', 'deg2rad', 'erf', 'erfc', 'exp', 'exp2'],
  ...['expm1', 'fix', 'floor', 'frac', 'i0', 'log', 'log10', 'log1p', 'log2', 'logit', 'nan_to_num', 'neg'],
  ...['negative', 'rad2deg', 'reciprocal', 'round', 'rsqrt', 'sin', 'sinc', 'sinh', 'sqrt', 'square', 'tan'],
  ...['trunc', 'addmv', 'as_strided', 'clamp', 'clamp_max', 'clamp_min', 'clip', 'detach', 'fill', 'gcd'],
  ...['index_put', 'lcm', 'ldexp', 'xlogy'],
];

/** These functions, each from the method that `methodOf` finds for its name. */
export const inPlaceFunctions = (
  methodOf: (name: string) => NativeFunction | undefined,
): readonly NativeFunction[] =>
  names.flatMap((name) => {
    const method = methodOf(`${name}_`);
    return method ? [{ ...method, name: `torch.${name}_` }] : [];
  });
