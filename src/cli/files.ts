/**
 * What the command line needs of a file system, as an interface, so that everything
 * but `bin` is free of I/O and tests run on files in memory. Paths are absolute.
 */

export type EntryKind = 'file' | 'folder';

export interface FileAccess {
  /** Null when nothing stands there; links are followed. */
  kind(path: string): Promise<EntryKind | null>;
  /** The size of a file in bytes. Rejects when it cannot be read. */
  size(path: string): Promise<number>;
  /** The bytes of a file. Rejects when it cannot be read, with a message for people. */
  read(path: string): Promise<Uint8Array>;
  /** Replaces the contents of a file. Rejects when it cannot be written. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** What a folder holds, in no order. Links to folders are left out, so that a walk ends. */
  list(folder: string): Promise<readonly { readonly name: string; readonly kind: EntryKind }[]>;
}

/** What went wrong, in one line for people, from whatever was thrown. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s*\n\s*/g, ' ').trim();
}
