/** Backward passes: what a program's `backward()` leaves in `grad`, and what `autograd.grad` returns. */
import { withGrad } from '../../../engine/context';
import { backwardFrom, comesFromUnknown, type BackwardRoot } from '../../../engine/autograd';
import { isFloating } from '../../../engine/dtype';
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import { define } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import {
  none,
  tensorValue,
  tuple,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type TensorValue,
  type Value,
} from '../../values';
import { signature } from '../../signature';
import { checkSaved, keepsTensors } from './saved-tensors';
import { looksForNaN } from '../settings';

interface Pass {
  readonly retainGraph: boolean;
  readonly createGraph: boolean;
}

/** Runs the hooks of a tensor on its gradient; a hook that gives None leaves it. */
function throughHooks(object: TensorValue, gradient: Tensor, runtime: Runtime): Tensor {
  let current = gradient;
  for (const hook of object.hooks ?? []) {
    const result = runtime.call(hook, [tensorValue(current)]);
    if (result.kind === 'tensor') current = result.tensor;
    else if (result.kind !== 'None') current = Tensor.leaf({ shape: current.shape, dtype: current.dtype });
  }
  return current;
}

/** What anomaly detection raises where an operation's gradient is NaN. */
function refuseNaN(result: Tensor, shares: readonly (Tensor | undefined)[]): void {
  const at = shares.findIndex((share) => share?.hasValues && share.values().some(Number.isNaN));
  if (at < 0) return;
  throw new PythonError(
    'RuntimeError',
    `Function '${result.gradFn ?? ''}' returned nan values in its ${at}th output.`,
    undefined,
    true,
  );
}

/** The gradients behind some roots, hooks included; what operations kept is let go unless it is asked for. */
function passBack(roots: readonly BackwardRoot[], pass: Pass, runtime: Runtime): Map<Tensor, Tensor> {
  const visited: Tensor[] = [];
  const gradients = backwardFrom(roots, {
    createGraph: pass.createGraph,
    onGradient: (tensor, gradient) => {
      const object = runtime.ownerOf(tensor);
      return object?.hooks ? throughHooks(object, gradient, runtime) : gradient;
    },
    onVisit: (result) => {
      if (!keepsTensors(result)) return;
      if (runtime.isReleased(result)) {
        throw new PythonError(
          'RuntimeError',
          'Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.',
          undefined,
          true,
        );
      }
      checkSaved(result, runtime);
      visited.push(result);
    },
    ...(looksForNaN(runtime) ? { onShares: refuseNaN } : {}),
  });
  if (!pass.retainGraph) for (const result of visited) runtime.release(result);
  return gradients;
}

/** One pass for each vector along the first dim of the weights; the gradients are stacked in the same way. */
function passBackInBatch(roots: readonly BackwardRoot[], pass: Pass, runtime: Runtime): Map<Tensor, Tensor> {
  const count = roots[0]?.seed?.shape?.[0];
  if (typeof count !== 'number') throw new NotKnown('how many gradients are asked for is not known');
  const passes = Array.from({ length: count }, (_, index) => {
    const chosen = roots.map(({ output, seed }) => ({
      output,
      seed: seed && Tensor.apply(ops.select, [seed], { dim: 0, index }),
    }));
    return passBack(chosen, { ...pass, retainGraph: pass.retainGraph || index < count - 1 }, runtime);
  });
  return new Map(
    [...(passes[0]?.keys() ?? [])].map((tensor) => [
      tensor,
      Tensor.apply(
        ops.stack,
        passes.map((gradients) => gradients.get(tensor) ?? zerosLike(tensor)),
        { dim: 0 },
      ),
    ]),
  );
}

/** Gives the gradients of a backward pass to the leaves that own them, added to what they have. */
export function accumulate(
  roots: readonly BackwardRoot[],
  pass: Pass,
  inputs: ReadonlySet<TensorValue> | undefined,
  runtime: Runtime,
): void {
  runtime.noteOperation(
    'backward',
    roots.map(({ output }) => output),
    { framework: 'torch', wantsScalar: roots.every(({ seed }) => seed === undefined) },
  );
  // What came from something unknown may require grad for all that is known.
  if (roots.some(({ output }) => comesFromUnknown(output))) runtime.passBackUnseen();
  if (roots.some(({ output }) => !output.requiresGrad && !output.hasValues)) return;
  for (const [tensor, gradient] of gradientsBehind(roots, pass, runtime)) {
    const owner = runtime.ownerOf(tensor);
    if (!owner) continue;
    if (inputs ? !inputs.has(owner) : tensor.producer && !owner.retainsGrad) continue;
    addGradient(owner, gradient, pass, runtime);
    for (const hook of owner.accumulationHooks ?? []) runtime.call(hook, [owner]);
  }
}

