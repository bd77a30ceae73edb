/**
 * What the numbers of a tensor mean to a loss. A role follows from operations
 * (softmax gives probabilities along an axis); where no operation tells, the
 * values may (`inspect/` looks at them), and nothing here guesses from names.
 */
export type RoleKind =
  | 'logits'
  | 'probabilities'
  | 'log-probabilities'
  | 'sigmoid-probabilities'
  | 'class-indices'
  | 'one-hot'
  | 'binary-targets'
  | 'soft-targets'
  | 'values'
  | 'unknown';

export interface Role {
  readonly kind: RoleKind;
  /**
   * For probabilities, log-probabilities and one-hot: the axis along which they add up to one, counted from the front.
   * For binary targets of which each sample may have several: the axis of the labels.
   */
  readonly dim?: number;
}

export const unknownRole: Role = { kind: 'unknown' };

export const sameRole = (a: Role, b: Role): boolean => a.kind === b.kind && a.dim === b.dim;
