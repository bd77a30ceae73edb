/** JAX's transforms of functions: gradients over nests of arrays, `vmap` item by item, and `jit`, which changes no number. */
import { gradientsOf } from '../../engine/autograd';
import { isGradEnabled, withGrad } from '../../engine/context';
import { isFloating } from '../../engine/dtype';
import { onesLike, zerosLike } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { isKnownShape, SymbolicDim, type Dim } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { asWeakAs } from '../arrays/weak-types';
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import type { Runtime } from '../runtime';
import { int, none, tuple, type InstanceValue, type NativeFunction, type Value } from '../values';
import { oneAt } from '../torch/autograd/derivatives';
import { convert, wrap } from './dialect';
import { keysIn } from './keys';
import { fieldsInside, mapTree, mapTrees } from './trees';

/** What is differentiated with respect to: a leaf of its own, or a copy through which an outer derivative sees. */
function fresh(leaf: Value): Value {
  const tensor = convert(leaf);
  if (tensor.dtype && !isFloating(tensor.dtype)) {
    throw new PythonError(
      'TypeError',
      `grad requires real- or complex-valued inputs (input dtype that is a sub-dtype of np.inexact), but got ${tensor.dtype}. If you want to use Boolean- or integer-valued inputs, use vjp or set allow_int to True.`,
    );
  }
  const made =
    tensor.requiresGrad && isGradEnabled()
      ? Tensor.apply(ops.clone, [tensor], {})
      : tensor.asLeaf({ requiresGrad: true });
  return wrap(asWeakAs(made, tensor));
}

interface Derivative {
  readonly value: Value;
  readonly aux: Value;
  readonly gradients: Value;
}

/** One call of the function with gradients of its scalar with respect to the arguments at `argnums`. */
function differentiate(transform: Arguments, call: Arguments, runtime: Runtime): Derivative {
  const argnums = transform.value('argnums');
  const places = (argnums.kind === 'int' ? [argnums.value] : transform.ints('argnums')).map((place) =>
    place < 0 ? place + call.rest.length : place,
  );
  const hasAux = transform.bool('has_aux');
  const isInner = holdsGradient(call.rest);
  // What is differentiated with respect to may not be known; the function is read all the same, for the losses in it.
  const isFollowed = places.every((place) => call.rest[place] && isTree(call.rest[place]));
  return withGrad(true, () => {
    const passed = [...call.rest];
    for (const place of places) {
      if (!passed[place]) throw new NotKnown('an argument that is differentiated was not given by its place');
      if (isFollowed) passed[place] = mapTree(passed[place], fresh);
    }
    const result = runtime.call(transform.value('fun'), passed, call.keywords);
    const isPair = hasAux && result.kind === 'tuple' && result.items.length === 2;
    if (hasAux && !isPair) throw new NotKnown('what the function gives beside its value is not known');
    const [value, aux] = isPair ? [result.items[0]!, result.items[1]!] : [result, none];
    if (value.kind === 'unknown') throw new NotKnown(value.reason);
    const output = convert(value);
    runtime.noteOperation('backward', [output], { framework: 'jax', wantsScalar: true });
    if (output.shape && output.shape.length > 0) {
      throw new PythonError(
        'TypeError',
        `Gradient only defined for scalar-output functions. Output had shape: (${output.shape.join(', ')}${output.shape.length === 1 ? ',' : ''}).`,
      );
    }
    if (!isFollowed) throw new NotKnown('what is differentiated with respect to is not known');
    const leaves: Tensor[] = [];
    for (const place of places)
      mapTree(passed[place]!, (leaf) => {
        leaves.push(convert(leaf));
        return leaf;
      });
    if (!output.requiresGrad && !output.hasValues)
      throw new NotKnown('the value of the function is not known');
    const found = output.requiresGrad ? gradientsOf(output, leaves, onesLike(output)) : [];
    const kept = (tensor: Tensor): Tensor =>
      isInner || !tensor.requiresGrad ? tensor : Tensor.apply(ops.detach, [tensor], {});
    let at = 0;
    const gradients = places.map((place) =>
      mapTree(passed[place]!, (leaf) => {
        const share = found[at++];
        const tensor = convert(leaf);
        return wrap(asWeakAs(share ? kept(share) : unreached(tensor, output), tensor));
      }),
    );
    return {
      value: wrap(kept(output)),
      aux,
      gradients: argnums.kind === 'int' ? gradients[0]! : tuple(gradients),
    };
  });
}

/** The gradient of what no way leads to: zero, unless something on the way is not known, which may hold it. */
const unreached = (leaf: Tensor, output: Tensor): Tensor =>
  output.hasValues ? zerosLike(leaf) : Tensor.leaf({ shape: leaf.shape, dtype: leaf.dtype });

/** Whether a value is a nest of arrays and numbers through and through. */
const isTree = (value: Value): boolean => {
  if (value.kind === 'list' || value.kind === 'tuple') return value.items.every(isTree);
  if (value.kind === 'dict')
    return !value.open && [...value.entries.values()].every(([, item]) => isTree(item));
  if (value.kind === 'instance') return fieldValues(value)?.every(isTree) ?? false;
  return ['tensor', 'int', 'float', 'None'].includes(value.kind);
};

