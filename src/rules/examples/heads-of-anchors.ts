/** Examples of view-without-permute: detection heads with the scores of several anchors in dim 1. */
import type { RuleExample } from '../rule';

const head = (lines: string): string => `import torch
from torch import nn

class Head(nn.Module):
    def __init__(self, channels, anchors, classes):
        super().__init__()
        self.anchors, self.classes = anchors, classes
        self.tower = nn.Sequential(nn.Conv2d(channels, channels, 3, padding=1), nn.ReLU())
        self.scores = nn.Conv2d(channels, anchors * self.classes, 3, padding=1)

    def forward(self, levels):
${lines}
head = Head(64, 6, 21)
`;

export const wrong: readonly RuleExample[] = [
  {
    framework: 'PyTorch',
    title: 'Rows of classes of each anchor, of each level of a pyramid.',
    code: head(`        found = []
        for level in levels:
            scores = self.scores(self.tower(level))
            found.append(scores.view(scores.size(0), -1, self.classes))  # error: view-without-permute
        return torch.cat(found, dim=1)
`),
    fixed: [
      [
        'scores.view(scores.size(0), -1, self.classes)',
        'scores.permute(0, 2, 3, 1).reshape(scores.size(0), -1, self.classes)',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'PyTorch',
    title: 'The scores of the anchors are moved last, or cut with the positions behind them.',
    code: head(`        found = []
        for level in levels:
            scores = self.scores(self.tower(level))
            n, _, h, w = scores.shape
            moved = scores.permute(0, 2, 3, 1).reshape(n, -1, self.classes)
            cut = scores.view(n, self.anchors, self.classes, h, w).permute(0, 3, 4, 1, 2)
            found += [moved, cut.reshape(n, -1, self.classes), scores.view(n, -1, h * w).transpose(1, 2)]
        return found
`),
  },
  {
    framework: 'PyTorch',
    title: 'One position is left of each image.',
    code: `import torch
from torch import nn

anchors, classes = 6, 21
scores = nn.Sequential(
    nn.Conv2d(3, 8, 3, padding=1), nn.AdaptiveAvgPool2d(1), nn.Conv2d(8, anchors * classes, 1)
)

def read(images):
    return scores(images).view(len(images), -1, classes)
`,
  },
];
