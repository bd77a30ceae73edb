/** The generators of one reading: each framework's own, as a program has them without asking. */
import type { BeforeChange } from './generator';
import { DEFAULT_SEED, TorchGenerator } from './torch';

export { TorchGenerator } from './torch';

export interface RandomGenerators {
  readonly torch: TorchGenerator;
  /** A generator that the program makes: PyTorch gives it a fixed seed. */
  readonly newTorch: () => TorchGenerator;
  /** A generator for numbers of which is only known how they are distributed. */
  readonly sampler: TorchGenerator;
}

/**
 * @param beforeChange Called before any of them changes.
 * @param sampleSeed Where numbers come from whose seed the program does not say.
 */
export function createRandomGenerators(
  beforeChange: BeforeChange = () => undefined,
  sampleSeed = DEFAULT_SEED,
): RandomGenerators {
  return {
    torch: new TorchGenerator(beforeChange, sampleSeed),
    newTorch: () => {
      const made = new TorchGenerator(beforeChange);
      made.seed(DEFAULT_SEED);
      return made;
    },
    sampler: new TorchGenerator(beforeChange, sampleSeed),
  };
}
