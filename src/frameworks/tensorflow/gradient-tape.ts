/** tf.Variable and tf.GradientTape: what is differentiated, and with respect to what. */
import { gradientsOf } from '../../engine/autograd';
import { isFloating } from '../../engine/dtype';
import { onesLike, zerosLike } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { isKnownShape } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import { holdable } from '../held-elements';
import type { Runtime } from '../runtime';
import { signature } from '../signature';
import { oneAt } from '../torch/autograd/derivatives';
import {
  bool,
  dict,
  list,
  none,
  str,
  tensorValue,
  tuple,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type TensorValue,
  type Value,
} from '../values';
import { applyOp, convert, wrap } from './dialect';
import { lastMade, moment } from './moments';
import { isTrainable, noteVariable, variableName } from './variable-facts';

/** The node of a variable: a leaf, which gradients reach unless its dtype is an integer's or a truth's. */
export const variableNode = (tensor: Tensor): Tensor =>
  tensor.asLeaf({ requiresGrad: tensor.dtype === undefined || isFloating(tensor.dtype) });

export const variable = define(
  'tensorflow.Variable',
  '(initial_value=None, trainable=None, validate_shape=True, caching_device=None, name=None, variable_def=None, dtype=None, import_scope=None, constraint=None, synchronization=None, aggregation=None, shape=None)',
  (args, runtime) => {
    const given = args.value('initial_value');
    const dtype = args.optionalDType('dtype');
    const initial = given.kind === 'unknown' ? Tensor.leaf({ dtype }) : convert(given, dtype);
    const isTrained = args.isNone('trainable') || args.bool('trainable');
    const node = isTrained ? variableNode(initial) : initial.asLeaf();
    const made = tensorValue(node, 'tensorflow', true);
    const name = args.optionalString('name') ?? 'Variable';
    noteVariable(made, { name: `${name}:0`, isTrainable: isTrained });
    runtime.own(made);
    return made;
  },
);

/** An attribute or method that only variables have; undefined where it is none. */
export function variableAttribute(value: TensorValue, name: string): Value | undefined {
  if (name === 'name') return str(variableName(value));
  if (name === 'trainable') return bool(isTrainable(value));
  const method = variableMethods.get(name);
  return method && { kind: 'method', self: value, function: method, owner: undefined };
}

/** `v.assign(…)` and its kin put another value into the variable, and give it. */
const assign = (name: string, change: (before: Tensor, value: Tensor) => Tensor): NativeFunction =>
  define(name, '(self, value, use_locking=False, name=None, read_value=True)', (args, runtime) => {
    const object = args.tensorObject('self');
    const value = convert(args.value('value'), object.tensor.dtype);
    const changed = change(object.tensor, value);
    const node = object.tensor.requiresGrad ? variableNode(changed) : changed.asLeaf();
    runtime.rebind(object, node);
    if (!args.bool('read_value')) return none;
    const read = tensorValue(node, 'tensorflow', true);
    noteVariable(read, { name: 'UnreadVariable', isTrainable: isTrainable(object) });
    return read;
  });

const variableMethods: ReadonlyMap<string, NativeFunction> = new Map(
  [
    assign('assign', (_, value) => value),
    assign('assign_add', (before, value) => applyOp(ops.add, [before, value])),
    assign('assign_sub', (before, value) => applyOp(ops.sub, [before, value])),
    define('value', '(self)', (args) => wrap(args.tensor('self'))),
    define('read_value', '(self)', (args) => wrap(args.tensor('self'))),
  ].map((method) => [method.name, method]),
);

interface Recording {
  readonly start: number;
  end: number | undefined;
  readonly watched: Set<Tensor>;
  used: boolean;
}

const recordingOf = (self: InstanceValue): Recording => self.state.get('recording') as Recording;

