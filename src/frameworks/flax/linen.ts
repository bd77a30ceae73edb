/**
 * flax.linen: modules that are dataclasses, and whose parameters live outside of them. `apply` calls a module with
 * parameters; what it computes does not depend on their values as far as a loss can tell.
 */
import { SymbolicDim, type Dim } from '../../engine/shape';
import { define, method, openClass } from '../define';
import { NotKnown } from '../errors';
import {
  none,
  tuple,
  unknown,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type Value,
} from '../values';
import type { Arguments } from '../arguments';
import type { Runtime } from '../runtime';
import {
  convolution,
  dense,
  embedding,
  flaxLayer,
  inOrder,
  mixing,
  normalizing,
  passing,
  pooled,
  result,
  sizeOf,
  tensorOf,
  type Forward,
} from './layer';

/** What is called: the module, or the method that is named. */
function called(self: InstanceValue, args: Arguments, runtime: Runtime): Value {
  const chosen = args.value('method');
  switch (chosen.kind) {
    case 'None':
      return runtime.call(self, args.rest, args.keywords);
    case 'str':
      return runtime.call(runtime.getAttribute(self, chosen.value), args.rest, args.keywords);
    case 'function':
      return runtime.call(chosen, [self, ...args.rest], args.keywords);
    case 'method':
      return runtime.call(chosen, args.rest, args.keywords);
    default:
      throw new NotKnown('which method of a module is applied is not known');
  }
}

const APPLY =
  '(variables, *args, rngs=None, method=None, mutable=False, capture_intermediates=False, **kwargs)';

const linenModule: ClassValue = openClass('flax.linen.Module', {
  makesDataclasses: { ignored: ['name', 'parent'] },
  complete: (self, runtime) => {
    // Flax calls it before the first method that wants what it makes.
    if (self.class.isUser && definesSetup(self)) runtime.call(runtime.getAttribute(self, 'setup'), []);
  },
  methods: {
    setup: method('()', () => none),
    apply: method(APPLY, (self, args, runtime) => {
      const changes = runtime.truth(args.value('mutable'));
      const result = called(self, args, runtime);
      if (changes === false) return result;
      if (changes === undefined)
        throw new NotKnown('whether apply gives the variables that have changed as well is not known');
      return tuple([
        result,
        unknown('the variables of a module that have changed are not known', runtime.place),
      ]);
    }),
    init: method('(rngs, *args, **kwargs)', (_, __, runtime) =>
      unknown('the parameters of a module are drawn when it is initialized', runtime.place),
    ),
    bind: method('(variables, *args, **kwargs)', (self) => self),
    clone: method('(**kwargs)', (self) => self),
  },
});

const definesSetup = (self: InstanceValue): boolean =>
  self.class.attributes.get('setup')?.kind === 'function';

const layer = (name: string, parameters: string, forward: Forward): ClassValue =>
  flaxLayer(linenModule, `flax.linen.${name}`, parameters, forward);

const CONVOLUTION = '(features, kernel_size, strides=1, *args, **kwargs)';

const cells = ['SimpleCell', 'GRUCell', 'MGUCell', 'LSTMCell', 'OptimizedLSTMCell'];

/** How many features a recurrent cell has. */
function widthOf(cell: Value): Dim {
  const given = cell.kind === 'instance' ? (cell.state.get('given') as Arguments | undefined) : undefined;
  return given ? sizeOf(given.value('features'), 'features') : new SymbolicDim('features');
}

/** The states of a recurrent layer at each step: the last dim becomes that of the cell. */
function statesOf(width: Dim, input: Value): Value {
  const { shape } = tensorOf(input);
  return result(shape && [...shape.slice(0, -1), width]);
}

/** The outputs of two directions, one after the other along the features. */
function sideBySide(directions: readonly Value[]): Value {
  const [one, other] = directions.map((value) => tensorOf(value).shape);
  const [a, b] = [one?.at(-1), other?.at(-1)];
  const both = typeof a === 'number' && typeof b === 'number' ? a + b : new SymbolicDim('features');
  return result(one && [...one.slice(0, -1), both]);
}

function besideCarry(returnsCarry: Value, outputs: Value, runtime: Runtime): Value {
  const returns = runtime.truth(returnsCarry);
  if (returns === undefined)
    throw new NotKnown('whether a recurrent layer gives its carry as well is not known');
  return returns ? tuple([unknown('the carry of a recurrent layer is not followed'), outputs]) : outputs;
}

const layers: readonly ClassValue[] = [
  layer('Dense', '(features, use_bias=True, *args, **kwargs)', dense('features')),
  layer('DenseGeneral', '(features, axis=-1, *args, **kwargs)', (call) =>
    call.given.value('features').kind === 'int' ? dense('features')(call) : mixing(call),
  ),
  ...['Conv', 'ConvTranspose', 'ConvLocal'].map((name) => layer(name, CONVOLUTION, convolution('features'))),
  layer('Embed', '(num_embeddings, features, *args, **kwargs)', embedding),
  layer('Dropout', '(rate, *args, **kwargs)', passing),
  ...['BatchNorm', 'GroupNorm', 'InstanceNorm', 'LayerNorm', 'RMSNorm'].map((name) =>
    layer(name, '(*args, **kwargs)', normalizing),
  ),
  ...['MultiHeadAttention', 'MultiHeadDotProductAttention', 'SelfAttention'].map((name) =>
    layer(name, '(*args, **kwargs)', mixing),
  ),
  ...cells.map((name) => layer(name, '(features, *args, **kwargs)', mixing)),
  layer('RNN', '(cell, *args, return_carry=False, **kwargs)', ({ given, input, runtime }) =>
    besideCarry(given.value('return_carry'), statesOf(widthOf(given.value('cell')), input), runtime),
  ),
  layer(
    'Bidirectional',
    '(forward_rnn, backward_rnn, merge_fn=None, *args, return_carry=False, **kwargs)',
    ({ given, input, runtime }) => {
      const directions = ['forward_rnn', 'backward_rnn'].map((name) =>
        runtime.call(given.value(name), [input]),
      );
      const merge = given.value('merge_fn');
      const merged = merge.kind === 'None' ? sideBySide(directions) : runtime.call(merge, directions);
      return besideCarry(given.value('return_carry'), merged, runtime);
    },
  ),
  layer('Sequential', '(layers, *args, **kwargs)', (call) => inOrder(call.given.value('layers'), call)),
];

/** What decorates methods and wraps classes without changing what they compute. */
const transparent = ['compact', 'nowrap', 'jit', 'remat', 'checkpoint'].map((name): NativeFunction =>
  define(`flax.linen.${name}`, '(target, *args, **kwargs)', (args) => args.value('target')),
);

export const linenNames: readonly (ClassValue | NativeFunction)[] = [
  linenModule,
  ...layers,
  ...transparent,
  ...['max_pool', 'avg_pool'].map((name) =>
    define(`flax.linen.${name}`, '(inputs, *args, **kwargs)', (args) => pooled(args.value('inputs'))),
  ),
];
