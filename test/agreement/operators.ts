/** PyTorch's own operator samples, as scripts/goldens/operators.py recorded them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { PythonSample } from './python-sample';

export interface OperatorGolden {
  readonly header: {
    /** PyTorch's name of the operator, and of the variant that its samples try. */
    readonly operator: string;
    readonly variant: string;
    /** How many samples were left out, by reason. */
    readonly 'left out': Readonly<Record<string, number>>;
  };
  readonly samples: readonly PythonSample[];
}

const operatorFolder = 'test/golden/operators';

/** The names of the operators, each a file. */
export const operatorNames = (folder = operatorFolder): readonly string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();

export const readOperator = (name: string, folder = operatorFolder): OperatorGolden =>
  JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as OperatorGolden;

/** How many samples of a dtype are tried in their other spellings too. */
const OTHER_SPELLINGS = 3;

/** Every line that is compared: each sample as it is, and the first of each dtype as methods too. */
export function linesOf(samples: readonly PythonSample[]): { sample: PythonSample; code: string }[] {
  const tried = new Map<string, number>();
  return samples.flatMap((sample) => {
    const dtype = Object.values(sample.inputs)[0]?.dtype ?? '';
    const before = tried.get(dtype) ?? 0;
    tried.set(dtype, before + (sample.also ? 1 : 0));
    const others = before < OTHER_SPELLINGS ? (sample.also ?? []) : [];
    return [sample.code, ...others].map((code) => ({ sample, code }));
  });
}
