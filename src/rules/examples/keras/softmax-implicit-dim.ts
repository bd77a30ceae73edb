/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'And Keras.',
    code: `import keras

scores = keras.ops.zeros((4, 7, 5))
probabilities = keras.ops.softmax(scores)
`,
  },
];
