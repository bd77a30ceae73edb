/** A file system in memory, for tests: a map from absolute paths to contents. */
import type { FileAccess } from '../../src/cli/files';
import type { ModuleFiles } from '../../src/inspect/module-finder';

export class MemoryFiles implements FileAccess {
  readonly contents = new Map<string, Uint8Array>();
  /** Paths that exist and cannot be read, with the reason. */
  readonly broken = new Map<string, string>();
  /** Sizes that are told instead of the true ones. */
  readonly sizes = new Map<string, number>();

  constructor(files: Readonly<Record<string, string | Uint8Array>>) {
    for (const [path, content] of Object.entries(files)) {
      this.contents.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
    }
  }

  text(path: string): string {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.contents.get(path));
  }

  /** The same for imports. */
  readonly modules: ModuleFiles = {
    list: (folder) => {
      const names = this.#entries(folder).map(({ name }) => name);
      if (names.length === 0) throw new Error('no such folder');
      return names;
    },
    read: (path) => this.text(path),
  };

  async kind(path: string): Promise<'file' | 'folder' | null> {
    if (this.contents.has(path) || this.broken.has(path)) return 'file';
    const inside = path === '/' ? '/' : `${path}/`;
    return [...this.contents.keys()].some((known) => known.startsWith(inside)) ? 'folder' : null;
  }

  async size(path: string): Promise<number> {
    return this.sizes.get(path) ?? (await this.read(path)).length;
  }

  async read(path: string): Promise<Uint8Array> {
    const reason = this.broken.get(path);
    if (reason !== undefined) throw new Error(reason);
    const content = this.contents.get(path);
    if (!content) throw new Error('no such file or folder');
    return content;
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    this.contents.set(path, bytes);
  }

  async list(folder: string): Promise<{ name: string; kind: 'file' | 'folder' }[]> {
    return this.#entries(folder);
  }

  #entries(folder: string): { name: string; kind: 'file' | 'folder' }[] {
    const inside = folder === '/' ? '/' : `${folder}/`;
    const found = new Map<string, 'file' | 'folder'>();
    for (const path of [...this.contents.keys(), ...this.broken.keys()]) {
      if (!path.startsWith(inside)) continue;
      const [name, ...deeper] = path.slice(inside.length).split('/');
      found.set(name!, deeper.length > 0 ? 'folder' : 'file');
    }
    return [...found].map(([name, kind]) => ({ name, kind }));
  }
}
