/**
 * What a loss expects of one of its inputs, in words. The engine's losses say it as data, in PyTorch's spelling;
 * the losses of other frameworks are those with other names for the parameters, classes along the last axis, and
 * labels of a kind that their own name says.
 */
import type { AnyLoss, Expectation } from '../engine/loss';
import { classIndices } from '../engine/losses/class_targets';
import { losses } from '../engine/losses/index';
import type { RoleKind } from '../engine/role';
import type { LossReport } from '../frameworks/runtime';
import { targetNames } from './target-names';

type Said = Pick<
  LossReport,
  'function' | 'loss' | 'inputs' | 'prediction' | 'options' | 'classTargets' | 'expects'
>;

const registry: Readonly<Record<string, AnyLoss | undefined>> = losses;

/** Keras looks behind an activation for the scores: what its arguments ask for is told by `from_logits` alone. */
const ofLogits: Readonly<Record<string, string>> = {
  binary_crossentropy: 'binary_cross_entropy_with_logits',
  binary_focal_crossentropy: 'binary_cross_entropy_with_logits',
  categorical_crossentropy: 'cross_entropy',
  categorical_focal_crossentropy: 'cross_entropy',
};
const ofProbabilities: Readonly<Record<string, string>> = {
  binary_cross_entropy_with_logits: 'binary_crossentropy',
  cross_entropy: 'categorical_crossentropy',
};

/** Alternatives in one sentence; empty where nothing is said. */
export function expected(report: Said, parameter: string): string {
  const isTorch = report.function.startsWith('torch.');
  return expectationsOf(report, parameter)
    .map(({ says, elsewhere }) => (isTorch ? says : (elsewhere ?? says)))
    .join('; or ');
}

/** The roles that are right for an input. */
export const rolesExpected = (report: Said, parameter: string): readonly RoleKind[] =>
  expectationsOf(report, parameter).flatMap(({ roles }) => roles);

function expectationsOf(report: Said, parameter: string): readonly Expectation[] {
  if (report.expects) return report.expects.filter(({ of }) => of === parameter);
  const loss = registry[spokenOf(report)];
  // What an option decides that this framework's loss does not have is not said.
  const holds = ({ given = {} }: Expectation): boolean =>
    Object.entries(given).every(([option, value]) => report.options[option] === value);
  return loss ? spelled(loss, report, parameter).filter(holds) : [];
}

/** The engine's loss whose expectations hold for the arguments as they are written. */
function spokenOf({ loss, options: { from_logits: fromLogits } }: Said): string {
  if (typeof fromLogits !== 'boolean') return loss;
  return (fromLogits ? ofLogits : ofProbabilities)[loss] ?? loss;
}

/** By the names that the framework gives to the parameters. */
function spelled(loss: AnyLoss, report: Said, parameter: string): readonly Expectation[] {
  const of = (name: string | undefined): readonly Expectation[] =>
    loss.expects.filter((expectation) => expectation.of === name);
  if (loss.tensors.includes(parameter)) return of(parameter);
  const [input, target] = loss.tensors;
  const distributions = of(target).filter((expectation) => expectation !== classIndices);
  const isEither = distributions.length < of(target).length;
  // Which of both its labels are is then not known.
  if (isEither && report.classTargets === undefined) return [];
  if (parameter === (report.prediction ?? report.inputs[0]?.name)) return of(input);
  if (!targetNames.has(parameter)) return [];
  return report.classTargets === 'indices' ? [classIndices] : distributions;
}
