/**
 * Dropout of every kind: elements or whole channels, set to zero or to SELU's lower bound
 * (PyTorch source, ATen/native/Dropout.cpp; alpha dropout is of Klambauer et al., 2017).
 */
import { isFloating, torchScalarName } from '../../../engine/dtype';
import { ops } from '../../../engine/ops/index';
import { either } from '../../../engine/ops/either';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { define } from '../../define';
import { PythonError } from '../../errors';
import { changeInPlace } from '../../in-place';
import type { Runtime } from '../../runtime';
import { tensorValue, type NativeFunction, type Value } from '../../values';
import { bernoulliFill, drawnLeaf } from '../random/drawing';
import { memoryOrder } from '../tensor/memory-order';

export interface DropoutKind {
  /** Whole channels are dropped: the first two dims have numbers of their own. */
  readonly isFeature: boolean;
  readonly isAlpha: boolean;
  /** The ranks with a batch dim, for which a rank of one less has none; others are taken as they are. */
  readonly batchedRank?: number;
  /** Refuses other ranks. */
  readonly isStrict?: boolean;
}

/** Minus the value to which SELU tends: scale · alpha. */
const ALPHA = 1.7580993408473766;

/** Drops elements of a tensor while training. */
function drop(input: Tensor, p: number, kind: DropoutKind, runtime: Runtime): Tensor {
  const generator = runtime.random.torch;
  const { shape, dtype } = input;
  if (!isKnownShape(shape) || !dtype) {
    generator.lose();
    // Which elements are dropped is not known: the same tensor, without values.
    return Tensor.apply(either, [input], {});
  }
  if (p === 1) {
    const nothing = Tensor.leaf({ shape: [], dtype: 'bool', values: Uint8Array.of(0) });
    return Tensor.apply(ops.dropout, [input, nothing], { p });
  }
  if (kind.isFeature && shape.length < 2) {
    throw new PythonError('RuntimeError', 'Feature dropout requires at least 2 dimensions in the input');
  }
  const sizes = kind.isFeature ? shape.map((size, dim) => (dim < 2 ? size : 1)) : shape;
  const order = kind.isFeature ? undefined : memoryOrder(input);
  const mask = drawnLeaf(sizes, 'bool', generator, bernoulliFill(1 - p), false, order);
  if (!isFloating(dtype)) {
    throw new PythonError(
      'RuntimeError',
      `result type Float can't be cast to the desired output type ${torchScalarName(dtype)}`,
    );
  }
  if (!kind.isAlpha) return Tensor.apply(ops.dropout, [input, mask], { p });
  const scale = 1 / Math.sqrt((ALPHA ** 2 * p + 1) * (1 - p));
  const ofMask = (kept: number, dropped: number): Tensor =>
    Tensor.leaf({
      shape: sizes,
      dtype,
      values: Float64Array.from(mask.values(), (isKept) => (isKept ? kept : dropped)),
      sampled: mask.sampled,
    });
  const noise = Tensor.apply(ops.cast, [ofMask(scale, 0)], { dtype });
  const shift = ofMask(ALPHA * scale * p, ALPHA * scale * (p - 1));
  return Tensor.apply(ops.add, [Tensor.apply(ops.mul, [input, noise], {}), shift], {});
}

/** Refuses what is no probability, in the words of Python's or of C++'s check. */
function wantDropoutProbability(value: Value, type: 'ValueError' | 'RuntimeError', runtime: Runtime): void {
  if ((value.kind === 'int' || value.kind === 'float') && !(value.value >= 0 && value.value <= 1)) {
    const text = runtime.format(value, 'str') ?? '';
    throw new PythonError(type, `dropout probability has to be between 0 and 1, but got ${text}`);
  }
}

export const wantLayerProbability = (value: Value, runtime: Runtime): void => {
  wantDropoutProbability(value, 'ValueError', runtime);
};

