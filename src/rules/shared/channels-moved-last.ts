/** How the channels of dim 1 are moved last before a reshape, as the framework of the text writes it. */
import type { Place } from '../../base/place';
import { callAt, firstArgument, isImported, rootName, sourceAt } from './code-shape';
import { certainFix, replaceSpan } from './edits';
import { isTextOfTorch } from './text-framework';
import type { Edit, Fix, RuleContext } from '../rule';

/** What to write instead of a reshape. */
export interface MovedLast {
  /** For a sentence: `.permute(0, 2, 3, 1).reshape(-1, 5)`. */
  readonly text: string;
  /** The edit; null where it is not certain. */
  readonly fix: Fix | null;
}

/** The axes of `dims` dims with dim 1 behind the others: `0, 2, 3, 1`. */
const axesOf = (dims: number): string =>
  [0, ...Array.from({ length: dims - 2 }, (_, at) => at + 2), 1].join(', ');

/** Moves dim 1 of scores with so many dims last, before the call at `place` cuts them into rows of `channels`. */
export function movedLast(context: RuleContext, place: Place, dims: number, channels: number): MovedLast {
  const source = sourceAt(context, place);
  const axes = axesOf(dims);
  const call = callAt(source, place);
  const isTorch = isTextOfTorch(source);
  const fixOf = (edits: readonly Edit[]): Fix | null =>
    certainFix(context, 'Move the channels last first', edits);
  const move = isTorch ? 'permute' : 'transpose';
  const asMethod = `.${move}(${axes}).reshape(-1, ${channels})`;
  if (call?.func.kind !== 'Attribute') return { text: asMethod, fix: null };
  const { attribute, attributeSpan, value } = call.func;
  const isReshape = attribute === 'reshape' || (isTorch && attribute === 'view');
  if (!isImported(source, rootName(value))) {
    const edits = [replaceSpan(source, attributeSpan, `${move}(${axes}).reshape`)];
    return { text: asMethod, fix: isReshape ? fixOf(edits) : null };
  }
  const scores = firstArgument(call);
  if (isTorch || !isReshape || !scores) return { text: asMethod, fix: null };
  const module = context.text({ source: place.source, start: value.start, end: value.end });
  const written = context.text({ source: place.source, start: scores.start, end: scores.end });
  // Keras' old backend module has a transpose without axes.
  const name = /^(?:K|(?:.*\.)?backend)$/.test(module) ? 'permute_dimensions' : 'transpose';
  const moved = `${module}.${name}(${written}, (${axes}))`;
  return { text: `${module}.reshape(${moved}, …)`, fix: fixOf([replaceSpan(source, scores, moved)]) };
}
