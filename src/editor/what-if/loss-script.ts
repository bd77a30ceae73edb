/**
 * A setting as a program of a few lines, in the framework of its loss. LossLens reads it like
 * any other, so that what is played with has the numbers, the gradient and the findings that
 * a file would have; and a person can copy it and run it with the real framework.
 */
import { roundTo } from '../../engine/backends/rounding';
import { allocate, isFloating } from '../../engine/dtype';
import type { TensorFramework } from '../../frameworks/values';
import type { PlainValue } from '../../inspect/inspection';
import type { GivenTensor } from '../../inspect/options';
import { nestedLists } from '../../base/tensor-text';
import type { LossSetting, SettingTensor } from './loss-setting';

interface Dialect {
  /** The line that the arrays need. */
  readonly imports: string;
  /** Whose tensors its losses take. */
  readonly tensors: TensorFramework;
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
  tensors: 'torch',
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

const arrays = (
  tensors: TensorFramework,
  imports: string,
  make: string,
  prefix: string,
  byName: boolean,
): Dialect => ({
  tensors,
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
    ...arrays('numpy', 'import numpy as np', 'np.array', 'np', false),
    defaultReduction: 'sum_over_batch_size',
  },
  tensorflow: arrays('tensorflow', 'import tensorflow as tf', 'tf.constant', 'tf', true),
  optax: arrays('jax', 'import jax.numpy as jnp', 'jnp.array', 'jnp', true),
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
  const dialect = dialectOf(setting);
  if (!dialect) return null;
  return textOf([
    ...importsFor(dialect, setting),
    '',
    ...arrayLines(dialect, setting),
    ...lossLines(setting),
    ...dialect.ending(setting),
  ]);
}

/** A program whose tensors are given and need not be written down and read: for numbers that are wanted again and again. */
export interface LossProgram {
  readonly text: string;
  readonly given: Readonly<Record<string, GivenTensor>>;
}

/** The same program without the lines that show what came of it; null where there is none. */
export function lossProgram(setting: LossSetting): LossProgram | null {
  const dialect = dialectOf(setting);
  if (!dialect) return null;
  return {
    text: textOf([...importsFor(dialect, setting), ...lossLines(setting)]),
    given: givenTensors(dialect, setting),
  };
}

/** What a program about the loss stands on: the imports, and its tensors, given by their names; null for a framework that is not known. */
export function lossGround(
  setting: LossSetting,
): { readonly imports: readonly string[]; readonly given: LossProgram['given'] } | null {
  const dialect = dialectOf(setting);
  return dialect ? { imports: importsFor(dialect, setting), given: givenTensors(dialect, setting) } : null;
}

const givenTensors = (dialect: Dialect, setting: LossSetting): LossProgram['given'] =>
  Object.fromEntries(setting.tensors.map((tensor) => [tensor.name, givenTensor(dialect, setting, tensor)]));

function givenTensor(
  { tensors: framework }: Dialect,
  { prediction }: LossSetting,
  { name, shape, dtype, values }: SettingTensor,
): GivenTensor {
  const typed = allocate(dtype, values.length);
  typed.set(values);
  roundTo(dtype, typed);
  const requiresGrad = framework === 'torch' && name === prediction && isFloating(dtype);
  return { framework, shape, dtype, values: typed, requiresGrad };
}

const textOf = (lines: readonly string[]): string => [...lines, ''].join('\n');

/** The lines from the tensors to the loss. */
function lossLines(setting: LossSetting): string[] {
  const { temperature, prediction } = setting;
  const call = lossCallOf(setting, (name) =>
    name === prediction && temperature !== 1 ? `${name} / temperature` : name,
  );
  return [...(temperature === 1 ? [] : [`temperature = ${temperature}`]), '', `loss = ${call}`];
}

const dialectOf = ({ function: called }: LossSetting): Dialect | undefined => {
  const all: Readonly<Record<string, Dialect>> = dialects;
  return all[called.split('.', 1)[0] ?? ''];
};

const importsFor = (dialect: Dialect, setting: LossSetting): string[] => [
  ...new Set([dialect.imports, ...importsOf(setting.function).imports]),
];

const arrayLines = (dialect: Dialect, { tensors, prediction }: LossSetting): string[] =>
  tensors.map(
    (tensor) =>
      `${tensor.name} = ${dialect.array(tensor, tensor.name === prediction && isFloating(tensor.dtype))}`,
  );

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
