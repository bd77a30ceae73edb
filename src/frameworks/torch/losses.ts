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
import { lossSpellings, type LossSpelling } from './loss-spellings';
import { moduleClass } from './module';

type Options = Readonly<Record<string, number | string | boolean | null>>;

function optionsFrom(spelling: LossSpelling, args: Arguments): Options {
  const options: Record<string, number | string | boolean | null> = {};
  for (const [name, kind] of spelling.options) {
    options[name] =
      kind === 'number' ? args.number(name) : kind === 'bool' ? args.bool(name) : args.string(name);
  }
  return options;
}

/** The reduction, the old `size_average` and `reduce` taken into account. */
function reductionFrom(spelling: LossSpelling, args: Arguments): string {
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

function lossFunction(spelling: LossSpelling, loss: AnyLoss): NativeFunction {
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

function lossClass(spelling: LossSpelling, loss: AnyLoss): ClassValue {
  const name = `torch.nn.${spelling.className}`;
  const taken = signature(spelling.constructorSignature).parameters.map((parameter) => parameter.name);
  const buffers = spelling.buffers.filter((tensor) => taken.includes(tensor));
  return moduleClass(name, spelling.constructorSignature, {
    construct: (self, args) => {
      for (const tensor of buffers) self.attributes.set(tensor, args.value(tensor));
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
        for (const tensor of buffers) {
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

const known = lossSpellings.flatMap((spelling) => {
  const loss = registry[spelling.loss];
  return loss ? [{ spelling, loss }] : [];
});

export const lossFunctions: readonly NativeFunction[] = known.map(({ spelling, loss }) =>
  lossFunction(spelling, loss),
);

export const lossClasses: readonly ClassValue[] = known.map(({ spelling, loss }) =>
  lossClass(spelling, loss),
);
