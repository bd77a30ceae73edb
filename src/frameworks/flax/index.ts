/** What the names of Flax mean: modules of linen and of nnx, JAX's activations under their names, and the TrainState. */
import { nnNames } from '../jax/nn';
import type { Value } from '../values';
import { linenNames } from './linen';
import { nnxNames } from './nnx';
import { structNames } from './struct';
import { trainState } from './train-state';

/** JAX's functions that both hand on. */
const functions = nnNames.filter(({ name }) => name.startsWith('jax.nn.'));

const under = (module: string): readonly (readonly [string, Value])[] =>
  functions.map((value) => [`${module}.${value.name.slice('jax.nn.'.length)}`, value]);

export const flaxNames: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...under('flax.linen'),
  ...under('flax.linen.activation'),
  ...under('flax.nnx'),
  ...[...linenNames, ...nnxNames, ...structNames, trainState].map((value): [string, Value] => [
    value.name,
    value,
  ]),
]);
