/** What the names of Accelerate, and of Lightning's Fabric, mean: what they prepare stays what it is. */
import { method, openClass } from '../define';
import { none, tuple, type ClassValue, type NativeMethod, type Value } from '../values';

/** Gives back what was handed in, one thing as itself and several as a tuple. */
const preparing: NativeMethod = method('(*args, **kwargs)', (_, args, runtime) => {
  // A prepared loader shuffles by a generator of its own.
  runtime.random.torch.lose();
  return args.rest.length === 1 ? args.rest[0]! : tuple(args.rest);
});

const backward: NativeMethod = method('(loss, **kwargs)', (_, args, runtime) => {
  runtime.call(runtime.getAttribute(args.value('loss'), 'backward'), []);
  return none;
});

const preparer = (name: string, methods: Readonly<Record<string, NativeMethod>>): ClassValue =>
  openClass(name, { methods: { ...methods, backward } });

const accelerator = preparer('accelerate.Accelerator', {
  prepare: preparing,
  prepare_model: preparing,
  prepare_optimizer: preparing,
  unwrap_model: method('(model, **kwargs)', (_, args) => args.value('model')),
});

const fabric = preparer('lightning.fabric.Fabric', { setup: preparing, setup_module: preparing });

/** Every name that is known, by its qualified name. */
export const accelerateNames: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['accelerate.Accelerator', accelerator],
  ['accelerate.accelerator.Accelerator', accelerator],
  ['lightning.Fabric', fabric],
  ['lightning.fabric.Fabric', fabric],
  ['lightning.fabric.fabric.Fabric', fabric],
]);
