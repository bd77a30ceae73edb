/**
 * A setting as a program of a few lines, in the framework of its loss. LossLens reads it like
 * any other, so that what is played with has the numbers, the gradient and the findings that
 * a file would have; and a person can copy it and run it with the real framework.
 */
import { isFloating } from '../../engine/dtype';
import type { PlainValue } from '../../inspect/inspection';
import { nestedLists } from '../../base/tensor-text';
import type { LossSetting, SettingTensor } from './loss-setting';

interface Dialect {
  /** The line that the arrays need. */
  readonly imports: string;
  /** `torch.tensor([[1.0]], dtype=torch.float32)`. */
  array(tensor: SettingTensor, isLeaf: boolean): string;
  /** The reduction that need not be written. */
  readonly defaultReduction: string | null;
  /** Whether functions take a reduction, and not only classes. */
  readonly functionsReduce: boolean;
  /** Whether the tensors are passed by their names. */
  readonly byName: boolean;
  /** The lines that show the loss and its gradient when the program is run. */
  ending(setting: LossSetting): readonly string[];
}

const torch: Dialect = {
  imports: 'import torch',
  array: ({ values, shape, dtype }, isLeaf) =>
    `torch.tensor(${nestedLists(values, shape, dtype)}, dtype=torch.${dtype}${isLeaf ? ', requires_grad=True' : ''})`,
  defaultReduction: 'mean',
  functionsReduce: true,
  byName: false,
  ending: ({ prediction, reduction, tensors }) => {
    const leaf = tensors.find(({ name }) => name === prediction);
    if (!leaf || !isFloating(leaf.dtype)) return ['print(loss)'];
    return [
      `${reduction === 'none' ? 'loss.sum()' : 'loss'}.backward()`,
      'print(loss)',
      `print(${leaf.name}.grad)`,
    ];
  },
};

const arrays = (imports: string, make: string, prefix: string, byName: boolean): Dialect => ({
  imports,
  array: ({ values, shape, dtype }) =>
    `${make}(${nestedLists(values, shape, dtype)}, dtype=${prefix}.${dtype === 'bool' ? 'bool_' : dtype})`,
  defaultReduction: null,
  functionsReduce: false,
  byName,
  ending: () => ['print(loss)'],
});

const dialects = {
  torch,
  torchvision: { ...torch, defaultReduction: 'none' },
  fastai: torch,
  keras: {
    ...arrays('import numpy as np', 'np.array', 'np', false),
    defaultReduction: 'sum_over_batch_size',
  },
  tensorflow: arrays('import tensorflow as tf', 'tf.constant', 'tf', true),
  optax: arrays('import jax.numpy as jnp', 'jnp.array', 'jnp', true),
} satisfies Readonly<Record<string, Dialect>>;

/**
 * A tensor as an expression of a framework, by the name of its package.
 *
 * @param isLeaf Whether its gradient is asked for, where the framework wants to know beforehand.
 */
export const arrayText = (framework: keyof typeof dialects, tensor: SettingTensor, isLeaf: boolean): string =>
  dialects[framework].array(tensor, isLeaf && isFloating(tensor.dtype));

/** Tensors that belong to the constructor of a loss class. */
const ofConstructor: ReadonlySet<string> = new Set(['weight', 'pos_weight']);

/** The program, or null for a framework whose losses cannot be written down on their own. */
export function lossScript(setting: LossSetting): string | null {
  const lines = lossPreamble(setting);
  const { temperature, prediction } = setting;
  const call = lossCallOf(setting, (name) =>
    name === prediction && temperature !== 1 ? `${name} / temperature` : name,
  );
  if (lines === null || call === null) return null;
  return [
    ...lines,
    ...(temperature === 1 ? [] : [`temperature = ${temperature}`]),
    '',
    `loss = ${call}`,
    ...(dialectOf(setting)?.ending(setting) ?? []),
    '',
  ].join('\n');
}

const dialectOf = ({ function: called }: LossSetting): Dialect | undefined => {
  const all: Readonly<Record<string, Dialect>> = dialects;
  return all[called.split('.', 1)[0] ?? ''];
};

/** The imports, and a line for each tensor; null for a framework that is not known. */
export function lossPreamble(setting: LossSetting): string[] | null {
  const dialect = dialectOf(setting);
  if (!dialect) return null;
  const { tensors, prediction } = setting;
  return [
    ...new Set([dialect.imports, ...importsOf(setting.function).imports]),
    '',
    ...tensors.map(
      (tensor) =>
        `${tensor.name} = ${dialect.array(tensor, tensor.name === prediction && isFloating(tensor.dtype))}`,
    ),
  ];
}

function importsOf(qualified: string): { readonly imports: readonly string[]; readonly name: string } {
  const at = qualified.lastIndexOf('.');
  const [module, member] = [qualified.slice(0, at), qualified.slice(at + 1)];
  if (module === 'torch.nn.functional')
    return { imports: ['import torch.nn.functional as F'], name: `F.${member}` };
  if (module === 'torch.nn') return { imports: ['import torch.nn as nn'], name: `nn.${member}` };
  if (module.startsWith('tensorflow'))
    return { imports: [], name: `tf${module.slice('tensorflow'.length)}.${member}` };
  if (/^(keras|optax)/.test(module))
    return { imports: [`import ${module.split('.', 1)[0]}`], name: qualified };
  return { imports: [`from ${module} import ${member}`], name: member };
}

/**
 * The call of the loss; null for a framework that is not known.
 *
 * @param passed What is written for a tensor: its name, or something made of it.
 */
export function lossCallOf(setting: LossSetting, passed: (tensor: string) => string): string | null {
  const dialect = dialectOf(setting);
  if (!dialect) return null;
  const { tensors, reduction } = setting;
  const { name } = importsOf(setting.function);
  const isClass = /^[A-Z]/.test(name.slice(name.lastIndexOf('.') + 1));
  const settings = Object.entries(setting.options)
    .filter(([, value]) => value !== null)
    .map(([option, value]) => `${option}=${optionText(value)}`);
  const isReduced = dialect.defaultReduction !== null && (isClass || dialect.functionsReduce);
  if (isReduced && reduction !== dialect.defaultReduction) settings.push(`reduction='${reduction}'`);
  const first = tensors.filter((tensor) => !ofConstructor.has(tensor.name));
  const extra = tensors.filter((tensor) => ofConstructor.has(tensor.name));
  const data = first.map((tensor) =>
    dialect.byName ? `${tensor.name}=${passed(tensor.name)}` : passed(tensor.name),
  );
  const named = extra.map((tensor) => `${tensor.name}=${passed(tensor.name)}`);
  return isClass
    ? `${name}(${[...named, ...settings].join(', ')})(${data.join(', ')})`
    : `${name}(${[...data, ...named, ...settings].join(', ')})`;
}

function optionText(value: PlainValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : `float('${value}')`;
  return `[${value.map(optionText).join(', ')}]`;
}
