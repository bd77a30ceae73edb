/** The names that frameworks give to what a prediction is compared with. */
export const targetNames: ReadonlySet<string> = new Set([
  'target',
  'targets',
  'log_targets',
  'labels',
  'y_true',
]);
