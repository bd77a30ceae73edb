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

interface Change {
  readonly location: Location;
  readonly before: unknown;
  after: unknown;
}

/** What one branch changed. */
export type Changes = ReadonlyMap<object, ReadonlyMap<string, Change>>;

type Trail = Map<object, Map<string, Change>>;

export class Trails {
  readonly #open: Trail[] = [];
  #tries = 0;

  /** Whether what is read now may be taken back. */
  get isTryingOut(): boolean {
    return this.#tries > 0;
  }

  /** Whether changes are being written down at all. */
  get isWalking(): boolean {
    return this.#open.length > 0;
  }

  /** To be called before a location changes. */
  beforeChange(location: Location): void {
    const trail = this.#open[this.#open.length - 1];
    if (!trail) return;
    let changes = trail.get(location.owner);
    if (!changes) trail.set(location.owner, (changes = new Map()));
    if (!changes.has(location.key)) {
      changes.set(location.key, { location, before: location.read(), after: undefined });
    }
  }

  /** The same for what changes often: only the first change that is written down makes a location. */
  beforeFirstChange(owner: object, key: string, location: () => Location): void {
    const trail = this.#open[this.#open.length - 1];
    if (trail && !trail.get(owner)?.has(key)) this.beforeChange(location());
  }

  /** Runs `body` and gives what it changed, changes still in force. They count as changes of the surrounding branch too. */
  record(body: () => void): Changes {
    const trail: Trail = new Map();
    this.#open.push(trail);
    try {
      body();
    } finally {
      this.#close(trail);
      this.#adopt(trail);
    }
    return trail;
  }

  /**
   * Runs `body`, takes back what it changed and gives the changes. The surrounding branch hears nothing of
   * them: it does where they are put in force. When `body` throws, they stay, for that branch to take back.
   */
  tryOut(body: () => void): Changes {
    const trail: Trail = new Map();
    this.#open.push(trail);
    this.#tries++;
    let isDone = false;
    try {
      body();
      isDone = true;
    } finally {
      this.#tries--;
      this.#close(trail);
      if (!isDone) this.#adopt(trail);
    }
    for (const group of trail.values()) {
      for (const change of group.values()) change.location.write(change.before);
    }
    return trail;
  }

  /** The branch ends: what it leaves behind is written down. */
  #close(trail: Trail): void {
    this.#open.pop();
    for (const changes of trail.values()) {
      for (const change of changes.values()) change.after = change.location.read();
    }
  }

  /** Runs `body` outside the branches that are walked: what it changes is not taken back with them. */
  aside(body: () => void): void {
    const open = this.#open.splice(0);
    const tries = this.#tries;
    this.#tries = 0;
    try {
      body();
    } finally {
      this.#open.push(...open);
      this.#tries = tries;
    }
  }

  /** A surrounding branch must know of inner changes with the values before them. */
  #adopt(inner: Trail): void {
    const outer = this.#open[this.#open.length - 1];
    if (!outer) return;
    for (const [owner, changes] of inner) {
      let known = outer.get(owner);
      if (!known) outer.set(owner, (known = new Map()));
      for (const [key, change] of changes) {
        if (!known.has(key))
          known.set(key, { location: change.location, before: change.before, after: undefined });
      }
    }
  }
}

/** Puts in force what two branches of which one is taken leave behind. */
export function joinChanges(
  trails: Trails,
  first: Changes,
  second: Changes,
  join: (a: unknown, b: unknown) => unknown,
): void {
  for (const [owner, group] of first) {
    const others = second.get(owner);
    for (const [key, change] of group) {
      const other = others?.get(key);
      trails.beforeChange(change.location);
      change.location.write(join(change.after, other ? other.after : change.before));
    }
  }
  for (const [owner, group] of second) {
    const others = first.get(owner);
    for (const [key, change] of group) {
      if (others?.has(key)) continue;
      trails.beforeChange(change.location);
      change.location.write(join(change.before, change.after));
    }
  }
}

/** Replaces what was changed by something that holds for any number of repetitions. */
export function generalizeChanges(
  trails: Trails,
  changes: Changes,
  generalize: (before: unknown, after: unknown) => unknown,
): void {
  for (const group of changes.values()) {
    for (const change of group.values()) {
      trails.beforeChange(change.location);
      change.location.write(generalize(change.before, change.after));
    }
  }
}

/** Puts in force the changes of the one branch that goes on. */
export function adoptChanges(trails: Trails, changes: Changes): void {
  for (const group of changes.values()) {
    for (const change of group.values()) {
      trails.beforeChange(change.location);
      change.location.write(change.after);
    }
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
        read: () => new Map(value.items),
        write: (items) => {
          value.items = new Map(items as typeof value.items);
        },
      };
    default:
      return undefined;
  }
}
