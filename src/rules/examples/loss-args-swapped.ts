/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

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
  {
    framework: 'JAX',
    title: 'Labels first, as Keras has it.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(3)
labels = jnp.array([0, 2, 1])

def loss_function(params, x):
    logits = model.apply(params, x)
    return optax.softmax_cross_entropy_with_integer_labels(labels, logits).mean()  # error: loss-args-swapped
`,
    fixed: [
      [
        'return optax.softmax_cross_entropy_with_integer_labels(labels, logits).mean()',
        'return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'One-hot rows.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(3)
labels = jnp.array([0, 2, 1])

def loss_function(params, x):
    logits = model.apply(params, x)
    return optax.softmax_cross_entropy(jnp.eye(3)[labels], logits).mean()  # error: loss-args-swapped
`,
    fixed: [
      [
        'return optax.softmax_cross_entropy(jnp.eye(3)[labels], logits).mean()',
        'return optax.softmax_cross_entropy(logits, jnp.eye(3)[labels]).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'Zeros and ones.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(3)
labels = jnp.array([0, 2, 1])

def loss_function(params, x):
    logits = model.apply(params, x)
    target = jnp.array([[0.0, 1.0, 1.0], [1.0, 0.0, 0.0]])
    return optax.sigmoid_binary_cross_entropy(target, logits).mean()  # error: loss-args-swapped
`,
    fixed: [
      [
        'return optax.sigmoid_binary_cross_entropy(target, logits).mean()',
        'return optax.sigmoid_binary_cross_entropy(logits, target).mean()',
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
  {
    framework: 'JAX',
    title: 'The scores first.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(3)
labels = jnp.array([0, 2, 1])

def loss_function(params, x):
    logits = model.apply(params, x)
    return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'By keywords.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(3)
labels = jnp.array([0, 2, 1])

def loss_function(params, x):
    logits = model.apply(params, x)
    return optax.softmax_cross_entropy_with_integer_labels(labels=labels, logits=logits).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Scores on both sides of a squared error.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(3)
labels = jnp.array([0, 2, 1])

def loss_function(params, x):
    logits = model.apply(params, x)
    return optax.l2_loss(logits, model.apply(params, 2 * x)).mean()
`,
  },
];
