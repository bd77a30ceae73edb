/** Where the mistake of the rule cannot be made, and why. */
import type { NotIn } from '../rule';

export const notIn: NotIn = {
  JAX: "optax's losses have no `ignore_index`: what is left out is multiplied by a mask that the program makes of its labels.",
};
