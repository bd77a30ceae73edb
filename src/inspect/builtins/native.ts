/** The making of native functions for Python's own names. */
import type { Arguments } from '../../frameworks/arguments';
import { NotKnown } from '../../frameworks/errors';
import type { Runtime } from '../../frameworks/runtime';
import { signature } from '../../frameworks/signature';
import type { NativeFunction, Value } from '../../frameworks/values';

/**
 * A native function from its qualified name, its signature in Python's notation, and its meaning. One that takes any number
 * of arguments is not told fewer than there are: `max(*xs)` of unknown items is unknown. `takesSpread` is for those that
 * look for themselves.
 */
export const native = (
  name: string,
  parameters: string,
  call: (args: Arguments, runtime: Runtime) => Value,
  takesSpread = !/\*\w/.test(parameters),
): NativeFunction => ({
  kind: 'native',
  name,
  signature: signature(parameters),
  call: (args, runtime) => {
    if (args.spread && !takesSpread) throw new NotKnown('the arguments are not known');
    return call(args, runtime);
  },
});
