/** The making of native functions for Python's own names. */
import type { Arguments } from '../../frameworks/arguments';
import type { Runtime } from '../../frameworks/runtime';
import { signature } from '../../frameworks/signature';
import type { NativeFunction, Value } from '../../frameworks/values';

/** A native function from its qualified name, its signature in Python's notation, and its meaning. */
export const native = (
  name: string,
  parameters: string,
  call: (args: Arguments, runtime: Runtime) => Value,
): NativeFunction => ({ kind: 'native', name, signature: signature(parameters), call });
