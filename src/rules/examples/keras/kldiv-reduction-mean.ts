/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'So does Keras.',
    code: `import keras

wanted = keras.ops.convert_to_tensor([[0.6, 0.3, 0.1], [0.2, 0.7, 0.1]])
scores = keras.ops.convert_to_tensor([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]])
loss = keras.losses.KLDivergence()(wanted, keras.ops.softmax(scores))
`,
  },
];
