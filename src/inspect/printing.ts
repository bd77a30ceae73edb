/** What the program set about printing. Code that is only explored sets nothing, and code that may run leaves it open. */
import { defaultPrintOptions, type PrintOptions } from '../frameworks/numpy/format';
import type { Printing } from '../frameworks/runtime';

export function printingOf(interpreter: {
  readonly isExploring: boolean;
  readonly perhapsDepth: number;
}): Printing {
  let numpy: PrintOptions | null = defaultPrintOptions;
  return {
    get numpy() {
      return numpy;
    },
    set numpy(options) {
      if (!interpreter.isExploring) numpy = interpreter.perhapsDepth > 0 ? null : options;
    },
  };
}
