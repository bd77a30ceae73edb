/** How PyTorch spells its losses: the names of function and class, their signatures, and which arguments are tensors. */

/** How PyTorch spells a loss. */
export interface LossSpelling {
  /** The engine's name, which is the function's. */
  readonly loss: string;
  readonly className: string;
  /** The tensors of the call, in order. */
  readonly inputs: readonly string[];
  /** Those of the inputs that may be Python's ints or tuples of them. */
  readonly lengths?: readonly string[];
  /** The tensors that may be left out: the function's arguments, and the constructor's where it has them. */
  readonly buffers: readonly string[];
  /** The numbers, texts and truths, in the function's order. */
  readonly options: readonly (readonly [name: string, kind: 'number' | 'bool' | 'string'])[];
  /** The signature of the function. */
  readonly signature: string;
  /** The signature of the constructor. */
  readonly constructorSignature: string;
}

export const lossSpellings: readonly LossSpelling[] = [
  {
    loss: 'binary_cross_entropy',
    className: 'BCELoss',
    inputs: ['input', 'target'],
    buffers: ['weight'],
    options: [],
    signature: "(input, target, weight=None, size_average=None, reduce=None, reduction='mean')",
    constructorSignature: "(weight=None, size_average=None, reduce=None, reduction='mean')",
  },
  {
    loss: 'binary_cross_entropy_with_logits',
    className: 'BCEWithLogitsLoss',
    inputs: ['input', 'target'],
    buffers: ['weight', 'pos_weight'],
    options: [],
    signature:
      "(input, target, weight=None, size_average=None, reduce=None, reduction='mean', pos_weight=None)",
    constructorSignature: "(weight=None, size_average=None, reduce=None, reduction='mean', pos_weight=None)",
  },
  {
    loss: 'cross_entropy',
    className: 'CrossEntropyLoss',
    inputs: ['input', 'target'],
    buffers: ['weight'],
    options: [
      ['ignore_index', 'number'],
      ['label_smoothing', 'number'],
    ],
    signature:
      "(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean', label_smoothing=0.0)",
    constructorSignature:
      "(weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean', label_smoothing=0.0)",
  },
  {
    loss: 'nll_loss',
    className: 'NLLLoss',
    inputs: ['input', 'target'],
    buffers: ['weight'],
    options: [['ignore_index', 'number']],
    signature:
      "(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean')",
    constructorSignature:
      "(weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean')",
  },
  {
    loss: 'mse_loss',
    className: 'MSELoss',
    inputs: ['input', 'target'],
    buffers: ['weight'],
    options: [],
    signature: "(input, target, size_average=None, reduce=None, reduction='mean', weight=None)",
    constructorSignature: "(size_average=None, reduce=None, reduction='mean')",
  },
  {
    loss: 'l1_loss',
    className: 'L1Loss',
    inputs: ['input', 'target'],
    buffers: ['weight'],
    options: [],
    signature: "(input, target, size_average=None, reduce=None, reduction='mean', weight=None)",
    constructorSignature: "(size_average=None, reduce=None, reduction='mean')",
  },
  {
    loss: 'smooth_l1_loss',
    className: 'SmoothL1Loss',
    inputs: ['input', 'target'],
    buffers: [],
    options: [['beta', 'number']],
    signature: "(input, target, size_average=None, reduce=None, reduction='mean', beta=1.0)",
    constructorSignature: "(size_average=None, reduce=None, reduction='mean', beta=1.0)",
  },
  {
    loss: 'huber_loss',
    className: 'HuberLoss',
    inputs: ['input', 'target'],
    buffers: ['weight'],
    options: [['delta', 'number']],
    signature: "(input, target, reduction='mean', delta=1.0, weight=None)",
    constructorSignature: "(reduction='mean', delta=1.0)",
  },
  {
    loss: 'kl_div',
    className: 'KLDivLoss',
    inputs: ['input', 'target'],
    buffers: [],
    options: [['log_target', 'bool']],
    signature: "(input, target, size_average=None, reduce=None, reduction='mean', log_target=False)",
    constructorSignature: "(size_average=None, reduce=None, reduction='mean', log_target=False)",
  },
  {
    loss: 'poisson_nll_loss',
    className: 'PoissonNLLLoss',
    inputs: ['input', 'target'],
    buffers: [],
    options: [
      ['log_input', 'bool'],
      ['full', 'bool'],
      ['eps', 'number'],
    ],
    signature:
      "(input, target, log_input=True, full=False, size_average=None, eps=1e-8, reduce=None, reduction='mean')",
    constructorSignature:
      "(log_input=True, full=False, size_average=None, eps=1e-8, reduce=None, reduction='mean')",
  },
  {
    loss: 'ctc_loss',
    className: 'CTCLoss',
    inputs: ['log_probs', 'targets', 'input_lengths', 'target_lengths'],
    lengths: ['input_lengths', 'target_lengths'],
    buffers: [],
    options: [
      ['blank', 'number'],
      ['zero_infinity', 'bool'],
    ],
    signature:
      "(log_probs, targets, input_lengths, target_lengths, blank=0, reduction='mean', zero_infinity=False)",
    constructorSignature: "(blank=0, reduction='mean', zero_infinity=False)",
  },
  {
    loss: 'gaussian_nll_loss',
    className: 'GaussianNLLLoss',
    inputs: ['input', 'target', 'var'],
    buffers: [],
    options: [
      ['full', 'bool'],
      ['eps', 'number'],
    ],
    signature: "(input, target, var, full=False, eps=1e-6, reduction='mean')",
    constructorSignature: "(*, full=False, eps=1e-6, reduction='mean')",
  },
  {
    loss: 'cosine_embedding_loss',
    className: 'CosineEmbeddingLoss',
    inputs: ['input1', 'input2', 'target'],
    buffers: [],
    options: [['margin', 'number']],
    signature: "(input1, input2, target, margin=0, size_average=None, reduce=None, reduction='mean')",
    constructorSignature: "(margin=0.0, size_average=None, reduce=None, reduction='mean')",
  },
  {
    loss: 'hinge_embedding_loss',
    className: 'HingeEmbeddingLoss',
    inputs: ['input', 'target'],
    buffers: [],
    options: [['margin', 'number']],
    signature: "(input, target, margin=1.0, size_average=None, reduce=None, reduction='mean')",
    constructorSignature: "(margin=1.0, size_average=None, reduce=None, reduction='mean')",
  },
  {
    loss: 'margin_ranking_loss',
    className: 'MarginRankingLoss',
    inputs: ['input1', 'input2', 'target'],
    buffers: [],
    options: [['margin', 'number']],
    signature: "(input1, input2, target, margin=0, size_average=None, reduce=None, reduction='mean')",
    constructorSignature: "(margin=0.0, size_average=None, reduce=None, reduction='mean')",
  },
  {
    loss: 'multi_margin_loss',
    className: 'MultiMarginLoss',
    inputs: ['input', 'target'],
    buffers: ['weight'],
    options: [
      ['p', 'number'],
      ['margin', 'number'],
    ],
    signature:
      "(input, target, p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction='mean')",
    constructorSignature: "(p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction='mean')",
  },
  {
    loss: 'multilabel_margin_loss',
    className: 'MultiLabelMarginLoss',
    inputs: ['input', 'target'],
    buffers: [],
    options: [],
    signature: "(input, target, size_average=None, reduce=None, reduction='mean')",
    constructorSignature: "(size_average=None, reduce=None, reduction='mean')",
  },
  {
    loss: 'multilabel_soft_margin_loss',
    className: 'MultiLabelSoftMarginLoss',
    inputs: ['input', 'target'],
    buffers: ['weight'],
    options: [],
    signature: "(input, target, weight=None, size_average=None, reduce=None, reduction='mean')",
    constructorSignature: "(weight=None, size_average=None, reduce=None, reduction='mean')",
  },
  {
    loss: 'soft_margin_loss',
    className: 'SoftMarginLoss',
    inputs: ['input', 'target'],
    buffers: [],
    options: [],
    signature: "(input, target, size_average=None, reduce=None, reduction='mean')",
    constructorSignature: "(size_average=None, reduce=None, reduction='mean')",
  },
  {
    loss: 'triplet_margin_loss',
    className: 'TripletMarginLoss',
    inputs: ['anchor', 'positive', 'negative'],
    buffers: [],
    options: [
      ['margin', 'number'],
      ['p', 'number'],
      ['eps', 'number'],
      ['swap', 'bool'],
    ],
    signature:
      "(anchor, positive, negative, margin=1.0, p=2, eps=1e-6, swap=False, size_average=None, reduce=None, reduction='mean')",
    constructorSignature:
      "(margin=1.0, p=2.0, eps=1e-6, swap=False, size_average=None, reduce=None, reduction='mean')",
  },
];
