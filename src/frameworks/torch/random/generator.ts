/** PyTorch's generators as a program sees them: seeds, states, `torch.Generator`. */
import { Tensor } from '../../../engine/tensor';
import { define, defineAll } from '../../define';
import { cpu } from '../device';
import { NotKnown, PythonError } from '../../errors';
import type { GeneratorState } from '../../random/generator';
import type { TorchGenerator } from '../../random';
import { integer, wholeOf } from '../../integers';
import type { Runtime } from '../../runtime';
import { signature } from '../../signature';
import {
  none,
  tensorValue,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type NativeMethod,
  type TensorValue,
  type Value,
} from '../../values';

/** The generator behind an object of the program's; undefined for an object that is none. */
export const generatorBehind = (object: InstanceValue, runtime: Runtime): TorchGenerator | undefined =>
  object === defaultGenerator
    ? runtime.random.torch
    : (object.state.get('generator') as TorchGenerator | undefined);

const method = (
  parameters: string,
  call: (generator: TorchGenerator, self: InstanceValue, value: Value, runtime: Runtime) => Value,
): NativeMethod => ({
  signature: signature(parameters),
  call: (self, args, runtime) => {
    const [first] = args.signature.parameters;
    return call(generatorBehind(self, runtime)!, self, first ? args.value(first.name) : none, runtime);
  },
});

/** Seeds with a value of the program's; one that is not known leaves only samples. */
function seed(generator: TorchGenerator, value: Value): void {
  if (value.kind === 'int' || value.kind === 'long' || value.kind === 'float' || value.kind === 'bool') {
    const number = wholeOf(value) ?? Number(value.value);
    if (number >= 2n ** 64n || number < -(2n ** 63n))
      throw new PythonError('ValueError', 'Overflow when unpacking long long');
    generator.seed(number);
  } else if (value.kind === 'tensor' && value.tensor.hasValues) generator.seed(value.tensor.values()[0]!);
  else generator.lose();
}

function initialSeed(generator: TorchGenerator): Value {
  if (!generator.isSeeded) throw new NotKnown('the program does not say the seed');
  return integer(generator.initialSeed);
}

/** `seed()`: a seed that nobody knows. */
function seedByChance(generator: TorchGenerator): never {
  generator.lose();
  throw new NotKnown('the seed is another one in each run');
}

/** The bytes of a state have no values here; which state they are is remembered beside them. */
const states = new WeakMap<TensorValue, GeneratorState>();

function stateOf(generator: TorchGenerator): Value {
  const value = tensorValue(Tensor.leaf({ shape: [5056], dtype: 'uint8' }));
  states.set(value, generator.save());
  return value;
}

function setState(generator: TorchGenerator, value: Value): void {
  const state = value.kind === 'tensor' ? states.get(value) : undefined;
  if (state) generator.restore(state);
  else generator.lose();
}

const generatorClass: ClassValue = {
  kind: 'class',
  name: 'torch.Generator',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature("(device='cpu')"),
  construct: (self, _, runtime) => {
    self.state.set('generator', runtime.random.newTorch());
  },
  methods: {
    manual_seed: method('(seed)', (generator, self, value) => {
      seed(generator, value);
      return self;
    }),
    initial_seed: method('()', (generator) => initialSeed(generator)),
    seed: method('()', (generator) => seedByChance(generator)),
    get_state: method('()', (generator) => stateOf(generator)),
    set_state: method('(new_state)', (generator, self, value) => {
      setState(generator, value);
      return self;
    }),
    clone_state: method('()', (generator, _, __, runtime) => {
      const copy = runtime.random.newTorch();
      copy.restore(generator.save());
      return instanceOf(copy);
    }),
  },
  properties: { device: () => cpu },
};

/** A generator as an object of the program. */
const instanceOf = (generator: TorchGenerator): InstanceValue => ({
  kind: 'instance',
  class: generatorClass,
  attributes: new Map(),
  state: new Map<string, unknown>([['generator', generator]]),
  place: undefined,
});

/** `torch.default_generator`: whichever generator a reading has as its own. */
export const defaultGenerator: InstanceValue = {
  kind: 'instance',
  class: generatorClass,
  attributes: new Map(),
  state: new Map(),
  place: undefined,
};

/** `with torch.random.fork_rng():` what is drawn inside leaves no trace. */
const forkClass: ClassValue = {
  kind: 'class',
  name: 'torch.random.fork_rng',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature(
    "(devices=None, enabled=True, _caller='fork_rng', _devices_kw='devices', device_type='cuda')",
  ),
  construct: (self, args) => {
    self.state.set('enabled', args.bool('enabled'));
  },
  methods: {
    __enter__: {
      signature: signature('()'),
      call: (self, _, runtime) => {
        self.state.set('before', runtime.random.torch.save());
        return none;
      },
    },
    __exit__: {
      signature: signature('(type=None, value=None, traceback=None)'),
      call: (self, _, runtime) => {
        const before = self.state.get('before') as GeneratorState | undefined;
        if (before && self.state.get('enabled') === true) runtime.random.torch.restore(before);
        return none;
      },
    },
  },
};

const both = (name: string): string[] => [`torch.${name}`, `torch.random.${name}`];
const own = (runtime: Runtime): TorchGenerator => runtime.random.torch;

const functions: readonly NativeFunction[] = [
  ...defineAll(both('manual_seed'), '(seed)', (args, runtime) => {
    seed(own(runtime), args.value('seed'));
    return defaultGenerator;
  }),
  ...defineAll(both('initial_seed'), '()', (_, runtime) => initialSeed(own(runtime))),
  ...defineAll(both('seed'), '()', (_, runtime) => seedByChance(own(runtime))),
  ...defineAll(both('get_rng_state'), '()', (_, runtime) => stateOf(own(runtime))),
  ...defineAll(both('set_rng_state'), '(new_state)', (args, runtime) => {
    setState(own(runtime), args.value('new_state'));
    return none;
  }),
  define('torch.mps.manual_seed', '(seed)', () => none),
];

export const generators: readonly (NativeFunction | ClassValue)[] = [...functions, generatorClass, forkClass];
