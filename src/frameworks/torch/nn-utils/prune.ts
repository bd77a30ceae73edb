/**
 * torch.nn.utils.prune: a mask of zeros and ones that is multiplied with a parameter before each forward pass. The
 * parameter goes on as `name_orig`, the mask is the buffer `name_mask`, and the product stands under the old name.
 */
import { roundHalfToEven } from '../../../engine/backends/rounding';
import { times } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { formatShape, isKnownShape, numelOf, stridesOf } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { define } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { signature } from '../../signature';
import { itemsOf } from '../../standard/items';
import {
  bool,
  none,
  tensorValue,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type TensorValue,
  type Value,
} from '../../values';
import { drawnLeaf, uniformFill } from '../random/drawing';
import { beforeForward } from '../module/hooks';
import { addBuffer, modulesOf, moduleIn } from '../module/tree';

const PLACE = 'torch.nn.utils.prune';

/** Makes the mask of what is not pruned yet, from its scores; all of its elements are kept so far. */
type Choice = (scores: Tensor, runtime: Runtime) => Tensor;

/** What is chosen from: single elements, all of them with those that are gone, or slices along a dim. */
type Among = 'unstructured' | 'global' | { readonly dim: number };

/** What takes the hook of a pruned parameter away, by the parameter's name. */
const prunedOf = (self: InstanceValue): ReadonlyMap<string, () => void> =>
  (self.state.get('pruned') as ReadonlyMap<string, () => void> | undefined) ?? new Map<string, () => void>();

function tensorIn(module: InstanceValue, name: string): TensorValue {
  const value = module.attributes.get(name);
  if (value?.kind === 'tensor') return value;
  throw new NotKnown(`the parameter '${name}' is not known`);
}

const maskFrom = (like: Tensor, values: ArrayLike<number>): Tensor => {
  const held = Float32Array.from(values);
  return Tensor.leaf({ shape: like.shape, dtype: 'float32', values: held, sampled: like.sampled });
};

/** How many of so many are pruned: a share, which Python rounds to even, or a number. */
function countOf(amount: Value, size: number): number {
  if (amount.kind === 'int') {
    if (amount.value < 0)
      throw new PythonError(
        'ValueError',
        `amount=${amount.value} should be a non-negative integer`,
        undefined,
        true,
      );
    if (amount.value > size)
      throw new PythonError(
        'ValueError',
        `amount=${amount.value} should be smaller than the number of parameters to prune=${size}`,
      );
    return amount.value;
  }
  if (amount.kind !== 'float') throw new NotKnown('the amount that is pruned is not known');
  return roundHalfToEven(amount.value * size);
}

/** Zeros where the first k of the scores stand, largest or smallest first. */
function withoutFirst(scores: Tensor, k: number, largest: boolean): Tensor {
  const flat = Tensor.apply(ops.reshape, [scores], { shape: [-1] });
  const mask = new Float32Array(flat.numel).fill(1);
  if (k > 0)
    for (const at of Tensor.apply(ops.topk_indices, [flat], { k, dim: 0, largest }).values()) mask[at] = 0;
  return maskFrom(scores, mask);
}

/** Ones in the slices along a dim for which `isKept` says so. */
function bySlices(scores: Tensor, dim: number, isKept: (slice: number) => boolean): Tensor {
  const shape = scores.shape as readonly number[];
  const stride = stridesOf(shape)[dim]!;
  const mask = Float32Array.from({ length: numelOf(shape) }, (_, at) =>
    Number(isKept(Math.floor(at / stride) % shape[dim]!)),
  );
  return maskFrom(scores, mask);
}

const smallest =
  (amount: Value): Choice =>
  (scores) =>
    withoutFirst(Tensor.apply(ops.abs, [scores], {}), countOf(amount, scores.numel), false);

const atRandom =
  (amount: Value): Choice =>
  (scores, runtime) => {
    const k = countOf(amount, scores.numel);
    if (k === 0) return withoutFirst(scores, 0, true);
    const shape = scores.shape as readonly number[];
    return withoutFirst(drawnLeaf(shape, 'float32', runtime.random.torch, uniformFill(0, 1)), k, true);
  };

