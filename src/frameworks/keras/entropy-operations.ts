/** The entropies of keras.ops and keras.backend: those of the losses, without smoothing and mean. */
import { logarithm, minus, negative, plus, times } from '../../engine/formula';
import type { LossResult } from '../../engine/loss';
import { losses } from '../../engine/losses/index';
import type { Tensor } from '../../engine/tensor';
import { clip } from '../activation-formulas';
import type { Arguments } from '../arguments';
import { sigmoidCrossEntropy } from '../cross-entropies';
import { define } from '../define';
import { reportedLoss } from '../reported-loss';
import { convert, operand } from '../tensorflow/dialect';
import { tensorValue, type NativeFunction } from '../values';
import { backendOf } from './losses';
import { EPSILON, type KerasEvaluation, type KerasLoss } from './loss';
import { kerasLosses } from './loss-table';

type Evaluate = KerasLoss['evaluate'];

/** An entropy under its names: each is reported as a loss that gives one number for each sample or element. */
function entropy(
  places: readonly string[],
  loss: string,
  parameters: string,
  evaluate?: Evaluate,
): readonly NativeFunction[] {
  const row = kerasLosses.find(({ name }) => name === loss)!;
  const of = evaluate ?? row.evaluate;
  return places.map((place) =>
    define(`${place}${loss}`, parameters, (args, runtime) => {
      const output = operand(args, 'output');
      const target = args.value('target');
      const inputs = {
        target: row.classTargets === 'indices' ? convert(target) : convert(target, output.dtype),
        output,
      };
      const result = reportedLoss(runtime, {
        function: `${place}${loss}`,
        loss: of(inputs.target, inputs.output, args).loss,
        inputs,
        prediction: 'output',
        classTargets: row.classTargets,
        expects: row.expects,
        reduction: 'none',
        options: { from_logits: args.bool('from_logits') },
        object: null,
        compute: (given): LossResult => of(given['target']!, given['output']!, args).result,
      });
      return tensorValue(result.output, backendOf(args.value('output')));
    }),
  );
}

/** Keras 2 added ε to what it takes the logarithm of, and its back end still does; it does not look behind an activation. */
function backendBinary(target: Tensor, output: Tensor, args: Arguments): KerasEvaluation {
  if (args.bool('from_logits'))
    return { loss: 'binary_cross_entropy_with_logits', result: sigmoidCrossEntropy(output, target) };
  const result = losses.binary_crossentropy.evaluate(
    { input: output, target },
    { reduction: 'none', epsilon: EPSILON },
  );
  const p = clip(output, EPSILON, 1 - EPSILON);
  const positive = times(target, logarithm(plus(p, EPSILON)));
  const values = negative(plus(positive, times(minus(1, target), logarithm(plus(minus(1, p), EPSILON)))));
  return { loss: 'binary_crossentropy', result: { ...result, perElement: values, output: values } };
}

export const entropyOperations: readonly NativeFunction[] = [
  ...entropy(
    ['keras.ops.'],
    'binary_crossentropy',
    '(target, output, from_logits=False, label_smoothing=0.0, axis=-1)',
  ),
  ...entropy(
    ['keras.ops.', 'keras.backend.'],
    'categorical_crossentropy',
    '(target, output, from_logits=False, axis=-1, label_smoothing=0.0)',
  ),
  ...entropy(
    ['keras.ops.', 'keras.backend.'],
    'sparse_categorical_crossentropy',
    '(target, output, from_logits=False, axis=-1, ignore_class=None)',
  ),
  ...entropy(['keras.backend.'], 'binary_crossentropy', '(target, output, from_logits=False)', backendBinary),
];
