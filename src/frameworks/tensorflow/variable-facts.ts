/** What variables of TensorFlow were made with besides their values. */
import type { TensorValue } from '../values';

interface VariableFacts {
  /** With the number of its output, as TensorFlow prints it. */
  readonly name: string;
  readonly isTrainable: boolean;
}

const facts = new WeakMap<TensorValue, VariableFacts>();

export const noteVariable = (value: TensorValue, made: VariableFacts): void => {
  facts.set(value, made);
};

export const isTrainable = (value: TensorValue): boolean => facts.get(value)?.isTrainable ?? true;

export const variableName = (value: TensorValue): string => facts.get(value)?.name ?? 'Variable:0';
