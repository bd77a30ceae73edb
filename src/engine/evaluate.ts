/** Computing what lies behind tensors ahead of time: large results on the backend, the others on the CPU. */
import type { Backend, BackendName } from './backends/backend';
import { TensorError } from './error';
import { fuse, type Fusion } from './fuse';
import type { NdArray } from './op';
import { EAGER_ELEMENTS, type Tensor } from './tensor';

export interface EvaluateOptions {
  /** Hears why the backend could not do its part; the CPU has done it then. */
  readonly onFallback?: (reason: string) => void;
  /** Set to aborted by somebody else, it ends the evaluation before the next operation. */
  readonly token?: { readonly aborted: boolean };
  /** Lets others have their turn (the event loop, for one); called after every million elements of the CPU. */
  readonly pause?: () => Promise<void>;
}

/** How many elements each backend computed. */
export type ComputedElements = Partial<Record<BackendName, number>>;

const ELEMENTS_BETWEEN_PAUSES = 1_000_000;

/**
 * Computes the values of `targets` and of what they need, inputs first. Targets that have
 * no values (an unknown input, an unknown shape) are left out. Afterwards `values()` of
 * every other target costs nothing, unless the token was aborted or computing it throws a TensorError,
 * which `values()` then throws. Never rejects because of a backend.
 */
export async function evaluate(
  targets: readonly Tensor[],
  backend: Backend | undefined,
  options: EvaluateOptions = {},
): Promise<ComputedElements> {
  const { token, pause, onFallback } = options;
  const computed: ComputedElements = {};
  const wanted = new Set(targets.filter((target) => target.hasValues));
  const pending = uncomputedBehind(wanted);
  const steps = backend
    ? fuse(pending, wanted, (node) => isLarge(node) && supportsFused(backend, node))
    : pending.map((node) => ({ node, fusion: undefined }));
  let sincePause = 0;
  for (const { node, fusion } of steps) {
    if (token?.aborted) return computed;
    if (node.isComputed) continue;
    try {
      if (backend && isLarge(node) && (await computeOnBackend(node, fusion, backend, onFallback))) {
        computed[backend.name] = (computed[backend.name] ?? 0) + node.numel;
        continue;
      }
      node.values();
    } catch (error) {
      // Some faults show only in the values; whoever asks for these hears of them.
      if (error instanceof TensorError) continue;
      throw error;
    }
    computed.cpu = (computed.cpu ?? 0) + node.numel;
    sincePause += node.numel;
    if (pause && sincePause >= ELEMENTS_BETWEEN_PAUSES) {
      sincePause = 0;
      await pause();
    }
  }
  return computed;
}

/** Work counts, not only its result: the sum of a million elements is one. */
const isLarge = ({ numel, producer }: Tensor): boolean =>
  Math.max(numel, ...(producer?.inputs ?? []).map((input) => input.numel)) > EAGER_ELEMENTS;

/** Whether a tensor may be part of a fused kernel: the same question as for a kernel of its own. */
function supportsFused(backend: Backend, node: Tensor): boolean {
  const { producer } = node;
  if (producer?.op.kernel.kind !== 'elementwise' || node.dtype !== 'float32') return false;
  return backend.supports(producer.op, producer.inputs.map(typeOf), producer.attributes, typeOf(node));
}

/** Whether the backend computed the node. What it needs is computed before, on the CPU where need be. */
async function computeOnBackend(
  node: Tensor,
  fusion: Fusion | undefined,
  backend: Backend,
  onFallback: ((reason: string) => void) | undefined,
): Promise<boolean> {
  const work = fusion ? { ...fusion, attributes: {} } : node.producer;
  if (!work || !backend.supports(work.op, work.inputs.map(typeOf), work.attributes, typeOf(node)))
    return false;
  const inputs = work.inputs.map((input) => input.array());
  const { shape, dtype } = typeOf(node);
  try {
    node.acceptValues(await backend.run(work.op, inputs, work.attributes, shape, dtype));
    return true;
  } catch (error) {
    if (error instanceof TensorError) throw error;
    onFallback?.(error instanceof Error ? error.message : String(error));
    return false;
  }
}

/** Only for tensors that have values, whose shape and dtype are therefore known. */
const typeOf = (tensor: Tensor): Pick<NdArray, 'shape' | 'dtype'> => ({
  shape: tensor.shape as readonly number[],
  dtype: tensor.dtype!,
});

/** The tensors without computed values that the targets need, themselves included, inputs before their results. */
function uncomputedBehind(targets: ReadonlySet<Tensor>): Tensor[] {
  const found = new Set<Tensor>();
  const waiting = [...targets];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.isComputed || found.has(node)) continue;
    found.add(node);
    waiting.push(...node.valuesComeFrom);
  }
  // A result is always made after its inputs, so creation order is a topological order.
  return [...found].sort((a, b) => a.id - b.id);
}
