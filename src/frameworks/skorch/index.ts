/**
 * What the names of skorch mean: a net is given the class of a module and the class of a loss, and what to make both
 * with. It is the call where they meet, and what is said of the loss is said of this call.
 */
import { openClass } from '../define';
import { foreseeStep } from '../foreseen-steps';
import type { Arguments } from '../arguments';
import type { Runtime } from '../runtime';
import { signature } from '../signature';
import { torchNames } from '../torch';
import { isModule } from '../torch/module/tree';
import {
  inheritsFrom,
  linearize,
  tuple,
  unknown,
  int,
  type ClassValue,
  type InstanceValue,
  type Value,
} from '../values';

const torch = (name: string): Value => torchNames.get(`torch.${name}`)!;

/** A module or loss as skorch makes it: an object is taken as it is, unless something is to be made anew. */
function made(args: Arguments, given: Value, prefix: string, runtime: Runtime): Value {
  const start = `${prefix}__`;
  const options = Object.entries(args.keywords)
    .filter(([name]) => name.startsWith(start))
    .map(([name, value]) => [name.slice(start.length), value] as const);
  if (isModule(given) && options.length === 0) return given;
  return runtime.call(isModule(given) ? given.class : given, [], Object.fromEntries(options));
}

interface Kind {
  /** The loss where none is given; it has to be given where there is none. */
  readonly criterion?: string;
  /** What the net makes of the module's output before the loss gets it; undefined where the loss gets nothing that it was given as it is. */
  readonly prepare?: (output: Value, loss: Value, runtime: Runtime) => Value | undefined;
}

/** A classifier takes the log itself where its loss wants one, after adding a little. */
function withLogarithm(output: Value, loss: Value, runtime: Runtime): Value | undefined {
  if (loss.kind !== 'instance' || !inheritsFrom(loss.class, 'torch.nn.NLLLoss')) return output;
  if (output.kind === 'tensor') runtime.noteOperation('log_of_output', [output.tensor]);
  return undefined;
}

/** One score a sample stands in no column. */
const flat = (output: Value, _: Value, runtime: Runtime): Value =>
  output.kind === 'tensor' ? runtime.call(torch('reshape'), [output, tuple([int(-1)])]) : output;

const kinds: Readonly<Record<string, Kind>> = {
  NeuralNet: {},
  NeuralNetClassifier: { criterion: 'nn.NLLLoss', prepare: withLogarithm },
  NeuralNetBinaryClassifier: { criterion: 'nn.BCEWithLogitsLoss', prepare: flat },
  NeuralNetRegressor: { criterion: 'nn.MSELoss' },
};

/** The methods in which a net makes module and loss, and has the one meet the other. */
const MEETING = /^(?:__init__|get_loss|infer|train_step\w*|initialize\w*|get_params_for)$/;

/** Whether a class of the user's may compute its loss in another way than skorch does. */
const hasItsOwnLoss = (type: ClassValue): boolean =>
  linearize(type).some(
    ({ isUser, attributes, bases }) =>
      isUser &&
      ([...attributes.keys()].some((name) => MEETING.test(name)) ||
        bases.some((base) => base.kind === 'unknown')),
  );

function meet(self: InstanceValue, { criterion, prepare }: Kind, args: Arguments, runtime: Runtime): void {
  if (args.spread || hasItsOwnLoss(self.class)) return;
  const batch = unknown('a batch of what the net is fitted to', runtime.place);
  foreseeStep(() => {
    const module = made(args, args.value('module'), 'module', runtime);
    const wanted = criterion && !args.given('criterion') ? torch(criterion) : args.value('criterion');
    const loss = made(args, wanted, 'criterion', runtime);
    const output = runtime.call(module, [batch]);
    const given = prepare ? prepare(output, loss, runtime) : output;
    return given ? runtime.call(loss, [given, batch]) : batch;
  }, runtime);
}

const netClass = (name: string, kind: Kind): ClassValue =>
  openClass(`skorch.${name}`, {
    signature: signature(
      kind.criterion ? '(module, *args, criterion=None, **kwargs)' : '(module, criterion, *args, **kwargs)',
    ),
    construct: (self, args, runtime) => meet(self, kind, args, runtime),
  });

/** The modules that the nets are imported from beside `skorch` itself. */
const homes: Readonly<Record<string, string>> = {
  NeuralNet: 'net',
  NeuralNetClassifier: 'classifier',
  NeuralNetBinaryClassifier: 'classifier',
  NeuralNetRegressor: 'regressor',
};

/** It places modules and batches, and leaves the loss what it is. The net beside it is constructed as by itself. */
const accelerateMixin: ClassValue = {
  kind: 'class',
  name: 'skorch.hf.AccelerateMixin',
  bases: [],
  attributes: new Map(),
  isUser: false,
  isOpen: true,
};

/** Every name of skorch that is known, by its qualified name. */
export const skorchNames: ReadonlyMap<string, Value> = new Map<string, Value>([
  [accelerateMixin.name, accelerateMixin],
  ...Object.entries(kinds).flatMap(([name, kind]): (readonly [string, Value])[] => {
    const net = netClass(name, kind);
    return [
      [net.name, net],
      [`skorch.${homes[name]!}.${name}`, net],
    ];
  }),
]);
