/** What the decorators of a function make of it. */
import type { UserFunction, Value } from '../frameworks/values';
import type { FunctionDef } from '../python/syntax';
import { evaluate } from './expressions';
import type { Closure } from './functions';
import type { Interpreter } from './interpreter';
import type { Scope } from './scope';

/** Decorators after which a call still does what the function says. */
const transparent = new Set([
  'abc.abstractmethod',
  'typing.overload',
  'typing.override',
  'typing.final',
  'torch.jit.script',
  'torch.jit.export',
  'torch.jit.ignore',
  'torch.compile',
  'jax.jit',
  'tensorflow.function',
  'contextlib.contextmanager',
]);

export interface Decorated {
  readonly binding: Closure['binding'];
  /** Under `abc.abstractmethod`. */
  readonly isAbstract: boolean;
  wrap(made: UserFunction): Value;
}

/** Evaluates the decorators now, as Python does, and applies them innermost first once the function is made. */
export function applyDecorators(interpreter: Interpreter, node: FunctionDef, scope: Scope): Decorated {
  let binding: Closure['binding'] = 'method';
  let isAbstract = false;
  const wrappers: Value[] = [];
  for (const decorator of node.decorators) {
    if (
      decorator.kind === 'Attribute' &&
      (decorator.attribute === 'setter' ||
        decorator.attribute === 'getter' ||
        decorator.attribute === 'deleter')
    ) {
      return keepProperty(scope, node.name, decorator.attribute);
    }
    const value = evaluate(interpreter, decorator, scope);
    const name = nameOf(value);
    if (name === 'abc.abstractmethod') isAbstract = true;
    if (name === 'builtins.staticmethod') binding = 'static';
    else if (name === 'builtins.classmethod') binding = 'class';
    else if (name === 'builtins.property') binding = 'property';
    else if (name === 'functools.cached_property') binding = 'cached property';
    else if (name === undefined || !transparent.has(name)) wrappers.push(value);
  }
  return {
    binding,
    isAbstract,
    wrap: (made) =>
      wrappers.reduceRight<Value>((wrapped, wrapper) => {
        if (wrapper.kind === 'unknown') {
          return interpreter.unknown(
            `what the decorator makes of ${node.name} is not known: ${wrapper.reason}`,
          );
        }
        return interpreter.call(wrapper, [wrapped]);
      }, made),
  };
}

/** The name under which the getter of a property keeps the setter. */
export const SETTER = '@setter';

/** The name under which it keeps the deleter. */
export const DELETER = '@deleter';

/** The getter stays what reading the name finds; it keeps the setter, which `setAttribute` looks for. */
function keepProperty(scope: Scope, name: string, part: string): Decorated {
  const getter = scope.names.get(name);
  return {
    binding: 'property',
    isAbstract: false,
    wrap: (made) => {
      if (getter?.kind !== 'function') return getter ?? made;
      if (part === 'setter') getter.attributes.set(SETTER, made);
      if (part === 'deleter') getter.attributes.set(DELETER, made);
      return getter;
    },
  };
}

function nameOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'native':
    case 'class':
    case 'unknown':
      return value.name;
    case 'instance':
      return value.class.name;
    default:
      return undefined;
  }
}
