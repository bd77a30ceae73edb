/**
 * The whole conversation between the host and the panel. A message names what
 * happened or what is wanted; none carries a command id or HTML.
 */
import type { Place } from '../base/place';
import { count, oneOf, orNull, record, text, truth, union, type Check } from './check';
import { edits, type Edit } from './difference';
import { keepWish, kept, type KeepWish, type KeptModel } from './kept';
import type { PanelState } from './model';
import { panelState, place } from './model-check';
import { elementAt, peekWish, type ElementAt, type PeekWish } from './peek';
import type { Change, Exploration } from './what-if';
import { change, exploration } from './what-if-check';

/** The ways of looking at a loss, each a tab of the panel. */
export const lossTabNames = [
  'pipeline',
  'gradient',
  'what-if',
  'curve',
  'compare',
  'choose',
  'options',
] as const;

export type LossTabName = (typeof lossTabNames)[number];

/** All that the panel shows. */
export interface Shown {
  readonly state: PanelState;
  readonly kept: KeptModel;
}

/** From the host to the panel. */
export type ToPanel =
  /** Show this in place of what is shown, and beside it what is kept. `turn` numbers what is shown. */
  | ({ readonly type: 'show'; readonly turn: number } & Shown)
  /** Show what these edits make of what was shown as `from`. */
  | {
      readonly type: 'update';
      readonly from: number;
      readonly turn: number;
      readonly edits: readonly Edit[];
    }
  /** What is being done and takes long, as `Reading train.py`; empty for nothing. */
  | { readonly type: 'busy'; readonly work: string }
  /** Something that a person should know about what is shown. */
  | { readonly type: 'notice'; readonly text: string }
  /** Look at the loss that is shown in this way. */
  | { readonly type: 'look'; readonly tab: LossTabName }
  /** The cursor is in this number of what is shown, or in none (null); with `focus`, go to it. */
  | { readonly type: 'point'; readonly at: ElementAt | null; readonly focus: boolean };

/** From the panel to the host. All but `ready` and `remember` are requests: they are answered with success or a reason. */
export type ToHost =
  /** The panel listens now. */
  | { readonly type: 'ready' }
  /** What the person did to the panel itself, for the page that comes next. It is the panel's own, as JSON. */
  | { readonly type: 'remember'; readonly ui: string }
  /** Make the edits of a finding of this revision's analysis. */
  | { readonly type: 'applyFix'; readonly revision: number; readonly finding: number }
  /** Show a place of this revision's sources in the editor. */
  | { readonly type: 'reveal'; readonly revision: number; readonly place: Place }
  /** Show in the editor where something of this revision comes from. */
  | { readonly type: 'peek'; readonly revision: number; readonly wish: PeekWish }
  /** Show the page of a rule. */
  | { readonly type: 'explainRule'; readonly rule: string }
  /** Draw other numbers for what the document of this revision draws without a seed. */
  | { readonly type: 'drawSamplesAgain'; readonly revision: number }
  /** Change the loss of this revision, without touching the source; what the tab in front shows follows. */
  | {
      readonly type: 'change';
      readonly revision: number;
      readonly change: Change;
      readonly front: LossTabName;
    }
  /** Put what was changed into the source. */
  | { readonly type: 'writeBack'; readonly revision: number }
  /** Put a program that gives what is shown onto the clipboard. */
  | { readonly type: 'copyScript'; readonly revision: number }
  /** Compute something about the loss that is not always shown. */
  | { readonly type: 'explore'; readonly revision: number; readonly exploration: Exploration }
  /** Keep what is shown of this revision, or something about what is kept. */
  | { readonly type: 'keep'; readonly revision: number; readonly wish: KeepWish }
  /** Send all values of the tensor of this revision that is shown: the state says that there are more than it has. */
  | { readonly type: 'wholeTensor'; readonly revision: number }
  /** Put a text onto the clipboard that the panel's page was not let to. */
  | { readonly type: 'copyText'; readonly text: string }
  /** End what is being done and takes long. */
  | { readonly type: 'cancel' }
  /** Read the document that is shown once more: its reading was ended. */
  | { readonly type: 'readAgain' }
  /** Open an example to try LossLens on. */
  | { readonly type: 'openExample' };

export const shown: Check<Shown> = record<Shown>({ state: panelState, kept });

type Of<Union, Type extends string> = Extract<Union, { readonly type: Type }>;

export const toPanel: Check<ToPanel> = union<ToPanel, 'type'>('type', {
  show: record<Of<ToPanel, 'show'>>({ type: oneOf('show'), turn: count, state: panelState, kept }),
  update: record<Of<ToPanel, 'update'>>({ type: oneOf('update'), from: count, turn: count, edits }),
  busy: record<Of<ToPanel, 'busy'>>({ type: oneOf('busy'), work: text }),
  notice: record<Of<ToPanel, 'notice'>>({ type: oneOf('notice'), text }),
  look: record<Of<ToPanel, 'look'>>({ type: oneOf('look'), tab: oneOf(...lossTabNames) }),
  point: record<Of<ToPanel, 'point'>>({ type: oneOf('point'), at: orNull(elementAt), focus: truth }),
});

export const toHost: Check<ToHost> = union<ToHost, 'type'>('type', {
  ready: record<Of<ToHost, 'ready'>>({ type: oneOf('ready') }),
  remember: record<Of<ToHost, 'remember'>>({ type: oneOf('remember'), ui: text }),
  applyFix: record<Of<ToHost, 'applyFix'>>({ type: oneOf('applyFix'), revision: count, finding: count }),
  reveal: record<Of<ToHost, 'reveal'>>({ type: oneOf('reveal'), revision: count, place }),
  peek: record<Of<ToHost, 'peek'>>({ type: oneOf('peek'), revision: count, wish: peekWish }),
  explainRule: record<Of<ToHost, 'explainRule'>>({ type: oneOf('explainRule'), rule: text }),
  drawSamplesAgain: record<Of<ToHost, 'drawSamplesAgain'>>({
    type: oneOf('drawSamplesAgain'),
    revision: count,
  }),
  change: record<Of<ToHost, 'change'>>({
    type: oneOf('change'),
    revision: count,
    change,
    front: oneOf(...lossTabNames),
  }),
  writeBack: record<Of<ToHost, 'writeBack'>>({ type: oneOf('writeBack'), revision: count }),
  copyScript: record<Of<ToHost, 'copyScript'>>({ type: oneOf('copyScript'), revision: count }),
  explore: record<Of<ToHost, 'explore'>>({ type: oneOf('explore'), revision: count, exploration }),
  keep: record<Of<ToHost, 'keep'>>({ type: oneOf('keep'), revision: count, wish: keepWish }),
  wholeTensor: record<Of<ToHost, 'wholeTensor'>>({ type: oneOf('wholeTensor'), revision: count }),
  copyText: record<Of<ToHost, 'copyText'>>({ type: oneOf('copyText'), text }),
  cancel: record<Of<ToHost, 'cancel'>>({ type: oneOf('cancel') }),
  readAgain: record<Of<ToHost, 'readAgain'>>({ type: oneOf('readAgain') }),
  openExample: record<Of<ToHost, 'openExample'>>({ type: oneOf('openExample') }),
});
