/** The loops that a piece of code runs in. */
import type { Span } from '../../base/place';
import type { For, While } from '../../python/syntax';
import { ancestorsOf, type EditedSource } from './code-shape';

/** The loops around a span, from the outermost inwards, of the function or the module that it stands in. */
export function loopsAround(source: EditedSource, span: Span): readonly (For | While)[] {
  const loops: (For | While)[] = [];
  for (const node of ancestorsOf(source, span)) {
    if (node.kind === 'FunctionDef' || node.kind === 'Lambda') loops.length = 0;
    // What stands behind `else` of a loop runs once.
    const isRepeated =
      (node.kind === 'For' || node.kind === 'While') &&
      node.body.some((statement) => statement.start <= span.start && span.end <= statement.end);
    if (isRepeated) loops.push(node);
  }
  return loops;
}
