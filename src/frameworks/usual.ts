/**
 * What an option of the command line is by default. It stays unknown: a condition on it may go either way. But a model that
 * is looked up by its name among all that a module has is the one that the program makes when nothing is said, and from
 * then on the option is read as that name, so that what is read belongs to one run of the program.
 */
import { unknown, type StrValue, type Value } from './values';

export interface Usual {
  readonly value: StrValue;
  /** Reads the option as its default from now on. */
  take(): void;
  isTaken(): boolean;
}

/** What a value is by default; undefined for anything but an option, and for what was made of none. */
export const usualOf = (value: Value): Usual | undefined =>
  value.kind === 'unknown' ? value.contract?.usual : undefined;

/** The text that something is looked up by: itself, or what it is by default, by which it goes from now on. */
export function takenName(value: Value): string | undefined {
  if (value.kind === 'str') return value.value;
  const usual = usualOf(value);
  usual?.take();
  return usual?.value.value;
}

/** An option that was looked something up by is its default; any other value is itself. */
export function settled(value: Value): Value {
  const usual = usualOf(value);
  return usual?.isTaken() ? usual.value : value;
}

/**
 * A text that is made of others, `'models.' + args.arch`: where one of them is an option, what is made of its default is
 * the default of the whole. Undefined where none is, or where no text is made.
 */
export function madeOfUsual(
  values: readonly Value[],
  make: (values: readonly Value[]) => Value,
): Value | undefined {
  const options = values.flatMap((value) => usualOf(value) ?? []);
  const from = values.find((value) => usualOf(value));
  if (from?.kind !== 'unknown') return undefined;
  const value = make(values.map((each) => usualOf(each)?.value ?? each));
  if (value.kind !== 'str') return options.every((option) => option.isTaken()) ? value : undefined;
  const usual: Usual = {
    value,
    take: () => {
      for (const option of options) option.take();
    },
    isTaken: () => options.every((option) => option.isTaken()),
  };
  return { ...unknown(from.reason, from.place), contract: { usual } };
}
