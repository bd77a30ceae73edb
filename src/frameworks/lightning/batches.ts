/**
 * What Lightning's Trainer hands to the steps of a LightningModule: a batch of the loader that `fit` was given, else of
 * a LightningDataModule's, else of the module's own `train_dataloader`. One batch stands for all of them.
 */
import { eachItem } from '../each-item';
import type { Runtime } from '../runtime';
import { linearize, str, type ClassValue, type InstanceValue, type Value } from '../values';

/** What a Trainer does with batches, by the prefix of Lightning's names for it. */
export type Phase = 'train' | 'val' | 'test' | 'predict';

/** What `setup` is told of a phase. */
const stages: Readonly<Record<Phase, string>> = {
  train: 'fit',
  val: 'fit',
  test: 'test',
  predict: 'predict',
};

const LOADERS = 'loaders of ';

/** Notes what a Trainer was given for a phase: loaders, or a LightningDataModule that makes them. */
export function giveLoaders(model: InstanceValue, phase: Phase, given: Value, runtime: Runtime): void {
  if (given.kind === 'None') return;
  runtime.touch(model);
  model.state.set(`${LOADERS}${phase}`, given);
}

/** Whether a class of the user's has a method of this name. */
const defines = (self: InstanceValue, name: string): boolean =>
  linearize(self.class).some(({ isUser, attributes }) => isUser && attributes.has(name));

/** Whether an object makes loaders, as a LightningDataModule does. */
export const isDataModule = (value: Value): value is InstanceValue =>
  value.kind === 'instance' &&
  ['train', 'test', 'predict'].some((phase) => defines(value, `${phase}_dataloader`));

/** The loader that an object of the user's makes for a phase, after what Lightning calls before. */
function loaderMadeBy(self: InstanceValue, phase: Phase, runtime: Runtime): Value | undefined {
  const maker = `${phase}_dataloader`;
  if (!defines(self, maker)) return undefined;
  const call = (name: string, args: readonly Value[]): Value =>
    runtime.call(runtime.getAttribute(self, name), args);
  if (defines(self, 'prepare_data')) call('prepare_data', []);
  if (defines(self, 'setup')) call('setup', [str(stages[phase])]);
  return call(maker, []);
}

function loaderOf(model: InstanceValue, phase: Phase, runtime: Runtime): Value | undefined {
  const given = model.state.get(`${LOADERS}${phase}`) as Value | undefined;
  if (!given) return loaderMadeBy(model, phase, runtime);
  return isDataModule(given) ? loaderMadeBy(given, phase, runtime) : given;
}

/** The batch of a step; nothing where it is not known. */
function batchOf(self: InstanceValue | undefined, phase: Phase, runtime: Runtime): readonly Value[] {
  let batch: Value | undefined;
  if (self)
    runtime.foresee(() => {
      const loader = loaderOf(self, phase, runtime);
      if (loader?.kind !== 'instance') return;
      for (const first of runtime.iterate(loader) ?? []) {
        batch = first;
        break;
      }
      if (!batch || batch.kind === 'unknown') batch = eachItem(loader, runtime);
    });
  return batch ? [batch] : [];
}

/** What the steps are handed, by their names. */
export const handedToSteps: NonNullable<ClassValue['handsOver']> = Object.fromEntries(
  (
    [
      ['training_step', 'train'],
      ['validation_step', 'val'],
      ['test_step', 'test'],
      ['predict_step', 'predict'],
    ] as const
  ).map(([step, phase]) => [step, (self, runtime) => batchOf(self, phase, runtime)]),
);
