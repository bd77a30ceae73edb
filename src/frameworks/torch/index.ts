/** What the names of PyTorch mean. */
import { defaultFloatDType, isGradEnabled, switchDefaultFloat } from '../../engine/context';
import { dtypes, isFloating, type DType } from '../../engine/dtype';
import { define, table } from '../define';
import { NotKnown, PythonError } from '../errors';
import type { Runtime } from '../runtime';
import { signature } from '../signature';
import {
  bool,
  float,
  int,
  none,
  str,
  type ClassValue,
  type DTypeValue,
  type NativeFunction,
  type TensorValue,
  type Value,
} from '../values';
import { adaptiveLogSoftmaxWithLoss } from './losses/adaptive-softmax';
import { autogradNames } from './autograd';
import { containers, dataParallel } from './module/containers';
import { creation, own } from './tensor/creation';
import { legacyConstructor } from './tensor/legacy-constructors';
import { mixedPrecision } from './amp';
import { outsideAutocast } from './autocast-unfollowed';
import { dataNames } from './data';
import { deviceClass } from './device';
import { distributions } from './distributions';
import { tensorFunctions } from './functions';
import { defaultGenerator, generators } from './random/generator';
import { gradientModes } from './autograd/gradient-mode';
import { initializers } from './random/initialization';
import { inPlaceFunctions } from './tensor/in-place-functions';
import { layers } from './layers';
import { recurrentFunctions } from './layers/recurrent-functions';
import { functionLosses } from './losses/functions';
import { linearCrossEntropy, linearCrossEntropyClass } from './losses/linear-cross-entropy';
import { lossClasses, lossFunctions } from './losses';
import { moduleBase } from './module';
import { moduleSurgery } from './nn-utils/module-surgery';
import { printing } from './printing';
import { numberLimits } from './number-limits';
import { parameterContainers } from './module/parameter-containers';
import { optimizers } from './optim';
import { swaUtils } from './optim/swa-utils';
import { parametrizeNames } from './nn-utils/parametrize';
import { parameterFunctions } from './nn-utils/parameter-functions';
import { perElementCalls } from './tensor/per-element-calls';
import { plainValues } from './plain-values';
import { packedSequences } from './nn-utils/packed-sequences';
import { sequenceFunctions } from './nn-utils/sequences';
import { savedFiles } from './saved-files';
import { settings } from './settings';
import { schedulers } from './optim/schedulers';
import { inPlaceDraws } from './random/in-place';
import { randomTensors } from './random/tensors';
import { spectralNormalizations } from './nn-utils/spectral-normalization';
import { layIn } from './tensor/storage';
import { pruningNames } from './nn-utils/prune';
import { weightNormalizations } from './nn-utils/weight-normalization';
import { tripletWithDistance, tripletWithDistanceClass } from './losses/triplet-with-distance';
import { questions, strided } from './tensor/facts';
import { inPlaceMethod, inPlaceMethods } from './tensor/in-place';
import { conversionMethods, gradientMethods, legacyDTypes, properties } from './tensor/object';

const dtypeAliases: Readonly<Record<string, DTypeValue['dtype']>> = {
  float: 'float32',
  double: 'float64',
  half: 'float16',
  long: 'int64',
  int: 'int32',
  short: 'int16',
};

const dtypeNames: readonly (readonly [string, Value])[] = [
  ...dtypes.map((dtype): readonly [string, Value] => [
    `torch.${dtype}`,
    { kind: 'dtype', dtype, framework: 'torch' },
  ]),
  ...Object.entries(dtypeAliases).map(([name, dtype]): readonly [string, Value] => [
    `torch.${name}`,
    { kind: 'dtype', dtype, framework: 'torch' },
  ]),
];

/** `torch.Tensor`, `torch.FloatTensor` …: classes to isinstance, constructors to a call. */
const tensorClasses: readonly ClassValue[] = Object.entries(legacyDTypes).flatMap(([name, dtype]) =>
  [`torch.${name}`, `torch.cuda.${name}`].map((qualified): ClassValue => ({
    kind: 'class',
    name: qualified,
    bases: [],
    attributes: new Map(),
    isUser: false,
    signature: signature('(*args, device=None)'),
    make: legacyConstructor(name === 'Tensor' ? undefined : dtype),
  })),
);

const parameterClass: ClassValue = {
  kind: 'class',
  name: 'torch.nn.Parameter',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature('(data=None, requires_grad=True)'),
  make: (args, runtime) =>
    layIn(
      own(args.tensor('data').asLeaf({ requiresGrad: args.bool('requires_grad') }), runtime, true),
      args.tensorObject('data'),
    ),
};

/** What singular matrices raise. */
const linAlgError: ClassValue = {
  kind: 'class',
  name: 'torch._C._LinAlgError',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature('(*args)'),
};

const constants: readonly (readonly [string, Value])[] = [
  ['torch.linalg.LinAlgError', linAlgError],
  ['torch.pi', float(Math.PI)],
  ['torch.inf', float(Infinity)],
  ['torch.nan', float(Number.NaN)],
  ['torch.e', float(Math.E)],
  ['torch.__version__', str('2.13.0')],
  ['torch.strided', strided],
  ['torch.default_generator', defaultGenerator],
  ['torch.default_generator', defaultGenerator],
  ['torch.random.default_generator', defaultGenerator],
];

