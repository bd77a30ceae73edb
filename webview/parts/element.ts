/**
 * Makes elements as plain descriptions of what is wanted: attributes, styles and
 * handlers are remembered beside the element, so that a newer rendering can be
 * laid over an older one (patch.ts) without touching what the browser, a control
 * or the person changed meanwhile. Texts become text nodes; HTML is never parsed.
 */

/** A text, a number, true for an attribute without a value; null and false leave it out. */
type AttributeValue = string | number | boolean | null;

/** Gets the element that is shown too: a rendering may have been laid over another one's elements. */
type Handler = (event: Event, shown: HTMLElement) => void;

export interface Wanted {
  readonly attributes: Map<string, string>;
  /** Custom properties and styles; set through the CSSOM, since the policy forbids style attributes. */
  readonly styles: Map<string, string>;
  readonly handlers: Map<string, Handler>;
  /** Where it is scrolled to; null for wherever it is. */
  scroll: Scroll | null;
  /** It stands for what is shown under its key, whatever that is. */
  readonly isStandIn: boolean;
  /** Its children, where they are not made yet. */
  later: Later | null;
}

interface Later {
  /** All that the children are made of. */
  readonly of: readonly unknown[];
  readonly make: () => readonly Child[];
}

interface Scroll {
  readonly top: number;
  readonly left: number;
}

const wantedOf = new WeakMap<Element, Wanted>();

export type Child = Node | string | null | false;

/** @param tag An HTML or custom element's name. */
export function element(
  document: Document,
  tag: string,
  attributes: Readonly<Record<string, AttributeValue>> = {},
  ...children: readonly Child[]
): HTMLElement {
  return filled(document.createElement(tag), attributes, children);
}

/** A shape of a drawing, or the drawing itself (`svg`). Its looks are attributes and classes. */
export function drawing(
  document: Document,
  tag: string,
  attributes: Readonly<Record<string, AttributeValue>> = {},
  ...children: readonly Child[]
): SVGElement {
  return filled(
    document.createElementNS('http://www.w3.org/2000/svg', tag) as SVGElement,
    attributes,
    children,
  );
}

function filled<Made extends Element>(
  made: Made,
  attributes: Readonly<Record<string, AttributeValue>>,
  children: readonly Child[],
): Made {
  const wanted: Wanted = {
    attributes: new Map(),
    styles: new Map(),
    handlers: new Map(),
    scroll: null,
    isStandIn: false,
    later: null,
  };
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue;
    wanted.attributes.set(name, value === true ? '' : String(value));
  }
  for (const [name, value] of wanted.attributes) made.setAttribute(name, value);
  wantedOf.set(made, wanted);
  for (const child of children) if (child !== null && child !== false) made.append(child);
  return made;
}

/**
 * An element whose children are made only where they are made of something else than those that are shown: a
 * number that is typed over leaves hundreds of others as they are.
 *
 * @param of All that `make` and the handlers of what it makes depend on, compared one by one.
 */
export function lazily(
  document: Document,
  tag: string,
  attributes: Readonly<Record<string, AttributeValue>> & { readonly 'data-key': string },
  of: readonly unknown[],
  make: () => readonly Child[],
): HTMLElement {
  const made = element(document, tag, attributes);
  const wanted = wantedOf.get(made);
  if (wanted) wanted.later = { of, make };
  return made;
}

/** Makes the children of `fresh`, and of all in it, that are not made yet. */
export function complete(fresh: Node): void {
  const later = 'tagName' in fresh ? wantedOf.get(fresh as Element)?.later : null;
  if (later && fresh.firstChild === null) fill(fresh as Element, later);
  for (const child of fresh.childNodes) complete(child);
}

function fill(target: Element, { make }: Later): void {
  for (const child of make()) if (child !== null && child !== false) target.append(child);
}

/** Whether the children that are shown are those that are wanted, so that they need not be made. */
export function areShown(shown: Element, fresh: Element): boolean {
  const before = wantedOf.get(shown)?.later;
  const after = wantedOf.get(fresh)?.later;
  if (!after) return false;
  if (
    before?.of.length === after.of.length &&
    before.of.every((each, turn) => Object.is(each, after.of[turn]))
  )
    return true;
  fill(fresh, after);
  return false;
}

