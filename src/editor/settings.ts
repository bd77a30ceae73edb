/** The person's settings as one plain value, read leniently: a value of the wrong type counts as not set. */
import { defaultLimits, type Limits } from '../inspect/options';
import type { Severity } from '../rules/rule';
import { settings as ids } from './ids';

/** Who computes large tensors. `auto` takes what measured fastest; `cpu` and `gpu` insist. */
export type BackendChoice = 'auto' | 'cpu' | 'gpu';

export interface Settings {
  readonly codeLens: boolean;
  readonly hover: boolean;
  readonly inlayHints: boolean;
  /** The severity of a rule by its name; `off` silences it. Rules that are absent keep their own. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  readonly backend: BackendChoice;
  /** What bounds one reading. */
  readonly limits: Partial<Limits>;
  /** A document of more characters is not read. */
  readonly fileCharacters: number;
}

/** What package.json says too; a test compares the two. */
export const defaultSettings: Settings = {
  codeLens: true,
  hover: true,
  inlayHints: false,
  rules: {},
  backend: 'auto',
  limits: {
    milliseconds: defaultLimits.milliseconds,
    elements: defaultLimits.elements,
    steps: defaultLimits.steps,
  },
  fileCharacters: 20_000_000,
};

const severities: readonly string[] = ['error', 'warning', 'info', 'off'];

/**
 * @param read The value of a setting by its full name, undefined where it is not set.
 */
export function readSettings(read: (id: string) => unknown): Settings {
  const truth = (id: string, otherwise: boolean): boolean => {
    const value = read(id);
    return typeof value === 'boolean' ? value : otherwise;
  };
  const positive = (id: string, otherwise: number): number => {
    const value = read(id);
    return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : otherwise;
  };
  const backend = read(ids.backend);
  return {
    codeLens: truth(ids.codeLens, defaultSettings.codeLens),
    hover: truth(ids.hover, defaultSettings.hover),
    inlayHints: truth(ids.inlayHints, defaultSettings.inlayHints),
    rules: readRules(read(ids.rules)),
    backend: backend === 'cpu' || backend === 'gpu' ? backend : 'auto',
    limits: {
      milliseconds: positive(ids.milliseconds, defaultLimits.milliseconds),
      elements: positive(ids.elements, defaultLimits.elements),
      steps: positive(ids.steps, defaultLimits.steps),
    },
    fileCharacters: positive(ids.fileCharacters, defaultSettings.fileCharacters),
  };
}

function readRules(value: unknown): Settings['rules'] {
  if (typeof value !== 'object' || value === null) return {};
  const known = Object.entries(value).filter(
    (entry): entry is [string, Severity | 'off'] =>
      typeof entry[1] === 'string' && severities.includes(entry[1]),
  );
  return Object.fromEntries(known);
}