const slicesOfSmallestNorm =
  (amount: Value, p: number, dim: number): Choice =>
  (scores) => {
    const size = scores.shape![dim] as number;
    const k = size - countOf(amount, size);
    const others = scores.shape!.map((_, at) => at).filter((at) => at !== dim);
    const norms = Tensor.apply(ops.norm, [scores], { p, dim: others, keepdim: false });
    const kept = new Set(Tensor.apply(ops.topk_indices, [norms], { k, dim: 0, largest: true }).values());
    return bySlices(scores, dim, (slice) => kept.has(slice));
  };

const slicesAtRandom =
  (amount: Value, dim: number): Choice =>
  (scores, runtime) => {
    const size = scores.shape![dim] as number;
    const k = countOf(amount, size);
    if (k === 0) return bySlices(scores, dim, () => true);
    const drawn = drawnLeaf([size], 'float32', runtime.random.torch, uniformFill(0, 1)).values();
    const bound = Float32Array.from(drawn).sort()[k - 1]!;
    return bySlices(scores, dim, (slice) => drawn[slice]! > bound);
  };

/** The mask after one more choice among what the mask before has left. */
function narrowed(mask: Tensor, scores: Tensor, among: Among, choice: Choice, runtime: Runtime): Tensor {
  const before = mask.values();
  const shape = mask.shape as readonly number[];
  const places: number[] = [];
  let part: readonly number[] = shape;
  if (among === 'unstructured') {
    before.forEach((kept, at) => {
      if (kept === 1) places.push(at);
    });
    part = [places.length];
  } else if (among === 'global') before.forEach((_, at) => places.push(at));
  else {
    const stride = stridesOf(shape)[among.dim]!;
    const sliceAt = (at: number): number => Math.floor(at / stride) % shape[among.dim]!;
    const kept = new Set<number>();
    before.forEach((value, at) => value !== 0 && kept.add(sliceAt(at)));
    before.forEach((_, at) => kept.has(sliceAt(at)) && places.push(at));
    part = shape.map((size, dim) => (dim === among.dim ? kept.size : size));
  }
  const values = scores.values();
  const left = Tensor.leaf({
    shape: part,
    dtype: 'float32',
    values: Float32Array.from(places, (at) => values[at]!),
    sampled: scores.sampled,
  });
  const chosen = choice(left, runtime).values();
  const after = Float32Array.from(before);
  places.forEach((at, order) => (after[at] = chosen[order]! * before[at]!));
  return maskFrom(scores, after);
}

const onesLike = (tensor: Tensor): Tensor => maskFrom(tensor, new Float32Array(tensor.numel).fill(1));

/** The mask that a parameter has, or ones. */
function maskOf(module: InstanceValue, name: string): Tensor {
  if (prunedOf(module).has(name)) return tensorIn(module, `${name}_mask`).tensor;
  return onesLike(tensorIn(module, name).tensor);
}

const product = (module: InstanceValue, name: string): Value =>
  tensorValue(times(tensorIn(module, `${name}_mask`).tensor, tensorIn(module, `${name}_orig`).tensor));

/** Gives a parameter a new mask, made from its own values or from other scores. */
function prune(
  module: InstanceValue,
  name: string,
  {
    among,
    choice,
    scores,
  }: { readonly among: Among; readonly choice: Choice; readonly scores?: Tensor | undefined },
  runtime: Runtime,
): InstanceValue {
  const object = tensorIn(module, name);
  const { tensor } = object;
  const detached = Tensor.apply(ops.detach, [scores ?? tensor], {});
  const isKnown = isKnownShape(tensor.shape) && detached.hasValues;
  const mask = isKnown
    ? narrowed(maskOf(module, name), detached, among, choice, runtime)
    : Tensor.leaf({ shape: tensor.shape, dtype: tensor.dtype });
  const isNew = !prunedOf(module).has(name);
  if (isNew) {
    runtime.deleteAttribute(module, name);
    runtime.setAttribute(module, `${name}_orig`, object);
  }
  addBuffer(module, `${name}_mask`, tensorValue(mask));
  runtime.setAttribute(module, name, product(module, name));
  if (isNew) {
    const drop = beforeForward(
      module,
      define(`${PLACE}.hook`, '(module, inputs)', (args, inner) => {
        const self = moduleIn(args.value('module'));
        inner.setAttribute(self, name, product(self, name));
        return none;
      }),
    );
    module.state.set('pruned', new Map([...prunedOf(module), [name, drop]]));
  }
  return module;
}

