/**
 * How far a person has played with the loss that is shown: what was changed, what came of
 * it, and what else was asked to be computed. Each change makes a small program, which is
 * read like a file; the newest answer counts.
 */
import { fail, succeed, type Result } from '../../base/result';
import type { Inspection, LossCall } from '../../inspect/inspection';
import type { LossState, TensorModel } from '../../protocol/model';
import type { SheetModel } from '../../protocol/sheet';
import type { Change, CompareModel, CurveModel, Exploration } from '../../protocol/what-if';
import type { Analysis } from '../../rules/analyze';
import type { Edit } from '../../rules/rule';
import { cancelled, type AnalysisOutcome } from '../analysis/analyzer';
import { inputModel, lossState, type Subject } from '../inspector/model';
import { changed, isChanged, noChanges, withChange, type Changes } from './changes';
import { compareModel, compareProgram } from './compare';
import { curveModel, curveProgram } from './curve';
import { entropyProgram, numberOf } from './entropy';
import { lossScript } from './loss-script';
import { settingOf, type LossSetting } from './loss-setting';
import { madeChanges, refit, type MadeChange } from './made-changes';
import { whatIfModel } from './model';
import { writeBackEdits } from './write-back';

/** Reads a program of ours. `purpose` names what it is for: a newer one for the same takes its place. */
export type ReadProgram = (purpose: string, text: string) => Promise<AnalysisOutcome>;

/** The loss that is played with, as the document has it. */
interface Written {
  readonly subject: Subject;
  readonly call: LossCall;
  readonly setting: Result<LossSetting, string>;
}

/** The changed loss, read. */
interface Played {
  readonly changes: Changes;
  readonly analysis: Analysis;
  readonly call: LossCall;
  readonly text: string;
}

/** A newer change took its place, and shows itself. */
const superseded: Result<null, string> = succeed(null);

export class Player {
  readonly #read: ReadProgram;
  #written: Written | null = null;
  #changes: Changes = noChanges;
  #played: Played | null = null;
  /** Changes that are to be made again in the text as it is now. */
  #pending: readonly MadeChange[] = [];
  /** Whether the changes were put into the source: the next text has them. */
  #isWritten = false;
  /** What became of changes that were to be made again. */
  #note = '';
  #compare: CompareModel | null = null;
  #curve: CurveModel | null = null;
  #turn = 0;
  /** Of the loss that is played with, with its changes. */
  #version = 0;

  constructor(read: ReadProgram) {
    this.#read = read;
  }

  /** Differs between any two states of playing. */
  get turn(): number {
    return this.#turn;
  }