const fieldValues = (object: InstanceValue): readonly Value[] | undefined =>
  fieldsInside(object)?.map((name) => object.attributes.get(name)!);

const holdsGradient = (values: readonly Value[]): boolean =>
  values.some((value) => {
    if (value.kind === 'tensor') return value.tensor.requiresGrad;
    if (value.kind === 'list' || value.kind === 'tuple') return holdsGradient(value.items);
    if (value.kind === 'instance') return holdsGradient(fieldValues(value) ?? []);
    return value.kind === 'dict' && holdsGradient([...value.entries.values()].map(([, entry]) => entry));
  });

const OPTIONS = 'argnums=0, has_aux=False, holomorphic=False, allow_int=False, reduce_axes=None';

/** `grad` and `value_and_grad` of a module, with the options that stand behind the function in their signatures. */
export const derivatives = (module: string, options = OPTIONS): readonly NativeFunction[] => [
  define(`${module}.grad`, `(fun, ${options})`, (transform) =>
    define(`${module}.grad`, '(*args, **kwargs)', (call, runtime) => {
      const { gradients, aux } = differentiate(transform, call, runtime);
      return transform.bool('has_aux') ? tuple([gradients, aux]) : gradients;
    }),
  ),
  define(`${module}.value_and_grad`, `(fun, ${options})`, (transform) =>
    define(`${module}.value_and_grad`, '(*args, **kwargs)', (call, runtime) => {
      const { value, gradients, aux } = differentiate(transform, call, runtime);
      return tuple([transform.bool('has_aux') ? tuple([value, aux]) : value, gradients]);
    }),
  ),
];

/** d output / d argument, of the shape output + argument; rows are gradients of single elements. */
function jacobian(transform: Arguments, call: Arguments, runtime: Runtime): Value {
  const argnums = transform.value('argnums');
  if (argnums.kind !== 'int' || transform.bool('has_aux'))
    throw new NotKnown('a Jacobian of several arguments, or with something beside it, is not computed');
  const given = call.rest[argnums.value];
  if (!given) throw new NotKnown('an argument that is differentiated was not given by its place');
  const isInner = holdsGradient([given]);
  return withGrad(true, () => {
    const passed = [...call.rest];
    passed[argnums.value] = mapTree(given, fresh);
    const result = runtime.call(transform.value('fun'), passed, call.keywords);
    if (result.kind === 'unknown') throw new NotKnown(result.reason);
    const output = convert(result);
    if (!isKnownShape(output.shape)) throw new NotKnown('the shape of the output is not known');
    const shape = output.shape;
    return mapTree(passed[argnums.value]!, (leaf) => {
      const input = convert(leaf);
      const rows = Array.from({ length: output.numel }, (_, at) => {
        const found = output.requiresGrad ? gradientsOf(output, [input], oneAt(output, at)) : [];
        return found[0] ?? zerosLike(input);
      });
      const stack = Tensor.apply(ops.stack, rows, { dim: 0 });
      const whole = Tensor.apply(ops.reshape, [stack], { shape: [...shape, ...(input.shape ?? [])] });
      return wrap(isInner || !whole.requiresGrad ? whole : Tensor.apply(ops.detach, [whole], {}));
    });
  });
}

const jacobians = ['jax.jacobian', 'jax.jacrev', 'jax.jacfwd'].map((name) =>
  define(name, '(fun, argnums=0, has_aux=False, holomorphic=False, allow_int=False)', (transform) =>
    define(name, '(*args, **kwargs)', (call, runtime) => jacobian(transform, call, runtime)),
  ),
);

/** The Jacobian of the Jacobian. */
const hessian = define(
  'jax.hessian',
  '(fun, argnums=0, has_aux=False, holomorphic=False)',
  (transform, runtime) => {
    const argnums = transform.value('argnums');
    const inner = runtime.call(jacobians[0]!, [transform.value('fun')], { argnums });
    return runtime.call(jacobians[0]!, [inner], { argnums });
  },
);

/** `jax.jit(f, …)`, and `@jax.jit` with or without options. */
export const compiled = (name: string): NativeFunction =>
  define(name, '(fun=None, *args, **kwargs)', (args) => {
    const fun = args.value('fun');
    return fun.kind === 'None' ? define(name, '(fun)', (inner) => inner.value('fun')) : fun;
  });

/** One item of each array along the axis that is mapped over. */
const sliced = (value: Value, axis: number, index: number): Value =>
  keysIn(value)?.[index] ??
  mapTree(value, (leaf) => {
    const tensor = convert(leaf);
    const dim = axis < 0 ? axis + (tensor.rank ?? 0) : axis;
    return wrap(Tensor.apply(ops.select, [tensor], { dim, index }));
  });

/** How many items there are along an axis; undefined where it is not known. */
function lengthOf(value: Value, axis: number): number | undefined {
  let length: number | undefined = keysIn(value)?.length;
  if (length !== undefined || value.kind === 'unknown') return length;
  mapTree(value, (leaf) => {
    const size = convert(leaf).shape?.at(axis);
    if (typeof size === 'number') length = size;
    return leaf;
  });
  return length;
}

