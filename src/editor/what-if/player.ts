/**
 * How far a person has played with the loss that is shown: what was changed, what came of
 * it, and what else was asked to be computed. Each change makes a small program, which is
 * read like a file; the newest answer counts. What the loss comes to is read at once, so that it
 * follows a slider; its steps and gradients when somebody looks at them.
 */
import { fail, succeed, type Result } from '../../base/result';
import { isFloating } from '../../engine/dtype';
import type { Inspection, LossCall } from '../../inspect/inspection';
import type { LossTabName } from '../../protocol/messages';
import type { LossState } from '../../protocol/model';
import type { Change, CompareModel, CurveModel, Exploration } from '../../protocol/what-if';
import type { Edit } from '../../rules/rule';
import { cancelled, type AnalysisOutcome } from '../analysis/analyzer';
import type { Subject } from '../inspector/model';
import { changed, isChanged, noChanges, withChange, type Changes } from './changes';
import { compareModel, compareProgram } from './compare';
import { curveModel, curveProgram, drawSame, type CurveProgram } from './curve';
import { entropyProgram, numberOf } from './entropy';
import { lossProgram, lossScript, type LossProgram } from './loss-script';
import { settingOf, type LossSetting } from './loss-setting';
import { madeChanges, refit, type MadeChange } from './made-changes';
import { whatIfModel } from './model';
import { playedState, type Played } from './played-state';
import { writeBackEdits, writeBackSubject, type WriteBackSubject } from './write-back';

/** Reads a program of ours. `purpose` names what it is for: a newer one for the same takes its place. */
export type ReadProgram = (purpose: string, program: Program) => Promise<AnalysisOutcome>;

export interface Program {
  readonly text: string;
  readonly given?: LossProgram['given'];
  /** `loss` where only what the loss comes to is wanted. */
  readonly record?: 'loss';
}

/** The loss that is played with, as the document has it. */
interface Written {
  readonly subject: Subject;
  readonly call: LossCall;
  readonly setting: Result<LossSetting, string>;
  /** What it is written back into; null for a selection, which stands in no document. */
  readonly target: WriteBackSubject | null;
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
  /** What the last curve was drawn from: it stays while only the element that it runs along is moved. */
  #drawn: { readonly program: CurveProgram; readonly inspection: Inspection } | null = null;
  /** The element of the last curve that somebody looked at. */
  #along: ElementOf | null = null;
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
    this.#written = subject && call && writtenOf(subject, call);
    if (before && this.#written && isSame(before.setting, this.#written.setting)) return;
    this.#pending = isAgain && !this.#isWritten ? made : [];
    this.#isWritten = false;
    this.#note = '';
    this.#changes = noChanges;
    this.#played = null;
    this.#compare = null;
    this.#curve = null;
    this.#along = null;
    this.#drawn = null;
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
    if (setting.ok && isChanged(changes)) await this.#play(setting.value, changes, 'what-if');
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
    return {
      ...playedState(explored, this.#played),
      whatIf: {
        ...whatIfModel(setting.value, this.#changes, state.value, edits.ok ? '' : edits.failure),
        note: this.#note,
      },
    };
  }

  /** @param front The tab in front: what it shows stays until it is computed anew. */
  async change(change: Change, front: LossTabName = 'what-if'): Promise<Result<null, string>> {
    const written = this.#written;
    if (!written) return fail('No loss is shown.');
    if (!written.setting.ok) return written.setting;
    const changes = withChange(written.setting.value, this.#changes, change);
    if (!changes.ok) return changes;
    this.#note = '';
    return this.#play(written.setting.value, changes.value, front);
  }

  async #play(setting: LossSetting, changes: Changes, front: LossTabName): Promise<Result<null, string>> {
    this.#changes = changes;
    this.#compare = null;
    if (front !== 'curve') this.#curve = null;
    this.#turn++;
    const version = ++this.#version;
    if (!isChanged(changes)) {
      this.#played = null;
      return succeed(null);
    }
    const program = lossProgram(changed(setting, changes));
    if (program === null) return fail('The losses of this framework cannot be played with.');
    const played = await this.#evaluate('what-if', program, changes);
    if (version !== this.#version) return superseded;
    // What could not be computed is not changed: the next change starts from what is shown.
    if (!played.ok) this.#changes = this.#played?.changes ?? noChanges;
    return this.#take(played);
  }

  async #evaluate(
    purpose: 'what-if' | 'steps',
    program: LossProgram,
    changes: Changes,
  ): Promise<Result<Played, string>> {
    const isWhole = purpose === 'steps';
    const outcome = await this.#read(purpose, isWhole ? program : { ...program, record: 'loss' });
    if (!outcome.ok) return fail(outcome.failure.message);
    const { inspection } = outcome.value;
    const call = inspection.losses.at(-1);
    return call
      ? succeed({ changes, program, analysis: outcome.value, call, isWhole })
      : fail(inspection.unknowns[0]?.reason ?? 'The changed loss could not be computed.');
  }

  #take(played: Result<Played, string>): Result<null, string> {
    if (!played.ok) return played;
    this.#played = played.value;
    this.#turn++;
    return succeed(null);
  }

  /** Reads the steps and the gradients of the changed loss, unless they are known. */
  async #complete(): Promise<Result<null, string>> {
    const before = this.#played;
    if (!before || before.isWhole) return succeed(null);
    const played = await this.#evaluate('steps', before.program, before.changes);
    return this.#played === before ? this.#take(played) : superseded;
  }

