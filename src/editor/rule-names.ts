/** What people call a rule, from the registry. */
import { rules } from '../rules';

/** The short noun phrase of a rule; its name for one that is not known. */
export const titleOf = (name: string): string => rules.find((rule) => rule.name === name)?.title ?? name;