/** Every tensor of a nest of lists, tuples and dicts, in order. */
function tensorsIn(value: Value): TensorValue[] {
  switch (value.kind) {
    case 'tensor':
      return [value];
    case 'list':
    case 'tuple':
      return value.items.flatMap(tensorsIn);
    case 'dict':
      return [...value.entries.values()].flatMap(([, entry]) => tensorsIn(entry));
    case 'unknown':
      throw new NotKnown(value.reason);
    default:
      throw new NotKnown('what the gradient is taken of is not a tensor');
  }
}

/** Those of a nest of tensors, some of which may not be known. */
function knownTensorsIn(value: Value): readonly Tensor[] {
  if (value.kind === 'tensor') return [value.tensor];
  if (value.kind === 'list' || value.kind === 'tuple') return value.items.flatMap(knownTensorsIn);
  if (value.kind === 'dict') return [...value.entries.values()].flatMap(([, entry]) => knownTensorsIn(entry));
  return [];
}

/** The same nest with something else for each tensor. */
function replaced(value: Value, by: (tensor: TensorValue) => Value): Value {
  switch (value.kind) {
    case 'tensor':
      return by(value);
    case 'list':
      return list(value.items.map((item) => replaced(item, by)));
    case 'tuple':
      return tuple(value.items.map((item) => replaced(item, by)));
    case 'dict':
      return dict([...value.entries.values()].map(([key, entry]) => [key, replaced(entry, by)] as const));
    default:
      return value;
  }
}

/** Where the tape sees nothing: results made before it recorded, and leaves that it does not watch. */
function blindTo({ start, end, watched }: Recording, roots: readonly Tensor[], variables: boolean): Tensor[] {
  const seen = new Set(roots);
  const ends: Tensor[] = [];
  for (const node of seen) {
    const isRecorded = node.producer && node.id > start && (end === undefined || node.id <= end);
    if (watched.has(node) || (!node.producer && variables && !isFormerlyWatched(node))) continue;
    if (isRecorded) node.producer.inputs.forEach((input) => input.requiresGrad && seen.add(input));
    else ends.push(node);
  }
  return ends;
}

/** The nearest results with a gradient that were made before the tape recorded, or after. */
function unrecordedIn({ start, end, watched }: Recording, roots: readonly Tensor[]): Tensor[] {
  const seen = new Set(roots);
  const found: Tensor[] = [];
  const isDuring = (at: number): boolean => at > start && (end === undefined || at <= end);
  for (const node of seen) {
    const again = lastMade(node);
    if (!node.producer || watched.has(node) || (again !== undefined && isDuring(again))) continue;
    if (isDuring(node.id)) for (const input of node.producer.inputs) seen.add(input);
    else if (node.requiresGrad) found.push(node);
  }
  return found;
}

/** Leaves that a tape was told to watch: no variables, so that another tape does not see them. */
const formerlyWatched = new WeakSet<Tensor>();
const isFormerlyWatched = (node: Tensor): boolean => formerlyWatched.has(node);

function watch(self: InstanceValue, args: Arguments, runtime: Runtime): Value {
  const { watched } = recordingOf(self);
  for (const object of tensorsIn(args.value('tensor'))) {
    if (!object.tensor.requiresGrad) {
      const leaf = object.tensor.asLeaf({ requiresGrad: true });
      formerlyWatched.add(leaf);
      runtime.rebind(object, leaf);
    }
    watched.add(object.tensor);
  }
  return none;
}

