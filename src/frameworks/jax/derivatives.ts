/** `jax.vjp`, and functions to which the program gives a derivative of its own. */
import { gradientsOf } from '../../engine/autograd';
import { withGrad } from '../../engine/context';
import { zerosLike } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import { asWeakAs } from '../arrays/weak-types';
import { define } from '../define';
import { NotKnown } from '../errors';
import { withGivenGradient } from '../given-gradient';
import type { Runtime } from '../runtime';
import { signature } from '../signature';
import { pushed } from '../torch/autograd/derivatives';
import { none, tuple, type ClassValue, type InstanceValue, type NativeFunction, type Value } from '../values';
import { convert, wrap } from './dialect';
import { leavesOf, mapTree } from './trees';

const withoutGradient = (tensor: Tensor): Tensor =>
  tensor.requiresGrad ? Tensor.apply(ops.detach, [tensor], {}) : tensor;

/** What is differentiated with respect to. */
function fresh(leaf: Value): Tensor {
  const tensor = convert(leaf);
  return asWeakAs(tensor.asLeaf({ requiresGrad: true }), tensor);
}

/** `vjp(f, *primals)`: the value, and a function from its cotangent to those of the arguments. */
const vjp = define('jax.vjp', '(fun, *primals, has_aux=False, reduce_axes=None)', (args, runtime) => {
  if (args.bool('has_aux'))
    throw new NotKnown('what a function gives beside its value is not followed in vjp');
  return withGrad(true, () => {
    const passed = args.rest.map((primal) => mapTree(primal, (leaf) => wrap(fresh(leaf))));
    const result = runtime.call(args.value('fun'), passed);
    if (result.kind !== 'tensor') throw new NotKnown('the derivative of several results is not followed');
    const output = result.tensor;
    const back = define('jax.vjp', '(cotangent)', (call) => {
      const leaves = passed.flatMap(leavesOf).map(convert);
      const found = output.requiresGrad ? gradientsOf(output, leaves, convert(call.value('cotangent'))) : [];
      let at = 0;
      return tuple(
        passed.map((primal) =>
          mapTree(primal, (leaf) => {
            const share = found[at++];
            return wrap(asWeakAs(share ? withoutGradient(share) : zerosLike(convert(leaf)), convert(leaf)));
          }),
        ),
      );
    });
    return tuple([wrap(withoutGradient(output)), back]);
  });
});

/** `jvp(f, primals, tangents)`: the value, and how it changes along the tangents. */
const jvp = define('jax.jvp', '(fun, primals, tangents, has_aux=False)', (args, runtime) => {
  const [primals, tangents] = [args.value('primals'), args.value('tangents')];
  if (args.bool('has_aux'))
    throw new NotKnown('what a function gives beside its value is not followed in jvp');
  if (!isSequence(primals) || !isSequence(tangents))
    throw new NotKnown('where the derivative is taken is not known');
  return withGrad(true, () => {
    const passed = primals.items.map((primal) => mapTree(primal, (leaf) => wrap(fresh(leaf))));
    const inputs = passed.flatMap(leavesOf).map(convert);
    const directions = tangents.items.flatMap(leavesOf).map(convert);
    if (directions.length !== inputs.length)
      throw new NotKnown('the tangents do not fit the arguments of the function');
    const output = runtime.call(args.value('fun'), passed);
    const change = (leaf: Value): Value => {
      const result = convert(leaf);
      const along = result.requiresGrad ? pushed(result, inputs, directions) : zerosLike(result);
      return wrap(asWeakAs(withoutGradient(along), result));
    };
    return tuple([mapTree(output, (leaf) => wrap(withoutGradient(convert(leaf)))), mapTree(output, change)]);
  });
});

const isSequence = (value: Value): value is Extract<Value, { readonly kind: 'tuple' | 'list' }> =>
  value.kind === 'tuple' || value.kind === 'list';

/**
 * A function whose rule says how its value changes along tangents. The rule is linear in these, so that its gradient
 * with respect to each is the derivative by the argument.
 */
