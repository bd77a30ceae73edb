/** What qualified names mean, over all frameworks. Adding a framework adds its folder and one line in each table here. */
import { accelerateNames } from './accelerate';
import { apexNames } from './apex';
import { einopsNames } from './einops';
import { equinoxNames } from './equinox';
import { fastaiNames } from './fastai';
import { flaxNames } from './flax';
import { haikuNames } from './haiku';
import { igniteNames } from './ignite';
import { jaxNames, jaxTensorAttribute } from './jax';
import { kerasNames } from './keras';
import { launcherNames } from './launchers';
import { lightningNames } from './lightning';
import { numpyNames, numpyTensorAttribute } from './numpy';
import { optaxNames } from './optax';
import { pandasNames } from './pandas';
import { probabilityNames } from './probability';
import { progressNames } from './progress';
import type { Runtime } from './runtime';
import { scipyNames } from './scipy';
import { settingsNames } from './settings';
import { sklearnNames } from './sklearn';
import { skorchNames } from './skorch';
import { standardNames } from './standard';
import { tensorflowNames, tensorflowTensorAttribute } from './tensorflow';
import { tensorflowOneNames } from './tensorflow-one';
import { timmNames } from './timm';
import { torchNames, torchTensorAttribute } from './torch';
import { torchvisionNames } from './torchvision';
import { transformersName, transformersNames } from './transformers';
import type { ModuleValue, TensorFramework, TensorValue, Value } from './values';

/** Python's own modules, progress bars, and the packages that only prepare what tensors are made of. */
const isOfPython = (names: ReadonlyMap<string, Value>): boolean =>
  [standardNames, launcherNames, progressNames, settingsNames, pandasNames, sklearnNames].includes(names);

const tables: readonly ReadonlyMap<string, Value>[] = [
  torchNames,
  numpyNames,
  scipyNames,
  pandasNames,
  sklearnNames,
  jaxNames,
  flaxNames,
  equinoxNames,
  haikuNames,
  tensorflowNames,
  tensorflowOneNames,
  kerasNames,
  optaxNames,
  probabilityNames,
  standardNames,
  launcherNames,
  progressNames,
  settingsNames,
  torchvisionNames,
  timmNames,
  einopsNames,
  fastaiNames,
  igniteNames,
  lightningNames,
  skorchNames,
  accelerateNames,
  apexNames,
  transformersNames,
];

/** Packages that make tensors: where none of their names stands, there is none but what was printed and pasted. */
export const tensorPackages: ReadonlySet<string> = new Set(
  [...tables.flatMap((names) => (isOfPython(names) ? [] : [...names.keys()])), 'functorch', 'tf_keras']
    .map((name) => name.split('.', 1)[0]!)
    // Of Python's own, what files of tensors are kept in.
    .filter((name) => name !== 'io'),
);

/** Packages whose submodules are modules too, known name by name. */
const modules: ReadonlySet<string> = new Set(
  tables.flatMap((names) =>
    [...names.keys()].flatMap((name) => {
      const parts = name.split('.');
      return parts.slice(0, -1).map((_, at) => parts.slice(0, at + 1).join('.'));
    }),
  ),
);

/** The names under which Keras comes with TensorFlow, and that of Keras 2 since it is a package of its own. */
const placesOfKeras = [
  'tensorflow.keras',
  'tensorflow.compat.v1.keras',
  'tensorflow.compat.v2.keras',
  'tensorflow.python.keras',
  'tf_keras',
];

