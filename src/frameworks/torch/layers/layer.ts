/**
 * How layers of torch.nn are written: the constructor's arguments become attributes, parameters are made, and the
 * forward pass calls the layer's function in torch.nn.functional. A layer that is no more than that is one row.
 */
import { method } from '../../define';
import type { Role } from '../../../engine/role';
import type { Shape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import { Arguments } from '../../arguments';
import { NotKnown } from '../../errors';
import { changeInPlace } from '../../in-place';
import type { Runtime } from '../../runtime';
import { signature } from '../../signature';
import {
  int,
  none,
  str,
  tensorValue,
  tuple,
  unknown,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type Value,
} from '../../values';
import { tensorFunctions } from '../functions';
import { moduleClass } from '../module';

/** A module to try: tests and goldens are made from these. */
export interface LayerSample {
  /** What makes the module: `nn.Linear(3, 2)`. */
  readonly module: string;
  /** What makes its inputs, drawn after it: `torch.randn(4, 3)`. */
  readonly inputs: readonly string[];
  /** How `m` is called on x0, x1 …; by default with all of them. */
  readonly call?: string;
}

/**
 * What stands in the parentheses when a module is printed: pieces with `{attribute}` in them (`{attribute!r}` for
 * its repr), joined by commas. `name?` is a piece that only stands there for an attribute that is true.
 */
export type Description = readonly string[] | ((self: InstanceValue) => readonly string[]);

export interface LayerDefinition {
  /** Without `torch.nn.`. */
  readonly name: string;
  /** The constructor's. */
  readonly signature: string;
  /** Arguments that do not become attributes of the same name. */
  readonly omit?: readonly string[];
  /** Makes parameters and whatever else; the arguments are attributes already. */
  readonly construct?: (self: InstanceValue, args: Arguments, runtime: Runtime) => void;
  /** The signature of the forward pass; `(input)` by default. */
  readonly takes?: string;
  /** The function of torch.nn.functional that is called with the input and the attributes of the signature. */
  readonly calls?: string;
  /** What the forward pass does, if it is more than `calls`. */
  readonly forward?: (self: InstanceValue, args: Arguments, runtime: Runtime) => Value;
  /** What the result means where it is not computed; plain values by default. */
  readonly role?: Role;
  /** The result has the input's shape, where it is not computed. */
  readonly keepsShape?: boolean;
  readonly describes?: Description;
  readonly methods?: ClassValue['methods'];
  /** What the class itself has: `nn.Embedding.from_pretrained`. */
  readonly attributes?: ClassValue['attributes'];
  readonly classMethods?: ClassValue['classMethods'];
  /** The class that it inherits from; torch.nn.Module by default. */
  readonly base?: ClassValue;
  readonly samples: readonly LayerSample[];
}

export interface Layer {
  readonly type: ClassValue;
  readonly samples: readonly LayerSample[];
}

/** Arguments that say where and in what precision, not what. */
const NOT_HELD: readonly string[] = ['device', 'dtype'];

export function layer(definition: LayerDefinition): Layer {
  const { name, omit = [], construct, takes = '(input)', describes = [] } = definition;
  const { methods, attributes, classMethods, base } = definition;
  const parameters = signature(definition.signature).parameters;
  const held = parameters
    .filter(({ kind }) => !kind.startsWith('var-'))
    .map((parameter) => parameter.name)
    .filter((parameter) => !NOT_HELD.includes(parameter) && !omit.includes(parameter));
  const forward = definition.forward ?? callOf(definition.calls ?? '', held);
  const parts: Parameters<typeof moduleClass>[2] = {
    construct: (self, args, runtime) => {
      for (const parameter of held) self.attributes.set(parameter, args.value(parameter));
      construct?.(self, args, runtime);
    },
    invoke: {
      signature: signature(takes),
      call: (self, args, runtime) => {
        const result = orNotComputed(definition, args, () => forward(self, args, runtime));
        return putInPlace(self, args, result, runtime);
      },
    },
    methods: {
      ...methods,
      extra_repr: method('()', (self, _, runtime) => {
        const text = describe(self, describes, runtime);
        if (text === undefined) throw new NotKnown('what is printed of the layer is not known');
        return str(text);
      }),
    },
    ...(attributes ? { attributes } : {}),
    ...(classMethods ? { classMethods } : {}),
  };
  const type = moduleClass(`torch.nn.${name}`, definition.signature, parts, base);
  return { type, samples: definition.samples };
}

/** A class that layers inherit from, for `isinstance` to ask about; by itself it computes nothing. */
export const layerBase = (name: string): ClassValue =>
  moduleClass(`torch.nn.${name}`, '(*args, **kwargs)', {
    construct: () => {
      throw new NotKnown(`torch.nn.${name} is only followed in the classes that inherit from it`);
    },
  });

/** A tensor of the right meaning where the numbers cannot be told: what a layer gives does not depend on them. */
function orNotComputed(definition: LayerDefinition, args: Arguments, body: () => Value): Value {
  try {
    return body();
  } catch (error) {
    if (!(error instanceof NotKnown)) throw error;
    const first = args.signature.parameters[0]!.name;
    const input = args.tensor(first);
    return notComputed(definition.keepsShape ? input.shape : undefined, input.dtype, definition.role);
  }
}

export const notComputed = (
  shape: Shape | undefined,
  dtype: Tensor['dtype'],
  role: Role = { kind: 'values' },
): Value => tensorValue(Tensor.leaf({ shape, dtype: dtype ?? 'float32', role }));

/** `inplace=True`: what was handed in is what comes out. */
function putInPlace(self: InstanceValue, args: Arguments, result: Value, runtime: Runtime): Value {
  if (runtime.truth(attribute(self, 'inplace', none)) !== true) return result;
  const input = args.value(args.signature.parameters[0]!.name);
  if (input.kind !== 'tensor' || result.kind !== 'tensor' || result === input) return result;
  changeInPlace(input, result.tensor, runtime);
  return input;
}

/** The forward pass that hands the attributes to a function. */
const callOf =
  (name: string, held: readonly string[]): NonNullable<LayerDefinition['forward']> =>
  (self, args, runtime) => {
    const given = args.signature.parameters.filter((parameter) => !args.isNone(parameter.name));
    const isOptional = ({ default: otherwise }: (typeof given)[number]): boolean => otherwise !== undefined;
    const inputs = given.filter((parameter) => !isOptional(parameter));
    return functional(
      name,
      inputs.map((parameter) => args.value(parameter.name)),
      {
        ...attributesOf(self, held),
        ...Object.fromEntries(
          given.filter(isOptional).map((parameter) => [parameter.name, args.value(parameter.name)]),
        ),
      },
      runtime,
    );
  };

/** The attributes of those names, as keywords. */
export const attributesOf = (
  self: InstanceValue,
  names: readonly string[],
): Readonly<Record<string, Value>> => Object.fromEntries(names.map((name) => [name, attribute(self, name)]));

export const attribute = (
  self: InstanceValue,
  name: string,
  otherwise: Value = unknown(`the argument '${name}' of ${self.class.name} is not known`),
): Value => self.attributes.get(name) ?? otherwise;

const functionals: ReadonlyMap<string, NativeFunction> = new Map(
  tensorFunctions.map((found) => [found.name, found]),
);

/** Calls a function of torch.nn.functional. Throws NotKnown where there is none. */
export function functional(
  name: string,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
  runtime: Runtime,
): Value {
  const found = functionals.get(`torch.nn.functional.${name}`);
  if (!found) throw new NotKnown(`torch.nn.functional.${name} is not computed`);
  const taken = new Set(found.signature.parameters.map((parameter) => parameter.name));
  const takesAll = found.signature.parameters.some(({ kind }) => kind === 'var-keyword');
  const given = Object.entries(keywords).filter(([keyword]) => takesAll || taken.has(keyword));
  return found.call(
    new Arguments(found.name, found.signature, positional, Object.fromEntries(given)),
    runtime,
  );
}

/** The text in the parentheses of a printed layer; undefined where something in it is not known. */
function describe(self: InstanceValue, describes: Description, runtime: Runtime): string | undefined {
  const pieces = typeof describes === 'function' ? describes(self) : describes;
  const texts: string[] = [];
  for (const piece of pieces) {
    if (piece.endsWith('?')) {
      const name = piece.slice(0, -1);
      if (runtime.truth(attribute(self, name)) === true) texts.push(`${name}=True`);
      continue;
    }
    let isKnown = true;
    const text = piece.replace(/\{(\w+)(!r)?\}/g, (_, name: string, isRepr: string | undefined) => {
      const shown = runtime.format(attribute(self, name), isRepr ? 'repr' : 'str');
      if (shown === undefined) isKnown = false;
      return shown ?? '';
    });
    if (!isKnown) return undefined;
    texts.push(text);
  }
  return texts.join(', ');
}

export { sizeOf } from '../../sizes';

/** One number for each of `count` dims as a tuple; a single one stands for all, anything else stays as it is. */
export const repeated = (value: Value, count: number): Value =>
  value.kind === 'int' || value.kind === 'float'
    ? tuple(Array.from({ length: count }, () => value))
    : value.kind === 'list'
      ? tuple(value.items)
      : value;

/** Whether a bool argument is set; what is not known counts as set. */
export const isSet = (value: Value): boolean =>
  !(value.kind === 'bool' && !value.value) &&
  value.kind !== 'None' &&
  !(value.kind === 'int' && value.value === 0);

/** A value as a number, where it is one. */
export const numberOf = (self: InstanceValue, name: string): number => {
  const value = attribute(self, name);
  if (value.kind === 'int' || value.kind === 'float') return value.value;
  if (value.kind === 'bool') return Number(value.value);
  throw new NotKnown(value.kind === 'unknown' ? value.reason : `the argument '${name}' is not known`);
};

export const flagOf = (self: InstanceValue, name: string, runtime: Runtime): boolean => {
  const truth = runtime.truth(attribute(self, name));
  if (truth === undefined) throw new NotKnown(`whether '${name}' holds is not known`);
  return truth;
};

/** The tensor that is an attribute, where it is one. */
export const tensorOf = (self: InstanceValue, name: string): Tensor | undefined => {
  const value = self.attributes.get(name);
  return value?.kind === 'tensor' ? value.tensor : undefined;
};

export const ints = (numbers: readonly number[]): Value => tuple(numbers.map(int));
