/** Lightning's Trainer: it gives the batches of its loaders to the steps of a model, and trains it out of sight. */
import type { Arguments } from '../arguments';
import { method, openClass } from '../define';
import type { Runtime } from '../runtime';
import { forgetParameters } from '../torch/module';
import { isModule } from '../torch/module/tree';
import { none, unknown, type NativeMethod } from '../values';
import { giveLoaders, isDataModule, type Phase } from './batches';

/** Tells the model where its batches come from; a LightningDataModule may stand in the place of the first loaders. */
function meet(args: Arguments, loaders: Partial<Record<Phase, string>>, runtime: Runtime): void {
  const model = args.value('model');
  if (!isModule(model)) return;
  const first = args.value(Object.values(loaders)[0]!);
  const data = isDataModule(first) ? first : args.value('datamodule');
  for (const phase of Object.keys(loaders) as Phase[])
    giveLoaders(model, phase, data.kind === 'None' ? args.value(loaders[phase]!) : data, runtime);
}

const fit: NativeMethod = method(
  '(model, train_dataloaders=None, val_dataloaders=None, datamodule=None, *args, **kwargs)',
  (_, args, runtime) => {
    meet(args, { train: 'train_dataloaders', val: 'val_dataloaders' }, runtime);
    runtime.random.torch.lose();
    forgetParameters(args.value('model'), runtime);
    return none;
  },
);

/** Goes through other batches with the model as it is. */
const running = (phase: 'test' | 'predict'): NativeMethod =>
  method('(model=None, dataloaders=None, datamodule=None, *args, **kwargs)', (_, args, runtime) => {
    meet(args, { [phase]: 'dataloaders' }, runtime);
    return unknown(`what the Trainer's ${phase} gives`, runtime.place);
  });

export const trainer = openClass('lightning.Trainer', {
  methods: { fit, test: running('test'), predict: running('predict') },
});