function wantRank(input: Tensor, kind: DropoutKind, name: string): void {
  const { rank } = input;
  if (!kind.isStrict || rank === undefined || rank === kind.batchedRank! || rank === kind.batchedRank! - 1)
    return;
  throw new PythonError(
    'RuntimeError',
    `${name}: Expected 2D or 3D input, but received a ${rank}D input. Note that ${name} exists to provide channel-wise dropout on inputs with 1 spatial dimension, a channel dimension, and an optional batch dimension (i.e. 2D or 3D inputs).`,
  );
}

/** A call of a dropout, as a function or by a layer. */
export function dropoutCall(
  object: Value,
  input: Tensor,
  options: { readonly p: Value; readonly training: Value; readonly inplace: Value },
  kind: DropoutKind,
  name: string,
  runtime: Runtime,
): Value {
  wantRank(input, kind, name);
  const training = runtime.truth(options.training);
  const p = options.p.kind === 'int' || options.p.kind === 'float' ? options.p.value : undefined;
  if (training === false || p === 0) return object;
  if (training === undefined || p === undefined) {
    runtime.random.torch.lose();
    return tensorValue(Tensor.apply(either, [input], {}));
  }
  const hasNoBatch = kind.batchedRank !== undefined && input.rank === kind.batchedRank - 1;
  const batch = hasNoBatch ? Tensor.apply(ops.unsqueeze, [input], { dim: 0 }) : input;
  const dropped = drop(batch, p, kind, runtime);
  const result = hasNoBatch ? Tensor.apply(ops.squeeze, [dropped], { dim: [0] }) : dropped;
  if (runtime.truth(options.inplace) !== true || object.kind !== 'tensor') return tensorValue(result);
  changeInPlace(object, result, runtime);
  return object;
}

export const dropoutKinds = {
  dropout: { isFeature: false, isAlpha: false },
  dropout1d: { isFeature: true, isAlpha: false, batchedRank: 3, isStrict: true },
  dropout2d: { isFeature: true, isAlpha: false },
  dropout3d: { isFeature: true, isAlpha: false, batchedRank: 5 },
  alpha_dropout: { isFeature: false, isAlpha: true },
  feature_dropout: { isFeature: true, isAlpha: false },
  feature_alpha_dropout: { isFeature: true, isAlpha: true },
} as const satisfies Readonly<Record<string, DropoutKind>>;

const optionsOf = (
  args: Arguments,
  train: string,
  inplace: Value,
): { p: Value; training: Value; inplace: Value } => ({
  p: args.value('p'),
  training: args.value(train),
  inplace,
});

/** torch.nn.functional's: the alpha kinds drop only where that is asked for. */
const functional = Object.entries(dropoutKinds)
  .filter(([name]) => name !== 'feature_dropout')
  .map(([name, kind]) =>
    define(
      `torch.nn.functional.${name}`,
      `(input, p=0.5, training=${kind.isAlpha ? 'False' : 'True'}, inplace=False)`,
      (args, runtime) => {
        wantDropoutProbability(args.value('p'), 'ValueError', runtime);
        const options = optionsOf(args, 'training', args.value('inplace'));
        return dropoutCall(args.value('input'), args.tensor('input'), options, kind, name, runtime);
      },
    ),
  );

/** torch's own: p and train have to be said. */
const plain = (['dropout', 'alpha_dropout', 'feature_dropout', 'feature_alpha_dropout'] as const).flatMap(
  (name) =>
    [name, `${name}_`].map((spelled) =>
      define(`torch.${spelled}`, '(input, p, train)', (args, runtime) => {
        wantDropoutProbability(args.value('p'), 'RuntimeError', runtime);
        const options = optionsOf(args, 'train', { kind: 'bool', value: spelled !== name });
        const kind = dropoutKinds[name];
        return dropoutCall(args.value('input'), args.tensor('input'), options, kind, name, runtime);
      }),
    ),
);

export const dropoutFunctions: readonly NativeFunction[] = [...functional, ...plain];
