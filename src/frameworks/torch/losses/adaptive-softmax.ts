/**
 * torch.nn.AdaptiveLogSoftmaxWithLoss: frequent classes have a score of their own, rare ones share one in the
 * head and are told apart in a smaller tail (Grave et al., "Efficient softmax approximation for GPUs", 2017).
 */
import { allocate } from '../../../engine/dtype';
import { TensorError } from '../../../engine/error';
import { negative, plus, squeezed, unsqueezed, zerosLike } from '../../../engine/formula';
import { argmax } from '../../../engine/ops/argmax';
import { cat } from '../../../engine/ops/cat';
import { gather, scatter_add } from '../../../engine/ops/gather';
import { index_select } from '../../../engine/ops/index_select';
import { index } from '../../../engine/ops/indexing';
import { mean } from '../../../engine/ops/mean';
import { log_softmax } from '../../../engine/ops/softmax';
import { Tensor } from '../../../engine/tensor';
import { asTensor } from '../../arguments';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { signature } from '../../signature';
import {
  bool,
  float,
  int,
  list,
  namedTuple,
  none,
  tensorValue,
  type ClassValue,
  type InstanceValue,
  type NativeMethod,
  type Value,
} from '../../values';
import { containers } from '../module/containers';
import { layers } from '../layers';
import { moduleClass } from '../module';

const named = (classes: readonly ClassValue[], name: string): ClassValue =>
  classes.find((candidate) => candidate.name === `torch.nn.${name}`)!;

const integer = (self: InstanceValue, name: string): number => {
  const value = self.attributes.get(name);
  if (value?.kind === 'int') return value.value;
  throw new NotKnown(`the attribute '${name}' of ${self.class.name} is not known`);
};

function cutoffsOf(self: InstanceValue): number[] {
  const value = self.attributes.get('cutoffs');
  if (value?.kind !== 'list') throw new NotKnown('the cutoffs are not known');
  return value.items.map((item) => {
    if (item.kind !== 'int') throw new NotKnown('a cutoff is not known');
    return item.value;
  });
}

function checkCutoffs(cutoffs: readonly number[], classes: number): void {
  if (cutoffs.length === 0) {
    throw new PythonError('ValueError', 'cutoffs should be a sequence of length larger than 0');
  }
  const isIncreasing = cutoffs.every((cutoff, at) => at === 0 || cutoff > cutoffs[at - 1]!);
  if (!isIncreasing || cutoffs[0]! <= 0 || cutoffs.at(-1)! > classes - 1) {
    throw new PythonError(
      'ValueError',
      'cutoffs should be a sequence of unique, positive integers sorted in an increasing order, where each value is between 1 and n_classes-1',
    );
  }
}

/** A module of this one, called. */
const through = (module: Value, input: Tensor, runtime: Runtime): Tensor =>
  asTensor(runtime.call(module, [tensorValue(input)]), 'the result of a part of AdaptiveLogSoftmaxWithLoss');

const logSoftmax = (scores: Tensor): Tensor => Tensor.apply(log_softmax, [scores], { dim: 1 });

const partOf = (x: Tensor, start: number, stop: number): Tensor =>
  Tensor.apply(index, [x], {
    items: [{ kind: 'slice' }, { kind: 'slice', start, stop }],
  });

/** log p of every class, [N, n_classes]. */
function fullLogProbabilities(self: InstanceValue, input: Tensor, runtime: Runtime): Tensor {
  const cutoffs = cutoffsOf(self);
  const shortlist = cutoffs[0]!;
  const head = logSoftmax(through(self.attributes.get('head') ?? none, input, runtime));
  const parts = cutoffs.slice(1).map((_, at) => {
    const cluster = logSoftmax(through(tailOf(self, at, runtime), input, runtime));
    return plus(cluster, partOf(head, shortlist + at, shortlist + at + 1));
  });
  return Tensor.apply(cat, [partOf(head, 0, shortlist), ...parts], { dim: 1 });
}

const tailOf = (self: InstanceValue, at: number, runtime: Runtime): Value =>
  runtime.call(runtime.getAttribute(self.attributes.get('tail') ?? none, '__getitem__'), [int(at)]);

const indices = (numbers: readonly number[]): Tensor => {
  const values = allocate('int64', numbers.length);
  values.set(numbers);
  return Tensor.leaf({ shape: [numbers.length], dtype: 'int64', values });
};

