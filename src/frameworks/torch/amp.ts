/**
 * Mixed precision as a machine without a GPU runs it: for CUDA it is switched off, and the scaler hands
 * everything on. For the CPU it computes in bfloat16 or float16, operation by operation (`engine/autocast.ts`).
 */
import { activeRecast, isPrecisionKnown } from '../../engine/context';
import { define, method } from '../define';
import { NotKnown } from '../errors';
import { signature } from '../signature';
import {
  bool,
  dict,
  float,
  none,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type Value,
} from '../values';
import { numberOf } from './optim/groups';

const autocast = (name: string, parameters: string, device: string | undefined): ClassValue => ({
  kind: 'class',
  name,
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature(parameters),
  construct: (self, args, runtime) => {
    const isEnabled = runtime.truth(args.value('enabled'));
    const named = device === undefined ? args.value('device_type') : undefined;
    const type = device ?? (named?.kind === 'str' ? named.value : undefined);
    if (type !== undefined && type !== 'cpu') return;
    const keepsCasts = args.isNone('cache_enabled') || runtime.truth(args.value('cache_enabled'));
    if (type === undefined || isEnabled === undefined || keepsCasts === undefined) {
      self.state.set('precision', 'unknown');
      return;
    }
    const dtype = args.optionalDType('dtype') ?? 'bfloat16';
    if (isEnabled && dtype !== 'bfloat16' && dtype !== 'float16') self.state.set('precision', 'unknown');
    else self.state.set('recast', isEnabled ? { dtype, keepsCasts } : undefined);
  },
  // As a decorator around a function of the user's.
  invoke: {
    signature: signature('(function)'),
    call: (self, args) => {
      if (self.state.has('recast') || self.state.has('precision'))
        throw new NotKnown('autocast around a function is not followed, only around a block');
      return args.value('function');
    },
  },
});

const isEnabled = (self: InstanceValue): boolean => self.state.get('enabled') === true;

/** A scaler without CUDA is disabled: it scales by one and steps as the optimizer does. */
const scaler = (name: string, parameters: string): ClassValue => ({
  kind: 'class',
  name,
  bases: [],
  attributes: new Map(),
  isUser: false,
  signature: signature(parameters),
  construct: (self, args) => {
    const named = name === 'torch.amp.GradScaler' ? args.value('device') : undefined;
    const isCpu = named?.kind === 'str' && named.value === 'cpu';
    self.state.set('enabled', isCpu && args.bool('enabled'));
    self.state.set('scale', numberOf(args.value('init_scale')) ?? Number.NaN);
  },
  methods: {
    scale: method('(outputs)', (self, args, runtime): Value => {
      if (!isEnabled(self)) return args.value('outputs');
      const scale = float(self.state.get('scale') as number);
      return runtime.call(runtime.getAttribute(args.value('outputs'), 'mul'), [scale]);
    }),
    unscale_: method('(optimizer)', () => none),
    step: method('(optimizer, *args, **kwargs)', (_, args, runtime) =>
      runtime.call(runtime.getAttribute(args.value('optimizer'), 'step'), args.rest, args.keywords),
    ),
    update: method('(new_scale=None)', () => none),
    get_scale: method('()', (self) => float(isEnabled(self) ? (self.state.get('scale') as number) : 1)),
    is_enabled: method('()', (self) => bool(isEnabled(self))),
    state_dict: method('()', () => dict()),
    load_state_dict: method('(state_dict)', () => none),
  },
});

const SCALER =
  'init_scale=65536.0, growth_factor=2.0, backoff_factor=0.5, growth_interval=2000, enabled=True)';

/** Of which kind of device a question about autocast is; without one it is about CUDA. */
const isOfCpu = (given: Value): boolean => given.kind === 'str' && given.value === 'cpu';

function active(): ReturnType<typeof activeRecast> {
  if (!isPrecisionKnown()) throw new NotKnown('whether autocast is on is not known');
  return activeRecast();
}

const dtypeNow = (): Value => ({
  kind: 'dtype',
  dtype: active()?.dtype ?? 'bfloat16',
  framework: 'torch',
});

const questions: readonly NativeFunction[] = [
  define('torch.is_autocast_enabled', '(device_type=None)', (args) =>
    bool(isOfCpu(args.value('device_type')) && active() !== undefined),
  ),
  define('torch.is_autocast_cpu_enabled', '()', () => bool(active() !== undefined)),
  define('torch.get_autocast_dtype', '(device_type)', (args) =>
    isOfCpu(args.value('device_type')) ? dtypeNow() : { kind: 'dtype', dtype: 'float16', framework: 'torch' },
  ),
  define('torch.get_autocast_cpu_dtype', '()', dtypeNow),
];

export const mixedPrecision: readonly (ClassValue | NativeFunction)[] = [
  ...questions,
  autocast('torch.autocast', '(device_type, dtype=None, enabled=True, cache_enabled=None)', undefined),
  autocast('torch.amp.autocast', '(device_type, dtype=None, enabled=True, cache_enabled=None)', undefined),
  autocast('torch.cuda.amp.autocast', '(enabled=True, dtype=None, cache_enabled=True)', 'cuda'),
  autocast('torch.cpu.amp.autocast', '(enabled=True, dtype=None, cache_enabled=True)', 'cpu'),
  scaler('torch.amp.GradScaler', `(device='cuda', ${SCALER}`),
  scaler('torch.cuda.amp.GradScaler', `(${SCALER}`),
];
