/** How numpy is told to print: `set_printoptions`, the context manager `printoptions`, and `array2string`. */
import type { Arguments } from '../arguments';
import { arrayOf } from '../arrays/dialect';
import { define } from '../define';
import { NotKnown } from '../errors';
import type { Printing, Runtime } from '../runtime';
import { anySignature, signature } from '../signature';
import { float, int, none, str, type ClassValue, type NativeFunction, type Value } from '../values';
import { numpyDialect } from './dialect';
import { formatNumpyArray, type PrintOptions } from './format';

const PARAMETERS =
  'precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None, infstr=None, formatter=None, sign=None, floatmode=None, *, legacy=None, override_repr=None';

/** What writes elements, as the program gave it: functions of one number. */
function formatterOf(given: Value, runtime: Runtime): PrintOptions['formatter'] {
  if (given.kind === 'None') return undefined;
  if (given.kind !== 'dict' || given.open) throw new NotKnown('what writes the elements is not known');
  return Object.fromEntries(
    [...given.entries.values()].map(([key, write]) => {
      if (key.kind !== 'str') throw new NotKnown('what writes the elements is not known');
      const isFloat = key.value.startsWith('float') || key.value === 'all';
      return [
        key.value,
        (value: number): string => {
          const written = runtime.call(write, [isFloat ? float(value) : int(value)]);
          if (written.kind !== 'str') throw new NotKnown('how an element is written is not known');
          return written.value;
        },
      ];
    }),
  );
}

const floatmodes: readonly string[] = ['maxprec', 'maxprec_equal', 'fixed'];

/** The options with what a call says, what it leaves out as before. */
function optionsOf(
  args: Arguments,
  runtime: Runtime,
  { numpy: before }: Pick<Printing, 'numpy'>,
): PrintOptions {
  if (!before) throw new NotKnown('how arrays are printed is not known');
  const has = (name: string): boolean =>
    args.signature.parameters.some((parameter) => parameter.name === name);
  const usual: Readonly<Record<string, string>> = { sign: '-', nanstr: 'nan', infstr: 'inf' };
  const other = ['nanstr', 'infstr', 'sign', 'legacy', 'override_repr'].find((name) => {
    const value = has(name) ? args.value(name) : none;
    if (value.kind === 'None' || (value.kind === 'bool' && !value.value)) return false;
    return value.kind !== 'str' || value.value !== usual[name];
  });
  if (other !== undefined) throw new NotKnown(`the option '${other}' of numpy's printing is not followed`);
  const floatmode = args.optionalString('floatmode') ?? before.floatmode;
  if (!floatmodes.includes(floatmode)) throw new NotKnown(`the float mode '${floatmode}' is not followed`);
  // Without a formatter in a call, that of the calls before is forgotten.
  const formatter = formatterOf(args.value('formatter'), runtime);
  return {
    precision: args.optionalInt('precision') ?? before.precision,
    threshold: args.optionalNumber('threshold') ?? before.threshold,
    edgeitems: args.optionalInt('edgeitems') ?? before.edgeitems,
    linewidth: args.optionalNumber(has('linewidth') ? 'linewidth' : 'max_line_width') ?? before.linewidth,
    suppress: args.optionalBool(has('suppress') ? 'suppress' : 'suppress_small') ?? before.suppress,
    floatmode: floatmode as PrintOptions['floatmode'],
    ...(formatter ? { formatter } : {}),
  };
}

/** `array2string` and the names under which it takes less. */
const textOf = (name: string, more: string, how: 'str' | 'repr'): NativeFunction =>
  define(
    `numpy.${name}`,
    `(a, max_line_width=None, precision=None, suppress_small=None, ${more}threshold=None, edgeitems=None, formatter=None, sign=None, floatmode=None)`,
    (args, runtime) => {
      const tensor = arrayOf(args.value('a'), numpyDialect);
      if (!tensor.hasValues) throw new NotKnown('the text of the array is not known');
      const options = optionsOf(args, runtime, runtime.printing);
      const [separator, prefix] =
        more === '' ? [undefined, ''] : [args.string('separator'), args.string('prefix')];
      return str(formatNumpyArray(tensor.array(), how, 'array', options, separator, prefix.length));
    },
  );

export const printingFunctions: readonly NativeFunction[] = [
  define('numpy.set_printoptions', `(${PARAMETERS})`, (args, runtime) => {
    const { printing } = runtime;
    const before = { numpy: printing.numpy };
    // Options that are not followed leave open how everything after them prints.
    printing.numpy = null;
    printing.numpy = optionsOf(args, runtime, before);
    return none;
  }),
  textOf('array2string', "separator=' ', prefix='', suffix='', ", 'str'),
  textOf('array_str', '', 'str'),
  textOf('array_repr', '', 'repr'),
];

/** `with np.printoptions(precision=3):`. */
export const printOptionsContext: ClassValue = {
  kind: 'class',
  name: 'numpy.printoptions',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature(`(${PARAMETERS})`),
  construct: (self, args, runtime) => {
    self.state.set('options', optionsOf(args, runtime, runtime.printing));
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
