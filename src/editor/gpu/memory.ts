/** What is remembered about the GPU between sessions: a small JSON file in a folder of ours, valid for one machine state. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { release } from 'node:os';
import path from 'node:path';

/** How long a remembered answer counts: drivers get installed, and a probe costs less than a second. */
const DAYS_KEPT = 7;

/** What an answer depends on. When any of it changes, the answer is forgotten. */
export function machineKey(webgpuVersion: string, env: Readonly<Record<string, string | undefined>>): string {
  const drivers = ['VK_DRIVER_FILES', 'VK_ICD_FILENAMES', 'VK_ADD_DRIVER_FILES', 'LD_LIBRARY_PATH'];
  return JSON.stringify([
    webgpuVersion,
    process.platform,
    process.arch,
    release(),
    ...drivers.map((name) => env[name] ?? ''),
  ]);
}

/** A file of answers by name, each with the key of the machine that gave it. */
export class Memory {
  readonly #file: string | undefined;
  readonly #key: string;

  /** @param folder Where the file lies; null remembers nothing. */
  constructor(folder: string | null, key: string) {
    this.#file = folder === null ? undefined : path.join(folder, 'gpu.json');
    this.#key = key;
  }

  /** The remembered answer, or undefined: never asked, too old, another machine state, or an unreadable file. */
  async recall(name: string): Promise<unknown> {
    const entry = (await this.#read())[name];
    if (!isEntry(entry) || entry.key !== this.#key) return undefined;
    const age = Date.now() - entry.at;
    return age >= 0 && age < DAYS_KEPT * 86_400_000 ? entry.answer : undefined;
  }

  /** Remembers an answer; a folder that cannot be written costs only the next session's time. */
  async remember(name: string, answer: unknown): Promise<void> {
    if (this.#file === undefined) return;
    try {
      const all = { ...(await this.#read()), [name]: { key: this.#key, at: Date.now(), answer } };
      await mkdir(path.dirname(this.#file), { recursive: true });
      // Another window may read it now: it sees the old file or the new one, never a half.
      const draft = `${this.#file}.${process.pid}`;
      await writeFile(draft, JSON.stringify(all));
      await rename(draft, this.#file);
    } catch {
      // Nothing depends on it.
    }
  }

  async #read(): Promise<Record<string, unknown>> {
    if (this.#file === undefined) return {};
    try {
      const parsed: unknown = JSON.parse(await readFile(this.#file, 'utf8'));
      return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
    } catch {
      return {};
    }
  }
}

interface Entry {
  readonly key: string;
  readonly at: number;
  readonly answer: unknown;
}

const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' &&
  value !== null &&
  'key' in value &&
  'at' in value &&
  typeof value.at === 'number' &&
  'answer' in value;
