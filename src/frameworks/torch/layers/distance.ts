/** Distances between rows as layers. */
import { layer, type Layer } from './layer';

const pair = ['torch.randn(3, 4)', 'torch.randn(3, 4)'];

export const distances: readonly Layer[] = [
  layer({
    name: 'CosineSimilarity',
    calls: 'cosine_similarity',
    signature: '(dim=1, eps=1e-8)',
    takes: '(x1, x2)',
    samples: [
      { module: 'nn.CosineSimilarity()', inputs: pair },
      { module: 'nn.CosineSimilarity(dim=0, eps=1e-6)', inputs: pair },
    ],
  }),
  layer({
    name: 'PairwiseDistance',
    signature: '(p=2.0, eps=1e-6, keepdim=False)',
    calls: 'pairwise_distance',
    takes: '(x1, x2)',
    samples: [
      { module: 'nn.PairwiseDistance()', inputs: pair },
      { module: 'nn.PairwiseDistance(p=1, keepdim=True)', inputs: pair },
    ],
  }),
];
