/** `torch.autograd.Function`: operations whose forward and backward the user writes. */
import { isGradEnabled, withGrad } from '../../../engine/context';
import type { Op } from '../../../engine/op';
import { Tensor } from '../../../engine/tensor';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { anySignature, signature } from '../../signature';
import {
  bool,
  inheritsFrom,
  linearize,
  none,
  tensorValue,
  tuple,
  type ClassValue,
  type InstanceValue,
  type TensorValue,
  type Value,
} from '../../values';
import { define, method } from '../../define';
import { zerosLike } from './backward';

const contextClass: ClassValue = {
  kind: 'class',
  name: 'torch.autograd.function.FunctionCtx',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature('()'),
  methods: {
    save_for_backward: method('(*tensors)', (self, args) => {
      self.state.set('saved', tuple(args.rest));
      return none;
    }),
    mark_non_differentiable: method('(*tensors)', (self, args) => {
      self.state.set('fixed', new Set(args.rest));
      return none;
    }),
    mark_dirty: { signature: anySignature, call: () => none },
    set_materialize_grads: method('(value)', (self, args) => {
      self.state.set('materialize', args.bool('value'));
      return none;
    }),
  },
  properties: {
    saved_tensors: (self) => (self.state.get('saved') as Value | undefined) ?? tuple([]),
    saved_variables: (self) => (self.state.get('saved') as Value | undefined) ?? tuple([]),
  },
};

const contextOf = (args: readonly Value[]): InstanceValue => ({
  kind: 'instance',
  class: contextClass,
  attributes: new Map<string, Value>([
    [
      'needs_input_grad',
      tuple(args.map((value) => bool(value.kind === 'tensor' && value.tensor.requiresGrad))),
    ],
  ]),
  state: new Map(),
  place: undefined,
});

/** Whether the user's class writes a method itself. */
const defines = (type: ClassValue, name: string): boolean =>
  linearize(type).some((base) => base.isUser && base.attributes.has(name));

/** One call: forward without a graph, and results whose gradient is what `backward` gives. */
function apply(type: ClassValue, args: readonly Value[], runtime: Runtime): Value {
  const context = contextOf(args);
  const hasSetup = defines(type, 'setup_context');
  const forward = runtime.getAttribute(type, 'forward');
  const output = withGrad(false, () => {
    const made = runtime.call(forward, hasSetup ? args : [context, ...args]);
    if (hasSetup) runtime.call(runtime.getAttribute(type, 'setup_context'), [context, tuple(args), made]);
    return made;
  });
  const wantsGrad =
    isGradEnabled() && args.some((value) => value.kind === 'tensor' && value.tensor.requiresGrad);
  if (!wantsGrad) return output;
  const outputs = output.kind === 'tuple' ? output.items : [output];
  const fixed = context.state.get('fixed') as ReadonlySet<Value> | undefined;
  const tied = outputs.map((value, at) => {
    if (value.kind !== 'tensor' || fixed?.has(value)) return value;
    return tensorValue(tie(value.tensor, at, { type, args, context, outputs, runtime }));
  });
  return output.kind === 'tuple' ? tuple(tied) : tied[0]!;
}

interface Application {
  readonly type: ClassValue;
  readonly args: readonly Value[];
  readonly context: InstanceValue;
  readonly outputs: readonly Value[];
  readonly runtime: Runtime;
}

/**
 * The result of forward as an operation on the arguments, whose gradient is asked of `backward`. Of several
 * results each asks with zeros for the others; a backward is linear, so the sum is what PyTorch computes.
 */
function tie(result: Tensor, place: number, application: Application): Tensor {
  const inputs = application.args.filter((value) => value.kind === 'tensor');
  const op: Op = {
    name: application.type.name,
    gradFn: `${application.type.name}Backward`,
    infer: ([made]) => ({ shape: made!.shape, dtype: made!.dtype }),
    role: ([made]) => made!.role,
    kernel: {
      kind: 'general',
      compute: ([made], _, target) => {
        target.values.set(made!.values);
      },
    },
    vjp: (gradient) => [undefined, ...askBackward(gradient, place, application)],
    samples: [],
  };
  const made = result.requiresGrad ? result.asLeaf() : result;
  return Tensor.apply(op, [made, ...inputs.map(({ tensor }) => tensor)], {});
}

function askBackward(gradient: Tensor, place: number, application: Application): (Tensor | undefined)[] {
  const { type, args, context, outputs, runtime } = application;
  const materialize = context.state.get('materialize') !== false;
  const weights = outputs.map((value, at): Value => {
    if (at === place) return tensorValue(gradient);
    return value.kind === 'tensor' && materialize ? tensorValue(zerosLike(value.tensor)) : none;
  });
  if (!defines(type, 'backward') && !defines(type, 'vjp'))
    throw new PythonError(
      'NotImplementedError',
      'You must implement either the backward or vjp method for your custom autograd.Function to use it with backward mode AD.',
    );
  const given = runtime.call(runtime.getAttribute(type, defines(type, 'backward') ? 'backward' : 'vjp'), [
    context,
    ...weights,
  ]);
  if (given.kind === 'unknown') throw new NotKnown(given.reason);
  const shares = given.kind === 'tuple' || given.kind === 'list' ? given.items : [given];
  const isEnough = shares.length >= args.length;
  const isTooMuch = shares.slice(args.length).some((share) => share.kind !== 'None');
  if (!isEnough || isTooMuch) {
    throw new PythonError(
      'RuntimeError',
      `function ${type.name}Backward returned an incorrect number of gradients (expected ${args.length}, got ${shares.length})`,
    );
  }
  return args.flatMap((argument, at) => (argument.kind === 'tensor' ? [shareOf(argument, shares[at]!)] : []));
}

function shareOf(argument: TensorValue, share: Value): Tensor | undefined {
  if (share.kind === 'tensor') return share.tensor;
  if (share.kind === 'None') return undefined;
  return Tensor.leaf({ shape: argument.tensor.shape, dtype: argument.tensor.dtype });
}

export const customFunctions: readonly ClassValue[] = [
  {
    kind: 'class',
    name: 'torch.autograd.Function',
    bases: [],
    attributes: new Map(),
    isUser: false,
    signature: anySignature,
    construct: () => undefined,
    classMethods: {
      apply: (type) =>
        define(`${type.name}.apply`, '(*args)', (args, runtime) => {
          if (args.spread) throw new NotKnown('the arguments are not known');
          if (!inheritsFrom(type, 'torch.autograd.Function')) throw new NotKnown('the function is not known');
          return apply(type, args.rest, runtime);
        }),
    },
  },
  contextClass,
];

/** Decorators of backward that change nothing here. */
export const functionDecorators = ['torch.autograd.function.once_differentiable'].map((name) =>
  define(name, '(fn)', (args) => args.value('fn')),
);
