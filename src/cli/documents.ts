/**
 * The JSON that `losslens eval --json` and `losslens check --format json` print: a
 * contract that other programs read. Fields are only ever added; lines and columns
 * are 1-based, columns count UTF-16 units, and a line of a notebook counts in its cell.
 */

/** The number of the contract; it changes only when a reader of the old one would be misled. */
export const schemaVersion = 1;

/** JSON has no NaN and no infinities: they are the strings "nan", "inf" and "-inf". */
export type NumberDocument = number | 'nan' | 'inf' | '-inf';

export interface PositionDocument {
  readonly line: number;
  readonly column: number;
  /** The 0-based index of the cell among all cells; only for a notebook. */
  readonly cell?: number;
}

export interface RegionDocument extends PositionDocument {
  readonly endLine: number;
  readonly endColumn: number;
}

export interface EditDocument extends RegionDocument {
  readonly file: string;
  readonly newText: string;
}

export interface FindingDocument extends RegionDocument {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly file: string;
  readonly message: string;
  /** Empty where there are no numbers. */
  readonly evidence: string;
  readonly related: readonly (RegionDocument & { readonly file: string; readonly message: string })[];
  readonly fix: { readonly title: string; readonly edits: readonly EditDocument[] } | null;
  readonly url: string;
}

export interface ErrorDocument {
  readonly file: string;
  readonly message: string;
}

/** Something that was seen and could not be judged. */
export interface NotJudgedDocument extends PositionDocument {
  readonly file: string;
  readonly reason: string;
}

export interface CheckDocument {
  readonly schema: typeof schemaVersion;
  /** Files that were read. */
  readonly files: number;
  /** Lines that were read, blank ones and comments included; of a notebook those of its code cells. */
  readonly lines: number;
  readonly seconds: number;
  readonly findings: readonly FindingDocument[];
  readonly errors: readonly ErrorDocument[];
  /** Places where a loss is computed; those that could not be judged are among them. */
  readonly losses: number;
  readonly notJudged: readonly NotJudgedDocument[];
  /** The bounds that cut the reading of a file, each as a sentence. */
  readonly limits: readonly ErrorDocument[];
  /** Fixes that were applied; only with --fix. */
  readonly fixed?: number;
}

export type DataDocument = readonly (NumberDocument | boolean)[];

export interface StatisticsDocument {
  readonly count: number;
  readonly nan: number;
  readonly positiveInfinity: number;
  readonly negativeInfinity: number;
  readonly negative: number;
  readonly zero: number;
  readonly positive: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  readonly std: number | null;
  readonly histogram: readonly number[];
}

/** A tensor's values: all of them, or (elided) their statistics, or neither when they are not known. */
export interface ValuesDocument {
  readonly kind: 'tensor';
  /** A size that is not known is a name, such as "N"; null when even the rank is not known. */
  readonly shape: readonly (number | string)[] | null;
  readonly dtype: string | null;
  readonly data: DataDocument | null;
  readonly elided?: true;
  readonly statistics?: StatisticsDocument;
}

export interface TensorDocument extends ValuesDocument {
  readonly requiresGrad: boolean;
  readonly role: string;
  /** Its values come from a random number that the user did not seed. */
  readonly sampled?: true;
  readonly grad?: ValuesDocument;
}

export type VariableDocument =
  | TensorDocument
  | {
      readonly kind: 'scalar';
      readonly value: NumberDocument | boolean | string | null;
      readonly sampled?: true;
    }
  | { readonly kind: 'list'; readonly items: readonly VariableDocument[] }
  | { readonly kind: 'dict'; readonly entries: Readonly<Record<string, VariableDocument>> }
  | { readonly kind: 'object'; readonly type: string }
  | { readonly kind: 'unknown'; readonly reason: string; readonly line: number };

export type OptionDocument = NumberDocument | string | boolean | null | readonly OptionDocument[];

export interface LossDocument extends RegionDocument {
  readonly function: string;
  readonly reduction: string;
  /** Null when there is no single known number. */
  readonly value: NumberDocument | null;
  /** Why there is no value. */
  readonly reason?: string;
  readonly perElement: TensorDocument | null;
  readonly inputs: readonly (TensorDocument & { readonly name: string; readonly expression: string })[];
  readonly gradients: readonly (TensorDocument & { readonly of: string })[];
  /** The activation inside the loss, with its result. */
  readonly activation: (TensorDocument & { readonly name: string }) | null;
  readonly options: Readonly<Record<string, OptionDocument>>;
  /** How often this call was evaluated in all; more than one in a loop. */
  readonly evaluations: number;
  readonly warnings: readonly string[];
  /** The error that the call would raise. */
  readonly error: { readonly type: string; readonly message: string } | null;
}

export interface UnknownDocument extends PositionDocument {
  readonly reason: string;
  /** The exception that Python would raise here. */
  readonly error?: string;
}

export interface EvaluationDocument {
  readonly schema: typeof schemaVersion;
  readonly file: string;
  readonly backend: string;
  readonly variables: Readonly<Record<string, VariableDocument>>;
  readonly losses: readonly LossDocument[];
  readonly findings: readonly FindingDocument[];
  readonly unknowns: readonly UnknownDocument[];
  readonly printed: readonly string[];
  /** The bounds that ended or cut the reading; absent when all was read. */
  readonly limits?: readonly string[];
  /** Why the file could not be read; absent when it could. */
  readonly error?: string;
}
