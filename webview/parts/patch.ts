/**
 * Lays a fresh rendering over the one that is shown. Elements that mean the same
 * (same key, or same kind at the same turn) stay, with their focus, scroll position
 * and open state; only what differs changes. So nothing flickers.
 */
import { adopt, areShown, complete, wanted } from './element';

/** Makes the children of `shown` those of `fresh`, which loses them. */
export function patchChildren(shown: ParentNode & Node, fresh: ParentNode & Node): void {
  const wantedKeys = new Set([...fresh.childNodes].map(keyOf));
  const keyed = new Map<string, Element>();
  for (const child of [...shown.childNodes]) {
    const key = keyOf(child);
    if (key === null) continue;
    // What is gone goes first: what stays need not be moved then, and moving takes the focus away.
    if (wantedKeys.has(key)) keyed.set(key, child as Element);
    else child.remove();
  }
  let next: ChildNode | null = shown.firstChild;
  for (const child of [...fresh.childNodes]) {
    const key = keyOf(child);
    const match = key === null ? matching(next, child) : (keyed.get(key) ?? null);
    if (match && same(match, child)) {
      if (key !== null) keyed.delete(key);
      if (match === next) next = next.nextSibling;
      else shown.insertBefore(match, next);
      patchNode(match, child);
    } else {
      complete(child);
      shown.insertBefore(child, next);
    }
  }
  while (next) {
    const after: ChildNode | null = next.nextSibling;
    next.remove();
    next = after;
  }
}

function patchNode(shown: Node, fresh: Node): void {
  if (isElement(shown) && isElement(fresh)) {
    if (wanted(fresh)?.isStandIn) return;
    const isDrawn = areShown(shown, fresh);
    adopt(shown, fresh);
    if (!isDrawn) patchChildren(shown, fresh);
  } else if (shown.nodeValue !== fresh.nodeValue) {
    shown.nodeValue = fresh.nodeValue;
  }
}

/** The next child without a key that `fresh` can be laid over; keyed ones wait for their own. */
function matching(from: ChildNode | null, fresh: Node): ChildNode | null {
  return from && keyOf(from) === null && same(from, fresh) ? from : null;
}

const same = (a: Node, b: Node): boolean => a.nodeType === b.nodeType && a.nodeName === b.nodeName;

const isElement = (node: Node): node is HTMLElement => node.nodeType === 1;

const keyOf = (node: Node): string | null =>
  isElement(node) ? (wanted(node)?.attributes.get('data-key') ?? null) : null;
