/**
 * Weights that old helpers of torch.nn.utils work out before each forward pass: the weight becomes a plain attribute,
 * and what it is made of are parameters and buffers beside it.
 */
import { define } from '../../define';
import { NotKnown } from '../../errors';
import type { Runtime } from '../../runtime';
import { none, type InstanceValue, type Value } from '../../values';
import { own } from '../tensor/creation';
import { beforeForward } from '../module/hooks';
import { moduleIn } from '../module/tree';

type Undo = () => void;

/** What takes a helper's weights of a module back, by their names. */
const undoings = (self: InstanceValue, helper: string): ReadonlyMap<string, Undo> =>
  (self.state.get(helper) as ReadonlyMap<string, Undo> | undefined) ?? new Map<string, Undo>();

export const isRecomputed = (self: InstanceValue, helper: string, name: string): boolean =>
  undoings(self, helper).has(name);

/** Works the weight out before each forward pass; `parts` are the endings of the names of what it is made of. */
export function recompute(
  module: InstanceValue,
  helper: string,
  name: string,
  parts: readonly string[],
  whole: (self: InstanceValue, isForward: boolean) => Value,
  runtime: Runtime,
): void {
  const drop = beforeForward(
    module,
    define(helper, '(module, inputs)', (args) => {
      const self = moduleIn(args.value('module'));
      runtime.setAttribute(self, name, whole(self, true));
      return none;
    }),
  );
  const undo = (): void => {
    const made = whole(module, false);
    if (made.kind !== 'tensor') throw new NotKnown('the weight is not known');
    for (const part of ['', ...parts]) runtime.deleteAttribute(module, `${name}${part}`);
    runtime.setAttribute(module, name, own(made.tensor.asLeaf({ requiresGrad: true }), runtime, true));
    drop();
  };
  module.state.set(helper, new Map([...undoings(module, helper), [name, undo]]));
}

/** Makes the weight a parameter again. */
export function stopRecomputing(module: InstanceValue, helper: string, name: string): void {
  undoings(module, helper).get(name)?.();
  const others = [...undoings(module, helper)].filter(([other]) => other !== name);
  module.state.set(helper, new Map(others));
}
