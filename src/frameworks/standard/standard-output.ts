/** The standard output as a value: what is written there is what a program prints. */
import { define } from '../define';
import { int, typeName, type NativeFunction, type Value } from '../values';
import type { Runtime } from '../runtime';

export const isStandardOutput = (file: Value): boolean =>
  (file.kind === 'unknown' || file.kind === 'module') && file.name === 'sys.stdout';

/** What stands in a printed text for a part that is not known. */
export const UNKNOWN_TEXT = '‹unknown›';

/** The text of a value that is printed; where it is not known, that is noted. */
export function shownText(runtime: Runtime, value: Value): string {
  const text = runtime.format(value, 'str');
  if (text === undefined)
    runtime.noteUnknown(
      value.kind === 'unknown' ? value.reason : `the text of a ${typeName(value)} is not known`,
    );
  return text ?? UNKNOWN_TEXT;
}

export const standardOutput: readonly NativeFunction[] = [
  define('sys.stdout.write', '(text)', (args, runtime) => {
    const text = shownText(runtime, args.value('text'));
    runtime.print(text, '');
    return int(text.length);
  }),
];
