/** Which back end computes a program of Keras, as far as its text says: Keras reads it from the environment. */
import type { Expression } from '../../python/syntax';
import { walk } from '../../python/walk';
import { lastName } from './code-shape';
import type { RuleContext } from '../rule';

/** `tensorflow` where it is certain, another's name where the program sets it, null where nothing is said. */
export function kerasBackend(context: RuleContext): string | null {
  let said: string | null = null;
  let isOfTensorflow = false;
  let isByItself = false;
  context.inspection.sources.forEach((_, index) => {
    walk(context.source(index).module, (node) => {
      if (node.kind === 'Assign') {
        const [target] = node.targets;
        if (target?.kind === 'Subscript' && isEnvironment(target.value) && textOf(target.index) === VARIABLE)
          said = textOf(node.value) ?? 'unknown';
      } else if (
        node.kind === 'Call' &&
        lastName(node.func) === 'setdefault' &&
        textOf(node.args[0]) === VARIABLE
      ) {
        said = textOf(node.args[1]) ?? 'unknown';
      } else if (node.kind === 'Import') {
        for (const { name } of node.names) {
          isByItself ||= name === 'keras' || name.startsWith('keras.');
          isOfTensorflow ||= isTensorflow(name);
        }
      } else if (node.kind === 'ImportFrom') {
        isByItself ||= node.module === 'keras' || node.module.startsWith('keras.');
        isOfTensorflow ||= isTensorflow(node.module);
      }
    });
  });
  return said ?? (isOfTensorflow && !isByItself ? 'tensorflow' : null);
}

const VARIABLE = 'KERAS_BACKEND';

/** TensorFlow, or Keras 2 as a package of its own, which computes with nothing else. */
const isTensorflow = (module: string): boolean =>
  ['tensorflow', 'tf_keras'].includes(module.split('.', 1)[0]!);

/** `os.environ`, and `environ` imported from it. */
const isEnvironment = (expression: Expression): boolean => lastName(expression) === 'environ';

const textOf = (expression: Expression | undefined): string | null =>
  expression?.kind === 'Constant' && typeof expression.value === 'string' ? expression.value : null;
