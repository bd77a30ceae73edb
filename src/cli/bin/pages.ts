/** A composition root: the rules with all of their examples, which only `--explain` shows. A bundle of its own, because they are long. */
export { rules } from '../../rules';