function calledWithRule(self: InstanceValue, positional: readonly Value[], runtime: Runtime): Value {
  const rule = self.state.get('jvp') as Value | undefined;
  const isTracked = positional.some((value) => value.kind === 'tensor' && value.tensor.requiresGrad);
  if (!isTracked) return runtime.call(self.state.get('fun') as Value, positional);
  if (!rule) throw new NotKnown('the derivative that the program gives is not known');
  const inputs = positional.map(convert);
  const tangents = inputs.map((input) => zerosLike(withoutGradient(input)).asLeaf({ requiresGrad: true }));
  const result = withGrad(true, () =>
    runtime.call(rule, [
      tuple(inputs.map((input) => wrap(withoutGradient(input)))),
      tuple(tangents.map((tangent) => wrap(tangent))),
    ]),
  );
  const [value, change] = result.kind === 'tuple' ? result.items : [];
  if (value?.kind !== 'tensor' || change?.kind !== 'tensor')
    throw new NotKnown('the value of the function is not known');
  const back = (gradient: Tensor): Tensor[] => {
    const found = change.tensor.requiresGrad ? gradientsOf(change.tensor, tangents, gradient) : [];
    return inputs.map((input, at) => found[at] ?? zerosLike(input));
  };
  return wrap(withGivenGradient(withoutGradient(value.tensor), inputs, back));
}

const customJvp: ClassValue = {
  kind: 'class',
  name: 'jax.custom_jvp',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature('(fun, nondiff_argnums=None, nondiff_argnames=None)'),
  construct: (self, args) => {
    const given = ['nondiff_argnums', 'nondiff_argnames'].map((name) => args.value(name));
    if (given.some((value) => value.kind !== 'None' && !(isSequence(value) && value.items.length === 0)))
      throw new NotKnown('arguments without a derivative are not followed');
    self.state.set('fun', args.value('fun'));
  },
  invoke: {
    signature: signature('(*args)'),
    call: (self, args, runtime) => calledWithRule(self, args.rest, runtime),
  },
  methods: {
    defjvp: {
      signature: signature('(jvp, symbolic_zeros=False)'),
      call: (self, args) => {
        self.state.set('jvp', args.value('jvp'));
        return args.value('jvp');
      },
    },
  },
};

/** Calls `fwd` for the value, and keeps what it gives for `bwd`. */
function called(self: InstanceValue, positional: readonly Value[], runtime: Runtime): Value {
  const [fwd, bwd] = [self.state.get('fwd'), self.state.get('bwd')] as (Value | undefined)[];
  const isTracked = positional.some((value) => value.kind === 'tensor' && value.tensor.requiresGrad);
  if (!isTracked) return runtime.call(self.state.get('fun') as Value, positional);
  if (!fwd || !bwd) throw new NotKnown('the derivative that the program gives is not known');
  const inputs = positional.map(convert);
  const result = runtime.call(
    fwd,
    inputs.map((input) => wrap(withoutGradient(input))),
  );
  const [value, kept] = result.kind === 'tuple' ? result.items : [];
  if (value?.kind !== 'tensor' || !kept) throw new NotKnown('the value of the function is not known');
  const back = (gradient: Tensor): Tensor[] => {
    const shares = runtime.call(bwd, [kept, wrap(gradient)]);
    if (shares.kind !== 'tuple') throw new NotKnown('the derivative that the program gives is not known');
    return shares.items.map((share, at) => (share.kind === 'None' ? zerosLike(inputs[at]!) : convert(share)));
  };
  return wrap(withGivenGradient(withoutGradient(value.tensor), inputs, back));
}

const customVjp: ClassValue = {
  kind: 'class',
  name: 'jax.custom_vjp',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature('(fun, nondiff_argnums=None, nondiff_argnames=None)'),
  construct: (self, args) => {
    if (!args.isNone('nondiff_argnums') || !args.isNone('nondiff_argnames'))
      throw new NotKnown('arguments without a derivative are not followed');
    self.state.set('fun', args.value('fun'));
  },
  invoke: {
    signature: signature('(*args)'),
    call: (self, args, runtime) => called(self, args.rest, runtime),
  },
  methods: {
    defvjp: {
      signature: signature('(fwd, bwd, symbolic_zeros=False, optimize_remat=False)'),
      call: (self, args) => {
        self.state.set('fwd', args.value('fwd'));
        self.state.set('bwd', args.value('bwd'));
        return none;
      },
    },
  },
};

export const derivatives: readonly (NativeFunction | ClassValue)[] = [vjp, jvp, customVjp, customJvp];
