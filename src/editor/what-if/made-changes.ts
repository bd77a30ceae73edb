/**
 * What was changed of a loss as a list that outlives its program: each change stands beside what it
 * replaced, so that it is known whether it still fits once the text has changed.
 */
import type { Change } from '../../protocol/what-if';
import { noChanges, withChange, type Changes } from './changes';
import type { LossSetting, SettingTensor } from './loss-setting';

export interface MadeChange {
  readonly change: Change;
  /** What the program had there: the tensor's kind and the value, or the option. */
  readonly replaced: string;
}

/** All changes of a setting, in an order in which they can be made again. */
export function madeChanges(setting: LossSetting, changes: Changes): readonly MadeChange[] {
  const options: Readonly<Record<string, number | string>> = {
    ...changes.options,
    ...(changes.temperature === 1 ? {} : { temperature: changes.temperature }),
    ...(changes.reduction === null ? {} : { reduction: changes.reduction }),
  };
  const all: Change[] = [
    ...changes.added.map(({ name }): Change => ({ kind: 'add', input: name })),
    ...Object.entries(changes.values).flatMap(([input, edits]) =>
      Object.entries(edits).map(([index, value]): Change => ({
        kind: 'value',
        input,
        index: Number(index),
        text: typed(value),
      })),
    ),
    ...Object.entries(options).map(([name, value]): Change => ({ kind: 'option', name, value })),
  ];
  return all.map((change) => ({ change, replaced: hadBefore(setting, changes.added, change) }));
}

/**
 * Makes changes again in a program that may have changed since. What the program has by now is no change any
 * more; what replaced something else is dropped.
 */
export function refit(
  setting: LossSetting,
  made: readonly MadeChange[],
): { readonly changes: Changes; readonly dropped: number } {
  let changes = noChanges;
  let dropped = 0;
  for (const { change, replaced } of made) {
    if (isThere(setting, change)) continue;
    const next =
      hadBefore(setting, changes.added, change) === replaced ? withChange(setting, changes, change) : null;
    if (next?.ok) changes = next.value;
    else dropped++;
  }
  return { changes, dropped };
}

function hadBefore(setting: LossSetting, added: readonly SettingTensor[], change: Change): string {
  switch (change.kind) {
    case 'value': {
      const tensor = [...setting.tensors, ...added].find(({ name }) => name === change.input);
      const value = tensor?.values[change.index];
      return tensor && value !== undefined
        ? `${tensor.dtype} [${tensor.shape.join(', ')}] ${typed(value)}`
        : '';
    }
    case 'option':
      return optionOf(setting, change.name);
    case 'add':
    case 'reset':
      return '';
  }
}

/** The temperature is none of the program's. */
function optionOf({ options, reduction }: LossSetting, name: string): string {
  if (name === 'temperature') return '1';
  return name === 'reduction' ? reduction : String(options[name]);
}

/** Whether the program has it without being changed. */
function isThere(setting: LossSetting, change: Change): boolean {
  switch (change.kind) {
    case 'value': {
      const value = setting.tensors.find(({ name }) => name === change.input)?.values[change.index];
      return value !== undefined && typed(value) === change.text;
    }
    case 'option':
      return change.name !== 'temperature' && optionOf(setting, change.name) === String(change.value);
    case 'add':
      return setting.tensors.some(({ name }) => name === change.input);
    case 'reset':
      return true;
  }
}

/** A value as a person would type it. */
function typed(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  return Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf';
}
