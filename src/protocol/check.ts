/**
 * Run-time checks of plain data, built from small ones. A check gives null when the
 * value fits and otherwise a reason with the path of the part that does not.
 * `Check<T>` names the type that a passed value has, so the compiler compares the
 * checks of messages with their declared types.
 */
export interface Check<Value> extends AnyCheck {
  /** Never there at run time. It makes `Value` part of the type, neither wider nor narrower. */
  readonly fits?: (value: Value) => Value;
}

/** Why `value` does not fit, null when it does. `path` names it in the reason. */
type AnyCheck = (value: unknown, path: string) => string | null;

/** Whether `value` fits, telling the compiler so. */
export const fits = <Value>(check: Check<Value>, value: unknown): value is Value =>
  check(value, 'value') === null;

export const text: Check<string> = (value, path) =>
  typeof value === 'string' ? null : expected('a text', value, path);

export const truth: Check<boolean> = (value, path) =>
  typeof value === 'boolean' ? null : expected('true or false', value, path);

/** A finite number: what is not finite does not survive a message. */
export const number: Check<number> = (value, path) =>
  typeof value === 'number' && Number.isFinite(value) ? null : expected('a finite number', value, path);

/** A whole number from 0 on. */
export const count: Check<number> = (value, path) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? null
    : expected('a whole number from 0 on', value, path);

/** One of these texts. */
export const oneOf =
  <const Choice extends string>(...choices: readonly Choice[]): Check<Choice> =>
  (value, path) =>
    choices.some((choice) => choice === value) ? null : expected(`one of ${choices.join(', ')}`, value, path);

export const orNull =
  <Value>(check: Check<Value>): Check<Value | null> =>
  (value, path) =>
    value === null ? null : check(value, path);

export const either =
  <A, B>(a: Check<A>, b: Check<B>): Check<A | B> =>
  (value, path) =>
    a(value, path) === null ? null : b(value, path);

export const list =
  <Item>(item: Check<Item>): Check<readonly Item[]> =>
  (value, path) => {
    if (!Array.isArray(value)) return expected('a list', value, path);
    return first(value.map((each: unknown, index) => item(each, `${path}[${index}]`)));
  };

type Checks<Shape> = { readonly [Key in keyof Shape]-?: Check<Shape[Key]> };

/** An object with exactly these fields: one too many is refused too, so that nothing unknown travels. */
export const record =
  <Shape>(fields: Checks<Shape>): Check<Shape> =>
  (value, path) => {
    if (!isObject(value)) return expected('an object', value, path);
    const entries = Object.entries<AnyCheck>(fields);
    const unknown = Object.keys(value).find((key) => !Object.hasOwn(fields, key));
    if (unknown !== undefined) return `${path} has a field ${JSON.stringify(unknown)} that nobody knows`;
    return first(entries.map(([key, check]) => check(value[key], `${path}.${key}`)));
  };

type Tagged<Union, Tag extends string> = Union extends Readonly<Record<Tag, string>> ? Union[Tag] : never;

/** One of several objects, told apart by the text in the field `tag`. */
export const union =
  <Union extends Readonly<Record<Tag, string>>, Tag extends string>(
    tag: Tag,
    members: { readonly [Name in Tagged<Union, Tag>]: Check<Extract<Union, Readonly<Record<Tag, Name>>>> },
  ): Check<Union> =>
  (value, path) => {
    if (!isObject(value)) return expected('an object', value, path);
    const name = value[tag];
    const checks: Readonly<Record<string, AnyCheck>> = members;
    if (typeof name !== 'string' || !Object.hasOwn(checks, name)) {
      return expected(`one of ${Object.keys(checks).join(', ')}`, name, `${path}.${tag}`);
    }
    return checks[name]?.(value, path) ?? null;
  };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const first = (reasons: readonly (string | null)[]): string | null =>
  reasons.find((reason) => reason !== null) ?? null;

/** `state.kind: expected one of empty, loss; got "los"`, with long texts cut. */
export function expected(what: string, value: unknown, path: string): string {
  return `${path}: expected ${what}; got ${describe(value)}`;
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}