/** The same as `passBack`; where that is not known, neither is what the leaves have from here on. */
function gradientsBehind(roots: readonly BackwardRoot[], pass: Pass, runtime: Runtime): Map<Tensor, Tensor> {
  try {
    return passBack(roots, pass, runtime);
  } catch (error) {
    if (error instanceof NotKnown) runtime.passBackUnseen();
    throw error;
  }
}

function addGradient(owner: TensorValue, gradient: Tensor, pass: Pass, runtime: Runtime): void {
  const known = runtime.gradOf(owner);
  if (!known) {
    runtime.setGrad(owner, tensorValue(pass.createGraph ? gradient : detached(gradient)));
    return;
  }
  const before = known.tensor;
  const total = withGrad(pass.createGraph, () => Tensor.apply(ops.add, [before, gradient], {}));
  if (pass.createGraph) runtime.setGrad(owner, tensorValue(total));
  // Without a graph PyTorch adds in place, so that whoever holds the gradient sees the sum.
  else runtime.rebind(known, detached(total));
}

/** A gradient on its own: what it was made from is let go. */
const detached = (gradient: Tensor): Tensor =>
  gradient.isComputed ? gradient.asLeaf() : Tensor.apply(ops.detach, [gradient], {});

/** One tensor or a sequence of them. */
export function tensorsIn(value: Value, runtime: Runtime): TensorValue[] {
  if (value.kind === 'tensor') return [value];
  const items = value.kind === 'unknown' ? undefined : runtime.iterate(value);
  if (!items) throw new NotKnown(value.kind === 'unknown' ? value.reason : 'the tensors are not known');
  return [...items].map((item) => {
    if (item.kind === 'tensor') return item;
    if (item.kind === 'unknown') return tensorValue(Tensor.leaf({}));
    throw new PythonError('TypeError', 'expected Tensor');
  });
}

/** The outputs with what weighs them: nothing, one tensor, or one for each. */
function rootsOf(outputs: Value, weights: Value, runtime: Runtime): BackwardRoot[] {
  const tensors = tensorsIn(outputs, runtime);
  const given = weights.kind === 'list' || weights.kind === 'tuple' ? weights.items : [weights];
  return tensors.map(({ tensor }, at) => {
    const weight = given[at];
    if (weight?.kind === 'unknown') throw new NotKnown(weight.reason);
    return { output: tensor, seed: weight?.kind === 'tensor' ? weight.tensor : undefined };
  });
}

function passOf(retain: Value, createGraph: boolean, runtime: Runtime): Pass {
  return { createGraph, retainGraph: retain.kind === 'None' ? createGraph : (runtime.truth(retain) ?? true) };
}

/** The leaves that `inputs=` names; undefined for all. */
function namedInputs(value: Value, runtime: Runtime): ReadonlySet<TensorValue> | undefined {
  if (value.kind === 'None') return undefined;
  const objects = tensorsIn(value, runtime);
  if (objects.length === 0) {
    throw new PythonError('RuntimeError', '`inputs` argument to `backward()` cannot be empty.');
  }
  for (const object of objects) if (object.tensor.requiresGrad) runtime.own(object);
  return new Set(objects);
}

const backwardMethod = define(
  'torch.Tensor.backward',
  '(self, gradient=None, retain_graph=None, create_graph=False, inputs=None)',
  (args, runtime) => {
    accumulate(
      rootsOf(args.value('self'), args.value('gradient'), runtime),
      passOf(args.value('retain_graph'), args.bool('create_graph'), runtime),
      namedInputs(args.value('inputs'), runtime),
      runtime,
    );
    return none;
  },
);

const backwardFunction = define(
  'torch.autograd.backward',
  '(tensors, grad_tensors=None, retain_graph=None, create_graph=False, grad_variables=None, inputs=None)',
  (args, runtime) => {
    accumulate(
      rootsOf(args.value('tensors'), args.value('grad_tensors'), runtime),
      passOf(args.value('retain_graph'), args.bool('create_graph'), runtime),
      namedInputs(args.value('inputs'), runtime),
      runtime,
    );
    return none;
  },
);

