/** flax.training.train_state.TrainState: what a training step is handed, `apply_fn` among it. */
import { define, method, openClass } from '../define';
import { optaxNames } from '../optax/index';
import { int, unknown, type ClassValue, type InstanceValue, type Value } from '../values';

/** A copy with other attributes; the class stays, also one of the user's. */
const replaced = (self: InstanceValue, changes: Readonly<Record<string, Value>>): InstanceValue => ({
  ...self,
  attributes: new Map([...self.attributes, ...Object.entries(changes)]),
  state: new Map(self.state),
});

export const trainState: ClassValue = openClass('flax.training.train_state.TrainState', {
  construct: (self, args) => {
    for (const [name, value] of Object.entries(args.keywords)) self.attributes.set(name, value);
  },
  classMethods: {
    create: (type) =>
      define(`${type.name}.create`, '(*, apply_fn, params, tx, **kwargs)', (args, runtime) => ({
        kind: 'instance',
        class: type,
        attributes: new Map<string, Value>([
          ['step', int(0)],
          ['opt_state', runtime.call(runtime.getAttribute(args.value('tx'), 'init'), [args.value('params')])],
          ...['apply_fn', 'params', 'tx'].map((name): [string, Value] => [name, args.value(name)]),
          ...Object.entries(args.keywords),
        ]),
        state: new Map(),
        place: runtime.place,
      })),
  },
  methods: {
    replace: method('(**kwargs)', (self, args) => replaced(self, args.keywords)),
    apply_gradients: method('(*, grads, **kwargs)', (self, args, runtime) => {
      const [step, params, state, tx] = ['step', 'params', 'opt_state', 'tx'].map(
        (name) =>
          self.attributes.get(name) ?? unknown(`the ${name} of a TrainState is not known`, runtime.place),
      );
      const result = runtime.call(runtime.getAttribute(tx!, 'update'), [
        args.value('grads'),
        state!,
        params!,
      ]);
      const [updates, after] = result.kind === 'tuple' ? result.items : [result, result];
      return replaced(self, {
        step: runtime.operate('+', step!, int(1)),
        params: runtime.call(optaxNames.get('optax.apply_updates')!, [params!, updates!]),
        opt_state: after!,
        ...args.keywords,
      });
    }),
  },
});