/** `set_default_dtype`: what floating tensors are made in from here on. */
function chooseDefault(dtype: DType | undefined): Value {
  if (dtype === undefined) throw new NotKnown('the dtype is not known');
  if (!isFloating(dtype)) {
    throw new PythonError('TypeError', 'only floating-point types are supported as the default type');
  }
  switchDefaultFloat(dtype);
  return none;
}

/** Names that change nothing of what is computed here. */
const harmless: readonly NativeFunction[] = [
  define('torch.cuda.is_available', '()', () => bool(false)),
  define('torch.accelerator.is_available', '()', () => bool(false)),
  define('torch.accelerator.current_accelerator', '(check_available=False)', () => none),
  define('torch.accelerator.device_count', '()', () => int(0)),
  define('torch.cuda.manual_seed', '(seed)', () => none),
  define('torch.cuda.manual_seed_all', '(seed)', () => none),
  define('torch.cuda.device_count', '()', () => int(0)),
  define('torch.backends.mps.is_available', '()', () => bool(false)),
  define('torch.cuda.empty_cache', '()', () => none),
  define('torch.cuda.synchronize', '(device=None)', () => none),
  define('torch.compile', '(model=None, *args, **kwargs)', (args) =>
    // With options alone it is a decorator.
    args.isNone('model')
      ? define('torch.compile', '(model)', (inner) => inner.value('model'))
      : args.value('model'),
  ),
  // What is compiled ahead of time, or computed a second time for its gradient, gives the same.
  define('torch.jit.script', '(obj, *args, **kwargs)', (args) => args.value('obj')),
  define('torch.jit.trace', '(func, *args, **kwargs)', (args) => args.value('func')),
  define('torch.utils.checkpoint.checkpoint', '(function, *args, **kwargs)', (args, runtime) => {
    const own = ['use_reentrant', 'context_fn', 'determinism_check', 'debug', 'preserve_rng_state'];
    const keywords = Object.entries(args.keywords).filter(([name]) => !own.includes(name));
    return runtime.call(args.value('function'), args.rest, Object.fromEntries(keywords));
  }),
  define('torch.get_default_dtype', '()', () => ({
    kind: 'dtype',
    dtype: defaultFloatDType(),
    framework: 'torch',
  })),
  define('torch.set_default_dtype', '(d)', (args) => chooseDefault(args.optionalDType('d'))),
  define('torch.set_default_tensor_type', '(t)', (args) => {
    const given = args.value('t');
    const name = given.kind === 'str' ? given.value : given.kind === 'class' ? given.name : '';
    return chooseDefault(legacyDTypes[name.slice(name.lastIndexOf('.') + 1)]);
  }),
  define('torch.is_grad_enabled', '()', () => bool(isGradEnabled())),
  define('torch.is_tensor', '(obj)', (args) => bool(args.value('obj').kind === 'tensor')),
  define('torch.Size', '(sizes)', (args, runtime) => ({
    kind: 'size',
    items: [...(runtime.iterate(args.value('sizes')) ?? [])],
  })),
];

/** The names, with what autocast does to functions that it does not see the inside of. */
const guarded = (names: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> =>
  new Map(
    [...names].map(([name, value]) => [name, value.kind === 'native' ? outsideAutocast(value) : value]),
  );

const functions = guarded(
  table(
    tensorFunctions,
    printing,
    creation,
    conversionMethods,
    questions,
    gradientMethods,
    inPlaceMethods,
    lossFunctions,
    functionLosses,
    perElementCalls,
    plainValues,
    lossClasses,
    [linearCrossEntropy, linearCrossEntropyClass],
    [tripletWithDistance, tripletWithDistanceClass],
    [adaptiveLogSoftmaxWithLoss],
    layers,
    recurrentFunctions,
    initializers,
    containers,
    parameterContainers,
    sequenceFunctions,
    packedSequences,
    moduleSurgery,
    parametrizeNames,
    weightNormalizations,
    pruningNames,
    spectralNormalizations,
    gradientModes,
    optimizers,
    schedulers,
    swaUtils,
    dataNames,
    autogradNames,
    mixedPrecision,
    numberLimits,
    parameterFunctions,
    [dataParallel, deviceClass],
    distributions,
    tensorClasses,
    harmless,
    settings,
    savedFiles,
    generators,
    randomTensors,
    inPlaceDraws,
    [linAlgError, moduleBase, parameterClass],
  ),
);

/** A method of tensors, or the in-place form of one. */
function tensorMethod(name: string): NativeFunction | undefined {
  const found = functions.get(`torch.Tensor.${name}`);
  if (found) return found.kind === 'native' ? found : undefined;
  if (!name.endsWith('_') || name.startsWith('_')) return undefined;
  const base = functions.get(`torch.Tensor.${name.slice(0, -1)}`);
  return base?.kind === 'native' ? inPlaceMethod(base) : undefined;
}

/** Every name of PyTorch that is known, by its qualified name. */
export const torchNames: ReadonlyMap<string, Value> = new Map([
  ...functions,
  ...table(inPlaceFunctions(tensorMethod)),
  ...dtypeNames,
  ...constants,
]);

/** An attribute of a torch tensor: a property, a method, or the in-place form of one. */
export function torchTensorAttribute(value: TensorValue, name: string, runtime: Runtime): Value | undefined {
  const property = properties[name];
  if (property) return property(value, runtime);
  const found = tensorMethod(name);
  return found && { kind: 'method', self: value, function: found, owner: undefined };
}
