/** States of the panel for the gallery and the tests, made by the real engine from small programs. */
import { analyze } from '../../../src/rules/analyze';
import { emptyState, lossState, tensorState, type Subject } from '../../../src/editor/inspector/model';
import { focusAt } from '../../../src/editor/inspector/follow';
import { Keeping } from '../../../src/editor/inspector/keeping';
import { Player } from '../../../src/editor/what-if/player';
import type { KeptModel } from '../../../src/protocol/kept';
import type { PanelState } from '../../../src/protocol/model';
import type { Change, Exploration } from '../../../src/protocol/what-if';
import { programs, type Program } from './programs';

/** What the panel shows of a program. */
export async function stateOf({ text, shown }: Program): Promise<PanelState> {
  const subject = await subjectOf(text);
  const start = text.lastIndexOf(shown);
  const focus = focusAt(subject.analysis.inspection, 0, start + shown.length);
  if (focus?.kind === 'loss') return lossState(subject, focus.call);
  if (!focus) return nothingAt(shown);
  const { tensor, place } = focus.expression;
  const state = tensorState(subject, tensor, place);
  if (state?.isPartial !== true) return state ?? nothingAt(shown);
  // As the host does it: the text is read once more for the tensor that is looked at.
  const again = await analyze([{ file: 'train.py', text }], { whole: tensor });
  return tensorState(subject, tensor, place, again.inspection.tensors[tensor]) ?? nothingAt(shown);
}

const nothingAt = (shown: string): PanelState => ({
  kind: 'failed',
  message: `Nothing was found at ${shown}`,
  advice: '',
  canReadAgain: false,
});

async function subjectOf(text: string): Promise<Subject> {
  const analysis = await analyze([{ file: 'train.py', text }]);
  return { analysis, revision: 1, sources: [{ text, name: 'train.py' }], fixable: true };
}

/** The states in which somebody played or asked for more, by the tab that shows it. */
const plays: Readonly<Record<string, Play>> = {
  'what if': {
    program: programs['ignored and weighted'],
    tab: 'what-if',
    changes: [
      { kind: 'value', input: 'input', index: 4, text: '-2' },
      { kind: 'option', name: 'label_smoothing', value: 0.25 },
    ],
  },
  curve: {
    program: programs['bce with logits'],
    tab: 'curve',
    explore: { kind: 'curve', along: { input: 'input', index: 0 } },
  },
  'computing the curve': { program: programs['bce with logits'], tab: 'curve' },
  'curve with a floor': {
    program: {
      text: 'import torch\nimport torch.nn.functional as F\nx = torch.tensor([[0.4, -1.0, 2.0]], requires_grad=True)\ny = torch.tensor([[0.7, 0.2, 0.1]])\nloss = F.cross_entropy(x, y)\n',
      shown: 'F.cross_entropy(x, y)',
    },
    tab: 'curve',
    explore: { kind: 'curve', along: { input: 'input', index: 2 } },
  },
  compare: { program: programs['batch of ten'], tab: 'compare', explore: { kind: 'compare' } },
  'compare binary': { program: programs['bce with logits'], tab: 'compare', explore: { kind: 'compare' } },
  pinned: {
    program: programs['batch of ten'],
    tab: 'what-if',
    changes: [{ kind: 'value', input: 'target', index: 2, text: '0' }],
  },
  choose: { program: programs['batch of ten'], tab: 'choose' },
  'choose, wrong': { program: programs.mistake, tab: 'choose' },
};

interface Play {
  readonly program: Program;
  readonly tab: string;
  readonly changes?: readonly Change[];
  readonly explore?: Exploration;
}

/** The tab in which a state is to be seen, by the state's name. */
export const tabs: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(plays).map(([name, { tab }]) => [name, tab]),
);

async function playedState({ program, changes = [], explore }: Play): Promise<PanelState> {
  const { text, shown } = program;
  const subject = await subjectOf(text);
  const focus = focusAt(subject.analysis.inspection, 0, text.lastIndexOf(shown) + shown.length);
  if (focus?.kind !== 'loss')
    return { kind: 'failed', message: `No loss was found at ${shown}`, advice: '', canReadAgain: false };
  const player = new Player(async (purpose, { text: source, ...how }) => ({
    ok: true,
    value: await analyze([{ file: purpose, text: source }], how),
  }));
  player.take(subject, focus.call);
  for (const change of changes) await player.change(change);
  if (changes.length > 0) await player.explore({ kind: 'rest' });
  if (explore) await player.explore(explore);
  return player.dress(lossState(subject, focus.call));
}

/** What is kept beside the state `pinned`: the loss as it is shown there, after it was another. */
export async function keptOf(state: PanelState): Promise<KeptModel> {
  const keeping = new Keeping({ get: () => undefined, update: () => undefined });
  const before = await stateOf(programs['batch of ten']);
  const other = await stateOf(programs.mistake);
  for (const each of [other, before]) {
    if (each.kind !== 'loss') continue;
    keeping.visit(each, { document: 'train.py', line: 0, character: 0 });
    keeping.pin(each);
  }
  return keeping.model(state);
}

const made: Readonly<Record<string, () => Promise<PanelState> | PanelState>> = {
  'empty, no document': () => emptyState(null, null),
  'empty, with losses': async () => emptyState('train.py', await subjectOf(programs.mistake.text)),
  reading: () => ({ kind: 'reading', document: 'train.py' }),
  failed: () => ({
    kind: 'failed',
    message: 'The file was not read to its end within 10 seconds.',
    advice: 'Make the file smaller, or raise `losslens.limits.milliseconds` in the settings.',
    canReadAgain: false,
  }),
  stopped: () => ({
    kind: 'failed',
    message: 'Reading train.py was stopped.',
    advice: 'Read it again, or change the text.',
    canReadAgain: true,
  }),

  ...Object.fromEntries(Object.entries(programs).map(([name, program]) => [name, () => stateOf(program)])),
  ...Object.fromEntries(Object.entries(plays).map(([name, play]) => [name, () => playedState(play)])),
};

/** The names of all states. */
export const stateNames: readonly string[] = Object.keys(made);

/** One state by its name: a page shows one, and reads only its program. */
export async function stateNamed(name: string): Promise<PanelState | undefined> {
  return made[name]?.();
}

/** Every state by its name. */
export async function allStates(): Promise<Readonly<Record<string, PanelState>>> {
  const states: Record<string, PanelState> = {};
  for (const [name, make] of Object.entries(made)) states[name] = await make();
  return states;
}
