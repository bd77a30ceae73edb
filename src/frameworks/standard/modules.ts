/** `importlib`: modules by names that a program makes, or has from its command line. */
import { define } from '../define';
import { NotKnown } from '../errors';
import { takenName } from '../usual';

export const modulesByName = [
  define('importlib.import_module', '(name, package=None)', (args, runtime) => {
    const name = takenName(args.value('name'));
    if (name === undefined) throw new NotKnown('which module is imported is not known');
    const found = runtime.importModule(name);
    if (!found) throw new NotKnown(`the module ${name} is not among what is read`);
    return found;
  }),
];
