/**
 * torch.optim. What an optimizer that is not followed does to parameters is not known, and
 * so is what a scheduler makes of the learning rate: their values are not known from there on.
 */
import { withGrad } from '../../engine/context';
import { either } from '../../engine/ops/either';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import type { Runtime } from '../runtime';
import { NotKnown } from '../errors';
import { anySignature, signature } from '../signature';
import {
  none,
  type ClassValue,
  type InstanceValue,
  type NativeMethod,
  type TensorValue,
  type Value,
} from '../values';
import {
  adam,
  adamw,
  rmsprop,
  sgd,
  type Memory,
  type OptimizerOptions,
  type OptimizerStep,
} from './optimizer-steps';

const method = (parameters: string, call: NativeMethod['call']): NativeMethod => ({
  signature: signature(parameters),
  call,
});

/** The parameters handed to the constructor, plain or in groups; undefined where they are not all known. */
function parametersFrom(value: Value, runtime: Runtime): TensorValue[] | undefined {
  const items = runtime.iterate(value);
  if (!items) return undefined;
  const found: TensorValue[] = [];
  for (const item of items) {
    const inner = item.kind === 'dict' ? item.entries.get('sparams')?.[1] : item;
    if (inner?.kind === 'tensor') found.push(inner);
    else {
      const nested = inner && parametersFrom(inner, runtime);
      if (!nested) return undefined;
      found.push(...nested);
    }
  }
  return found;
}

const parametersOf = (self: InstanceValue): readonly TensorValue[] =>
  (self.state.get('parameters') as TensorValue[] | undefined) ?? [];

const shared: Readonly<Record<string, NativeMethod>> = {
  zero_grad: method('(set_to_none=True)', (self, _, runtime) => {
    runtime.noteOperation('zero_grad', []);
    for (const parameter of parametersOf(self)) runtime.setGrad(parameter, null);
    return none;
  }),
  state_dict: { signature: anySignature, call: () => none },
  load_state_dict: { signature: anySignature, call: () => none },
};

/** A parameter moved to new values: it stays a leaf. */
function moveTo(parameter: TensorValue, node: Tensor, runtime: Runtime): void {
  const requiresGrad = parameter.tensor.requiresGrad;
  runtime.rebind(
    parameter,
    node.hasValues
      ? node.asLeaf({ requiresGrad })
      : Tensor.leaf({ shape: node.shape, dtype: node.dtype, requiresGrad, sampled: node.sampled }),
  );
}

/** An optimizer whose steps are computed. `betas` become beta1 and beta2. */
const followed = (name: string, parameters: string, step: OptimizerStep): ClassValue => ({
  kind: 'class',
  name: `torch.optim.${name}`,
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature(
    `(params, ${parameters}, *, maximize=False, foreach=None, capturable=False, differentiable=False, fused=None)`,
  ),
  construct: (self, args, runtime) => {
    self.state.set('parameters', parametersFrom(args.value('params'), runtime));
    self.state.set('memory', new Map<TensorValue, Memory>());
    self.state.set('options', optionsFrom(args, runtime));
  },
  methods: {
    ...shared,
    step: method('(closure=None)', (self, _, runtime) => {
      const options = self.state.get('options') as OptimizerOptions | undefined;
      // Whoever was handed the optimizer, a scheduler for one, may have changed its settings.
      const isKnown = options !== undefined && !self.state.has('handedOver');
      withGrad(false, () => {
        for (const parameter of parametersOf(self)) {
          if (!parameter.grad) continue;
          const memory = memoryOf(self, parameter);
          memory.steps++;
          const moved = isKnown
            ? step(parameter.tensor, parameter.grad.tensor, options, memory)
            : Tensor.apply(either, [parameter.tensor], {});
          moveTo(parameter, moved, runtime);
        }
      });
      return none;
    }),
  },
});

function memoryOf(self: InstanceValue, parameter: TensorValue): Memory {
  const memories = (self.state.get('memory') as Map<TensorValue, Memory> | undefined) ?? new Map();
  let memory = memories.get(parameter);
  if (!memory) memories.set(parameter, (memory = { steps: 0, averages: new Map() }));
  return memory;
}

/** The numbers of the constructor, truths as 0 and 1. */
function optionsFrom(args: Arguments, runtime: Runtime): OptimizerOptions {
  const options: Record<string, number> = {};
  for (const { name } of args.signature.parameters) {
    const value = args.value(name);
    if (name === 'betas' && value.kind !== 'None') {
      const [beta1, beta2] = runtime.iterate(value) ?? [];
      options['beta1'] = numberOf(beta1);
      options['beta2'] = numberOf(beta2);
    } else if (value.kind === 'bool') options[name] = Number(value.value);
    else if (value.kind === 'int' || value.kind === 'float') options[name] = value.value;
    else if (value.kind === 'unknown') throw new NotKnown(value.reason);
  }
  return options;
}

const numberOf = (value: Value | undefined): number => {
  if (value?.kind === 'int' || value?.kind === 'float') return value.value;
  throw new NotKnown('a setting of the optimizer is not known');
};

const notFollowed = (name: string): ClassValue => ({
  kind: 'class',
  name: `torch.optim.${name}`,
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature('(params, *args, **kwargs)'),
  construct: (self, args, runtime) => {
    self.state.set('parameters', parametersFrom(args.value('params'), runtime));
  },
  methods: {
    ...shared,
    step: method('(closure=None)', (self, _, runtime) => {
      for (const parameter of parametersOf(self)) {
        if (parameter.grad) moveTo(parameter, Tensor.apply(either, [parameter.tensor], {}), runtime);
      }
      return none;
    }),
  },
});

export const optimizers: readonly ClassValue[] = [
  followed('SGD', 'lr=1e-3, momentum=0, dampening=0, weight_decay=0, nesterov=False', sgd),
  followed('Adam', 'lr=1e-3, betas=None, eps=1e-8, weight_decay=0, amsgrad=False', adam),
  followed('AdamW', 'lr=1e-3, betas=None, eps=1e-8, weight_decay=1e-2, amsgrad=False', adamw),
  followed('RMSprop', 'lr=1e-2, alpha=0.99, eps=1e-8, weight_decay=0, momentum=0, centered=False', rmsprop),
  ...['Adagrad', 'Adadelta', 'Adamax', 'NAdam', 'RAdam', 'LBFGS', 'ASGD', 'Rprop'].map(notFollowed),
];
