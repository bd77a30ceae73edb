/** The attributes of modules: what a framework or a file of the user's has, and what the program puts there. */
import { moduleAttribute } from '../frameworks/index';
import type { ModuleValue, Value } from '../frameworks/values';
import type { Interpreter } from './interpreter';
import { namesOf } from './usual-names';
import { missingName, type UserModule } from './user-modules';

/** `module.name`. */
export function attributeOfModule(interpreter: Interpreter, module: ModuleValue, name: string): Value {
  if (module.user) {
    const own = module.user as UserModule;
    if (name === '__dict__') return namesOf(interpreter, module);
    return interpreter.userModules.attribute(own, name) ?? missingName(interpreter, own, name);
  }
  return (
    interpreter.setInModules.get(module.name)?.get(name) ??
    moduleAttribute(module, name) ??
    interpreter.unknown(`${module.name}.${name} is not known to LossLens`, `${module.name}.${name}`)
  );
}

/** `module.name = to`: everybody who imports the module sees it, as the settings in a `config` or a model in `tf.model`. */
export function setAttributeOfModule(
  interpreter: Interpreter,
  module: ModuleValue,
  name: string,
  to: Value,
): void {
  if (module.user) {
    interpreter.bind((module.user as UserModule).scope, name, to);
    return;
  }
  const names = interpreter.setInModules.get(module.name) ?? new Map<string, Value>();
  interpreter.setInModules.set(module.name, names);
  interpreter.trails.beforeChange({
    owner: names,
    key: name,
    // Where a branch sets it, the framework's own is what the other one leaves.
    read: () => names.get(name) ?? moduleAttribute(module, name),
    write: (value) => {
      if (value === undefined) names.delete(name);
      else names.set(name, value as Value);
    },
  });
  names.set(name, to);
}
