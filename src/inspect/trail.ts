/**
 * Walking a branch without knowing whether it is taken: every change is written
 * down, so that it can be taken back and joined with what the other branch did.
 */
import type { GeneratorState, RandomGenerator } from '../frameworks/random/generator';
import type { InstanceValue, Storage, TensorValue, Value } from '../frameworks/values';

/** Something that can change: a name, an attribute, the node of a tensor object, the content of a list. */
export interface Location {
  /** The object that holds it, and which part; together they identify the location. */
  readonly owner: object;
  readonly key: string;
  read(): unknown;
  write(value: unknown): void;
}

/** What a branch changed: what was there before it, and what it leaves behind. */
interface Change {
  readonly location: Location;
  readonly before: unknown;
  readonly after: unknown;
  /** The location is of an object that the branch made. */
  readonly isOfNew: boolean;
}

/** What one branch changed, each location once. */
export type Changes = readonly Change[];

const noChanges: Changes = [];

/** One line of the journal. */
interface Entry {
  readonly location: Location;
  readonly before: unknown;
  /** The line in which the same location was written down before this one; -1 where it was not. */
  readonly previous: number;
}

/**
 * The journal of all branches that are being walked: a branch is what was written since it began, so what an inner
 * one writes is part of those around it. In each branch a location is written down at its first change.
 */
class Journal {
  readonly entries: Entry[] = [];
  /** For each branch that is open, the length of the journal when it began. */
  readonly starts: number[] = [];
  /** The newest line of each location, by its owner and key. */
  readonly #latest = new Map<object, Map<string, number>>();

  /** Whether the innermost branch has not written the location down yet. */
  isNew(owner: object, key: string): boolean {
    const start = this.starts[this.starts.length - 1];
    return start !== undefined && (this.#latest.get(owner)?.get(key) ?? -1) < start;
  }

  add(location: Location): void {
    const { owner, key } = location;
    let lines = this.#latest.get(owner);
    if (!lines) this.#latest.set(owner, (lines = new Map()));
    const previous = lines.get(key) ?? -1;
    lines.set(key, this.entries.length);
    this.entries.push({ location, before: location.read(), previous });
  }

  /** Visits what was written since `start`, each location with its first line. */
  since(start: number, visit: (entry: Entry) => void): void {
    for (let at = start; at < this.entries.length; at++) {
      const entry = this.entries[at]!;
      if (entry.previous < start) visit(entry);
    }
  }

  /** Takes away what was written since `start`. */
  cut(start: number): void {
    for (let at = this.entries.length - 1; at >= start; at--) {
      const { location, previous } = this.entries[at]!;
      const lines = this.#latest.get(location.owner)!;
      if (previous >= 0) lines.set(location.key, previous);
      else if (lines.size > 1) lines.delete(location.key);
      else this.#latest.delete(location.owner);
    }
    this.entries.length = start;
  }
}

export class Trails {
  #journal = new Journal();
  #tries = 0;
  /** How many branches had begun when an object was made that branches may keep. */
  readonly #births = new WeakMap<object, number>();
  #begun = 0;

  /** Whether what is read now may be taken back. */
  get isTryingOut(): boolean {
    return this.#tries > 0;
  }

  /** Whether changes are being written down at all. */
  get isWalking(): boolean {
    return this.#journal.starts.length > 0;
  }

  /** To be called when an object is made: `owner` is the owner of its locations. */
  born(owner: object): void {
    if (this.isTryingOut) this.#births.set(owner, this.#begun);
  }