/** Nests of one structure as one nest, its leaves stacked along an axis. */
const stacked = ([first, ...others]: readonly Value[], axis: number): Value =>
  mapTrees(first ?? none, others, (leaves) => {
    const tensors = leaves.map((leaf) => {
      if (leaf.kind === 'unknown') throw new NotKnown(leaf.reason);
      return convert(leaf);
    });
    return wrap(Tensor.apply(ops.stack, tensors, { dim: axis }));
  });

/** Any item along an axis, where it is not known how many there are. */
function anyItem(value: Value, axis: number): Value {
  if (value.kind === 'unknown') return value;
  return sliced(value, axis, 0);
}

/** The size of the axis that is mapped over, as far as something says which it is. */
function sizeAlong(value: Value, axis: number): Dim | undefined {
  if (value.kind === 'tensor') return value.tensor.shape?.at(axis);
  const items = value.kind === 'tuple' || value.kind === 'list' ? value.items : [];
  return items.map((item) => sizeAlong(item, axis)).find((size) => size !== undefined);
}

/** What is made of any item, with the axis that was mapped over in front again. */
function repeatedAlong(value: Value, size: Dim, axis: Value | undefined): Value {
  if (axis?.kind === 'None') return value;
  if (value.kind === 'tuple' || value.kind === 'list') {
    const axes = axis?.kind === 'tuple' || axis?.kind === 'list' ? axis.items : undefined;
    return tuple(value.items.map((item, at) => repeatedAlong(item, size, axes ? axes[at] : axis)));
  }
  if (value.kind === 'unknown') return value;
  if (axis?.kind !== 'int' || axis.value !== 0)
    throw new NotKnown('where the mapped axis goes is not followed');
  const tensor = convert(value);
  return wrap(Tensor.apply(ops.expand, [tensor], { size: [size, ...(tensor.shape ?? [-1])] }));
}

/** Whether anything of a nest is known as a number. */
const hasValues = (value: Value): boolean => {
  if (value.kind === 'tensor') return value.tensor.hasValues;
  if (value.kind === 'tuple' || value.kind === 'list') return value.items.some(hasValues);
  return value.kind !== 'unknown';
};

const isAxisInFront = (transform: Arguments): boolean => {
  const axis = transform.value('out_axes');
  return axis.kind === 'int' && axis.value === 0;
};

/** Maps over the first axes of its arguments; where it is not known how long they are, for any of their items. */
function mapped(transform: Arguments, call: Arguments, runtime: Runtime): Value {
  const given = transform.value('in_axes');
  const axes = call.rest.map((_, at) => {
    const axis = given.kind === 'tuple' || given.kind === 'list' ? given.items[at] : given;
    if (axis?.kind === 'None') return undefined;
    if (axis?.kind !== 'int') throw new NotKnown('the axes that are mapped over are not known');
    return axis.value;
  });
  const first = axes.findIndex((axis) => axis !== undefined);
  if (first < 0) throw new NotKnown('nothing is mapped over');
  const length = lengthOf(call.rest[first]!, axes[first]!);
  const fun = transform.value('fun');
  const called = (item: (value: Value, axis: number) => Value): Value =>
    runtime.call(
      fun,
      call.rest.map((value, at) => (axes[at] === undefined ? value : item(value, axes[at]))),
      Object.fromEntries(Object.entries(call.keywords).map(([name, value]) => [name, item(value, 0)])),
    );
  if (length === undefined) {
    const sizes = call.rest.map((value, at) =>
      axes[at] === undefined ? undefined : sizeAlong(value, axes[at]),
    );
    const size = sizes.find((known) => known !== undefined) ?? new SymbolicDim('batch');
    return repeatedAlong(called(anyItem), size, transform.value('out_axes'));
  }
  const itemAt = (index: number): Value => called((value, axis) => sliced(value, axis, index));
  const one = length > 1 ? itemAt(0) : undefined;
  // Where nothing is computed, the others give the same.
  if (one && !hasValues(one) && isAxisInFront(transform)) return repeatedAlong(one, length, int(0));
  const results = Array.from({ length }, (_, index) => (index === 0 && one ? one : itemAt(index)));
  return stacked(results, transform.int('out_axes'));
}

const vmap = define(
  'jax.vmap',
  '(fun, in_axes=0, out_axes=0, axis_name=None, axis_size=None, spmd_axis_name=None)',
  (transform) => define('jax.vmap', '(*args, **kwargs)', (call, runtime) => mapped(transform, call, runtime)),
);

export const transformNames: readonly NativeFunction[] = [
  ...derivatives('jax'),
  vmap,
  ...jacobians,
  hessian,
  ...['jax.jit', 'jax.checkpoint', 'jax.remat'].map(compiled),
  define('jax.lax.stop_gradient', '(x)', (args) =>
    mapTree(args.value('x'), (leaf) => wrap(Tensor.apply(ops.detach, [convert(leaf)], {}))),
  ),
  define('jax.block_until_ready', '(x)', (args) => args.value('x')),
];
