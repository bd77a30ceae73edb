/** Training steps that a library takes out of sight, where model and loss were given to it. */
import { withGrad } from '../engine/context';
import type { Runtime } from './runtime';
import type { Value } from './values';

/** Reads the loss of such a step. It is passed back where the library trains, which need not be here. */
export function foreseeStep(loss: () => Value, runtime: Runtime): void {
  runtime.foresee(() => {
    withGrad(true, () => {
      const result = loss();
      if (result.kind === 'tensor')
        runtime.noteOperation('backward', [result.tensor], { framework: 'trainer', wantsScalar: true });
      else runtime.noteBackwardOfNumber(result, 'trainer');
    });
  });
}
