/**
 * The GPU of the analysis worker. Looking for one takes seconds and memory, so it
 * starts when the first text with a large tensor was read (or when somebody asks),
 * and readings meanwhile use the CPU. The setting `gpu` waits for it.
 */
import { fail, type Result } from '../../base/result';
import type { Backend } from '../../engine/backends/backend';
import { EAGER_ELEMENTS } from '../../engine/tensor';
import type { Inspection } from '../../inspect/inspection';
import type { BackendState } from './analyzer';
import type { GpuChoice, OpenGpu } from '../gpu/open';
import type { BackendChoice } from '../settings';

export class WorkerGpu {
  readonly #open: OpenGpu;
  readonly #used: (inUse: boolean) => Promise<void> | void;
  readonly #opening = new Map<GpuChoice, Promise<Result<Backend, string>>>();
  readonly #opened = new Map<GpuChoice, Result<Backend, string>>();

  /** @param used Told, and waited for, before a GPU's library is loaded, and when none is in use any more. */
  constructor(open: OpenGpu, used: (inUse: boolean) => Promise<void> | void = () => undefined) {
    this.#open = open;
    this.#used = used;
  }

  /** The backend for a reading that starts now; undefined where the CPU computes. */
  async backend(choice: BackendChoice): Promise<Backend | undefined> {
    if (choice === 'cpu') return undefined;
    const opened = choice === 'gpu' ? await this.#start('gpu') : this.#opened.get('auto');
    return opened?.ok ? opened.value : undefined;
  }

  /** Starts to look for a GPU where a reading showed that there is work for one. */
  consider(choice: BackendChoice, inspection: Inspection): void {
    if (choice === 'auto' && inspection.tensors.some(isLarge)) void this.#start('auto');
  }

  /** Why the GPU that was looked for is not there; null where it is, where nobody looked, and where nobody wants it. */
  failure(choice: BackendChoice): string | null {
    const opened = choice === 'cpu' ? undefined : this.#opened.get(choice);
    return opened && !opened.ok ? opened.failure : null;
  }

  /** Both backends, after looking for the GPU. */
  async states(choice: BackendChoice): Promise<readonly BackendState[]> {
    const opened =
      choice === 'cpu' ? fail('switched off by the setting losslens.backend') : await this.#start(choice);
    return [
      { name: 'cpu', available: true, detail: 'always there, and the reference for every number' },
      {
        name: 'gpu',
        available: opened.ok,
        detail: opened.ok ? opened.value.description : opened.failure,
      },
    ];
  }

  async #start(choice: GpuChoice): Promise<Result<Backend, string>> {
    const known = this.#opening.get(choice) ?? this.#first(choice);
    this.#opening.set(choice, known);
    return known;
  }

  async #first(choice: GpuChoice): Promise<Result<Backend, string>> {
    await this.#used(true);
    const opened = await this.#open(choice);
    this.#opened.set(choice, opened);
    if (this.#opening.size === this.#opened.size && [...this.#opened.values()].every(({ ok }) => !ok)) {
      await this.#used(false);
    }
    return opened;
  }
}

const isLarge = ({ statistics }: Inspection['tensors'][number]): boolean =>
  statistics !== null && statistics.count > EAGER_ELEMENTS;
