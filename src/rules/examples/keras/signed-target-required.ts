/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: "Keras' hinge makes the labels signed itself.",
    code: `import keras

labels = keras.ops.convert_to_tensor([[1.0], [0.0]])
scores = keras.ops.convert_to_tensor([[0.6], [-0.3]])
loss = keras.losses.Hinge()(labels, scores)
`,
  },
];
