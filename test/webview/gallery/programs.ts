/** Small programs whose inspection the gallery and the tests show: the seeds' numbers, mistakes, and what is hard to draw. */

export interface Program {
  readonly text: string;
  /** The loss call or tensor expression that is shown: the last place where this stands. */
  readonly shown: string;
}

const head = 'import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n';

export const programs = {
  'bce with logits': {
    text: `${head}input = torch.tensor([0.9, 0.1, 0.1], requires_grad=True)
target = torch.tensor([1.0, 0.0, 0.0])
loss = F.binary_cross_entropy_with_logits(input, target)
loss.backward()
`,
    shown: 'F.binary_cross_entropy_with_logits(input, target)',
  },
  'batch of ten': {
    text: `${head}x = torch.tensor([[-0.5760, -0.1714,  0.8396, -1.1253],
        [ 0.6703, -1.0028,  0.6055, -0.3187],
        [-0.1560,  1.3475, -0.7083, -0.5969],
        [-0.8557, -0.0873,  0.1444, -1.4816],
        [-0.1840, -0.4293, -1.0453,  0.3899],
        [-0.7339,  0.1211,  1.2247, -0.6315],
        [-0.1392,  0.0396,  0.2456, -0.1327],
        [ 0.1174,  1.9707, -0.3957,  0.5086],
        [-0.5482, -2.0041,  0.5604, -0.2339],
        [-0.1246,  1.1398,  1.3749, -0.1067]], requires_grad=True)
target = torch.tensor([1, 3, 2, 2, 0, 2, 3, 0, 2, 2])
loss = F.cross_entropy(x, target)
loss.backward()
`,
    shown: 'F.cross_entropy(x, target)',
  },
  mistake: {
    text: `${head}logits = torch.tensor([[2.0, -1.0, 0.5], [0.2, 1.4, -0.6], [-0.9, 0.3, 1.8], [1.1, 0.7, -1.3]])
labels = torch.tensor([0, 1, 2, 0])
probabilities = F.softmax(logits, dim=1)
criterion = nn.CrossEntropyLoss()
loss = criterion(probabilities, labels)
negative = nn.NLLLoss()(probabilities, labels)
guess = some_library.guess(logits)
other = F.cross_entropy(guess, labels)
`,
    shown: 'criterion(probabilities, labels)',
  },
  'ignored and weighted': {
    text: `${head}logits = torch.tensor([[2.0, -1.0, 0.5], [0.2, 1.4, -0.6], [-0.9, 0.3, 1.8], [1.1, 0.7, -1.3]])
labels = torch.tensor([0, -100, 2, 1])
criterion = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0, 0.5]), label_smoothing=0.1)
loss = criterion(logits, labels)
`,
    shown: 'criterion(logits, labels)',
  },
  'classes, not evenly hard': {
    text: `${head}logits = torch.tensor([[2.0, -1.0, 0.5], [0.2, 1.4, -0.6], [-0.9, 0.3, 1.8], [1.1, 0.7, -1.3]], requires_grad=True)
labels = torch.tensor([0, 1, 0, 1])
loss = F.cross_entropy(logits, labels)
`,
    shown: 'F.cross_entropy(logits, labels)',
  },
  'pos_weight and weight': {
    text: `${head}logits = torch.tensor([[1.2, -0.4, 0.3], [-2.0, 0.8, 0.1], [0.5, 0.5, -1.5]])
labels = torch.tensor([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 0.0]])
pos_weight = torch.tensor([3.0, 1.0, 0.5])
weight = torch.tensor([[1.0], [1.0], [0.0]])
loss = F.binary_cross_entropy_with_logits(logits, labels, weight=weight, pos_weight=pos_weight)
`,
    shown: 'F.binary_cross_entropy_with_logits(logits, labels, weight=weight, pos_weight=pos_weight)',
  },
  'cosine of embeddings': {
    text: `${head}a = torch.tensor([[0.5, -1.0, 2.0], [1.0, 0.2, -0.3], [-0.4, 0.9, 0.1]], requires_grad=True)
b = torch.tensor([[0.4, -0.8, 1.5], [-1.0, 0.6, 0.3], [0.7, 0.8, -0.2]])
loss = F.cosine_embedding_loss(a, b, torch.tensor([1, -1, -1]), margin=0.1)
`,
    shown: 'F.cosine_embedding_loss(a, b, torch.tensor([1, -1, -1]), margin=0.1)',
  },
  triplets: {
    text: `${head}a = torch.tensor([[0.5, -1.0], [1.0, 0.2]], requires_grad=True)
p = torch.tensor([[0.4, -0.8], [0.1, 0.6]])
n = torch.tensor([[0.3, -0.9], [-1.0, 1.4]])
loss = F.triplet_margin_loss(a, p, n, margin=0.5, swap=True)
`,
    shown: 'F.triplet_margin_loss(a, p, n, margin=0.5, swap=True)',
  },
  'margin of classes': {
    text: `${head}scores = torch.tensor([[2.0, 1.5, 0.5], [0.2, 1.4, -0.6]], requires_grad=True)
loss = F.multi_margin_loss(scores, torch.tensor([0, 2]), p=2, weight=torch.tensor([1.0, 2.0, 0.5]))
`,
    shown: 'F.multi_margin_loss(scores, torch.tensor([0, 2]), p=2, weight=torch.tensor([1.0, 2.0, 0.5]))',
  },
  'pairs in order': {
    text: `${head}first = torch.tensor([0.5, -0.2, 1.0], requires_grad=True)
second = torch.tensor([0.1, 0.4, 0.9])
loss = F.margin_ranking_loss(first, second, torch.tensor([1.0, 1.0, -1.0]), margin=0.2)
`,
    shown: 'F.margin_ranking_loss(first, second, torch.tensor([1.0, 1.0, -1.0]), margin=0.2)',
  },
  'hinge of distances': {
    text: `${head}distances = torch.tensor([0.5, 0.2, 1.6], requires_grad=True)
loss = F.hinge_embedding_loss(distances, torch.tensor([1, -1, -1]))
`,
    shown: 'F.hinge_embedding_loss(distances, torch.tensor([1, -1, -1]))',
  },
  'alignments of labels': {
    text: `${head}scores = torch.arange(4 * 2 * 3, dtype=torch.float32).reshape(4, 2, 3).sin().requires_grad_()
targets = torch.tensor([[1, 2], [1, 1]])
loss = F.ctc_loss(scores.log_softmax(2), targets, torch.tensor([4, 3]), torch.tensor([2, 1]))
`,
    shown: 'F.ctc_loss(scores.log_softmax(2), targets, torch.tensor([4, 3]), torch.tensor([2, 1]))',
  },
  'overlap of a batch': {
    text: `import numpy as np
import keras
masks = np.array([[1.0, 0.0, 0.0], [1.0, 0.0, 1.0]], dtype='float32')
scores = np.array([[0.7, 0.2, 0.1], [0.6, 0.3, 0.8]], dtype='float32')
loss = keras.losses.tversky(masks, scores, alpha=0.3, beta=0.7)
`,
    shown: 'keras.losses.tversky(masks, scores, alpha=0.3, beta=0.7)',
  },
  'mean squared error': {
    text: `${head}prediction = torch.tensor([2.5, 0.0, 2.1, 7.8], requires_grad=True)
loss = F.mse_loss(prediction, torch.tensor([3.0, -0.5, 2.0, 4.0]))
`,
    shown: 'F.mse_loss(prediction, torch.tensor([3.0, -0.5, 2.0, 4.0]))',
  },
  'kl divergence': {
    text: `${head}scores = torch.tensor([[0.5, 1.5, -1.0], [2.0, 0.1, 0.3]], requires_grad=True)
target = torch.tensor([[0.2, 0.7, 0.1], [1.0, 0.0, 0.0]])
loss = F.kl_div(F.log_softmax(scores, dim=1), target, reduction='batchmean')
loss.backward()
`,
    shown: "F.kl_div(F.log_softmax(scores, dim=1), target, reduction='batchmean')",
  },
  'log-probabilities': {
    text: `${head}logits = torch.tensor([[2.0, -1.0, 0.5], [0.2, 1.4, -0.6]])
loss = F.nll_loss(F.log_softmax(logits, dim=1), torch.tensor([0, 2]), weight=torch.tensor([1.0, 1.0, 2.0]))
`,
    shown:
      'F.nll_loss(F.log_softmax(logits, dim=1), torch.tensor([0, 2]), weight=torch.tensor([1.0, 1.0, 2.0]))',
  },
  'soft targets': {
    text: `${head}logits = torch.tensor([[2.0, -1.0, 0.5], [0.2, 1.4, -0.6]])
soft = torch.tensor([[0.7, 0.2, 0.1], [0.0, 1.0, 0.0]])
loss = F.cross_entropy(logits, soft, label_smoothing=0.1)
`,
    shown: 'F.cross_entropy(logits, soft, label_smoothing=0.1)',
  },
  'every pixel': {
    text: `${head}scores = torch.arange(2 * 3 * 4 * 5, dtype=torch.float32).reshape(2, 3, 4, 5).sin()
labels = torch.arange(2 * 4 * 5).reshape(2, 4, 5) % 3
loss = F.cross_entropy(scores, labels)
`,
    shown: 'F.cross_entropy(scores, labels)',
  },
  'many classes': {
    text: `${head}scores = torch.arange(60 * 30, dtype=torch.float32).reshape(60, 30).sin()
labels = torch.arange(60) % 30
loss = F.cross_entropy(scores, labels)
`,
    shown: 'F.cross_entropy(scores, labels)',
  },
  'cut gradient': {
    text: `${head}w = torch.tensor([[0.5, -1.0], [1.5, 0.3]], requires_grad=True)
x = torch.tensor([[1.0, 2.0], [-1.0, 0.5], [0.3, -0.7]])
hidden = F.relu(x @ w)
frozen = hidden.detach()
v = torch.tensor([1.0, -2.0], requires_grad=True)
prediction = frozen @ v
loss = F.mse_loss(prediction, torch.tensor([0.0, 1.0, -1.0]))
loss.backward()
`,
    shown: 'F.mse_loss(prediction, torch.tensor([0.0, 1.0, -1.0]))',
  },
  'dead relu': {
    text: `${head}w = torch.tensor([0.5, -1.0], requires_grad=True)
x = torch.tensor([[1.0, 2.0], [-1.0, 0.5], [3.0, -0.7]])
prediction = F.relu(x @ w)
loss = F.mse_loss(prediction, torch.tensor([0.0, 1.0, 1.0]))
loss.backward()
`,
    shown: 'F.mse_loss(prediction, torch.tensor([0.0, 1.0, 1.0]))',
  },
  'keras, from logits': {
    text: `import keras
import numpy as np
y_true = np.array([2, 0])
y_pred = np.array([[2.0, -1.0, 0.5], [0.2, 1.4, -0.6]])
loss = keras.losses.sparse_categorical_crossentropy(y_true, y_pred, from_logits=True)
`,
    shown: 'keras.losses.sparse_categorical_crossentropy(y_true, y_pred, from_logits=True)',
  },
  'optax, from logits': {
    text: `import jax.numpy as jnp
import optax
logits = jnp.array([[2.0, -1.0, 0.5], [0.2, 1.4, -0.6]])
labels = jnp.array([2, 0])
loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()
`,
    shown: 'optax.softmax_cross_entropy_with_integer_labels(logits, labels)',
  },
  sampled: {
    text: `${head}logits = torch.randn(4, 3, requires_grad=True)
loss = F.cross_entropy(logits, torch.randint(3, (4,)))
`,
    shown: 'F.cross_entropy(logits, torch.randint(3, (4,)))',
  },
  raises: {
    text: `${head}logits = torch.tensor([[2.0, -1.0, 0.5], [0.2, 1.4, -0.6]])
loss = F.cross_entropy(logits, torch.tensor([0, 1, 2]))
`,
    shown: 'F.cross_entropy(logits, torch.tensor([0, 1, 2]))',
  },
  unknown: {
    text: `${head}images, labels = next(iter(loader))
outputs = model(images)
loss = F.cross_entropy(outputs, labels)
`,
    shown: 'F.cross_entropy(outputs, labels)',
  },
  'four dims': {
    text: `${head}torch.manual_seed(0)
images = torch.arange(2 * 3 * 6 * 7, dtype=torch.float32).reshape(2, 3, 6, 7).sin()
`,
    shown: 'torch.arange(2 * 3 * 6 * 7, dtype=torch.float32).reshape(2, 3, 6, 7).sin()',
  },
  'many rows': {
    text: `${head}table = (torch.arange(1200 * 8, dtype=torch.float32) / 100).sin().reshape(1200, 8)
`,
    shown: '(torch.arange(1200 * 8, dtype=torch.float32) / 100).sin().reshape(1200, 8)',
  },
  'long vector': {
    text: `${head}losses = torch.linspace(0.01, 4.0, 37)\n`,
    shown: 'torch.linspace(0.01, 4.0, 37)',
  },
  'not finite': {
    text: `${head}x = torch.tensor([[1.0, float('nan'), 0.00002], [float('inf'), -12.5, 123456.0]])\n`,
    shown: `torch.tensor([[1.0, float('nan'), 0.00002], [float('inf'), -12.5, 123456.0]])`,
  },
  'class indices': {
    text: `${head}logits = (torch.arange(6 * 8 * 10, dtype=torch.float32) * 0.7).sin().reshape(6, 8, 10)
predicted = logits.argmax(dim=2)
`,
    shown: 'logits.argmax(dim=2)',
  },
  'million elements': {
    text: `${head}waves = (torch.arange(1000000, dtype=torch.float32) / 1000).sin().reshape(1000, 1000)\n`,
    shown: '(torch.arange(1000000, dtype=torch.float32) / 1000).sin().reshape(1000, 1000)',
  },
  'whole numbers': {
    text: `${head}counts = torch.arange(-6, 6).reshape(3, 4) ** 3\n`,
    shown: 'torch.arange(-6, 6).reshape(3, 4) ** 3',
  },
  scalar: {
    text: `${head}temperature = torch.tensor(0.07)\n`,
    shown: 'torch.tensor(0.07)',
  },
  'no elements': {
    text: `${head}nothing = torch.zeros(0, 3)\n`,
    shown: 'torch.zeros(0, 3)',
  },
  'unknown values': {
    text: `${head}hidden = nn.Linear(10, 4)(images)\n`,
    shown: 'nn.Linear(10, 4)(images)',
  },
  truths: {
    text: `${head}mask = torch.tensor([[0.2, 0.8, 0.6], [0.9, 0.1, 0.4]]) > 0.5\n`,
    shown: 'torch.tensor([[0.2, 0.8, 0.6], [0.9, 0.1, 0.4]]) > 0.5',
  },
} as const satisfies Readonly<Record<string, Program>>;