function gradient(self: InstanceValue, args: Arguments, runtime: Runtime): Value {
  const recording = recordingOf(self);
  if (recording.used && self.state.get('persistent') !== true) {
    throw new PythonError(
      'RuntimeError',
      'A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)',
    );
  }
  recording.used = true;
  const targets = tensorsIn(args.value('target'));
  const sources = args.value('sources');
  runtime.noteOperation(
    'backward',
    targets.map(({ tensor }) => tensor),
    { framework: 'tensorflow', wantsScalar: false },
  );
  const asked = new Set(knownTensorsIn(sources));
  for (const { tensor } of targets) {
    // A result that the gradient is asked for is what takes the place of a weight: the way to it is not missing.
    const unrecorded = unrecordedIn(recording, [tensor]).filter((node) => !asked.has(node));
    if (unrecorded.length > 0) runtime.noteOperation('unrecorded', [tensor, ...unrecorded]);
  }
  const weights = args.isNone('output_gradients') ? [] : tensorsIn(args.value('output_gradients'));
  const inputs = tensorsIn(sources).map(({ tensor }) => tensor);
  const blind = blindTo(
    recording,
    targets.map(({ tensor }) => tensor),
    self.state.get('variables') === true,
  );
  const found = new Map<Tensor, Tensor>();
  for (const [at, { tensor }] of targets.entries()) {
    if (!tensor.requiresGrad) {
      if (!tensor.hasValues) throw new NotKnown('what the target was made from is not known');
      continue;
    }
    if (blind.includes(tensor)) continue;
    const seed = weights[at]?.tensor ?? onesLike(tensor);
    const shares = gradientsOf(tensor, [...inputs, ...blind], seed);
    inputs.forEach((input, place) => {
      const share = shares[place];
      if (!share || blind.includes(input)) return;
      const before = found.get(input);
      found.set(input, before ? applyOp(ops.add, [before, share]) : share);
    });
  }
  const zeros = args.string('unconnected_gradients').toLowerCase() === 'zero';
  return replaced(sources, ({ tensor }) => {
    const share = found.get(tensor);
    if (share) return wrap(share);
    return zeros ? wrap(zerosLike(tensor)) : none;
  });
}

/** d target / d source, of the shape of the target and then that of the source; one gradient for each element. */
function jacobian(self: InstanceValue, args: Arguments, runtime: Runtime): Value {
  const target = args.tensorObject('target');
  const { shape } = target.tensor;
  if (!isKnownShape(shape)) throw new NotKnown('the shape of the target is not known');
  holdable(target.tensor.numel ** 2);
  const recording = recordingOf(self);
  const wasUsed = recording.used;
  const rows = Array.from({ length: target.tensor.numel }, (_, at) => {
    recording.used = wasUsed;
    const given = new Arguments('jacobian', gradientSignature, [target, args.value('sources')], {
      output_gradients: wrap(oneAt(target.tensor, at)),
      unconnected_gradients: args.value('unconnected_gradients'),
    });
    return tensorsIn(gradient(self, given, runtime));
  });
  let at = 0;
  return replaced(args.value('sources'), (source) => {
    const place = at++;
    const parts = rows.map((row) => row[place]!.tensor);
    const whole = applyOp(ops.stack, parts, { dim: 0 });
    return wrap(applyOp(ops.reshape, [whole], { shape: [...shape, ...(source.tensor.shape ?? [])] }));
  });
}

const gradientSignature = signature("(target, sources, output_gradients=None, unconnected_gradients='none')");

export const gradientTape: ClassValue = {
  kind: 'class',
  name: 'tensorflow.GradientTape',
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature('(persistent=False, watch_accessed_variables=True)'),
  construct: (self, args) => {
    self.state.set('persistent', args.bool('persistent'));
    self.state.set('variables', args.bool('watch_accessed_variables'));
    self.state.set('recording', {
      start: moment(),
      end: undefined,
      watched: new Set<Tensor>(),
      used: false,
    } satisfies Recording);
  },
  methods: {
    __enter__: { signature: signature('()'), call: (self) => self },
    __exit__: {
      signature: signature('(*args)'),
      call: (self) => {
        recordingOf(self).end = moment();
        return bool(false);
      },
    },
    watch: { signature: signature('(tensor)'), call: watch },
    gradient: {
      signature: gradientSignature,
      call: gradient,
    },
    jacobian: {
      signature: signature(
        "(target, sources, unconnected_gradients='none', parallel_iterations=None, experimental_use_pfor=True)",
      ),
      call: jacobian,
    },
    reset: {
      signature: signature('()'),
      call: () => {
        throw new NotKnown('a tape that is reset is not followed');
      },
    },
  },
};
