/**
 * Files that are only in memory, over those of the machine: what `--diff` would write, and the text on standard
 * input. Whoever reads afterwards reads the draft.
 */
import type { FileAccess } from './files';

export class Drafts implements FileAccess {
  readonly #files: FileAccess;
  readonly #drafts = new Map<string, Uint8Array>();

  constructor(files: FileAccess) {
    this.#files = files;
  }

  /** The text of a draft, as imports need it; undefined where there is none. */
  textOf(path: string): string | undefined {
    const bytes = this.#drafts.get(path);
    return bytes && new TextDecoder().decode(bytes);
  }

  /** The bytes of a draft. */
  bytesOf(path: string): Uint8Array | undefined {
    return this.#drafts.get(path);
  }

  async kind(path: string): Promise<'file' | 'folder' | null> {
    return this.#drafts.has(path) ? 'file' : this.#files.kind(path);
  }

  async size(path: string): Promise<number> {
    return this.#drafts.get(path)?.length ?? this.#files.size(path);
  }

  async read(path: string): Promise<Uint8Array> {
    return this.#drafts.get(path) ?? this.#files.read(path);
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    this.#drafts.set(path, bytes);
  }

  async list(
    folder: string,
  ): Promise<readonly { readonly name: string; readonly kind: 'file' | 'folder' }[]> {
    return this.#files.list(folder);
  }
}