/** log p of each row's class: a cluster that no row asks for is not computed, and its parameters get no gradient. */
function targetLogProbabilities(
  self: InstanceValue,
  input: Tensor,
  labels: readonly number[],
  runtime: Runtime,
): Tensor {
  const cutoffs = cutoffsOf(self);
  const shortlist = cutoffs[0]!;
  const clusterOf = (label: number): number => cutoffs.findIndex((cutoff) => label < cutoff) - 1;
  const columns = labels.map((label) => (label < shortlist ? label : shortlist + clusterOf(label)));
  const head = logSoftmax(through(self.attributes.get('head') ?? none, input, runtime));
  const pick = (from: Tensor, at: readonly number[]): Tensor =>
    squeezed(Tensor.apply(gather, [from, unsqueezed(indices(at), 1)], { dim: 1 }), 1);
  return cutoffs.slice(0, -1).reduce(
    (total, start, cluster) => {
      const rows = labels.flatMap((label, row) => (clusterOf(label) === cluster ? [row] : []));
      if (rows.length === 0) return total;
      const own = Tensor.apply(index_select, [input, indices(rows)], { dim: 0 });
      const scores = logSoftmax(through(tailOf(self, cluster, runtime), own, runtime));
      const local = pick(
        scores,
        rows.map((row) => labels[row]! - start),
      );
      const spread = Tensor.apply(scatter_add, [zerosLike(total), indices(rows), local], { dim: 0 });
      return plus(total, spread);
    },
    pick(head, columns),
  );
}

function checkTarget(input: Tensor, target: Tensor): void {
  const found = `but found inputs with size torch.Size([${String(input.shape?.join(', '))}])`;
  if (target.rank === 1) {
    if (input.shape?.[0] !== target.shape?.[0]) {
      throw new TensorError(
        'RuntimeError',
        'Input and target should have the same size in the batch dimension.',
      );
    }
    if (input.rank !== 2) {
      throw new TensorError('RuntimeError', `1D target tensor expects 2D input tensors, ${found}`);
    }
  } else if (target.rank === 0) {
    if (input.rank !== 1) {
      throw new TensorError('RuntimeError', `0D target tensor expects 1D input tensors, ${found}`);
    }
  } else {
    throw new TensorError('RuntimeError', '0D or 1D target tensor expected, multi-target not supported');
  }
}

const forward: NativeMethod = {
  signature: signature('(input_, target_)'),
  call: (self, args, runtime) => {
    const [input, target] = [args.tensor('input_'), args.tensor('target_')];
    checkTarget(input, target);
    if (!target.hasValues) throw new NotKnown('the classes that are asked for are not known');
    const batched = target.rank === 1;
    const rows = batched ? input : unsqueezed(input, 0);
    const labels = Array.from(target.values());
    const classes = integer(self, 'n_classes');
    if (labels.some((label) => label < 0 || label >= classes)) {
      throw new TensorError(
        'RuntimeError',
        `Target values should be in [0, ${classes - 1}], but values in range [${Math.min(...labels)}, ${Math.max(...labels)}] were found. `,
      );
    }
    const picked = targetLogProbabilities(self, rows, labels, runtime);
    const loss = Tensor.apply(mean, [negative(picked)], {});
    return namedTuple('_ASMoutput', {
      output: tensorValue(batched ? picked : squeezed(picked, 0)),
      loss: tensorValue(loss),
    });
  },
};

export const adaptiveLogSoftmaxWithLoss: ClassValue = moduleClass(
  'torch.nn.AdaptiveLogSoftmaxWithLoss',
  '(in_features, n_classes, cutoffs, div_value=4.0, head_bias=False, device=None, dtype=None)',
  {
    construct: (self, args, runtime) => {
      const [features, classes] = [args.int('in_features'), args.int('n_classes')];
      const given = args.ints('cutoffs');
      checkCutoffs(given, classes);
      const cutoffs = [...given, classes];
      const clusters = given.length;
      const divisor = args.number('div_value');
      self.attributes.set('in_features', int(features));
      self.attributes.set('n_classes', int(classes));
      self.attributes.set('cutoffs', list(cutoffs.map(int)));
      self.attributes.set('div_value', args.given('div_value') ? args.value('div_value') : float(divisor));
      self.attributes.set('head_bias', args.value('head_bias'));
      self.attributes.set('shortlist_size', int(cutoffs[0]!));
      self.attributes.set('n_clusters', int(clusters));
      self.attributes.set('head_size', int(cutoffs[0]! + clusters));
      const linear = (inputs: number, outputs: number, bias: boolean): Value =>
        runtime.call(named(layers, 'Linear'), [int(inputs), int(outputs)], { bias: bool(bias) });
      self.attributes.set('head', linear(features, cutoffs[0]! + clusters, args.bool('head_bias')));
      const tail = given.map((cutoff, at) => {
        const hidden = Math.floor(features / divisor ** (at + 1));
        return runtime.call(named(containers, 'Sequential'), [
          linear(features, hidden, false),
          linear(hidden, cutoffs[at + 1]! - cutoff, false),
        ]);
      });
      self.attributes.set('tail', runtime.call(named(containers, 'ModuleList'), [list(tail)]));
    },
    invoke: forward,
    methods: {
      log_prob: {
        signature: signature('(input)'),
        call: (self, args, runtime) => ({
          ...tensorValue(fullLogProbabilities(self, args.tensor('input'), runtime)),
          // PyTorch writes the parts into a tensor one after the other.
          gradFn: 'CopySlices',
        }),
      },
      predict: {
        signature: signature('(input)'),
        call: (self, args, runtime) =>
          tensorValue(
            Tensor.apply(argmax, [fullLogProbabilities(self, args.tensor('input'), runtime)], {
              dim: 1,
              keepdim: false,
            }),
          ),
      },
    },
  },
);
