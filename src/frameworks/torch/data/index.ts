/** torch.utils.data. */
import type { ClassValue, NativeFunction } from '../../values';
import { collateFunction } from './collate';
import { datasets } from './datasets';
import { dataLoader } from './loader';
import { samplers } from './samplers';

export const dataNames: readonly (ClassValue | NativeFunction)[] = [
  ...datasets,
  ...samplers,
  collateFunction,
  dataLoader,
];
