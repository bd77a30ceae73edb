/**
 * The losses that a person may have meant, each as it is typed in its framework, with what it takes
 * its input for. `input` and `target` stand for the tensors; DIM for the class dim.
 */

export type Taking = 'raw scores' | 'probabilities' | 'log-probabilities' | 'real numbers';

export interface Spelling {
  readonly framework: 'PyTorch' | 'torchvision' | 'Keras' | 'optax';
  readonly text: string;
  readonly takes: Taking;
  /** The qualified name of what computes the loss, to know the program's own. */
  readonly function: string;
  /** Of the same shape, or the numbers mean nothing though they can be broadcast. */
  readonly sameShape: boolean;
}

const pytorch = (text: string, takes: Taking, name: string, sameShape = false): Spelling => ({
  framework: 'PyTorch',
  text,
  takes,
  function: `torch.nn.functional.${name}`,
  sameShape,
});

const keras = (name: string, fromLogits: boolean): Spelling => ({
  framework: 'Keras',
  text: `keras.losses.${name}(from_logits=${fromLogits ? 'True' : 'False'})(target, input)`,
  takes: fromLogits ? 'raw scores' : 'probabilities',
  function: `keras.losses.${name}`,
  sameShape: name === 'BinaryCrossentropy',
});

const optax = (name: string): Spelling => ({
  framework: 'optax',
  text: `optax.${name}(input, target).mean()`,
  takes: 'raw scores',
  function: `optax.${name}`,
  sameShape: name === 'sigmoid_binary_cross_entropy',
});

export const spellings: readonly Spelling[] = [
  pytorch('F.cross_entropy(input, target)', 'raw scores', 'cross_entropy'),
  pytorch('F.nll_loss(F.log_softmax(input, dim=DIM), target)', 'raw scores', 'nll_loss'),
  pytorch('F.nll_loss(input, target)', 'log-probabilities', 'nll_loss'),
  pytorch(
    'F.binary_cross_entropy_with_logits(input, target)',
    'raw scores',
    'binary_cross_entropy_with_logits',
  ),
  pytorch('F.binary_cross_entropy(torch.sigmoid(input), target)', 'raw scores', 'binary_cross_entropy'),
  pytorch('F.binary_cross_entropy(input, target)', 'probabilities', 'binary_cross_entropy'),
  pytorch('F.multilabel_soft_margin_loss(input, target)', 'raw scores', 'multilabel_soft_margin_loss', true),
  {
    framework: 'torchvision',
    text: "sigmoid_focal_loss(input, target, reduction='mean')",
    takes: 'raw scores',
    function: 'torchvision.ops.sigmoid_focal_loss',
    sameShape: true,
  },
  pytorch(
    "F.kl_div(F.log_softmax(input, dim=DIM), target, reduction='batchmean')",
    'raw scores',
    'kl_div',
    true,
  ),
  pytorch('F.multi_margin_loss(input, target)', 'raw scores', 'multi_margin_loss'),
  pytorch('F.soft_margin_loss(input, target)', 'raw scores', 'soft_margin_loss', true),
  pytorch('F.mse_loss(input, target)', 'real numbers', 'mse_loss', true),
  pytorch('F.l1_loss(input, target)', 'real numbers', 'l1_loss', true),
  pytorch('F.huber_loss(input, target)', 'real numbers', 'huber_loss', true),
  keras('SparseCategoricalCrossentropy', true),
  keras('SparseCategoricalCrossentropy', false),
  keras('CategoricalCrossentropy', true),
  keras('CategoricalCrossentropy', false),
  keras('BinaryCrossentropy', true),
  keras('BinaryCrossentropy', false),
  optax('softmax_cross_entropy_with_integer_labels'),
  optax('softmax_cross_entropy'),
  optax('sigmoid_binary_cross_entropy'),
];
