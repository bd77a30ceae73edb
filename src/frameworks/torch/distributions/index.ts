/** torch.distributions: densities, moments and draws, with PyTorch's numbers. */
import type { ClassValue, NativeFunction } from '../../values';
import { bounded } from './bounded';
import { classDistributions } from './classes';
import { composed } from './composed';
import { continuous } from './continuous';
import { countDistributions } from './counts';
import { distributionBase } from './distribution';
import { divergences } from './kl';
import { multivariateNormals } from './multivariate-normal';
import { relaxedDistributions } from './relaxed';
import { transforms } from './transforms';

export const distributions: readonly (ClassValue | NativeFunction)[] = [
  distributionBase,
  ...continuous,
  ...bounded,
  ...classDistributions,
  ...countDistributions,
  ...composed,
  ...multivariateNormals,
  ...relaxedDistributions,
  ...transforms,
  ...divergences,
];
