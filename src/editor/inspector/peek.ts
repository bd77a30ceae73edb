/** The place in the source of what the inspector shows, and the number of what is shown that stands at a place. */
import { LineIndex } from '../../base/line-index';
import type { Place } from '../../base/place';
import type { Inspection, LossCall } from '../../inspect/inspection';
import type { PeekWish } from '../../protocol/peek';
import { moduleOf } from '../../python/parsed';
import { callAt } from '../../rules/shared/code-shape';
import {
  copyIn,
  elementsAtOffset,
  inputWith,
  placeOfElement,
  placeOfTensor,
  type Element,
} from './element-source';
import type { Focus } from './follow';
import type { Subject } from './model';
import { lossAt } from '../lookup';

/** What comes out of a loss without a place of its own was made by its call. Null where the text has no place for it. */
export function peekedPlace(subject: Subject, focus: Focus, wish: PeekWish): Place | null {
  const { inspection } = subject.analysis;
  const own = focus.kind === 'loss' ? focus.call.place : focus.expression.place;
  switch (wish.kind) {
    case 'element':
      return placeOfElement(inspection, textsOf(subject), wish.at) ?? own;
    case 'tensor':
      return placeOfTensor(inspection, wish.tensor) ?? own;
    case 'option':
      return focus.kind === 'loss' ? placeOfOption(subject, focus.call, wish.name) : null;
  }
}

/** The argument that gives the option; the call, or where the loss was constructed, for one that is given by its turn or not at all. */
function placeOfOption(subject: Subject, { constructed, place }: LossCall, name: string): Place {
  const called = constructed ?? place;
  const text = subject.sources[called.source]?.text ?? '';
  const call = callAt({ index: called.source, text, module: moduleOf({ file: '', text }) }, called);
  const value = call?.keywords.find((keyword) => keyword.name === name)?.value;
  return value ? new LineIndex(text).place(value, called.source) : called;
}

/** The number at an offset as an element of what is shown; null where that does not hold it. */
export function pointedElement(
  subject: Subject,
  focus: Focus,
  source: number,
  offset: number,
): Element | null {
  const { inspection } = subject.analysis;
  for (const element of elementsAtOffset(inspection, textsOf(subject), source, offset)) {
    const shown =
      focus.kind === 'loss'
        ? inputWith(inspection, focus.call, element)
        : copyIn(inspection, focus.expression.tensor, element);
    if (shown) return shown;
  }
  return null;
}

/**
 * What shows the number at an offset: what is shown already, the loss call around it that takes it, or the
 * tensor of its literal. Null where no number of a tensor stands there.
 *
 * @param now What is shown of this subject; null for nothing.
 */
export function focusOfNumber(
  subject: Subject,
  now: Focus | null,
  source: number,
  offset: number,
): Focus | null {
  const { inspection } = subject.analysis;
  if (now && pointedElement(subject, now, source, offset)) return now;
  const elements = elementsAtOffset(inspection, textsOf(subject), source, offset);
  const call = lossAt(inspection, source, offset);
  if (call && elements.some((element) => inputWith(inspection, call, element))) return { kind: 'loss', call };
  const isWritten = ({ tensor }: Element): boolean =>
    inspection.expressions.some((expression) => expression.tensor === tensor);
  const element = elements.find(isWritten) ?? elements[0];
  return element ? tensorFocus(inspection, element) : null;
}

function tensorFocus(inspection: Inspection, { tensor }: Element): Focus | null {
  const place = placeOfTensor(inspection, tensor);
  return place && { kind: 'tensor', expression: { place, tensor } };
}

const textsOf = ({ sources }: Subject): readonly string[] => sources.map(({ text }) => text);
