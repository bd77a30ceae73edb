/** How numpy differs from the other array frameworks: double precision, axes. */
import type { ArrayDialect } from '../arrays/dialect';
import { pairwiseSum } from './pairwise-sum';

export const numpyDialect: ArrayDialect = {
  framework: 'numpy',
  floatDType: 'float64',
  intDType: 'int64',
  axis: 'axis',
  keepdims: 'keepdims',
  sum: pairwiseSum,
};
