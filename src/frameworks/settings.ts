/** Libraries that make an object of a dataclass of settings from the command line or a file: of its fields the kinds are known. */
import { define, openClass } from './define';
import { NotKnown } from './errors';
import type { Runtime } from './runtime';
import { anySignature } from './signature';
import { tuple, unknown, type NativeFunction, type Value } from './values';

/** An object of a class of the user's own, made with arguments of which nothing is known. */
const objectOf = (type: Value, runtime: Runtime): Value =>
  type.kind === 'class' && type.isUser
    ? runtime.callWithAny(type, [])
    : unknown('what stands on the command line is not known');

const parsing = (name: string, parameters: string, parameter: string): NativeFunction =>
  define(name, parameters, (args, runtime) => objectOf(args.value(parameter), runtime));

const functions: readonly NativeFunction[] = [
  parsing('tyro.cli', '(f, **kwargs)', 'f'),
  parsing('simple_parsing.parse', '(config_class, **kwargs)', 'config_class'),
  parsing('pyrallis.parse', '(config_class=None, config_path=None, args=None)', 'config_class'),
  parsing('draccus.parse', '(config_class, config_path=None, args=None)', 'config_class'),
];

export const settingsNames: ReadonlyMap<string, Value> = new Map(
  functions.map((value) => [value.name, value]),
);

const parse = {
  signature: anySignature,
  call: (self: Value, _: unknown, runtime: Runtime): Value => {
    const types = self.kind === 'instance' ? (self.state.get('dataclasses') as Value | undefined) : undefined;
    const items = types && (types.kind === 'class' ? [types] : runtime.iterate(types));
    if (!items) throw new NotKnown('which dataclasses are parsed is not known');
    return tuple([...items].map((type) => objectOf(type, runtime)));
  },
};

/** `HfArgumentParser((ModelArguments, TrainingArguments)).parse_args_into_dataclasses()`: an object of each. */
export const dataclassParser = openClass('transformers.HfArgumentParser', {
  construct: (self, args) => {
    const types = args.rest[0] ?? args.keywords['dataclass_types'];
    if (types) self.state.set('dataclasses', types);
  },
  methods: {
    parse_args_into_dataclasses: parse,
    parse_dict: parse,
    parse_json_file: parse,
    parse_yaml_file: parse,
  },
});
