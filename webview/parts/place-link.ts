/** A link to a place in the source: pressing it shows the place in the editor. */
import type { Link } from '../../src/protocol/model';
import { link } from './button';
import type { Context } from './context';

/**
 * @param revision Of the analysis that the place belongs to.
 * @param kind A class for its looks: `code` for an expression.
 */
export function placeLink(context: Context, { text, place }: Link, revision: number, kind = ''): HTMLElement {
  const name = `Show line ${place.line}, column ${place.column} in the editor`;
  const press = (): void => context.emit({ type: 'reveal', revision, place });
  return link(context.document, text, name, press, kind);
}
