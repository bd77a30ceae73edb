/** What the program set about printing. Code that is only explored sets nothing, and code that may run leaves it open. */
import { defaultPrintOptions } from '../frameworks/numpy/format';
import type { Printing } from '../frameworks/runtime';
import { torchPrintOptions } from '../frameworks/torch/format';

export function printingOf(interpreter: {
  readonly isExploring: boolean;
  readonly perhapsDepth: number;
}): Printing {
  const set: Printing = { numpy: defaultPrintOptions, torch: torchPrintOptions };
  const put = <Of extends keyof Printing>(of: Of, options: Printing[Of]): void => {
    if (!interpreter.isExploring) set[of] = interpreter.perhapsDepth > 0 ? (null as Printing[Of]) : options;
  };
  return {
    get numpy() {
      return set.numpy;
    },
    set numpy(options) {
      put('numpy', options);
    },
    get torch() {
      return set.torch;
    },
    set torch(options) {
      put('torch', options);
    },
  };
}
