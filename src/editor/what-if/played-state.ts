/** What the panel shows of a loss that was changed: the numbers of the program that was read for it, at the places of the one that is written. */
import type { Inspection, LossCall } from '../../inspect/inspection';
import type { LossState, TensorModel } from '../../protocol/model';
import type { SheetModel } from '../../protocol/sheet';
import type { Analysis } from '../../rules/analyze';
import { inputModel, lossOutcome, lossState } from '../inspector/model';
import type { Changes } from './changes';
import type { LossProgram } from './loss-script';

/** The changed loss, read. */
export interface Played {
  readonly changes: Changes;
  readonly program: LossProgram;
  readonly analysis: Analysis;
  readonly call: LossCall;
  /** Whether its steps and gradients were read too. */
  readonly isWhole: boolean;
}

/** @param state Of the loss as it is written. */
export function playedState(state: LossState, { analysis, call, program, isWhole }: Played): LossState {
  const sources = [{ text: program.text, name: 'what if' }];
  const subject = { analysis, revision: state.revision, sources, fixable: false };
  const whole = isWhole ? lossState(subject, call) : null;
  const fresh = whole ?? lossOutcome(subject, call);
  return {
    ...state,
    ...(whole ? partsOf(whole, state) : withoutParts(state)),
    value: fresh.value,
    reduction: fresh.reduction,
    reason: fresh.reason,
    evaluation: 'what if',
    inputs: fresh.inputs.map((input) => {
      const old = state.inputs.find(({ name }) => name === input.name);
      return {
        ...input,
        expression: old?.expression ?? input.name,
        link: old?.link ?? null,
        made: old?.made ?? null,
        tensor: {
          ...(named(analysis.inspection, input.name) ?? input.tensor),
          id: old?.tensor.id ?? null,
        },
      };
    }),
    perElement: fresh.perElement,
    options: fresh.options,
    error: fresh.error,
    warnings: fresh.warnings,
  };
}

type Parts = Pick<
  LossState,
  'isPartial' | 'formula' | 'gradients' | 'gradientNotes' | 'sheet' | 'steps' | 'choice'
>;

const partsOf = (whole: LossState, written: LossState): Parts => ({
  isPartial: false,
  formula: whole.formula,
  gradients: whole.gradients,
  gradientNotes: whole.gradientNotes,
  sheet: whole.sheet && asWritten(whole.sheet, written),
  steps: whole.steps,
  choice: whole.choice,
});

/** What a tab is told by is there, and its numbers are not: they are computed when somebody looks at it. */
const withoutParts = ({ gradients, gradientNotes, steps, choice }: LossState): Parts => ({
  isPartial: true,
  formula: '',
  gradients: gradients.map((gradient) => ({
    ...gradient,
    sheet: null,
    largest: null,
    tensor: { ...gradient.tensor, values: null },
  })),
  gradientNotes,
  sheet: null,
  steps,
  choice,
});

/** The steps of the changed loss; its inputs are those of the program, where their numbers stand. */
const asWritten = (sheet: SheetModel, { inputs }: LossState): SheetModel => ({
  ...sheet,
  groups: sheet.groups.map((group) => {
    const input = group.kind === 'input' ? inputs.find(({ name }) => name === group.name) : undefined;
    return { ...group, tensor: { ...group.tensor, id: input?.tensor.id ?? null } };
  }),
});

/** A tensor of the program by its name: the one that is edited, before a temperature divides it. */
function named({ variables, tensors }: Inspection, name: string): TensorModel | null {
  const variable = variables[name];
  const record = variable?.kind === 'tensor' ? tensors[variable.tensor] : undefined;
  return record ? inputModel(record, name) : null;
}
