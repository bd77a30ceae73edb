/**
 * PyTorch's losses as function and as class. What a loss computes stands in
 * engine/losses; here stand the signatures, the old arguments, and the report that
 * goes to whoever reads.
 */
import { lossInputs } from '../../../engine/autocast';
import { activeRecast, withRecast } from '../../../engine/context';
import { allocate } from '../../../engine/dtype';
import type { AnyLoss, LossInputs, LossResult } from '../../../engine/loss';
import { losses } from '../../../engine/losses/index';
import { legacyReduction } from '../../../engine/losses/reduction';
import { Tensor } from '../../../engine/tensor';
import { Arguments, isReadable } from '../../arguments';
import { define } from '../../define';
import { reportedLoss, type LossOptions } from '../../reported-loss';
import type { Runtime } from '../../runtime';
import { signature } from '../../signature';
import {
  none,
  str,
  tensorValue,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type Value,
} from '../../values';
import { lossSpellings, type LossSpelling } from './spellings';
import { moduleClass } from '../module';
import { markBuffer } from '../module/tree';

/** What the options of a call are, and the name of one that is not known: the others' defaults stand in for it. */
interface ReadOptions {
  readonly options: LossOptions;
  readonly unknown?: string;
}

/** The options of a call of the function. */
function optionsFrom(spelling: LossSpelling, args: Arguments, defaults: Arguments): ReadOptions {
  const options: Record<string, number | string | boolean | null> = {};
  let unknown: string | undefined;
  for (const [name, kind] of spelling.options) {
    const isKnown = isReadable(args.value(name));
    if (!isKnown) unknown = name;
    const from = isKnown ? args : defaults;
    options[name] =
      kind === 'number' ? from.number(name) : kind === 'bool' ? from.bool(name) : from.string(name);
  }
  return { options, ...(unknown === undefined ? {} : { unknown }) };
}

/** The options of a loss object: its attributes, which may have been set after it was made. */
function optionsOf(spelling: LossSpelling, self: InstanceValue): ReadOptions {
  const defaults = new Arguments(self.class.name, signature(spelling.constructorSignature), [], {});
  const options: Record<string, number | string | boolean | null> = {};
  let unknown: string | undefined;
  for (const [name, kind] of [...spelling.options, ['reduction', 'string'] as const]) {
    const value = self.attributes.get(name) ?? defaults.value(name);
    if (isPlain(value)) options[name] = kind === 'bool' ? Boolean(value.value) : value.value;
    else if (value.kind === 'tensor' && value.tensor.hasValues && value.tensor.numel === 1)
      options[name] = value.tensor.values()[0]!;
    else {
      unknown = name;
      options[name] = (defaults.value(name) as { readonly value: string | number | boolean }).value;
    }
  }
  return { options, ...(unknown === undefined ? {} : { unknown }) };
}

const isPlain = (value: Value): value is Extract<Value, { readonly value: string | number | boolean }> =>
  value.kind === 'int' || value.kind === 'float' || value.kind === 'bool' || value.kind === 'str';

/** The reduction, the old `size_average` and `reduce` taken into account. */
function reductionFrom(spelling: LossSpelling, args: Arguments): string {
  const hasOld = /size_average/.test(spelling.signature);
  const sizeAverage = hasOld ? args.optionalBool('size_average') : undefined;
  const reduce = hasOld ? args.optionalBool('reduce') : undefined;
  return legacyReduction(sizeAverage, reduce) ?? args.string('reduction');
}

/** Losses that PyTorch makes of others of its functions: autocast looks at these, and not at the loss. */
const OWN_STEPS: ReadonlySet<string> = new Set([
  'gaussian_nll_loss',
  'multilabel_soft_margin_loss',
  'sigmoid_focal_loss',
  'box_iou_loss',
  'generalized_box_iou_loss',
  'distance_box_iou_loss',
  'complete_box_iou_loss',
]);