/** In a rendering, what is shown under this key and stays as it is: cheaper than making it anew. */
export function standIn(document: Document, tag: string, key: string): HTMLElement {
  const made = document.createElement(tag);
  const attributes = new Map([['data-key', key]]);
  wantedOf.set(made, {
    attributes,
    styles: new Map(),
    handlers: new Map(),
    scroll: null,
    isStandIn: true,
    later: null,
  });
  return made;
}

/** Changes an attribute of what is shown, as if it had been wanted so. */
export function change(shown: HTMLElement, name: string, value: string): void {
  wantedOf.get(shown)?.attributes.set(name, value);
  shown.setAttribute(name, value);
}

/** Takes an attribute away from what is shown, as if it had not been wanted. */
export function unset(shown: HTMLElement, name: string): void {
  wantedOf.get(shown)?.attributes.delete(name);
  shown.removeAttribute(name);
}

/** Sets a style or custom property, and remembers it. */
export function style(target: HTMLElement, name: string, value: string): void {
  wantedOf.get(target)?.styles.set(name, value);
  target.style.setProperty(name, value);
}

/** Calls `handler` at events of this type; one handler a type. */
export function listen(target: HTMLElement, type: string, handler: Handler): void {
  const wanted = wantedOf.get(target);
  if (!wanted) throw new Error('Only elements made by `element` can be listened to.');
  if (!wanted.handlers.has(type)) addDispatcher(target, type);
  wanted.handlers.set(type, handler);
}

/** Remembers where `target` is to be scrolled to once it is laid out; `scrollAll` does that. */
export function scrolled(target: HTMLElement, to: Scroll): void {
  const wanted = wantedOf.get(target);
  if (wanted) wanted.scroll = to;
}

/** Scrolls all that fits `selector` to where it is wanted. */
export function scrollAll(within: ParentNode, selector: string): void {
  for (const each of within.querySelectorAll(selector)) {
    const to = wantedOf.get(each)?.scroll;
    if (!to) continue;
    // Browsers round what they are told; the rounded number is no other place.
    if (Math.abs(each.scrollTop - to.top) >= 1) each.scrollTop = to.top;
    if (Math.abs(each.scrollLeft - to.left) >= 1) each.scrollLeft = to.left;
  }
}

/** What was wanted of an element that `element` made; undefined for others. */
export const wanted = (of: Element): Wanted | undefined => wantedOf.get(of);

/** Makes `target` what is wanted of `fresh`: only what differs from what was wanted of it before is touched. */
export function adopt(target: HTMLElement | SVGElement, fresh: HTMLElement | SVGElement): void {
  const before = wantedOf.get(target);
  const after = wantedOf.get(fresh);
  if (!before || !after) return;
  for (const [name, value] of after.attributes) {
    if (before.attributes.get(name) === value) continue;
    target.setAttribute(name, value);
    // What a person typed or dragged counts more than the attribute, until something else is wanted.
    if (name === 'value' && 'value' in target) target.value = value;
  }
  for (const name of before.attributes.keys()) if (!after.attributes.has(name)) target.removeAttribute(name);
  for (const [name, value] of after.styles) {
    if (before.styles.get(name) !== value) target.style.setProperty(name, value);
  }
  for (const name of before.styles.keys()) if (!after.styles.has(name)) target.style.removeProperty(name);
  for (const type of after.handlers.keys()) if (!before.handlers.has(type)) addDispatcher(target, type);
  // The dispatchers of types that are no longer wanted stay; they find no handler.
  wantedOf.set(target, after);
}

/** The handler is looked up at each event, so that a newer rendering can replace it. */
function addDispatcher(target: HTMLElement | SVGElement, type: string): void {
  const dispatch = (event: Event): void =>
    wantedOf.get(target)?.handlers.get(type)?.(event, target as HTMLElement);
  target.addEventListener(type, dispatch);
}
