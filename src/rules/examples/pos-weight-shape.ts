/** Where the mistake of the rule cannot be made, and why. */
import type { NotIn } from '../rule';

export const notIn: NotIn = {
  Keras: "Keras' losses have no `pos_weight`.",
  JAX: "optax's losses have no `pos_weight`.",
};
