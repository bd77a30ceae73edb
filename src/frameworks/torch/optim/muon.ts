/** Muon: momentum whose singular values are brought near one by Newton and Schulz's iteration (Jordan et al., 2024). */
import { castTo } from '../../../engine/formula';
import { ops } from '../../../engine/ops/index';
import { numberTensor } from '../../../engine/ops/number';
import { Tensor } from '../../../engine/tensor';
import { PythonError } from '../../errors';
import { optimizerClass } from './optimizer';
import { minus, over, scaled, type OptimizerStep, type Settings } from './step';

const transposed = (x: Tensor): Tensor => Tensor.apply(ops.transpose, [x], { dim0: 0, dim1: 1 });

const lerp = (from: Tensor, to: Tensor, share: number): Tensor =>
  Tensor.apply(ops.lerp, [from, to, numberTensor(share, 'float')], {});

/** β · x + α · a b, rounded once. */
const addmm = (x: Tensor, a: Tensor, b: Tensor, beta: number, alpha = 1): Tensor =>
  Tensor.apply(ops.addmm, [x, a, b], { beta, alpha });

/** X ← a X + (b A + c A²) X with A = X Xᵀ, in bfloat16 as PyTorch computes it, of the matrix that is wider than high. */
function orthogonalized(update: Tensor, settings: Settings): Tensor {
  const { a = 3.4445, b = -4.775, c = 2.0315, eps = 1e-7, ns_steps = 5 } = settings;
  const [rows, columns] = update.shape as readonly number[];
  const isHigh = rows! > columns!;
  const half = castTo(update, 'bfloat16');
  const norm = Tensor.apply(ops.norm, [half], { p: 2, dim: undefined, keepdim: false });
  let x = over(isHigh ? transposed(half) : half, Tensor.apply(ops.clamp, [norm], { min: eps }));
  for (let round = 0; round < ns_steps; round++) {
    const gram = Tensor.apply(ops.matmul, [x, transposed(x)], {});
    x = addmm(x, addmm(gram, gram, gram, b, c), x, a);
  }
  return isHigh ? transposed(x) : x;
}

/** By how much the learning rate grows with the shape: √max(1, rows / columns), or what gives AdamW's size of steps. */
function growth([rows, columns]: readonly number[], adjust: number): number {
  return adjust === 0 ? Math.sqrt(Math.max(1, rows! / columns!)) : 0.2 * Math.sqrt(Math.max(rows!, columns!));
}

/** θ · (1 − lr · λ) − lr' · O(u), where u goes from the gradient to its running average. */
const step: OptimizerStep = (theta, gradient, settings, memory) => {
  const { lr = 1e-3, weight_decay = 0.1, momentum = 0.95, nesterov = 1, adjust_lr_fn = 0 } = settings;
  const average = lerp(memory.get('momentum_buffer') ?? scaled(gradient, 0), gradient, 1 - momentum);
  memory.set('momentum_buffer', average);
  const update = orthogonalized(nesterov ? lerp(gradient, average, momentum) : average, settings);
  const rate = lr * growth(theta.shape as readonly number[], adjust_lr_fn);
  return minus(scaled(theta, 1 - lr * weight_decay), scaled(castTo(update, theta.dtype ?? 'float32'), rate));
};

export const muon = optimizerClass({
  name: 'Muon',
  parameters:
    'lr=1e-3, weight_decay=0.1, momentum=0.95, nesterov=True, ns_coefficients=None, eps=1e-7, ns_steps=5, adjust_lr_fn=None',
  tuples: { ns_coefficients: [3.4445, -4.775, 2.0315] },
  step,
  countsSteps: false,
  words: {
    lr: 'Learning rate should be >= 0 but is',
    momentum: 'momentum should be >= 0 but is',
    weight_decay: 'weight decay should be >= 0 but is',
  },
  accepts: ({ shape }) => {
    if (!shape || shape.length === 2) return;
    throw new PythonError(
      'ValueError',
      `Muon only supports 2D parameters whereas we found a parameter with size: torch.Size([${shape.join(', ')}])`,
    );
  },
});