  /** What was changed, with what it replaced. */
  get made(): readonly MadeChange[] {
    if (this.#pending.length > 0 || !this.#written?.setting.ok) return this.#pending;
    return madeChanges(this.#written.setting.value, this.#changes);
  }

  /**
   * Takes the loss that is shown now; null for anything else. What was changed is kept where its tensors and options
   * are the same.
   *
   * @param isAgain Whether it is the loss of before in a newer text: then `resume` makes the changes again that still fit.
   */
  take(subject: Subject | null, call: LossCall | null, isAgain = false): void {
    const before = this.#written;
    const { made } = this;
    if (subject?.analysis === before?.subject.analysis && call === (before?.call ?? null)) return;
    this.#written = subject &&
      call && { subject, call, setting: settingOf(subject.analysis.inspection, call) };
    if (before && this.#written && isSame(before.setting, this.#written.setting)) return;
    this.#pending = isAgain && !this.#isWritten ? made : [];
    this.#isWritten = false;
    this.#note = '';
    this.#changes = noChanges;
    this.#played = null;
    this.#compare = null;
    this.#curve = null;
    this.#turn++;
    this.#version++;
  }

  /** Remembers changes of an earlier time, for `resume`. */
  pend(made: readonly MadeChange[]): void {
    this.#pending = made;
  }

  /** Makes the changes again that wait for it, and says how many of them no longer fit. */
  async resume(): Promise<void> {
    const made = this.#pending;
    const setting = this.#written?.setting;
    this.#pending = [];
    if (made.length === 0 || !setting) return;
    const { changes, dropped } = setting.ok
      ? refit(setting.value, made)
      : { changes: noChanges, dropped: made.length };
    this.#note = noteOf(made.length, dropped);
    this.#turn++;
    if (setting.ok && isChanged(changes)) await this.#play(setting.value, changes);
  }

  /** Whether the changes are put into the source: the next text is not to have them twice then. */
  written(are: boolean): void {
    this.#isWritten = are;
  }

  /** The state with what was changed and explored in it. */
  dress(state: LossState): LossState {
    const written = this.#written;
    if (!written?.setting.ok) return state;
    const { setting } = written;
    const explored = {
      ...state,
      compare: this.#compare,
      curve: this.#curve,
      whatIf: { ...state.whatIf, note: this.#note },
    };
    if (!isChanged(this.#changes) || !this.#played) return explored;
    const edits = this.writeBack();
    const { analysis, call: played, text } = this.#played;
    const sources = [{ text, name: 'what if' }];
    const fresh = lossState({ analysis, revision: state.revision, sources, fixable: false }, played);
    return {
      ...explored,
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
      activation: fresh.activation,
      perElement: fresh.perElement,
      formula: fresh.formula,
      gradients: fresh.gradients,
      sheet: fresh.sheet && asWritten(fresh.sheet, state),
      steps: fresh.steps,
      options: fresh.options,
      error: fresh.error,
      warnings: fresh.warnings,
      choice: fresh.choice,
      whatIf: {
        ...whatIfModel(setting.value, this.#changes, state.value, edits.ok ? '' : edits.failure),
        note: this.#note,
      },
    };
  }

  async change(change: Change): Promise<Result<null, string>> {
    const written = this.#written;
    if (!written) return fail('No loss is shown.');
    if (!written.setting.ok) return written.setting;
    const changes = withChange(written.setting.value, this.#changes, change);
    if (!changes.ok) return changes;
    this.#note = '';
    return this.#play(written.setting.value, changes.value);
  }

  async #play(setting: LossSetting, changes: Changes): Promise<Result<null, string>> {
    this.#changes = changes;
    this.#turn++;
    const version = ++this.#version;
    if (!isChanged(changes)) {
      this.#played = null;
      return succeed(null);
    }
    const text = lossScript(changed(setting, changes));
    if (text === null) return fail('The losses of this framework cannot be played with.');
    const outcome = await this.#read('what-if', text);
    if (version !== this.#version) return superseded;
    const call = outcome.ok ? outcome.value.inspection.losses.at(-1) : undefined;
    // What could not be computed is not changed: the next change starts from what is shown.
    if (!call) this.#changes = this.#played?.changes ?? noChanges;
    if (!outcome.ok) return fail(outcome.failure.message);
    if (!call) {
      return fail(outcome.value.inspection.unknowns[0]?.reason ?? 'The changed loss could not be computed.');
    }
    this.#played = { changes, analysis: outcome.value, call, text };
    this.#turn++;
    return succeed(null);
  }

  /** Computes once more where the loss was changed meanwhile, so that what was asked for comes in any case. */
  async explore(exploration: Exploration): Promise<Result<null, string>> {
    for (;;) {
      const version = this.#version;
      const model =
        exploration.kind === 'compare'
          ? await this.#compared()
          : await this.#curveAlong(exploration.input, exploration.index);
      // A newer one of its kind is under way, perhaps of another loss.
      if (!model.ok && model.failure === cancelled.message) return superseded;
      if (version !== this.#version) {
        if (this.#written) continue;
        return superseded;
      }
      if (!model.ok) return model;
      if ('rows' in model.value) this.#compare = model.value;
      else this.#curve = model.value;
      this.#turn++;
      return succeed(null);
    }
  }

  /** Computes again what was explored before the last change. */
  async refresh(): Promise<void> {
    const { input, index } = this.#curve ?? {};
    if (this.#compare) await this.explore({ kind: 'compare' });
    if (input !== undefined && index !== undefined) await this.explore({ kind: 'curve', input, index });
  }

  /** The edits that put the changes into the source. */
  writeBack(): Result<readonly Edit[], string> {
    const written = this.#written;
    if (!written?.setting.ok) return fail('No loss is shown that could be changed.');
    const { subject, call, setting } = written;
    if (!subject.fixable)
      return fail('What is shown was selected; it stands in no document that could be edited.');
    return writeBackEdits(
      {
        inspection: subject.analysis.inspection,
        call,
        setting: setting.value,
        texts: subject.sources.map(({ text }) => text),
      },
      this.#changes,
    );
  }

  /** A program that gives what is shown, to be run with the real framework. */
  script(): Result<string, string> {
    const setting = this.#setting();
    if (!setting.ok) return setting;
    const text = lossScript(setting.value);
    return text === null
      ? fail('The losses of this framework cannot be written down on their own.')
      : succeed(text);
  }

  /** The setting with its changes. */
  #setting(): Result<LossSetting, string> {
    const setting = this.#written?.setting ?? fail('No loss is shown.');
    return setting.ok ? succeed(changed(setting.value, this.#changes)) : setting;
  }

  /** The call that is shown: the changed one, where it was changed. */
  #shown(): { readonly inspection: Inspection; readonly call: LossCall } | null {
    if (this.#played) return { inspection: this.#played.analysis.inspection, call: this.#played.call };
    return (
      this.#written && { inspection: this.#written.subject.analysis.inspection, call: this.#written.call }
    );
  }

  async #compared(): Promise<Result<CompareModel, string>> {
    const setting = this.#setting();
    const shown = this.#shown();
    if (!setting.ok || !shown) return setting.ok ? fail('No loss is shown.') : setting;
    const program = compareProgram(setting.value);
    if (typeof program === 'string') return succeed({ rows: [], refusal: program });
    const outcome = await this.#read('compare', program.text);
    if (!outcome.ok) return fail(outcome.failure.message);
    return succeed(compareModel(program, outcome.value.inspection, shown.call, setting.value));
  }

  async #curveAlong(input: string, index: number): Promise<Result<CurveModel, string>> {
    const setting = this.#setting();
    const shown = this.#shown();
    if (!setting.ok || !shown) return setting.ok ? fail('No loss is shown.') : setting;
    const unchanged = this.#written?.setting.ok ? this.#written.setting.value.tensors : [];
    const written = [...unchanged, ...this.#changes.added].find(({ name }) => name === input)?.values[index];
    const program = curveProgram(setting.value, input, index, written);
    if (typeof program === 'string') return fail(program);
    const outcome = await this.#read('curve', program.text);
    if (!outcome.ok) return fail(outcome.failure.message);
    const floor = entropyProgram(setting.value);
    const bound = floor === null ? null : await this.#read('entropy', floor);
    const entropy = bound?.ok ? numberOf(bound.value.inspection, 'entropy') : null;
    const { inspection, call } = shown;
    const slope = slopeOf(inspection, call, setting.value, input, index);
    return succeed(curveModel(program, outcome.value.inspection, call.value, slope, entropy));
  }
}

/** What became of changes that were made again; empty where all still fit. */
function noteOf(made: number, dropped: number): string {
  if (dropped === 0) return '';
  const lost = dropped === 1 ? '1 change no longer fits' : `${dropped} changes no longer fit`;
  const kept = made - dropped;
  const rest = kept === 0 ? '' : ` ${kept === 1 ? '1 other is' : `${kept} others are`} kept.`;
  return `The source has changed since: ${lost} and ${dropped === 1 ? 'was' : 'were'} dropped.${rest}`;
}

/** The steps of the changed loss; its inputs are those of the program, where their numbers stand. */
const asWritten = (sheet: SheetModel, { inputs }: LossState): SheetModel => ({
  ...sheet,
  groups: sheet.groups.map((group) => {
    const input = group.kind === 'input' ? inputs.find(({ name }) => name === group.name) : undefined;
    return { ...group, tensor: { ...group.tensor, id: input?.tensor.id ?? null } };
  }),
});

function isSame(before: Result<LossSetting, string>, now: Result<LossSetting, string>): boolean {
  if (!before.ok || !now.ok) return false;
  const text = lossScript(before.value);
  return text !== null && text === lossScript(now.value);
}

/** A tensor of the program by its name: the one that is edited, before a temperature divides it. */
function named({ variables, tensors }: Inspection, name: string): TensorModel | null {
  const variable = variables[name];
  const record = variable?.kind === 'tensor' ? tensors[variable.tensor] : undefined;
  return record ? inputModel(record, name) : null;
}

/** The loss's derivative along one element; null where there is no gradient of this input. */
function slopeOf(
  inspection: Inspection,
  call: LossCall,
  { temperature, prediction }: LossSetting,
  input: string,
  index: number,
): number | null {
  const gradient = call.gradients.find(({ of }) => of === input);
  const slope = gradient && inspection.tensors[gradient.tensor]?.data?.[index];
  if (slope === undefined) return null;
  // The gradient is the one of what the loss was given, which a temperature has divided.
  return input === prediction ? slope / temperature : slope;
}