  /** To be called before a location changes. */
  beforeChange(location: Location): void {
    if (this.#journal.isNew(location.owner, location.key)) this.#journal.add(location);
  }

  /** The same for what changes often: only the first change that is written down makes a location. */
  beforeFirstChange(owner: object, key: string, location: () => Location): void {
    if (this.#journal.isNew(owner, key)) this.#journal.add(location());
  }

  /**
   * Runs `body`; what it changes stays in force and counts as changes of the surrounding branch too.
   *
   * @param isWanted Asked when `body` has run to its end: whether the changes are looked at.
   * @returns What it changed; none where nobody wants them.
   */
  record(body: () => void, isWanted: () => boolean = () => true): Changes {
    const journal = this.#journal;
    const start = journal.entries.length;
    journal.starts.push(start);
    let changes = noChanges;
    try {
      body();
      if (isWanted()) changes = changesSince(journal, start, () => false);
    } finally {
      journal.starts.pop();
      if (journal.starts.length === 0) journal.cut(start);
    }
    return changes;
  }

  /**
   * Runs `body`, takes back what it changed and gives the changes. The surrounding branch hears nothing of
   * them: it does where they are put in force. When `body` throws, they stay, for that branch to take back.
   */
  tryOut(body: () => void): Changes {
    return this.#tryOut(body, changesSince);
  }

  /** The same, where nobody looks at what was changed. */
  tryInVain(body: () => void): void {
    this.#tryOut(body, () => noChanges);
  }

  #tryOut(body: () => void, changesOf: typeof changesSince): Changes {
    const journal = this.#journal;
    const start = journal.entries.length;
    journal.starts.push(start);
    this.#tries++;
    const begun = ++this.#begun;
    let changes: Changes | undefined;
    try {
      body();
      changes = changesOf(journal, start, (owner) => (this.#births.get(owner) ?? 0) >= begun);
      journal.since(start, ({ location, before }) => location.write(before));
    } finally {
      this.#tries--;
      journal.starts.pop();
      if (changes || journal.starts.length === 0) journal.cut(start);
    }
    return changes;
  }

  /** Runs `body` outside the branches that are walked: what it changes is not taken back with them. */
  aside(body: () => void): void {
    const journal = this.#journal;
    const tries = this.#tries;
    this.#journal = new Journal();
    this.#tries = 0;
    try {
      body();
    } finally {
      this.#journal = journal;
      this.#tries = tries;
    }
  }
}

/** The branch that began at `start` ends: what it leaves behind is read. */
function changesSince(journal: Journal, start: number, isNew: (owner: object) => boolean): Changes {
  if (journal.entries.length === start) return noChanges;
  const changes: Change[] = [];
  journal.since(start, ({ location, before }) => {
    changes.push({ location, before, after: location.read(), isOfNew: isNew(location.owner) });
  });
  return changes;
}

/** Those of the changes that made the objects what they are which the branch made, with what these hold. */
export function changesOfNewObjects(changes: Changes): Changes {
  const own = new Set(changes.flatMap(({ location, isOfNew }) => (isOfNew ? [location.owner] : [])));
  if (own.size === 0) return noChanges;
  // A list in an attribute may hold another one: what each pass finds, the next one looks into.
  for (let known = 0; known < own.size;) {
    known = own.size;
    for (const { location, after } of changes) if (own.has(location.owner)) addHeld(own, after);
  }
  return changes.filter(({ location }) => own.has(location.owner));
}

/** The lists, dicts and tensors that an attribute or a container holds. */
function addHeld(own: Set<object>, held: unknown): void {
  if (typeof held !== 'object' || held === null) return;
  const value = held as Partial<Value> & { items?: unknown; entries?: unknown };
  if (value.kind === 'tensor' || value.kind === 'list' || value.kind === 'dict') own.add(held);
  if (value.kind !== undefined && value.kind !== 'tuple' && value.kind !== 'list' && value.kind !== 'dict')
    return;
  const parts = Array.isArray(value.items)
    ? value.items
    : value.entries instanceof Map
      ? [...value.entries.values()].map((entry: readonly [Value, Value]) => entry[1])
      : [];
  for (const part of parts) if (!own.has(part as object)) addHeld(own, part);
}

/** Puts in force what two branches of which one is taken leave behind. */
export function joinChanges(
  trails: Trails,
  first: Changes,
  second: Changes,
  join: (a: unknown, b: unknown) => unknown,
): void {
  const others = second.length > 0 && first.length > 0 ? indexed(second) : null;
  const met = new Set<Change>();
  for (const { location, before, after } of first) {
    const other = others?.get(location.owner)?.get(location.key);
    if (other) met.add(other);
    trails.beforeChange(location);
    location.write(join(after, other ? other.after : before));
  }
  for (const change of second) {
    if (met.has(change)) continue;
    const { location, before, after } = change;
    trails.beforeChange(location);
    location.write(join(before, after));
  }
}

/** Changes by the owners and keys of their locations. */
function indexed(changes: Changes): ReadonlyMap<object, ReadonlyMap<string, Change>> {
  const byOwner = new Map<object, Map<string, Change>>();
  for (const change of changes) {
    const { owner, key } = change.location;
    const group = byOwner.get(owner);
    if (group) group.set(key, change);
    else byOwner.set(owner, new Map([[key, change]]));
  }
  return byOwner;
}

/** Replaces what was changed by something that holds for any number of repetitions. */
export function generalizeChanges(
  trails: Trails,
  changes: Changes,
  generalize: (before: unknown, after: unknown) => unknown,
): void {
  for (const { location, before, after } of changes) {
    trails.beforeChange(location);
    location.write(generalize(before, after));
  }
}

/** Puts in force the changes of the one branch that goes on. */
export function adoptChanges(trails: Trails, changes: Changes): void {
  for (const { location, after } of changes) {
    trails.beforeChange(location);
    location.write(after);
  }
}

export const nameLocation = (names: Map<string, Value>, name: string): Location => ({
  owner: names,
  key: name,
  read: () => names.get(name),
  write: (value) => {
    if (value === undefined) names.delete(name);
    else names.set(name, value as Value);
  },
});

export const nodeLocation = (object: TensorValue): Location => ({
  owner: object,
  key: 'tensor',
  read: () => object.tensor,
  write: (value) => {
    object.tensor = value as TensorValue['tensor'];
  },
});

export const storageLocation = (object: TensorValue): Location => ({
  owner: object,
  key: 'storage',
  read: () => object.storage,
  write: (value) => {
    object.storage = value as TensorValue['storage'];
  },
});

export const formerLocation = (storage: Storage): Location => ({
  owner: storage,
  key: 'former',
  read: () => storage.former,
  write: (value) => {
    storage.former = value as Storage['former'];
  },
});

export const gradLocation = (object: TensorValue): Location => ({
  owner: object,
  key: 'grad',
  read: () => object.grad,
  write: (value) => {
    object.grad = value as TensorValue['grad'];
  },
});

export const classLocation = (instance: InstanceValue): Location => ({
  owner: instance,
  key: 'class',
  read: () => instance.class,
  write: (value) => {
    const type = value as Value;
    if (type.kind === 'class') instance.class = type;
    else instance.state.set('unknown', 'its class depends on a condition that is not known');
  },
});

export const generatorLocation = (generator: RandomGenerator): Location => ({
  owner: generator,
  key: 'state',
  read: () => generator.save(),
  write: (state) => {
    generator.restore(state as GeneratorState);
  },
});

/** The content of a list, dict or set: read as a copy, because it changes in place. */
export function contentLocation(value: Value): Location | undefined {
  switch (value.kind) {
    case 'list':
      return {
        owner: value,
        key: 'items',
        read: () => ({ items: [...value.items], open: value.open }),
        write: (content) => {
          const { items, open } = content as { items: Value[]; open?: boolean };
          value.items = [...items];
          value.open = open ?? false;
        },
      };
    case 'dict':
      return {
        owner: value,
        key: 'entries',
        read: () => ({ entries: new Map(value.entries), open: value.open }),
        write: (content) => {
          const { entries, open } = content as { entries: typeof value.entries; open?: boolean };
          value.entries = new Map(entries);
          value.open = open ?? false;
        },
      };
    case 'set':
      return {
        owner: value,
        key: 'items',
        read: () => ({ members: new Map(value.items), open: value.open }),
        write: (content) => {
          const { members, open } = content as { members: typeof value.items; open?: boolean };
          value.items = new Map(members);
          value.open = open ?? false;
        },
      };
    default:
      return undefined;
  }
}
