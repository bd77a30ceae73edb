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

export const derivatives: readonly (NativeFunction | ClassValue)[] = [vjp, customVjp];
