/** Losses by what their inputs have in common, with the engine's names. */

/** Losses of numbers against numbers: their inputs need equal shapes, and they broadcast silently or with a warning. */
export const regressionLosses: readonly string[] = [
  'mse_loss',
  'l1_loss',
  'smooth_l1_loss',
  'huber_loss',
  'poisson_nll_loss',
  'gaussian_nll_loss',
];

/** Losses of each element for itself, which refuse unequal shapes. */
export const binaryLosses: readonly string[] = ['binary_cross_entropy', 'binary_cross_entropy_with_logits'];

/** What frameworks call the inputs of a loss that only weigh. */
export const weightNames: ReadonlySet<string> = new Set(['weight', 'weights', 'pos_weight', 'sample_weight']);
