/** The generators of one reading: each framework's own, as a program has them without asking. */
import type { BeforeChange } from './generator';
import { NumpyGenerator } from './numpy-generator';
import { NumpyLegacyGenerator } from './numpy-legacy';
import { PythonGenerator } from './python';
import { DEFAULT_SEED, TorchGenerator } from './torch';

export { TorchGenerator, wordsOfInteger } from './torch';

export interface RandomGenerators {
  readonly torch: TorchGenerator;
  /** A generator that the program makes: PyTorch gives it a fixed seed. */
  readonly newTorch: () => TorchGenerator;
  /** A generator for numbers of which is only known how they are distributed. */
  readonly sampler: TorchGenerator;
  /** What `np.random.seed` seeds. */
  readonly numpy: NumpyLegacyGenerator;
  readonly newNumpyLegacy: () => NumpyLegacyGenerator;
  readonly newNumpy: () => NumpyGenerator;
  /** What `random.seed` seeds. */
  readonly python: PythonGenerator;
  readonly newPython: () => PythonGenerator;
  /** Whether initial parameters of layers are drawn: they are not where only rules read, since nobody looks at them. */
  readonly drawsParameters: boolean;
}

/**
 * @param beforeChange Called before any of them changes.
 * @param sampleSeed Where numbers come from whose seed the program does not say.
 */
export function createRandomGenerators(
  beforeChange: BeforeChange = () => undefined,
  sampleSeed = DEFAULT_SEED,
  drawsParameters = true,
): RandomGenerators {
  return {
    torch: new TorchGenerator(beforeChange, sampleSeed),
    newTorch: () => {
      const made = new TorchGenerator(beforeChange);
      made.seed(DEFAULT_SEED);
      return made;
    },
    sampler: new TorchGenerator(beforeChange, sampleSeed),
    numpy: new NumpyLegacyGenerator(beforeChange, sampleSeed),
    newNumpyLegacy: () => new NumpyLegacyGenerator(beforeChange, sampleSeed),
    newNumpy: () => new NumpyGenerator(beforeChange, sampleSeed),
    python: new PythonGenerator(beforeChange, sampleSeed),
    newPython: () => new PythonGenerator(beforeChange, sampleSeed),
    drawsParameters,
  };
}
