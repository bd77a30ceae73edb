/**
 * What splits samples for cross-validation: each round gives the positions of the samples to train on and of
 * those to validate on. How many and which ones are not known.
 */
import { method, openClass } from '../define';
import { SymbolicDim } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { promised } from '../contract';
import { tensorValue, tuple, unknown, type ClassValue, type Value } from '../values';

const positions = (): Value =>
  tensorValue(Tensor.leaf({ shape: [new SymbolicDim('samples')], dtype: 'int64' }), 'numpy');

const split = method('(X, y=None, groups=None)', () =>
  promised('which samples a split picks is not known', { each: () => tuple([positions(), positions()]) }),
);

const splitter = (name: string): ClassValue =>
  openClass(`sklearn.model_selection.${name}`, {
    methods: {
      split,
      get_n_splits: method('(X=None, y=None, groups=None)', () =>
        unknown('the number of splits is not known'),
      ),
    },
  });

export const splitterNames: readonly ClassValue[] = [
  ...['GroupKFold', 'GroupShuffleSplit', 'KFold', 'RepeatedKFold', 'RepeatedStratifiedKFold'],
  ...['ShuffleSplit', 'StratifiedGroupKFold', 'StratifiedKFold', 'StratifiedShuffleSplit', 'TimeSeriesSplit'],
].map(splitter);
