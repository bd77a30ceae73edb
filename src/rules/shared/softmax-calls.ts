/** Where a softmax is written, for rules about the softmax itself and edits of its dim. */
import type { Place } from '../../base/place';
import type { TensorRecord } from '../../inspect/inspection';
import { callWithDimAt, type CallWithDim } from './dim-argument';
import type { RuleContext } from '../rule';

/** Functions, methods and layers that normalize along a dim, by their last names. */
const names: ReadonlySet<string> = new Set([
  'softmax',
  'log_softmax',
  'softmin',
  'Softmax',
  'LogSoftmax',
  'Softmin',
]);

/** The operations that they are made of. */
export const softmaxOperations: ReadonlySet<string> = new Set(['softmax', 'log_softmax']);

/** Where a softmax is wrong in itself: at the constructor of its layer, else at its call. Null for what came from nowhere. */
export const placeOfSoftmax = (result: TensorRecord): Place | null => result.layer ?? result.place;

/** The written softmax at a place, a call or the constructor of its layer; null where something else is called there. */
export const softmaxCallAt = (context: RuleContext, place: Place): CallWithDim | null =>
  callWithDimAt(context, place, names);