/** Other spellings of the same module. */
const moduleAliases: Readonly<Record<string, string>> = {
  ...Object.fromEntries(placesOfKeras.map((place) => [place, 'keras'])),
  'torch.nn.modules': 'torch.nn',
  'torch.nn.modules.loss': 'torch.nn',
  'torch.nn.modules.activation': 'torch.nn',
  'torch.nn.modules.linear': 'torch.nn',
  'torch.nn.modules.container': 'torch.nn',
  'torch.nn.modules.module': 'torch.nn',
  'torch.nn.modules.batchnorm': 'torch.nn',
  'torch.nn.modules.conv': 'torch.nn',
  'torch.nn.modules.instancenorm': 'torch.nn',
  'torch.nn.modules.normalization': 'torch.nn',
  'torch.nn.modules.pooling': 'torch.nn',
  'torch.nn.modules.dropout': 'torch.nn',
  'torch.nn.modules.rnn': 'torch.nn',
  'torch.nn.modules.sparse': 'torch.nn',
  'torch.nn.modules.transformer': 'torch.nn',
  'torch.nn.parallel.distributed': 'torch.nn.parallel',
  'torch.nn.parameter': 'torch.nn',
  'torch.distributions.bernoulli': 'torch.distributions',
  'torch.distributions.beta': 'torch.distributions',
  'torch.distributions.binomial': 'torch.distributions',
  'torch.distributions.categorical': 'torch.distributions',
  'torch.distributions.dirichlet': 'torch.distributions',
  'torch.distributions.distribution': 'torch.distributions',
  'torch.distributions.exponential': 'torch.distributions',
  'torch.distributions.gamma': 'torch.distributions',
  'torch.distributions.independent': 'torch.distributions',
  'torch.distributions.mixture_same_family': 'torch.distributions',
  'torch.distributions.laplace': 'torch.distributions',
  'torch.distributions.log_normal': 'torch.distributions',
  'torch.distributions.multinomial': 'torch.distributions',
  'torch.distributions.multivariate_normal': 'torch.distributions',
  'torch.distributions.normal': 'torch.distributions',
  'torch.distributions.one_hot_categorical': 'torch.distributions',
  'torch.distributions.poisson': 'torch.distributions',
  'torch.distributions.relaxed_bernoulli': 'torch.distributions',
  'torch.distributions.relaxed_categorical': 'torch.distributions',
  'torch.distributions.transformed_distribution': 'torch.distributions',
  'torch.distributions.transforms': 'torch.distributions',
  'torch.distributions.uniform': 'torch.distributions',
  'torch.autograd.variable': 'torch.autograd',
  'torch.autograd.grad_mode': 'torch',
  functorch: 'torch.func',
  'torch.utils.data.dataset': 'torch.utils.data',
  'torch.utils.data.dataloader': 'torch.utils.data',
  'torch.utils.data.sampler': 'torch.utils.data',
  'torch.optim.sgd': 'torch.optim',
  'torch.optim.adam': 'torch.optim',
  'torch.optim.adamw': 'torch.optim',
  'torch.optim.optimizer': 'torch.optim',
  'tensorflow.compat.v1': 'tensorflow',
  'tensorflow.compat.v2': 'tensorflow',
  'tensorflow.losses': 'keras.losses',
  'tensorflow.metrics': 'keras.metrics',
  'tensorflow.optimizers': 'keras.optimizers',
  'tensorflow.initializers': 'keras.initializers',
  'tensorflow.keras.backend': 'keras.backend',
  'optax.losses': 'optax',
};

/** The name under which a module is known here, for one that is imported from where Keras stands too. */
export function canonicalModule(name: string): string {
  const place = placesOfKeras.find((known) => name === known || name.startsWith(`${known}.`));
  return place === undefined ? name : `keras${name.slice(place.length)}`;
}

/** The value of a qualified name; undefined where no framework here knows it. */
export function resolveQualified(name: string): Value | undefined {
  const known = moduleAliases[name];
  if (known) return { kind: 'module', name };
  for (const names of tables) {
    const found = names.get(name);
    if (found) return found;
  }
  const named = transformersName(name);
  if (named) return named;
  return modules.has(name) ? { kind: 'module', name } : undefined;
}

/** An attribute of a module; undefined where it is not known. */
export function moduleAttribute(module: ModuleValue, name: string): Value | undefined {
  const before = foundIn.get(module.name)?.get(name);
  if (before) return before;
  const value =
    resolveQualified(`${module.name}.${name}`) ??
    resolveQualified(`${moduleAliases[module.name] ?? module.name}.${name}`);
  if (!value) return undefined;
  const found = foundIn.get(module.name);
  if (found) found.set(name, value);
  else foundIn.set(module.name, new Map([[name, value]]));
  return value;
}

/** What modules were found to have, by their names: a program asks for `torch.nn` again and again. */
const foundIn = new Map<string, Map<string, Value>>();

const attributes: {
  readonly [F in TensorFramework]: (value: TensorValue, name: string, runtime: Runtime) => Value | undefined;
} = {
  torch: torchTensorAttribute,
  numpy: numpyTensorAttribute,
  jax: jaxTensorAttribute,
  tensorflow: tensorflowTensorAttribute,
};

/** An attribute or method of a tensor; undefined where it is not known. */
export const tensorAttribute = (value: TensorValue, name: string, runtime: Runtime): Value | undefined =>
  attributes[value.framework](value, name, runtime);

/** Methods that only tensors have: whatever is called so is a tensor. */
export const tensorOnlyMethods: ReadonlySet<string> = new Set([
  'softmax',
  'log_softmax',
  'sigmoid',
  'logsumexp',
  'requires_grad_',
  'argmax',
  'detach',
  'backward',
  'long',
  'expand_as',
  'masked_fill',
  'permute',
  'type_as',
  'unsqueeze',
  'view_as',
]);
