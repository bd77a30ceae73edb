/**
 * What LossLens does not mean to compute, by family, so that docs/coverage.md tells it from a gap. A name that a
 * test compares all the same is counted by what came of it.
 */
export interface Family {
  readonly title: string;
  /** Why it is no goal. */
  readonly reason: string;
  /** Names of torch and methods of its tensors. */
  readonly has?: RegExp;
  /** Names that stand elsewhere. */
  readonly elsewhere?: readonly string[];
}

/** Where the names stand that the families are about. */
const HOMES_OF_FUNCTIONS: readonly string[] = ['torch', 'torch.Tensor'];

const names = (text: string): RegExp => new RegExp(`^(?:${text.trim().split(/\s+/).join('|')})$`);

export const beyond: readonly Family[] = [
  {
    title: 'Sparse layouts',
    reason: 'tensors of the engine are dense',
    has: names(`
      .*sparse.* (?:ccol_|col_|crow_|row_)?indices(?:_copy)? values(?:_copy)? (?:is_)?coalesced? is_coalesced
      dsmm hsmm hspmm saddmm smm spmm sspaddmm to_padded_tensor`),
  },
  {
    title: 'Quantized tensors',
    reason: 'the engine has no integers with a scale and a zero point',
    has: names(`
      .*quant.* q_.* qscheme int_repr choose_qparams_optimized fbgemm_.*`),
  },
  {
    title: 'Complex numbers',
    reason: 'the engine computes with real numbers',
    has: names(`complex polar c(?:float|double|half) view_as_(?:complex|real)(?:_copy)? i?stft`),
    elsewhere: ['torch.linalg.eig', 'torch.linalg.eigvals'],
  },
  {
    title: 'Other devices',
    reason: 'whatever the device, the same numbers are computed: moving a tensor gives the tensor itself',
    has: names(`cuda ipu mtia xpu pin_memory is_pinned record_stream`),
  },
  {
    title: 'Kernels of other libraries',
    reason: 'PyTorch calls them where a graphics card or such a library computes, and programs do not',
    has: names(`cudnn_.* miopen_.* mkldnn_.* to_mkldnn batch_norm_.* native_norm`),
  },
  {
    title: 'Caches and old names of mixed precision, flushed denormals',
    reason: 'they are about how fast a processor computes, or about devices that PyTorch gave up',
    has: names(`
      autocast_(?:de|in)crement_nesting clear_autocast_cache .*autocast_(?:cache|gpu|ipu|xla)_.*
      set_flush_denormal`),
  },
  {
    title: 'Switches under autocast',
    reason: 'programs write `with torch.autocast(…)`, which turns them on and off',
    has: names(`set_autocast_(?:cpu_)?(?:dtype|enabled)`),
  },
  {
    title: 'Floats of eight bits',
    reason: 'the engine has none',
    elsewhere: ['torch.nn.functional.scaled_mm', 'torch.nn.functional.scaled_grouped_mm'],
  },
  {
    title: 'Iterations from a random start',
    reason: 'how many of their digits are right depends on the start that is drawn',
    has: names(`lobpcg`),
  },
  {
    title: 'Layers that PyTorch does not document',
    reason: 'another stands in their place: LocalResponseNorm',
    elsewhere: ['torch.nn.CrossMapLRN2d'],
  },
  {
    title: 'Dims that are objects',
    reason: 'dims are followed by their places',
    has: names(`index`),
  },
  {
    title: 'TorchScript and tracing',
    reason: 'they describe programs to a compiler',
    has: names(`
      fork wait import_ir_module(?:_from_buffer)? init_num_threads merge_type_from_type_comment
      parse_(?:ir|schema|type_comment) unify_type_list sym_constrain_range(?:_for_size)? sym_fresh_size
      thread_safe_generator slice_inverse`),
    elsewhere: ['torch.nn.functional.boolean_dispatch'],
  },
  {
    title: 'Files, processes and addresses of memory',
    reason: 'no file is read, no process is started, and the graph has no addresses',
    has: names(`(?:const_)?data_ptr from_file load share_memory_ is_shared set_ storage_type`),
  },
  {
    title: 'Seeds by chance',
    reason: 'each run has another',
    has: names(`seed`),
  },
  {
    title: 'Removed from PyTorch',
    reason: 'calling them raises, and says what to use',
    has: names(`eig lstsq solve symeig reinforce`),
  },
];

/** The family of a name that is not computed; undefined for a gap. */
export const familyOf = (home: string, name: string): Family | undefined =>
  beyond.find(
    ({ has, elsewhere }) =>
      (HOMES_OF_FUNCTIONS.includes(home) && has?.test(name)) || elsewhere?.includes(`${home}.${name}`),
  );