/** Computes a loss, reports it, and gives its value; where PyTorch raises, the report says so and the error travels on. */
export function evaluateLoss(
  runtime: Runtime,
  request: {
    readonly function: string;
    readonly loss: AnyLoss;
    readonly inputs: Readonly<Record<string, Tensor | undefined>>;
    readonly reduction: string;
    readonly options: LossOptions;
    readonly object: InstanceValue | null;
    /** An option of which only a stand-in is known: then the loss has no value. */
    readonly unknownOption?: string | undefined;
    /** The loss cannot be computed again on other tensors: it calls what the program defines. */
    readonly once?: boolean;
  },
): Value {
  const { loss, reduction, options } = request;
  const attributes = { ...options, reduction };
  const recast = activeRecast() !== undefined && !OWN_STEPS.has(loss.name);
  const evaluate = (inputs: LossInputs): LossResult =>
    recast
      ? withRecast(undefined, () => loss.evaluate(lossInputs(inputs), attributes as never))
      : loss.evaluate(inputs, attributes as never);
  const { output, gradFn } = reportedLoss(runtime, {
    function: request.function,
    loss: loss.name,
    inputs: request.inputs,
    reduction,
    options,
    object: request.object,
    once: request.once === true,
    compute: evaluate,
    unknownOptions: request.unknownOption === undefined ? [] : [request.unknownOption],
  });
  return { ...tensorValue(output), gradFn: gradFn ?? loss.gradFn ?? output.gradFn };
}

/** The tensor of a call. Lengths may be ints or tuples of them. */
function inputOf(spelling: LossSpelling, args: Arguments, name: string): Tensor {
  const value = args.value(name);
  const isSequence = value.kind === 'tuple' || value.kind === 'list' || value.kind === 'size';
  if (!isSequence || !spelling.lengths?.includes(name)) return args.tensor(name);
  const lengths = args.ints(name);
  const values = allocate('int64', lengths.length);
  values.set(lengths);
  return Tensor.leaf({ shape: [lengths.length], dtype: 'int64', values });
}

const registry: Readonly<Record<string, AnyLoss | undefined>> = losses;

function lossFunction(spelling: LossSpelling, loss: AnyLoss): NativeFunction {
  const name = `torch.nn.functional.${spelling.loss}`;
  const taken = signature(spelling.signature).parameters.map((parameter) => parameter.name);
  const defaults = new Arguments(name, signature(spelling.signature), [], {}, true);
  return define(name, spelling.signature, (args, runtime) => {
    const inputs: Record<string, Tensor | undefined> = {};
    for (const tensor of spelling.inputs) inputs[tensor] = inputOf(spelling, args, tensor);
    for (const tensor of spelling.buffers) inputs[tensor] = args.optionalTensor(tensor);
    noteSettings(name, args, runtime);
    const { options, unknown } = optionsFrom(spelling, args, defaults);
    const reduction = ['size_average', 'reduce', 'reduction'].find(
      (option) => taken.includes(option) && !isReadable(args.value(option)),
    );
    return evaluateLoss(runtime, {
      function: name,
      loss,
      inputs,
      reduction: reductionFrom(spelling, reduction === undefined ? args : defaults),
      options,
      object: null,
      unknownOption: unknown ?? reduction,
    });
  });
}

const isGiven = (value: Value): boolean => value.kind !== 'None';

/**
 * Notes how a loss is told to reduce where it is told so by the old arguments, or by tensors that stand in
 * their places. The inputs are the tensors given as weight, as size_average and as reduce.
 */
function noteSettings(name: string, args: Arguments, runtime: Runtime): void {
  const parameters = args.signature.parameters.map((parameter) => parameter.name);
  const value = (parameter: string): Value => (parameters.includes(parameter) ? args.value(parameter) : none);
  const [sizeAverage, reduce] = [value('size_average'), value('reduce')];
  if (!isGiven(sizeAverage) && !isGiven(reduce)) return;
  const told = (given: Value): string | boolean | null =>
    given.kind === 'None'
      ? null
      : given.kind === 'bool' || given.kind === 'int'
        ? Boolean(given.value)
        : given.kind;
  runtime.noteOperation(
    'loss_settings',
    [value('weight'), sizeAverage, reduce].map((given) => (given.kind === 'tensor' ? given.tensor : null)),
    { function: name, size_average: told(sizeAverage), reduce: told(reduce) },
  );
}

/** `size_average` and `reduce` as attributes' reduction, or the reduction that was given; unknown where it is. */
function givenReduction(args: Arguments): Value {
  const parameters = args.signature.parameters.map(({ name }) => name);
  const old = parameters.includes('size_average') ? ['size_average', 'reduce'] : [];
  const unknownOne = [...old, 'reduction']
    .map((name) => args.value(name))
    .find(({ kind }) => kind === 'unknown');
  if (unknownOne) return unknownOne;
  if (old.some((name) => isGiven(args.value(name)))) {
    return str(legacyReduction(args.optionalBool('size_average'), args.optionalBool('reduce'))!);
  }
  return args.value('reduction');
}

