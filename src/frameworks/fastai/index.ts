/** What the names of fastai mean: its losses, and what `from fastai.vision.all import *` brings along. */
import { define } from '../define';
import { standardNames } from '../standard';
import { torchNames } from '../torch';
import { moduleClass } from '../torch/module';
import { list, type NativeFunction, type Value } from '../values';
import { dataNames } from './data-loaders';
import { learners } from './learner';
import { fastaiLosses } from './losses';
import { metrics } from './metrics';

/** fastai's `tensor`: several numbers make a row, anything else is as in PyTorch. */
const tensor: NativeFunction = define('fastai.torch_core.tensor', '(x, *rest, **kwargs)', (args, runtime) => {
  const data = args.rest.length > 0 ? list([args.value('x'), ...args.rest]) : args.value('x');
  return data.kind === 'tensor' ? data : runtime.call(torchNames.get('torch.tensor')!, [data], args.keywords);
});

const module = (name: string): Value => ({ kind: 'module', name });

/** fastai's Module calls PyTorch's constructor by itself, before the `__init__` of a class below it. */
const baseModule = moduleClass('fastai.torch_core.Module', '()', {});

/** Names of other packages that a star import of fastai's gives too. */
const brought: Readonly<Record<string, Value>> = {
  torch: module('torch'),
  nn: module('torch.nn'),
  F: module('torch.nn.functional'),
  optim: module('torch.optim'),
  np: module('numpy'),
  pd: module('pandas'),
  plt: module('matplotlib.pyplot'),
  math: module('math'),
  random: module('random'),
  partial: standardNames.get('functools.partial')!,
  tensor,
  Tensor: torchNames.get('torch.Tensor')!,
  Module: baseModule,
  Embedding: torchNames.get('torch.nn.Embedding')!,
};

const losses: Readonly<Record<string, Value>> = Object.fromEntries(
  fastaiLosses.map((loss) => [loss.name.slice('fastai.losses.'.length), loss]),
);

const metricNames: Readonly<Record<string, Value>> = Object.fromEntries(
  metrics.map((metric) => [metric.name.slice('fastai.metrics.'.length), metric]),
);

/** The modules by which people import from fastai, and whether they give all or the losses alone. */
const modules: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
  'fastai.losses': { ...brought, ...losses },
  'fastai.torch_core': brought,
  'fastai.metrics': metricNames,
  'fastai.learner': learners,
  'fastai.vision.data': dataNames,
  'fastai.data.block': dataNames,
  'fastai.vision.learner': learners,
  ...Object.fromEntries(
    ['basics', 'vision.all', 'text.all', 'tabular.all', 'collab', 'medical.imaging'].map((name) => [
      `fastai.${name}`,
      { ...brought, ...losses, ...metricNames, ...learners, ...dataNames },
    ]),
  ),
};

/** Every name of fastai that is known, by its qualified name. */
export const fastaiNames: ReadonlyMap<string, Value> = new Map(
  Object.entries(modules).flatMap(([name, values]) =>
    Object.entries(values).map(([key, value]): readonly [string, Value] => [`${name}.${key}`, value]),
  ),
);
