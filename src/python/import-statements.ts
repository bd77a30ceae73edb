/** `import` and `from … import`. */
import type { Reading } from './reading';
import type { ImportAlias, Statement } from './syntax';

export function readImport(reading: Reading, node: number): Statement {
  const { tree } = reading;
  const { start, end } = reading.span(node);
  const children = reading.children(node).filter((child) => !['(', ')'].includes(tree.name(child)));
  const isFrom = tree.name(children[0]!) === 'from';
  let index = 1;
  let level = 0;
  let module = '';
  if (isFrom) {
    for (; index < children.length && tree.name(children[index]!) !== 'import'; index++) {
      const child = children[index]!;
      const name = tree.name(child);
      if (name === 'Ellipsis') level += 3;
      else if (name === '.') {
        if (module === '') level++;
        else module += '.';
      } else module += reading.identifier(child);
    }
    index++;
  }
  const names: ImportAlias[] = [];
  let from = -1;
  let to = -1;
  let name = '';
  let alias: string | null = null;
  const flush = (): void => {
    if (name !== '') names.push({ start: from, end: to, name, alias });
    from = -1;
    name = '';
    alias = null;
  };
  let inAlias = false;
  for (; index < children.length; index++) {
    const child = children[index]!;
    const type = tree.name(child);
    if (type === ',') {
      flush();
      inAlias = false;
      continue;
    }
    if (type === 'as') {
      inAlias = true;
      continue;
    }
    if (from < 0) from = tree.start(child);
    to = tree.end(child);
    if (inAlias) alias = reading.identifier(child);
    else name += reading.identifier(child);
  }
  flush();
  return isFrom
    ? { kind: 'ImportFrom', start, end, module, level, names }
    : { kind: 'Import', start, end, names };
}
