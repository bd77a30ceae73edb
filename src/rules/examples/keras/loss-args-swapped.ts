/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The prediction first, as PyTorch has it.',
    code: `import keras

model = keras.Sequential([keras.Input(shape=(4,)), keras.layers.Dense(3, activation='softmax')])
loss_object = keras.losses.SparseCategoricalCrossentropy()
labels = keras.ops.convert_to_tensor([0, 2, 1])

def loss_of(x):
    return loss_object(model(x), labels)  # error: loss-args-swapped
`,
  },
  {
    framework: 'Keras',
    title: 'By the function.',
    code: `import keras

model = keras.Sequential([keras.Input(shape=(4,)), keras.layers.Dense(3, activation='sigmoid')])
labels = keras.ops.convert_to_tensor([[0.0, 1.0, 1.0], [1.0, 0.0, 0.0]])

def loss_of(x):
    return keras.losses.binary_crossentropy(model(x), labels)  # error: loss-args-swapped
`,
    fixed: [
      [
        'return keras.losses.binary_crossentropy(model(x), labels)',
        'return keras.losses.binary_crossentropy(labels, model(x))',
      ],
    ],
  },
  {
    framework: 'Keras',
    title: 'One-hot labels.',
    code: `import keras

model = keras.Sequential([keras.Input(shape=(4,)), keras.layers.Dense(3, activation='softmax')])
labels = keras.ops.one_hot([0, 2, 1], 3)

def loss_of(x):
    return keras.losses.CategoricalCrossentropy()(model(x), labels)  # error: loss-args-swapped
`,
    fixed: [
      [
        'return keras.losses.CategoricalCrossentropy()(model(x), labels)',
        'return keras.losses.CategoricalCrossentropy()(labels, model(x))',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The labels first.',
    code: `import keras

model = keras.Sequential([keras.Input(shape=(4,)), keras.layers.Dense(3, activation='softmax')])
loss_object = keras.losses.SparseCategoricalCrossentropy()
labels = keras.ops.convert_to_tensor([0, 2, 1])

def loss_of(x):
    return loss_object(labels, model(x))
`,
  },
  {
    framework: 'Keras',
    title: 'By keywords in any order.',
    code: `import keras

model = keras.Sequential([keras.Input(shape=(4,)), keras.layers.Dense(3, activation='sigmoid')])
labels = keras.ops.convert_to_tensor([[0.0, 1.0, 1.0], [1.0, 0.0, 0.0]])

def loss_of(x):
    return keras.losses.binary_crossentropy(y_pred=model(x), y_true=labels)
`,
  },
  {
    framework: 'Keras',
    title: 'Two models.',
    code: `import keras

model = keras.Sequential([keras.Input(shape=(4,)), keras.layers.Dense(3, activation='softmax')])
teacher = keras.Sequential([keras.Input(shape=(4,)), keras.layers.Dense(3, activation='softmax')])

def loss_of(x):
    return keras.losses.CategoricalCrossentropy()(teacher(x), model(x))
`,
  },
];
