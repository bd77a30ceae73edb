/** Where the mistake of the rule cannot be made, and why. */
import type { NotIn } from '../rule';

export const notIn: NotIn = {
  Keras:
    '`class_weight` of `fit` is a table from class to weight, in which a class that is missing weighs 1.',
  TensorFlow:
    'The losses of tf.nn take no class weights, and `class_weight` of `fit` is a table in which a class that is missing weighs 1.',
  JAX: "optax's losses take no class weights: the program picks the weight of each sample itself, from a table whose length is not looked at.",
};
