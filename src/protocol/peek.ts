/** Going from what the panel shows to the source, and back. Plain data. */
import { count, oneOf, record, text, union, type Check } from './check';

/** One number of a tensor that is shown: the tensor's id, and the position among its row-major values. */
export interface ElementAt {
  readonly tensor: number;
  readonly index: number;
}

export const elementAt: Check<ElementAt> = record<ElementAt>({ tensor: count, index: count });

/** What a person wants to see in the source. */
export type PeekWish =
  /** Where a number was written or computed. */
  | { readonly kind: 'element'; readonly at: ElementAt }
  /** Where a tensor was made. */
  | { readonly kind: 'tensor'; readonly tensor: number }
  /** Where an option of the loss is given, or would be. */
  | { readonly kind: 'option'; readonly name: string };

type Of<Kind extends PeekWish['kind']> = Extract<PeekWish, { readonly kind: Kind }>;

export const peekWish: Check<PeekWish> = union<PeekWish, 'kind'>('kind', {
  element: record<Of<'element'>>({ kind: oneOf('element'), at: elementAt }),
  tensor: record<Of<'tensor'>>({ kind: oneOf('tensor'), tensor: count }),
  option: record<Of<'option'>>({ kind: oneOf('option'), name: text }),
});
