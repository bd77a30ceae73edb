/** torch.optim.lr_scheduler. */
import type { ClassValue } from '../../../values';
import { chained, sequential } from './composed';
import { cyclic, oneCycle } from './cyclic';
import { plateau } from './plateau';
import { schedulerBases } from './scheduler';
import { schedules } from './schedules';

export const schedulers: readonly ClassValue[] = [
  ...schedulerBases,
  ...schedules,
  cyclic,
  oneCycle,
  plateau,
  sequential,
  chained,
];
