/** SWALR: the rate is annealed to a fixed one, as weights that are averaged want it (torch/optim/swa_utils.py). */
import { NotKnown, PythonError } from '../../../errors';
import { str, type ClassValue } from '../../../values';
import { entryOf, numberOf, setEntry } from '../groups';
import { groupsBehind, scheduler, settingOf } from './scheduler';

const shareOf = (strategy: string, t: number): number =>
  strategy === 'cos' ? (1 - Math.cos(Math.PI * t)) / 2 : t;

export const swaLR: ClassValue = {
  ...scheduler({
    name: 'SWALR',
    parameters: "swa_lr, anneal_epochs=10, anneal_strategy='cos'",
    prepare: (self, runtime) => {
      const [given, epochs, strategy] = ['swa_lr', 'anneal_epochs', 'anneal_strategy'].map((name) => {
        const value = self.attributes.get(name)!;
        self.attributes.delete(name);
        return value;
      });
      const rates = given!.kind === 'list' || given!.kind === 'tuple' ? given!.items : undefined;
      const groups = groupsBehind(self);
      if (rates && rates.length !== groups.length) {
        throw new PythonError(
          'ValueError',
          `swa_lr must have the same length as optimizer.param_groups. swa_lr has ${rates.length} values, param_groups has ${groups.length}.`,
        );
      }
      groups.forEach((group, at) => {
        setEntry(group, 'swa_lr', rates ? rates[at]! : given!, runtime);
      });
      if (strategy!.kind !== 'str') throw new NotKnown('the strategy of annealing is not known');
      if (strategy!.value !== 'cos' && strategy!.value !== 'linear') {
        throw new PythonError(
          'ValueError',
          `anneal_strategy must be one of 'cos' or 'linear', instead got ${strategy!.value}`,
        );
      }
      self.attributes.set('_anneal_strategy', str(strategy!.value));
      self.attributes.set('anneal_epochs', epochs!);
    },
    rate: ({ self, group, lr, setting }) => {
      const epochs = setting('anneal_epochs');
      const goal = numberOf(entryOf(group, 'swa_lr'));
      const strategy = self.attributes.get('_anneal_strategy');
      if (goal === undefined || strategy?.kind !== 'str')
        throw new NotKnown('the rate to reach is not known');
      const counted = settingOf(self, '_step_count') - 1;
      const step = epochs === 0 ? Math.max(1, counted) : counted;
      const shareAt = (at: number): number =>
        shareOf(strategy.value, Math.max(0, Math.min(1, at / Math.max(1, epochs))));
      const [before, now] = [shareAt(step - 1), shareAt(step)];
      const begin = before === 1 ? goal : (lr - before * goal) / (1 - before);
      return goal * now + begin * (1 - now);
    },
  }),
  name: 'torch.optim.swa_utils.SWALR',
};
