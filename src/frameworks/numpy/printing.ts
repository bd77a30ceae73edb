/** How numpy is told to print: `set_printoptions`, the context manager `printoptions`, and `array2string`. */
import type { Arguments } from '../arguments';
import { arrayOf } from '../arrays/dialect';
import { define } from '../define';
import { NotKnown } from '../errors';
import type { Printing } from '../runtime';
import { anySignature, signature } from '../signature';
import { none, str, type ClassValue, type NativeFunction } from '../values';
import { numpyDialect } from './dialect';
import { formatNumpyArray, type PrintOptions } from './format';

const PARAMETERS =
  'precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None, infstr=None, formatter=None, sign=None, floatmode=None, *, legacy=None, override_repr=None';

/** The options with what a call says, what it leaves out as before. */
function optionsOf(args: Arguments, { numpy: before }: Pick<Printing, 'numpy'>): PrintOptions {
  if (!before) throw new NotKnown('how arrays are printed is not known');
  const other = ['nanstr', 'infstr', 'formatter', 'sign', 'floatmode', 'legacy', 'override_repr'].find(
    (name) => !args.isNone(name),
  );
  if (other !== undefined) throw new NotKnown(`the option '${other}' of numpy's printing is not followed`);
  return {
    precision: args.optionalInt('precision') ?? before.precision,
    threshold: args.optionalNumber('threshold') ?? before.threshold,
    edgeitems: args.optionalInt('edgeitems') ?? before.edgeitems,
    linewidth: args.optionalNumber('linewidth') ?? before.linewidth,
    suppress: args.optionalBool('suppress') ?? before.suppress,
  };
}

export const printingFunctions: readonly NativeFunction[] = [
  define('numpy.set_printoptions', `(${PARAMETERS})`, (args, { printing }) => {
    const before = { numpy: printing.numpy };
    // Options that are not followed leave open how everything after them prints.
    printing.numpy = null;
    printing.numpy = optionsOf(args, before);
    return none;
  }),
  define(
    'numpy.array2string',
    "(a, max_line_width=None, precision=None, suppress_small=None, separator=' ', prefix='', *, threshold=None, edgeitems=None, formatter=None)",
    (args, { printing }) => {
      const tensor = arrayOf(args.value('a'), numpyDialect);
      if (!tensor.hasValues || !args.isNone('formatter'))
        throw new NotKnown('the text of the array is not known');
      const before = printing.numpy;
      if (!before) throw new NotKnown('how arrays are printed is not known');
      const options: PrintOptions = {
        precision: args.optionalInt('precision') ?? before.precision,
        threshold: args.optionalNumber('threshold') ?? before.threshold,
        edgeitems: args.optionalInt('edgeitems') ?? before.edgeitems,
        linewidth: args.optionalNumber('max_line_width') ?? before.linewidth,
        suppress: args.optionalBool('suppress_small') ?? before.suppress,
      };
      return str(formatNumpyArray(tensor.array(), 'str', 'array', options, args.string('separator')));
    },
  ),
];

/** `with np.printoptions(precision=3):`. */
export const printOptionsContext: ClassValue = {
  kind: 'class',
  name: 'numpy.printoptions',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature(`(${PARAMETERS})`),
  construct: (self, args, { printing }) => {
    self.state.set('options', optionsOf(args, printing));
  },
  methods: {
    __enter__: {
      signature: signature('()'),
      call: (self, _, { printing }) => {
        self.state.set('before', printing.numpy);
        printing.numpy = self.state.get('options') as PrintOptions | null;
        return none;
      },
    },
    __exit__: {
      signature: anySignature,
      call: (self, _, { printing }) => {
        printing.numpy = self.state.get('before') as PrintOptions | null;
        return none;
      },
    },
  },
};
