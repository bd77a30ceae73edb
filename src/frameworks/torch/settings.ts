/** Switches of PyTorch that change nothing of what is computed here: what was set is what is told. */
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import type { Runtime } from '../runtime';
import { anySignature, signature } from '../signature';
import {
  bool,
  int,
  none,
  str,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type Value,
} from '../values';
import { cpu } from './device';

/** The switches of each reading. */
const switches = new WeakMap<Runtime, Map<string, Value>>();

function of(runtime: Runtime): Map<string, Value> {
  const found = switches.get(runtime) ?? new Map<string, Value>();
  switches.set(runtime, found);
  return found;
}

const set = (runtime: Runtime, name: string, value: Value): Value => {
  of(runtime).set(name, value);
  return none;
};

/** What was set; before that what PyTorch begins with, or nothing known where that depends on the machine. */
function told(runtime: Runtime, name: string, initial: Value | undefined): Value {
  const value = of(runtime).get(name) ?? initial;
  if (!value) throw new NotKnown('it depends on the machine');
  return value;
}

/** A setter of one argument and its getter. */
const pair = (setter: string, getter: string, parameter: string, initial: Value | undefined) => [
  define(`torch.${setter}`, `(${parameter})`, (args, runtime) => set(runtime, setter, args.value(parameter))),
  define(`torch.${getter}`, '()', (_, runtime) => told(runtime, setter, initial)),
];

const debugModes: readonly string[] = ['default', 'warn', 'error'];

/** 0 where operations may be nondeterministic, 1 where they warn, 2 where they raise. */
function debugModeOf(value: Value): number {
  const mode =
    value.kind === 'int' ? value.value : value.kind === 'str' ? debugModes.indexOf(value.value) : NaN;
  if (Number.isNaN(mode)) throw new NotKnown('the mode is not known');
  if (mode >= 0 && mode <= 2) return mode;
  throw new PythonError(
    'RuntimeError',
    value.kind === 'str'
      ? `invalid value of debug_mode, expected one of \`default\`, \`warn\`, \`error\`, but got ${value.value}`
      : `invalid value of debug_mode, expected 0, 1, or 2, but got ${mode}`,
  );
}

function debugMode(runtime: Runtime): number {
  const mode = told(runtime, 'deterministic', int(0));
  if (mode.kind !== 'int') throw new NotKnown('the mode is not known');
  return mode.value;
}

const determinism: readonly NativeFunction[] = [
  define('torch.use_deterministic_algorithms', '(mode, *, warn_only=False)', (args, runtime) => {
    const isOn = runtime.truth(args.value('mode'));
    const mode = isOn === undefined ? args.value('mode') : int(!isOn ? 0 : args.bool('warn_only') ? 1 : 2);
    return set(runtime, 'deterministic', mode);
  }),
  define('torch.set_deterministic_debug_mode', '(debug_mode)', (args, runtime) =>
    set(runtime, 'deterministic', int(debugModeOf(args.value('debug_mode')))),
  ),
  define('torch.get_deterministic_debug_mode', '()', (_, runtime) => int(debugMode(runtime))),
  define('torch.are_deterministic_algorithms_enabled', '()', (_, runtime) => bool(debugMode(runtime) > 0)),
  define('torch.is_deterministic_algorithms_warn_only_enabled', '()', (_, runtime) =>
    bool(debugMode(runtime) === 1),
  ),
];

/** Whether a backward pass looks for the operation that made a NaN. */
export const looksForNaN = (runtime: Runtime): boolean =>
  ['anomaly', 'anomaly of nan'].every((name) => {
    const value = told(runtime, name, bool(name !== 'anomaly'));
    return value.kind === 'bool' && value.value;
  });

function switchAnomaly(runtime: Runtime, mode: Value, checksNaN: Value): void {
  set(runtime, 'anomaly', mode);
  set(runtime, 'anomaly of nan', checksNaN);
}

/** A context in which anomalies are looked for; `begins` says when, what was before comes back at its end. */
const anomalyContext = (name: string, parameters: string, begins: 'at once' | 'inside'): ClassValue => {
  const begin = (self: InstanceValue, runtime: Runtime): void => {
    const { mode, checksNaN } = self.state.get('anomaly') as { mode: Value; checksNaN: Value };
    switchAnomaly(runtime, mode, checksNaN);
  };
  return {
    kind: 'class',
    name: `torch.autograd.${name}`,
    bases: [],
    attributes: new Map(),
    isUser: false,
    signature: signature(parameters),
    construct: (self, args, runtime) => {
      const mode = begins === 'inside' ? bool(true) : args.value('mode');
      self.state.set('anomaly', { mode, checksNaN: args.value('check_nan') });
      self.state.set('before', [
        told(runtime, 'anomaly', bool(false)),
        told(runtime, 'anomaly of nan', bool(true)),
      ]);
      if (begins === 'at once') begin(self, runtime);
    },
    methods: {
      __enter__: {
        signature: signature('()'),
        call: (self, _, runtime) => {
          begin(self, runtime);
          return none;
        },
      },
      __exit__: {
        signature: anySignature,
        call: (self, _, runtime) => {
          const [mode, checksNaN] = self.state.get('before') as readonly [Value, Value];
          switchAnomaly(runtime, mode, checksNaN);
          return bool(false);
        },
      },
    },
  };
};

const anomalies: readonly (NativeFunction | ClassValue)[] = [
  anomalyContext('set_detect_anomaly', '(mode, check_nan=True)', 'at once'),
  anomalyContext('detect_anomaly', '(check_nan=True)', 'inside'),
  define('torch.set_anomaly_enabled', '(mode, check_nan=True)', (args, runtime) => {
    set(runtime, 'anomaly', args.value('mode'));
    return set(runtime, 'anomaly of nan', args.value('check_nan'));
  }),
  define('torch.is_anomaly_enabled', '()', (_, runtime) => told(runtime, 'anomaly', bool(false))),
  define('torch.is_anomaly_check_nan_enabled', '()', (_, runtime) =>
    told(runtime, 'anomaly of nan', bool(true)),
  ),
];

export const settings: readonly (NativeFunction | ClassValue)[] = [
  ...pair('set_float32_matmul_precision', 'get_float32_matmul_precision', 'precision', str('highest')),
  ...pair('set_num_threads', 'get_num_threads', 'n', undefined),
  ...pair('set_num_interop_threads', 'get_num_interop_threads', 'n', undefined),
  ...pair('set_warn_always', 'is_warn_always_enabled', 'enabled', bool(false)),
  define('torch.set_default_device', '(device)', (args, runtime) => {
    const given = args.value('device');
    const isCpu = given.kind === 'None' || (given.kind === 'str' && given.value === 'cpu');
    return set(runtime, 'device', isCpu ? cpu : given);
  }),
  define('torch.get_default_device', '()', (_, runtime) => {
    const device = told(runtime, 'device', cpu);
    if (device !== cpu) throw new NotKnown('every tensor is on the CPU here');
    return device;
  }),
  define('torch.is_vulkan_available', '()', () => bool(false)),
  ...determinism,
  ...anomalies,
];
