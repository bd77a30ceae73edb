/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'Ten percent, written as 10.',
    code: `import keras
import numpy as np

loss_fn = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=10)  # error: label-smoothing-misuse
loss = loss_fn(np.array([[1.0, 0.0, 0.0]]), np.array([[2.0, -1.0, 0.5]]))
`,
  },
  {
    framework: 'Keras',
    title: 'More than everything of a binary target.',
    code: `import keras
import numpy as np

loss_fn = keras.losses.BinaryCrossentropy(label_smoothing=1.5)  # error: label-smoothing-misuse
loss = loss_fn(np.array([1.0, 0.0]), np.array([0.7, 0.2]))
`,
  },
  {
    framework: 'Keras',
    title: 'Nothing of the labels is left.',
    code: `import keras
import numpy as np

y_true, y_pred = np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([[0.3, 0.7], [0.6, 0.4]])
loss = keras.losses.categorical_crossentropy(y_true, y_pred, label_smoothing=1)  # error: label-smoothing-misuse
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'A tenth.',
    code: `import keras
import numpy as np

loss_fn = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)
loss = loss_fn(np.array([[1.0, 0.0, 0.0]]), np.array([[2.0, -1.0, 0.5]]))
`,
  },
  {
    framework: 'Keras',
    title: 'None at all.',
    code: `import keras
import numpy as np

loss_fn = keras.losses.BinaryCrossentropy(label_smoothing=0.0)
loss = loss_fn(np.array([1.0, 0.0]), np.array([0.7, 0.2]))
`,
  },
  {
    framework: 'Keras',
    title: 'A tenth of a binary target.',
    code: `import keras
import numpy as np

y_true, y_pred = np.array([[0.0], [1.0]]), np.array([[0.3], [0.7]])
loss = keras.losses.binary_crossentropy(y_true, y_pred, label_smoothing=0.1)
`,
  },
];
