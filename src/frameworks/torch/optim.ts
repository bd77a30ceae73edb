/**
 * Optimizers. SGD is computed; what the others do to parameters is not followed
 * yet, so a step of theirs leaves parameters whose values are not known.
 */
import { withGrad } from '../../engine/context';
import { either } from '../../engine/ops/either';
import { ops } from '../../engine/ops/index';
import { numberTensor } from '../../engine/ops/number';
import { Tensor } from '../../engine/tensor';
import type { Runtime } from '../runtime';
import { anySignature, signature } from '../signature';
import {
  none,
  type ClassValue,
  type InstanceValue,
  type NativeMethod,
  type TensorValue,
  type Value,
} from '../values';

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

const times = (a: Tensor, factor: number): Tensor =>
  Tensor.apply(ops.mul, [a, numberTensor(factor, 'float')], {});

/** θ ← θ − lr · (g + weight_decay · θ), with momentum as PyTorch has it (PyTorch documentation, torch.optim.SGD). */
const sgd: ClassValue = {
  kind: 'class',
  name: 'torch.optim.SGD',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature(
    '(params, lr=1e-3, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False, foreach=None, differentiable=False, fused=None)',
  ),
  construct: (self, args, runtime) => {
    self.state.set('parameters', parametersFrom(args.value('params'), runtime));
    for (const name of ['lr', 'momentum', 'dampening', 'weight_decay'])
      self.state.set(name, args.number(name));
    self.state.set('nesterov', args.bool('nesterov'));
    self.state.set('maximize', args.bool('maximize'));
    self.state.set('buffers', new Map<TensorValue, Tensor>());
  },
  methods: {
    ...shared,
    step: method('(closure=None)', (self, _, runtime) => {
      withGrad(false, () => {
        for (const parameter of parametersOf(self)) sgdStep(self, parameter, runtime);
      });
      return none;
    }),
  },
};

function sgdStep(self: InstanceValue, parameter: TensorValue, runtime: Runtime): void {
  if (!parameter.grad) return;
  const option = (name: string): number | undefined => self.state.get(name) as number | undefined;
  const lr = option('lr');
  if (lr === undefined) {
    moveTo(parameter, Tensor.apply(either, [parameter.tensor], {}), runtime);
    return;
  }
  let gradient =
    self.state.get('maximize') === true ? times(parameter.grad.tensor, -1) : parameter.grad.tensor;
  const decay = option('weight_decay') ?? 0;
  if (decay !== 0) gradient = Tensor.apply(ops.add, [gradient, times(parameter.tensor, decay)], {});
  const momentum = option('momentum') ?? 0;
  if (momentum !== 0) {
    const buffers = self.state.get('buffers') as Map<TensorValue, Tensor>;
    const before = buffers.get(parameter);
    const buffer = before
      ? Tensor.apply(ops.add, [times(before, momentum), times(gradient, 1 - (option('dampening') ?? 0))], {})
      : gradient;
    buffers.set(parameter, buffer);
    gradient =
      self.state.get('nesterov') === true
        ? Tensor.apply(ops.add, [gradient, times(buffer, momentum)], {})
        : buffer;
  }
  moveTo(parameter, Tensor.apply(ops.sub, [parameter.tensor, times(gradient, lr)], {}), runtime);
}

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
  sgd,
  ...[
    'Adam',
    'AdamW',
    'RMSprop',
    'Adagrad',
    'Adadelta',
    'Adamax',
    'NAdam',
    'RAdam',
    'LBFGS',
    'ASGD',
    'Rprop',
  ].map(notFollowed),
];