/** Makes the product the parameter, and forgets the mask. */
function removeMask(module: InstanceValue, name: string, runtime: Runtime): InstanceValue {
  const drop = prunedOf(module).get(name);
  if (!drop) {
    throw new PythonError(
      'ValueError',
      `Parameter '${name}' of module ${runtime.format(module, 'str') ?? module.class.name} has to be pruned before pruning can be removed`,
    );
  }
  const object = tensorIn(module, `${name}_orig`);
  const made = product(module, name);
  if (made.kind === 'tensor') runtime.rebind(object, made.tensor.asLeaf({ requiresGrad: true }));
  for (const ending of ['', '_orig', '_mask']) runtime.deleteAttribute(module, `${name}${ending}`);
  runtime.setAttribute(module, name, object);
  drop();
  module.state.set('pruned', new Map([...prunedOf(module)].filter(([other]) => other !== name)));
  return module;
}

const scoresOf = (args: Arguments): Tensor | undefined =>
  args.isNone('importance_scores') ? undefined : args.tensor('importance_scores');

/** A dim of the parameter that a call names, counted from the front. */
function dimOf(args: Arguments): number {
  const { rank, shape } = tensorIn(moduleIn(args.value('module')), args.string('name')).tensor;
  const dim = args.int('dim');
  if (rank !== undefined && rank < 2)
    throw new PythonError(
      'ValueError',
      `Structured pruning can only be applied to multidimensional tensors. Found tensor of shape torch.Size(${formatShape(shape!)}) with ${rank} dims`,
    );
  return dim < 0 ? dim + (rank ?? 0) : dim;
}

const fromMask =
  (mask: Tensor): Choice =>
  () =>
    mask;

/** One function; `how` says what it chooses. */
const pruning = (
  name: string,
  parameters: string,
  how: (args: Arguments) => {
    readonly among: Among;
    readonly choice: Choice;
    readonly scores?: Tensor | undefined;
  },
): NativeFunction =>
  define(`${PLACE}.${name}`, parameters, (args, runtime) =>
    prune(moduleIn(args.value('module')), args.string('name'), how(args), runtime),
  );

/** What a class of pruning methods chooses, where it is one of PyTorch's. */
const methodChoices: Readonly<Record<string, (amount: Value) => Choice>> = {
  L1Unstructured: smallest,
  RandomUnstructured: atRandom,
};

const methodClass = (name: string, parameters: string): ClassValue => ({
  kind: 'class',
  name: `${PLACE}.${name}`,
  bases: name === 'BasePruningMethod' ? [] : [basePruningMethod],
  attributes: new Map(),
  isUser: false,
  signature: signature(parameters),
  construct: () => undefined,
  classMethods: {
    apply: (type) =>
      define(
        `${PLACE}.${name}.apply`,
        '(module, name, *args, importance_scores=None, **kwargs)',
        (args, runtime) => {
          const [module, parameter] = [moduleIn(args.value('module')), args.string('name')];
          const choose = methodChoices[name];
          const amount = args.rest[0] ?? args.keywords['amount'];
          if (choose && amount)
            return prune(
              module,
              parameter,
              { among: 'unstructured', choice: choose(amount), scores: scoresOf(args) },
              runtime,
            );
          return prune(module, parameter, byClass(type, args, runtime), runtime);
        },
      ),
  },
});

