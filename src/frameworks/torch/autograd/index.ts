/** torch.autograd and torch.func. */
import type { ClassValue, NativeFunction } from '../../values';
import { backwardNames } from './backward';
import { customFunctions, functionDecorators } from './custom-function';
import { functionalNames } from './functional';
import { moduleFunctions } from './functional-call';
import { gradientChecks } from './gradcheck';
import { transformNames } from './transforms';

export const autogradNames: readonly (ClassValue | NativeFunction)[] = [
  ...backwardNames,
  ...customFunctions,
  ...functionDecorators,
  ...functionalNames,
  ...gradientChecks,
  ...transformNames,
  ...moduleFunctions,
];
