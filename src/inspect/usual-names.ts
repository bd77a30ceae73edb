/** What is looked up by an option of the command line, and what methods of texts make of one. */
import { anySignature } from '../frameworks/signature';
import { madeOfUsual, takenName, usualOf } from '../frameworks/usual';
import { str, unknown, type ModuleValue, type NativeFunction, type UnknownValue } from '../frameworks/values';
import { methodOf } from './builtins/methods';
import type { Interpreter } from './interpreter';

/** `models.__dict__[args.arch]`: of what a module has, that which goes by a name. */
export const namesOf = (interpreter: Interpreter, module: ModuleValue): UnknownValue => ({
  ...interpreter.unknown(`all that ${module.name} has is not listed`),
  contract: {
    item: (index) => {
      const name = takenName(index);
      return name === undefined ? undefined : interpreter.getAttribute(module, name);
    },
  },
});

/** `args.arch.lower()`: what a method of texts makes of an option is by default what it makes of the option's default. */
export function methodOfUsual(option: UnknownValue, name: string): NativeFunction | undefined {
  const found = usualOf(option) && methodOf(str(''), name);
  return (
    found && {
      kind: 'native',
      name: found.name,
      signature: anySignature,
      call: (args, runtime) =>
        madeOfUsual([option, ...args.rest], ([self, ...rest]) => runtime.call(found, [self!, ...rest])) ??
        unknown(option.reason, option.place),
    }
  );
}