  /** Computes once more where the loss was changed meanwhile, so that what was asked for comes in any case. */
  async explore(exploration: Exploration): Promise<Result<null, string>> {
    for (;;) {
      const version = this.#version;
      const explored = await this.#explored(exploration);
      // A newer one of its kind is under way, perhaps of another loss.
      if (!explored.ok && explored.failure === cancelled.message) return superseded;
      if (version !== this.#version) {
        if (this.#written) continue;
        return superseded;
      }
      if (!explored.ok) return explored;
      if (explored.value) {
        if ('rows' in explored.value) this.#compare = explored.value;
        else this.#curve = explored.value;
        this.#turn++;
      }
      return succeed(null);
    }
  }

  async #explored(exploration: Exploration): Promise<Result<CompareModel | CurveModel | null, string>> {
    if (exploration.kind === 'compare') return this.#compared();
    const completed = await this.#complete();
    if (!completed.ok || exploration.kind === 'rest') return completed;
    const along = exploration.along ?? this.#along ?? this.#steepest();
    if (along === null) return fail('This loss has no input that a curve could run along.');
    this.#along = along;
    return this.#curveAlong(along.input, along.index);
  }

  /** The element that the loss depends on most: where its gradient is largest. */
  #steepest(): ElementOf | null {
    const shown = this.#shown();
    if (!shown) return null;
    const { inspection, call } = shown;
    const [gradient] = call.gradients;
    const values = gradient && inspection.tensors[gradient.tensor]?.data;
    if (!gradient || !values) {
      const input = call.inputs.find(({ tensor }) => isFloating(inspection.tensors[tensor]?.dtype ?? 'bool'));
      return input ? { input: input.name, index: 0 } : null;
    }
    let index = 0;
    for (let at = 0; at < values.length; at++)
      if (Math.abs(values[at]!) > Math.abs(values[index]!)) index = at;
    return { input: gradient.of, index };
  }

  /** Computes again what the tab in front shows; what the others show is computed when somebody looks at them. */
  async refresh(front: LossTabName): Promise<void> {
    if (front === 'curve') await this.explore({ kind: 'curve', along: null });
  }

  /** The edits that put the changes into the source. */
  writeBack(): Result<readonly Edit[], string> {
    const written = this.#written;
    if (!written?.setting.ok) return fail('No loss is shown that could be changed.');
    return written.target
      ? writeBackEdits(written.target, this.#changes)
      : fail('What is shown was selected; it stands in no document that could be edited.');
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
    const outcome = await this.#read('compare', { text: program.text });
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
    if (!this.#drawn || !drawSame(this.#drawn.program, program)) {
      const { text, given } = program;
      const outcome = await this.#read('curve', { text, given, record: 'loss' });
      if (!outcome.ok) return fail(outcome.failure.message);
      this.#drawn = { program, inspection: outcome.value.inspection };
    }
    const { inspection: drawn } = this.#drawn;
    const floor = entropyProgram(setting.value);
    const bound = floor === null ? null : await this.#read('entropy', { ...floor, record: 'loss' });
    const entropy = bound?.ok ? numberOf(bound.value.inspection, 'entropy') : null;
    const { inspection, call } = shown;
    const slope = slopeOf(inspection, call, setting.value, input, index);
    return succeed(curveModel(program, drawn, call.value, slope, entropy));
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

interface ElementOf {
  readonly input: string;
  readonly index: number;
}

function writtenOf(subject: Subject, call: LossCall): Written {
  const { inspection } = subject.analysis;
  const setting = settingOf(inspection, call);
  const texts = subject.sources.map(({ text }) => text);
  const target =
    setting.ok && subject.fixable ? writeBackSubject(inspection, call, setting.value, texts) : null;
  return { subject, call, setting, target };
}

function isSame(before: Result<LossSetting, string>, now: Result<LossSetting, string>): boolean {
  if (!before.ok || !now.ok) return false;
  const text = lossScript(before.value);
  return text !== null && text === lossScript(now.value);
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
