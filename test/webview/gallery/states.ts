/** States of the panel for the gallery and the tests, made by the real engine from small programs. */
import { analyze } from '../../../src/rules/analyze';
import { emptyState, lossState, tensorState, type Subject } from '../../../src/editor/inspector-model';
import { focusAt } from '../../../src/editor/inspector-follow';
import type { PanelState } from '../../../src/protocol/model';
import { programs, type Program } from './programs';

/** What the panel shows of a program. */
export async function stateOf({ text, shown }: Program): Promise<PanelState> {
  const subject = await subjectOf(text);
  const start = text.lastIndexOf(shown);
  const focus = focusAt(subject.analysis.inspection, 0, start + shown.length);
  if (focus?.kind === 'loss') return lossState(subject, focus.call);
  const state = focus && tensorState(subject, focus.expression.tensor, focus.expression.place);
  return state ?? { kind: 'failed', message: `Nothing was found at ${shown}`, advice: '' };
}

async function subjectOf(text: string): Promise<Subject> {
  const analysis = await analyze([{ file: 'train.py', text }]);
  return { analysis, revision: 1, sources: [{ text, name: 'train.py' }], fixable: true };
}

/** Every state by its name. */
export async function allStates(): Promise<Readonly<Record<string, PanelState>>> {
  const states: Record<string, PanelState> = {
    'empty, no document': emptyState(null, null),
    'empty, with losses': emptyState('train.py', await subjectOf(programs.mistake.text)),
    reading: { kind: 'reading', document: 'train.py' },
    failed: {
      kind: 'failed',
      message: 'The file was not read to its end within 10 seconds.',
      advice: 'Make the file smaller, or raise `losslens.limits.milliseconds` in the settings.',
    },
  };
  for (const [name, program] of Object.entries(programs)) states[name] = await stateOf(program);
  return states;
}