const gradFunction = define(
  'torch.autograd.grad',
  '(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, only_inputs=True, allow_unused=None, is_grads_batched=False, materialize_grads=False)',
  (args, runtime) => {
    const roots = rootsOf(args.value('outputs'), args.value('grad_outputs'), runtime);
    const wanted = tensorsIn(args.value('inputs'), runtime);
    if (roots.some(({ output }) => !output.requiresGrad && !output.hasValues))
      throw new NotKnown('what the output was made from is not known');
    if (wanted.some(({ tensor }) => !tensor.requiresGrad)) {
      throw new PythonError('RuntimeError', 'One of the differentiated Tensors does not require grad');
    }
    const materialize = args.bool('materialize_grads');
    const mayBeUnused = materialize || args.optionalBool('allow_unused') === true;
    const pass = passOf(args.value('retain_graph'), args.bool('create_graph'), runtime);
    const found = args.bool('is_grads_batched')
      ? passBackInBatch(roots, pass, runtime)
      : passBack(roots, pass, runtime);
    return tuple(
      wanted.map(({ tensor }, at) => {
        const gradient = found.get(tensor);
        if (gradient) return tensorValue(gradient);
        if (materialize) return tensorValue(zerosLike(tensor));
        if (mayBeUnused) return none;
        throw new PythonError(
          'RuntimeError',
          `The differentiated Tensor at index ${at} appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.`,
        );
      }),
    );
  },
);

export function zerosLike(tensor: Tensor): Tensor {
  const { shape, dtype } = tensor;
  return tensor.hasValues
    ? Tensor.leaf({ shape, dtype, values: tensor.values().map(() => 0) })
    : Tensor.leaf({ shape, dtype });
}

/** What `register_hook` returns: `remove()` takes the hook away again. */
const handleClass: ClassValue = {
  kind: 'class',
  name: 'torch.utils.hooks.RemovableHandle',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature('()'),
  methods: {
    remove: {
      signature: signature('()'),
      call: (self) => {
        const object = self.state.get('object') as TensorValue | undefined;
        const others = (hooks: readonly Value[]): readonly Value[] =>
          hooks.filter((hook) => hook !== self.state.get('hook'));
        if (object?.hooks) object.hooks = others(object.hooks);
        if (object?.accumulationHooks) object.accumulationHooks = others(object.accumulationHooks);
        return none;
      },
    },
  },
};

const handleOf = (object: TensorValue, hook: Value): InstanceValue => ({
  kind: 'instance',
  class: handleClass,
  attributes: new Map(),
  state: new Map<string, unknown>([
    ['object', object],
    ['hook', hook],
  ]),
  place: undefined,
});

function wantGradient({ tensor }: TensorValue): void {
  if (!tensor.requiresGrad && tensor.hasValues) {
    throw new PythonError('RuntimeError', "cannot register a hook on a tensor that doesn't require gradient");
  }
}

const registerHook = define('torch.Tensor.register_hook', '(self, hook)', (args, runtime) => {
  const object = args.tensorObject('self');
  wantGradient(object);
  const hook = args.value('hook');
  object.hooks = [...(object.hooks ?? []), hook];
  runtime.own(object);
  return handleOf(object, hook);
});

/** Its hook is called with the leaf itself, once the leaf has its new gradient. */
const registerAccumulationHook = define(
  'torch.Tensor.register_post_accumulate_grad_hook',
  '(self, hook)',
  (args, runtime) => {
    const object = args.tensorObject('self');
    wantGradient(object);
    if (object.tensor.producer) {
      throw new PythonError(
        'RuntimeError',
        'post accumulate grad hooks cannot be registered on non-leaf tensors',
      );
    }
    const hook = args.value('hook');
    object.accumulationHooks = [...(object.accumulationHooks ?? []), hook];
    runtime.own(object);
    return handleOf(object, hook);
  },
);

/** `Variable(x, requires_grad=True)`, the old way to ask for gradients. */
const variable = define(
  'torch.autograd.Variable',
  '(data, requires_grad=False, volatile=False)',
  (args, runtime) => {
    const node = args.tensor('data');
    const requiresGrad = args.bool('requires_grad');
    if (requiresGrad && node.dtype && !isFloating(node.dtype)) {
      throw new PythonError('RuntimeError', 'only Tensors of floating point dtype can require gradients');
    }
    const object = tensorValue(requiresGrad ? node.asLeaf({ requiresGrad }) : node);
    if (requiresGrad) runtime.own(object);
    return object;
  },
);

export const backwardNames: readonly NativeFunction[] = [
  backwardMethod,
  backwardFunction,
  gradFunction,
  registerHook,
  registerAccumulationHook,
  variable,
];
