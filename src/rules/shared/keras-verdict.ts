/**
 * How a loss of Keras goes with what the output of a model ends in. Each output has at most one verdict, so that the
 * rules about Keras never speak twice of one mistake.
 */
import { placeKey } from './loss-findings';
import type { KerasHead } from './keras-heads';
import { hasSeveralLabels } from './multi-hot';

export type KerasVerdict =
  /** Raw scores where the loss expects probabilities. */
  | 'scores-as-probabilities'
  /** Probabilities where the loss expects raw scores. */
  | 'probabilities-as-scores'
  /** Exclusive classes, judged one by one. */
  | 'classes-one-by-one'
  /** Independent probabilities, judged as exclusive classes. */
  | 'independent-as-classes'
  /** It would fit with the loss of another output. */
  | 'loss-of-another-output';

/** The verdict on one output by itself; null where nothing is wrong for certain. */
function ownVerdict({ family, fromLogits, origin, units }: KerasHead): KerasVerdict | null {
  // A loss of sequences has no `from_logits` to be told by.
  if (family === 'regression' || family === 'ctc') return null;
  const isOfClasses = family !== 'binary';
  if (origin.kind === 'scores') {
    // A single unit is no output of classes, whatever the flag says.
    return fromLogits || (isOfClasses && units === 1) ? null : 'scores-as-probabilities';
  }
  if (origin.kind !== 'softmax' && origin.kind !== 'sigmoid') return null;
  if (fromLogits) return 'probabilities-as-scores';
  // For two classes the mean over both is the cross-entropy.
  if (origin.kind === 'softmax') return !isOfClasses && (units ?? 0) > 2 ? 'classes-one-by-one' : null;
  return isOfClasses ? 'independent-as-classes' : null;
}

/** Whether an output certainly goes with a loss. */
function fits({ origin, units }: KerasHead, { family, fromLogits }: KerasHead): boolean {
  switch (origin.kind) {
    case 'softmax':
      return (family === 'categorical' || family === 'sparse') && !fromLogits;
    case 'sigmoid':
      return family === 'binary' && !fromLogits;
    case 'scores':
      return (
        family === 'regression' || family === 'ctc' || (fromLogits && (family === 'binary' || units !== 1))
      );
    default:
      return false;
  }
}

/** The output whose loss stands in the place of this one's, where both fit when they are exchanged. */
export const partnerOf = (head: KerasHead, heads: readonly KerasHead[]): KerasHead | null =>
  head.event !== 'compile' || fits(head, head)
    ? null
    : (heads.find(
        (other) =>
          other !== head &&
          other.event === 'compile' &&
          placeKey(other.call) === placeKey(head.call) &&
          !fits(other, other) &&
          fits(head, other) &&
          fits(other, head),
      ) ?? null);

/** Where the layer stands that an output ends in. */
const endOf = ({ origin: { tensor } }: KerasHead): string | null => {
  const place = tensor.layer ?? tensor.place;
  return place && placeKey(place);
};

/**
 * Whether an output that is a softmax over a number of units that is not known is trained, by a loss of single units, on
 * labels of which a sample has several: then they are not exclusive, however many there are.
 */
const isOfSeveralLabels = (head: KerasHead, heads: readonly KerasHead[]): boolean =>
  head.origin.kind === 'softmax' &&
  head.family === 'binary' &&
  !head.fromLogits &&
  head.units === null &&
  heads.some(
    (other) =>
      (other === head || (other.event === 'fit' && other.loss === head.loss)) &&
      endOf(other) === endOf(head) &&
      other.target !== null &&
      hasSeveralLabels(other.target),
  );

/** The verdict on an output among all of them. */
export function verdictOf(head: KerasHead, heads: readonly KerasHead[]): KerasVerdict | null {
  if (head.event === 'fit') return null;
  if (partnerOf(head, heads)) return 'loss-of-another-output';
  return ownVerdict(head) ?? (isOfSeveralLabels(head, heads) ? 'classes-one-by-one' : null);
}
