/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

const segmenter = (lines: string): string => `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Segmenter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.example_input_array = torch.zeros(2, 3, 16, 16)
        self.net = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(), nn.Conv2d(8, 5, 1))

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
${lines}
model = Segmenter()
images, masks = torch.randn(2, 3, 16, 16), torch.randint(0, 5, (2, 16, 16))
model.training_step((images, masks), 0)
`;

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The training step is tried out on one batch.',
    code: segmenter(`        scores = self(x)
        return F.cross_entropy(scores.view(-1, 5), y.view(-1))  # error: view-without-permute
`),
    fixed: [
      [
        'return F.cross_entropy(scores.view(-1, 5), y.view(-1))',
        'return F.cross_entropy(scores.permute(0, 2, 3, 1).reshape(-1, 5), y.view(-1))',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'The number of classes is read off the scores.',
    code: segmenter(`        scores = self(x)
        rows = scores.reshape(-1, scores.shape[1])  # error: view-without-permute
        return F.cross_entropy(rows, y.flatten())
`),
    fixed: [
      [
        'rows = scores.reshape(-1, scores.shape[1])',
        'rows = scores.permute(0, 2, 3, 1).reshape(-1, scores.shape[1])',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'A metric of the rows.',
    code: segmenter(`        scores = self(x)
        rows = scores.contiguous().view(-1, 5)  # error: view-without-permute
        self.log('acc', (rows.argmax(dim=1) == y.view(-1)).float().mean())
        return F.cross_entropy(scores, y)
`),
    fixed: [
      [
        'rows = scores.contiguous().view(-1, 5)',
        'rows = scores.contiguous().permute(0, 2, 3, 1).reshape(-1, 5)',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The loss takes images of scores as they are.',
    code: segmenter(`        return F.cross_entropy(self(x), y)
`),
  },
  {
    framework: 'Lightning',
    title: 'The classes are moved last.',
    code: segmenter(`        scores = self(x).movedim(1, -1)
        return F.cross_entropy(scores.reshape(-1, 5), y.view(-1))
`),
  },
  {
    framework: 'Lightning',
    title: 'Positions are flattened, classes stay in dim 1.',
    code: segmenter(`        scores = self(x)
        return F.cross_entropy(scores.view(2, 5, -1), y.view(2, -1))
`),
  },
];