/** What a class of the user's chooses: its `compute_mask`. */
function byClass(
  type: ClassValue,
  args: Arguments,
  runtime: Runtime,
): { readonly among: Among; readonly choice: Choice; readonly scores?: Tensor | undefined } {
  const method = runtime.call(type, args.rest, args.keywords);
  const kind = runtime.getAttribute(method, 'PRUNING_TYPE');
  if (kind.kind !== 'str' || (kind.value !== 'unstructured' && kind.value !== 'global'))
    throw new NotKnown('pruning whole slices by a class of the program is not followed');
  const choice: Choice = (scores, inner) => {
    const mask = inner.call(inner.getAttribute(method, 'compute_mask'), [
      tensorValue(scores),
      tensorValue(onesLike(scores)),
    ]);
    if (mask.kind !== 'tensor' || !mask.tensor.hasValues) throw new NotKnown('the mask is not known');
    return mask.tensor;
  };
  return { among: kind.value, choice, scores: scoresOf(args) };
}

const basePruningMethod: ClassValue = methodClass('BasePruningMethod', '(*args, **kwargs)');

/** Pairs of a module and a parameter's name. */
const pairsOf = (value: Value, runtime: Runtime): readonly (readonly [InstanceValue, string])[] =>
  itemsOf(runtime, value).map((pair) => {
    const [module, name] = itemsOf(runtime, pair);
    if (name?.kind !== 'str') throw new NotKnown('the name of a parameter is not known');
    return [moduleIn(module!), name.value];
  });

const globally = define(
  `${PLACE}.global_unstructured`,
  '(parameters, pruning_method, importance_scores=None, **kwargs)',
  (args, runtime) => {
    const given = args.value('pruning_method');
    const choose = given.kind === 'class' ? methodChoices[given.name.slice(PLACE.length + 1)] : undefined;
    const amount = args.keywords['amount'];
    if (!choose || !amount || !args.isNone('importance_scores'))
      throw new NotKnown('what is pruned among all parameters is not known');
    const pairs = pairsOf(args.value('parameters'), runtime);
    const flat = (tensor: Tensor): Tensor =>
      Tensor.apply(ops.reshape, [Tensor.apply(ops.detach, [tensor], {})], { shape: [-1] });
    const scores = pairs.map(([module, name]) => tensorIn(module, name).tensor);
    const all = Tensor.apply(ops.cat, scores.map(flat), { dim: 0 });
    const before = Tensor.apply(
      ops.cat,
      pairs.map(([module, name]) => flat(maskOf(module, name))),
      { dim: 0 },
    );
    const mask = narrowed(before, all, 'unstructured', choose(amount), runtime).values();
    let at = 0;
    pairs.forEach(([module, name], place) => {
      const own = scores[place]!;
      const choice = fromMask(maskFrom(own, mask.slice(at, (at += own.numel))));
      prune(module, name, { among: 'global', choice }, runtime);
    });
    return none;
  },
);

export const pruningNames: readonly (NativeFunction | ClassValue)[] = [
  pruning('l1_unstructured', '(module, name, amount, importance_scores=None)', (args) => ({
    among: 'unstructured',
    choice: smallest(args.value('amount')),
    scores: scoresOf(args),
  })),
  pruning('random_unstructured', '(module, name, amount)', (args) => ({
    among: 'unstructured',
    choice: atRandom(args.value('amount')),
  })),
  pruning('ln_structured', '(module, name, amount, n, dim, importance_scores=None)', (args) => ({
    among: { dim: dimOf(args) },
    choice: slicesOfSmallestNorm(args.value('amount'), args.number('n'), dimOf(args)),
    scores: scoresOf(args),
  })),
  pruning('random_structured', '(module, name, amount, dim)', (args) => ({
    among: { dim: dimOf(args) },
    choice: slicesAtRandom(args.value('amount'), dimOf(args)),
  })),
  pruning('custom_from_mask', '(module, name, mask)', (args) => ({
    among: 'global',
    choice: fromMask(args.tensor('mask')),
  })),
  pruning('identity', '(module, name)', () => ({ among: 'global', choice: onesLike })),
  globally,
  define(`${PLACE}.remove`, '(module, name)', (args, runtime) =>
    removeMask(moduleIn(args.value('module')), args.string('name'), runtime),
  ),
  define(`${PLACE}.is_pruned`, '(module)', (args) =>
    bool(modulesOf(moduleIn(args.value('module'))).some((module) => prunedOf(module).size > 0)),
  ),
  basePruningMethod,
  methodClass('L1Unstructured', '(amount)'),
  methodClass('RandomUnstructured', '(amount)'),
];
