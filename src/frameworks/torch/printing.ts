/** How PyTorch is told to print (torch/_tensor_str.py, `set_printoptions`). */
import type { Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown } from '../errors';
import { none, type NativeFunction } from '../values';
import type { TorchPrintOptions } from './format';

const profiles: Readonly<Record<string, Partial<TorchPrintOptions>>> = {
  default: { precision: 4, threshold: 1000, edgeitems: 3, linewidth: 80 },
  short: { precision: 2, threshold: 1000, edgeitems: 2, linewidth: 80 },
  full: { precision: 4, threshold: Infinity, edgeitems: 3, linewidth: 80 },
};

/** A profile first, then what the call says; the notation is chosen anew by every call. */
function optionsOf(args: Arguments, before: TorchPrintOptions | null): TorchPrintOptions {
  if (!before) throw new NotKnown('how tensors are printed is not known');
  const profile = args.optionalString('profile');
  const base = { ...before, ...(profile === undefined ? {} : (profiles[profile] ?? {})) };
  return {
    precision: args.optionalInt('precision') ?? base.precision,
    threshold: args.optionalNumber('threshold') ?? base.threshold,
    edgeitems: args.optionalInt('edgeitems') ?? base.edgeitems,
    linewidth: args.optionalNumber('linewidth') ?? base.linewidth,
    sciMode: args.optionalBool('sci_mode') ?? null,
  };
}

export const printing: readonly NativeFunction[] = [
  define(
    'torch.set_printoptions',
    '(precision=None, threshold=None, edgeitems=None, linewidth=None, profile=None, sci_mode=None)',
    (args, runtime) => {
      const before = runtime.printing.torch;
      // Options that are not known leave open how everything after them prints.
      runtime.printing.torch = null;
      runtime.printing.torch = optionsOf(args, before);
      return none;
    },
  ),
];
