/** `isinstance(value, type)`, by the names that the classes of Python and of frameworks have. */
import { torchScalarName } from '../../engine/dtype';
import { NotKnown } from '../../frameworks/errors';
import { isOfNumpyClass } from '../../frameworks/numpy/classes';
import {
  bool,
  inheritsFrom,
  linearize,
  metaclassOf,
  plain,
  typeName,
  type ClassValue,
  type InstanceValue,
  type Value,
} from '../../frameworks/values';
import type { ClassClosure } from '../classes';

/** Whether a value is of a class, or of one of a tuple of them. Throws NotKnown where that cannot be said. */
export function isInstance(value: Value, wanted: Value): Value {
  if (wanted.kind === 'tuple') {
    const results = wanted.items.map((item) => isInstance(value, item));
    return bool(results.some((result) => result.kind === 'bool' && result.value));
  }
  const asked = wanted.kind === 'class' ? protocolMembers(wanted) : undefined;
  if (asked && value.kind === 'instance') return bool(asked.every((name) => hasMember(value, name)));
  if (value.kind === 'unknown') throw new NotKnown(value.reason);
  if (value.kind === 'tensor' && value.framework === 'numpy') {
    if (wanted.kind === 'class' || wanted.kind === 'dtype') return bool(isOfNumpyClass(value, wanted));
  }
  if (wanted.kind === 'dtype') return bool(false);
  if (wanted.kind === 'native' && (wanted.name === 'builtins.slice' || wanted.name === 'builtins.range'))
    return bool(`builtins.${value.kind}` === wanted.name);
  if (wanted.kind !== 'class') {
    throw new NotKnown(wanted.kind === 'unknown' ? wanted.reason : 'the class is not known');
  }
  if (value.kind === 'instance') {
    if (linearize(value.class).includes(wanted)) return bool(true);
    if (!wanted.isUser && inheritsFrom(value.class, wanted.name)) return bool(true);
    if (plain(value) !== value && !wanted.isUser) return isInstance(plain(value), wanted);
    if (linearize(value.class).some((base) => base.bases.some((next) => next.kind === 'unknown'))) {
      throw new NotKnown('a base class is not known');
    }
    return bool(false);
  }
  if (value.kind === 'class' && wanted.isUser) {
    const metaclass = metaclassOf(value);
    return bool(metaclass !== undefined && linearize(metaclass).includes(wanted));
  }
  const own = wanted.name.replace('builtins.', '');
  if (value.kind === 'tensor') {
    return bool(
      (own === 'torch.Tensor' && value.framework === 'torch') ||
        (value.framework === 'torch' &&
          value.tensor.dtype !== undefined &&
          own === `torch.${torchScalarName(value.tensor.dtype)}Tensor`) ||
        (own === 'torch.nn.Parameter' && value.isParameter) ||
        (['jax.Array', 'jax.numpy.ndarray'].includes(own) && value.framework === 'jax') ||
        (own === 'tensorflow.Tensor' && value.framework === 'tensorflow' && !value.isParameter) ||
        own === 'object',
    );
  }
  if (value.kind === 'bool' && own === 'int') return bool(true);
  if (value.kind === 'size' && own === 'tuple') return bool(true);
  return bool(own === 'object' || value.kind === own || typeName(value) === own.replace(/^.*\./, ''));
}

/** The members that an object of a protocol has; undefined for any other class. */
function protocolMembers(wanted: ClassValue): readonly string[] | undefined {
  if (!wanted.isUser || !wanted.bases.some(({ name }) => name === 'typing.Protocol')) return undefined;
  const own = linearize(wanted).flatMap((base) => [
    ...base.attributes.keys(),
    ...((base.closure as ClassClosure | undefined)?.fields ?? []).map(({ name }) => name),
  ]);
  return own.filter(
    (name) => !/^_(?:abc_|is_|_(?:abstractmethods|module|doc|slots|dict|weakref)__)/.test(name),
  );
}

/** Whether an object has an attribute. Throws NotKnown where its class may have more than is known of it. */
function hasMember(value: InstanceValue, name: string): boolean {
  if (value.attributes.has(name)) return true;
  const order = linearize(value.class);
  const isKnown = order.some(
    (base) => base.attributes.has(name) || base.methods?.[name] || base.properties?.[name],
  );
  if (isKnown) return true;
  if (order.some((base) => base.isOpen || base.bases.some((next) => next.kind === 'unknown')))
    throw new NotKnown('whether an object has what a protocol asks for is not known');
  return (name === '__call__' || name === 'forward') && order.some((base) => base.invoke !== undefined);
}
