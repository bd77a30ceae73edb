/** Something that holds a resource until it is told to let go. */
export interface Disposable {
  dispose(): void;
}

/** Collects disposables and lets go of them together, last come first gone. */
export class DisposableStore implements Disposable {
  readonly #held: Disposable[] = [];
  #disposed = false;

  /** Keeps `item` until the store is disposed; an item added after that is disposed at once. */
  add<T extends Disposable>(item: T): T {
    if (this.#disposed) item.dispose();
    else this.#held.push(item);
    return item;
  }

  dispose(): void {
    this.#disposed = true;
    for (let item = this.#held.pop(); item; item = this.#held.pop()) item.dispose();
  }
}