/** A base class of the losses: its constructor sets the reduction. */
const lossBase = (name: string, parameters: string, bases?: readonly ClassValue[]): ClassValue => ({
  ...moduleClass(name, parameters, {
    construct: (self, args, runtime) => {
      noteSettings(name, args, runtime);
      for (const { name: parameter } of args.signature.parameters) {
        if (parameter === 'weight') self.attributes.set(parameter, args.value(parameter));
      }
      self.attributes.set('reduction', givenReduction(args));
    },
  }),
  ...(bases ? { bases } : {}),
});

const plainLoss = lossBase('torch.nn._Loss', "(size_average=None, reduce=None, reduction='mean')");
export const weightedLoss = lossBase(
  'torch.nn._WeightedLoss',
  "(weight=None, size_average=None, reduce=None, reduction='mean')",
  [plainLoss],
);

/** Arguments of constructors that become no attribute of their own name. */
const OLD_ARGUMENTS: readonly string[] = ['size_average', 'reduce', 'reduction'];

/** A class of torch.nn that is a loss: a Module with a reduction. */
export const lossModule = (
  name: string,
  parameters: string,
  parts: Pick<ClassValue, 'construct' | 'invoke' | 'methods'>,
  base: ClassValue = plainLoss,
): ClassValue => ({
  ...moduleClass(name, parameters, {
    ...parts,
    construct: (self, args, runtime) => {
      noteSettings(name, args, runtime);
      for (const { name: parameter } of args.signature.parameters)
        if (!OLD_ARGUMENTS.includes(parameter)) self.attributes.set(parameter, args.value(parameter));
      self.attributes.set('reduction', givenReduction(args));
      parts.construct?.(self, args, runtime);
    },
  }),
  bases: [base],
});

/** What a loss object was told, as arguments again: its attributes, which may have been set after it was made. */
export function attributesAsArguments(self: InstanceValue, parameters: string): Arguments {
  const taken = signature(parameters);
  const given = taken.parameters.flatMap(({ name }) => {
    const value = self.attributes.get(name);
    return value ? [[name, value] as const] : [];
  });
  return new Arguments(self.class.name, taken, [], Object.fromEntries(given), true);
}

function lossClass(spelling: LossSpelling, loss: AnyLoss): ClassValue {
  const name = `torch.nn.${spelling.className}`;
  const taken = signature(spelling.constructorSignature).parameters.map((parameter) => parameter.name);
  const buffers = spelling.buffers.filter((tensor) => taken.includes(tensor));
  const made = lossModule(name, spelling.constructorSignature, {
    construct: (self) => {
      for (const buffer of buffers) markBuffer(self, buffer);
    },
    invoke: {
      signature: signature(`(${spelling.inputs.join(', ')})`),
      call: (self, args, runtime) => {
        const inputs: Record<string, Tensor | undefined> = {};
        for (const tensor of spelling.inputs) inputs[tensor] = inputOf(spelling, args, tensor);
        for (const tensor of buffers) {
          const value = self.attributes.get(tensor) ?? none;
          if (value.kind === 'tensor') inputs[tensor] = value.tensor;
          else if (value.kind === 'unknown') inputs[tensor] = Tensor.leaf({});
        }
        const { options, unknown } = optionsOf(spelling, self);
        const { reduction, ...others } = options;
        return evaluateLoss(runtime, {
          function: name,
          loss,
          inputs,
          reduction: String(reduction),
          options: others,
          object: self,
          unknownOption: unknown,
        });
      },
    },
  });
  const isWeighted = buffers.includes('weight') && !buffers.includes('pos_weight');
  return isWeighted ? { ...made, bases: [weightedLoss] } : made;
}

const known = lossSpellings.flatMap((spelling) => {
  const loss = registry[spelling.loss];
  return loss ? [{ spelling, loss }] : [];
});

export const lossFunctions: readonly NativeFunction[] = known.map(({ spelling, loss }) =>
  lossFunction(spelling, loss),
);

const spelled = known.map(({ spelling, loss }) => lossClass(spelling, loss));

/** The old name of NLLLoss for images. */
const oldNames = spelled
  .filter(({ name }) => name === 'torch.nn.NLLLoss')
  .map((type): ClassValue => ({ ...type, name: `${type.name}2d`, bases: [type] }));

export const lossClasses: readonly ClassValue[] = [plainLoss, weightedLoss, ...spelled, ...oldNames];
