/**
 * PyTorch's losses as function and as class. What a loss computes stands in
 * engine/losses; here stand the signatures, the old arguments, and the report that
 * goes to whoever reads.
 */
import { TensorError } from '../../engine/error';
import type { AnyLoss, LossInputs, LossResult } from '../../engine/loss';
import { losses } from '../../engine/losses/index';
import { legacyReduction } from '../../engine/losses/reduction';
import type { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { define } from '../define';
import type { Runtime } from '../runtime';
import { signature } from '../signature';
import {
  none,
  str,
  tensorValue,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type Value,
} from '../values';
import { moduleClass } from './module';

type Options = Readonly<Record<string, number | string | boolean | null>>;

/** How PyTorch spells a loss. */
interface Spelling {
  /** The engine's name, which is the function's. */
  readonly loss: string;
  readonly className: string;
  /** The tensors of the call, the first two prediction and target. */
  readonly inputs: readonly string[];
  /** The tensors that the class takes in its constructor, and the function as keywords. */
  readonly buffers: readonly string[];
  /** The numbers, texts and truths, with their defaults, in the function's order. */
  readonly options: readonly (readonly [
    name: string,
    byDefault: string,
    kind: 'number' | 'bool' | 'string',
  ])[];
  /** The signature of the function. */
  readonly signature: string;
  /** The signature of the constructor. */
  readonly constructorSignature: string;
}

const spellings: readonly Spelling[] = [
  {
    loss: 'binary_cross_entropy',
    className: 'BCELoss',
    inputs: ['input', 'target'],
    buffers: ['weight'],
    options: [],
    signature: "(input, target, weight=None, size_average=None, reduce=None, reduction='mean')",
    constructorSignature: "(weight=None, size_average=None, reduce=None, reduction='mean')",
  },
  {
    loss: 'binary_cross_entropy_with_logits',
    className: 'BCEWithLogitsLoss',
    inputs: ['input', 'target'],
    buffers: ['weight', 'pos_weight'],
    options: [],
    signature:
      "(input, target, weight=None, size_average=None, reduce=None, reduction='mean', pos_weight=None)",
    constructorSignature: "(weight=None, size_average=None, reduce=None, reduction='mean', pos_weight=None)",
  },
  {
    loss: 'cross_entropy',
    className: 'CrossEntropyLoss',
    inputs: ['input', 'target'],
    buffers: ['weight'],
    options: [
      ['ignore_index', '-100', 'number'],
      ['label_smoothing', '0.0', 'number'],
    ],
    signature:
      "(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean', label_smoothing=0.0)",
    constructorSignature:
      "(weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean', label_smoothing=0.0)",
  },
  {
    loss: 'nll_loss',
    className: 'NLLLoss',
    inputs: ['input', 'target'],
    buffers: ['weight'],
    options: [['ignore_index', '-100', 'number']],
    signature:
      "(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean')",
    constructorSignature:
      "(weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean')",
  },
  {
    loss: 'mse_loss',
    className: 'MSELoss',
    inputs: ['input', 'target'],
    buffers: [],
    options: [],
    signature: "(input, target, size_average=None, reduce=None, reduction='mean', weight=None)",
    constructorSignature: "(size_average=None, reduce=None, reduction='mean')",
  },
  {
    loss: 'l1_loss',
    className: 'L1Loss',
    inputs: ['input', 'target'],
    buffers: [],
    options: [],
    signature: "(input, target, size_average=None, reduce=None, reduction='mean', weight=None)",
    constructorSignature: "(size_average=None, reduce=None, reduction='mean')",
  },
  {
    loss: 'smooth_l1_loss',
    className: 'SmoothL1Loss',
    inputs: ['input', 'target'],
    buffers: [],
    options: [['beta', '1.0', 'number']],
    signature: "(input, target, size_average=None, reduce=None, reduction='mean', beta=1.0)",
    constructorSignature: "(size_average=None, reduce=None, reduction='mean', beta=1.0)",
  },
  {
    loss: 'huber_loss',
    className: 'HuberLoss',
    inputs: ['input', 'target'],
    buffers: ['weight'],
    options: [['delta', '1.0', 'number']],
    signature: "(input, target, reduction='mean', delta=1.0, weight=None)",
    constructorSignature: "(reduction='mean', delta=1.0)",
  },
  {
    loss: 'kl_div',
    className: 'KLDivLoss',
    inputs: ['input', 'target'],
    buffers: [],
    options: [['log_target', 'False', 'bool']],
    signature: "(input, target, size_average=None, reduce=None, reduction='mean', log_target=False)",
    constructorSignature: "(size_average=None, reduce=None, reduction='mean', log_target=False)",
  },
  {
    loss: 'poisson_nll_loss',
    className: 'PoissonNLLLoss',
    inputs: ['input', 'target'],
    buffers: [],
    options: [
      ['log_input', 'True', 'bool'],
      ['full', 'False', 'bool'],
      ['eps', '1e-8', 'number'],
    ],
    signature:
      "(input, target, log_input=True, full=False, size_average=None, eps=1e-8, reduce=None, reduction='mean')",
    constructorSignature:
      "(log_input=True, full=False, size_average=None, eps=1e-8, reduce=None, reduction='mean')",
  },
  {
    loss: 'gaussian_nll_loss',
    className: 'GaussianNLLLoss',
    inputs: ['input', 'target', 'var'],
    buffers: [],
    options: [
      ['full', 'False', 'bool'],
      ['eps', '1e-6', 'number'],
    ],
    signature: "(input, target, var, full=False, eps=1e-6, reduction='mean')",
    constructorSignature: "(*, full=False, eps=1e-6, reduction='mean')",
  },
];

function optionsFrom(spelling: Spelling, args: Arguments): Options {
  const options: Record<string, number | string | boolean | null> = {};
  for (const [name, , kind] of spelling.options) {
    options[name] =
      kind === 'number' ? args.number(name) : kind === 'bool' ? args.bool(name) : args.string(name);
  }
  return options;
}

/** The reduction, the old `size_average` and `reduce` taken into account. */
function reductionFrom(spelling: Spelling, args: Arguments): string {
  const hasOld = /size_average/.test(spelling.signature);
  const sizeAverage = hasOld ? args.optionalBool('size_average') : undefined;
  const reduce = hasOld ? args.optionalBool('reduce') : undefined;
  return legacyReduction(sizeAverage, reduce) ?? args.string('reduction');
}

/** Computes a loss, reports it, and gives its value; where PyTorch raises, the report says so and the error travels on. */
export function evaluateLoss(
  runtime: Runtime,
  request: {
    readonly function: string;
    readonly loss: AnyLoss;
    readonly inputs: Readonly<Record<string, Tensor | undefined>>;
    readonly reduction: string;
    readonly options: Options;
    readonly object: InstanceValue | null;
  },
): Value {
  const { loss, reduction, options } = request;
  const attributes = { ...options, reduction };
  const again = (inputs: LossInputs): LossResult => loss.evaluate(inputs, attributes as never);
  const given = Object.entries(request.inputs).flatMap(([name, tensor]) =>
    tensor ? [{ name, tensor }] : [],
  );
  let result: LossResult | null = null;
  let error: { type: string; message: string } | null = null;
  let thrown: TensorError | undefined;
  try {
    result = again(request.inputs);
  } catch (caught) {
    if (!(caught instanceof TensorError)) throw caught;
    thrown = caught;
    error = { type: caught.type, message: caught.message };
  }
  runtime.reportLoss({
    function: request.function,
    loss: loss.name,
    reduction,
    inputs: given,
    options,
    result,
    error,
    warnings: result?.warnings ?? [],
    object: request.object,
    again: result ? again : null,
  });
  if (thrown) throw thrown;
  const { output, gradFn } = result!;
  return { ...tensorValue(output), gradFn: gradFn ?? loss.gradFn ?? output.gradFn };
}

const registry: Readonly<Record<string, AnyLoss | undefined>> = losses;

function lossFunction(spelling: Spelling, loss: AnyLoss): NativeFunction {
  const name = `torch.nn.functional.${spelling.loss}`;
  return define(name, spelling.signature, (args, runtime) => {
    const inputs: Record<string, Tensor | undefined> = {};
    for (const tensor of spelling.inputs) inputs[tensor] = args.tensor(tensor);
    for (const tensor of spelling.buffers) inputs[tensor] = args.optionalTensor(tensor);
    return evaluateLoss(runtime, {
      function: name,
      loss,
      inputs,
      reduction: reductionFrom(spelling, args),
      options: optionsFrom(spelling, args),
      object: null,
    });
  });
}

function lossClass(spelling: Spelling, loss: AnyLoss): ClassValue {
  const name = `torch.nn.${spelling.className}`;
  return moduleClass(name, spelling.constructorSignature, {
    construct: (self, args) => {
      for (const tensor of spelling.buffers) self.attributes.set(tensor, args.value(tensor));
      const reduction = reductionFrom({ ...spelling, signature: spelling.constructorSignature }, args);
      self.attributes.set('reduction', str(reduction));
      self.state.set('reduction', reduction);
      self.state.set('options', optionsFrom(spelling, args));
    },
    invoke: {
      signature: signature(`(${spelling.inputs.join(', ')})`),
      call: (self, args, runtime) => {
        const inputs: Record<string, Tensor | undefined> = {};
        for (const tensor of spelling.inputs) inputs[tensor] = args.tensor(tensor);
        for (const tensor of spelling.buffers) {
          const value = self.attributes.get(tensor) ?? none;
          if (value.kind === 'tensor') inputs[tensor] = value.tensor;
        }
        return evaluateLoss(runtime, {
          function: name,
          loss,
          inputs,
          reduction: (self.state.get('reduction') as string | undefined) ?? 'mean',
          options: (self.state.get('options') as Options | undefined) ?? {},
          object: self,
        });
      },
    },
  });
}

const known = spellings.flatMap((spelling) => {
  const loss = registry[spelling.loss];
  return loss ? [{ spelling, loss }] : [];
});

export const lossFunctions: readonly NativeFunction[] = known.map(({ spelling, loss }) =>
  lossFunction(spelling, loss),
);

export const lossClasses: readonly ClassValue[] = known.map(({ spelling, loss }) =>
  lossClass(spelling, loss),
);
