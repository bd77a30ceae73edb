/**
 * What runs a function of the program in another process or thread: Python's own, PyTorch's `spawn`, Accelerate's
 * launcher. The function is read with its arguments, and what it changes is taken back, as if it had a memory of its own.
 */
import { define, method, openClass } from './define';
import type { Runtime } from './runtime';
import { signature } from './signature';
import { itemsOf } from './standard/items';
import { none, unknown, type ClassValue, type NativeFunction, type NativeMethod, type Value } from './values';

/** Reads a call that happens elsewhere. */
function launch(
  runtime: Runtime,
  target: Value,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>> = {},
): void {
  if (target.kind === 'function' || target.kind === 'method')
    runtime.foresee(() => void runtime.call(target, positional, keywords));
}

const itemsIn = (value: Value, runtime: Runtime): readonly Value[] =>
  value.kind === 'None' ? [] : itemsOf(runtime, value);

/** The entries of a dict by their names. */
const namedIn = (value: Value): Readonly<Record<string, Value>> =>
  value.kind === 'dict'
    ? Object.fromEntries(
        [...value.entries.values()].flatMap(([key, entry]) =>
          key.kind === 'str' ? [[key.value, entry] as const] : [],
        ),
      )
    : {};

/** A thread or process is read where it is made: it is started for that. */
const worker = (name: string): ClassValue =>
  openClass(name, {
    signature: signature('(group=None, target=None, name=None, args=None, kwargs=None, *, daemon=None)'),
    construct: (_, args, runtime) =>
      launch(
        runtime,
        args.value('target'),
        itemsIn(args.value('args'), runtime),
        namedIn(args.value('kwargs')),
      ),
  });

const submit: NativeMethod = method('(fn, *args, **kwargs)', (_, args, runtime) => {
  launch(runtime, args.value('fn'), args.rest, args.keywords);
  return unknown('what another thread or process gives', runtime.place);
});

/** Functions that call another one in several processes, with the number of the process before its arguments where `isNumbered`. */
const launcher = (name: string, parameters: string, called: string, isNumbered: boolean): NativeFunction =>
  define(name, parameters, (args, runtime) => {
    const given = itemsIn(args.value('args'), runtime);
    const number = unknown('the number of the process', runtime.place);
    launch(runtime, args.value(called), isNumbered ? [number, ...given] : given);
    return none;
  });

const SPAWN = '(fn, args=None, nprocs=1, join=True, daemon=False, **kwargs)';
const IN_A_NOTEBOOK = '(function, args=None, num_processes=None, **kwargs)';

const launchers: readonly (ClassValue | NativeFunction)[] = [
  ...['multiprocessing.Process', 'torch.multiprocessing.Process', 'threading.Thread'].map(worker),
  ...['ThreadPoolExecutor', 'ProcessPoolExecutor'].map((name) =>
    openClass(`concurrent.futures.${name}`, {
      methods: { submit, __enter__: method('()', (self) => self) },
    }),
  ),
  ...[
    'torch.multiprocessing.spawn',
    'torch.multiprocessing.start_processes',
    'torch_xla.distributed.xla_multiprocessing.spawn',
  ].map((name) => launcher(name, SPAWN, 'fn', true)),
  ...['accelerate.notebook_launcher', 'accelerate.debug_launcher'].map((name) =>
    launcher(name, IN_A_NOTEBOOK, 'function', false),
  ),
];

/** By their qualified names. */
export const launcherNames: ReadonlyMap<string, Value> = new Map(
  launchers.map((value): [string, Value] => [value.name, value]),
);
