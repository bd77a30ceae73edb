/** What the panel shows of playing: what was changed, and what can be. */
import type { NumberText } from '../../protocol/model';
import type { WhatIfModel } from '../../protocol/what-if';
import { addableOf, isChanged, type Changes } from './changes';
import { controlsOf } from './controls';
import type { LossSetting } from './loss-setting';

export function whatIfModel(
  setting: LossSetting,
  changes: Changes,
  original: NumberText | null,
  notWritable: string,
): WhatIfModel {
  return {
    refusal: '',
    isChanged: isChanged(changes),
    changed: Object.entries(changes.values).flatMap(([input, edits]) =>
      Object.keys(edits).map((index) => ({ input, index: Number(index) })),
    ),
    controls: controlsOf(setting, changes),
    addable: addableOf(setting, changes).map(({ name }) => name),
    original,
    notWritable,
    note: '',
  };
}

/** For a loss that cannot be played with. */
export const refusedWhatIf = (refusal: string): WhatIfModel => ({
  refusal,
  isChanged: false,
  changed: [],
  controls: [],
  addable: [],
  original: null,
  notWritable: '',
  note: '',
});
