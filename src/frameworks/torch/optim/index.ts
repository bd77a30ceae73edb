/** torch.optim: the optimizers, one a file. */
import type { ClassValue } from '../../values';
import { adadelta } from './adadelta';
import { adafactor } from './adafactor';
import { adagrad } from './adagrad';
import { adam, adamw } from './adam';
import { adamax } from './adamax';
import { asgd } from './asgd';
import { lbfgs } from './lbfgs';
import { muon } from './muon';
import { nadam } from './nadam';
import { notFollowed, optimizerBase } from './optimizer';
import { radam } from './radam';
import { rmsprop } from './rmsprop';
import { rprop } from './rprop';
import { sgd } from './sgd';

export const optimizers: readonly ClassValue[] = [
  optimizerBase,
  adadelta,
  adafactor,
  adagrad,
  adam,
  adamax,
  adamw,
  asgd,
  lbfgs,
  muon,
  nadam,
  radam,
  rmsprop,
  rprop,
  sgd,
  notFollowed('SparseAdam'),
];
