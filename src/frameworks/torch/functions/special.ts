/** torch.special: operations under its names, and what is made of them. */
import { over, plus, times } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import { isFloating } from '../../../engine/dtype';
import { define } from '../../define';
import { tensorValue, type NativeFunction } from '../../values';
import { registry, row } from './rows';

/** The functions of one tensor, by the operation's name and, where they differ, torch.special's. */
const unaries: Readonly<Record<string, readonly string[]>> = {
  airy_ai: [],
  bessel_j0: [],
  bessel_j1: [],
  bessel_y0: [],
  bessel_y1: [],
  digamma: ['digamma', 'psi'],
  entr: [],
  erf: [],
  erfc: [],
  erfcx: [],
  erfinv: [],
  exp2: [],
  expm1: [],
  i0: [],
  i0e: [],
  i1: [],
  i1e: [],
  lgamma: ['gammaln'],
  log1p: [],
  log_ndtr: [],
  modified_bessel_i0: [],
  modified_bessel_i1: [],
  modified_bessel_k0: [],
  modified_bessel_k1: [],
  ndtri: [],
  scaled_modified_bessel_k0: [],
  scaled_modified_bessel_k1: [],
  sinc: [],
  spherical_bessel_j0: [],
};

/** The functions of two tensors, with the names of their parameters. */
const binaries: Readonly<Record<string, readonly [name: string, a: string, b: string]>> = {
  chebyshev_polynomial_t: ['chebyshev_polynomial_t', 'input', 'n'],
  chebyshev_polynomial_u: ['chebyshev_polynomial_u', 'input', 'n'],
  chebyshev_polynomial_v: ['chebyshev_polynomial_v', 'input', 'n'],
  chebyshev_polynomial_w: ['chebyshev_polynomial_w', 'input', 'n'],
  hermite_polynomial_h: ['hermite_polynomial_h', 'input', 'n'],
  hermite_polynomial_he: ['hermite_polynomial_he', 'input', 'n'],
  igamma: ['gammainc', 'input', 'other'],
  igammac: ['gammaincc', 'input', 'other'],
  laguerre_polynomial_l: ['laguerre_polynomial_l', 'input', 'n'],
  legendre_polynomial_p: ['legendre_polynomial_p', 'input', 'n'],
  shifted_chebyshev_polynomial_t: ['shifted_chebyshev_polynomial_t', 'input', 'n'],
  shifted_chebyshev_polynomial_u: ['shifted_chebyshev_polynomial_u', 'input', 'n'],
  shifted_chebyshev_polynomial_v: ['shifted_chebyshev_polynomial_v', 'input', 'n'],
  shifted_chebyshev_polynomial_w: ['shifted_chebyshev_polynomial_w', 'input', 'n'],
  xlog1py: ['xlog1py', 'input', 'other'],
  xlogy: ['xlogy', 'input', 'other'],
  zeta: ['zeta', 'input', 'other'],
};

export const special: readonly NativeFunction[] = [
  ...Object.entries(unaries).flatMap(([op, names]) =>
    (names.length > 0 ? names : [op]).flatMap((name) => row('s', name, '(input, *, out=None)', registry[op])),
  ),
  ...Object.entries(binaries).flatMap(([op, [name, a, b]]) =>
    row('s', name, `(${a}, ${b}, *, out=None)`, registry[op], [a, b]),
  ),
  // In single steps, as PyTorch does it: what cancels in float32 there cancels here.
  define('torch.special.ndtr', '(input, *, out=None)', (args) => {
    const input = args.tensor('input');
    const scaled =
      input.dtype && !isFloating(input.dtype) ? over(input, Math.SQRT2) : times(input, Math.SQRT1_2);
    return tensorValue(times(plus(Tensor.apply(ops.erf, [scaled], {}), 1), 0.5));
  }),
];
