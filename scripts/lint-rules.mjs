/** Two rules of our own for ESLint. */

const longest = 400;

/** A file past 400 lines says in its header comment why: «Over 400 lines because …». */
const lengthWithReason = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      long: 'This file has {{lines}} lines. Past {{longest}} it needs a reason: split it, or write «Over {{longest}} lines because …» in its header comment.',
    },
  },
  create(context) {
    return {
      Program(program) {
        const { lines } = context.sourceCode;
        const count = lines.at(-1) === '' ? lines.length - 1 : lines.length;
        if (count <= longest) return;
        const firstStatement = program.body[0]?.range[0] ?? Infinity;
        const header = context.sourceCode
          .getAllComments()
          .filter((comment) => comment.range[0] < firstStatement);
        const text = header.map((comment) => comment.value.replace(/\s*\n\s*\*?\s*/g, ' ')).join(' ');
        if (text.includes(`Over ${longest} lines because`)) return;
        context.report({ loc: { line: 1, column: 0 }, messageId: 'long', data: { lines: count, longest } });
      },
    };
  },
};

/** State that two files can change is found by nobody: an exported binding is constant. */
const noExportedMutable = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { mutable: '«{{name}}» is exported and can be assigned: export a constant or a function.' },
  },
  create(context) {
    const report = (node, name) => context.report({ node, messageId: 'mutable', data: { name } });
    const isMutable = (definition) =>
      definition.parent?.type === 'VariableDeclaration' && definition.parent.kind !== 'const';
    return {
      'ExportNamedDeclaration > VariableDeclaration'(node) {
        if (node.kind === 'const' || node.declare) return;
        for (const { id } of node.declarations) report(id, context.sourceCode.getText(id));
      },
      'ExportNamedDeclaration > ExportSpecifier'(node) {
        const variable = variableOf(context, node, node.local.name);
        if (variable?.defs.some(isMutable)) report(node, node.local.name);
      },
      'ExportDefaultDeclaration > Identifier'(node) {
        const variable = variableOf(context, node, node.name);
        if (variable?.defs.some(isMutable)) report(node, node.name);
      },
    };
  },
};

function variableOf(context, node, name) {
  for (let scope = context.sourceCode.getScope(node); scope; scope = scope.upper) {
    const variable = scope.set.get(name);
    if (variable) return variable;
  }
  return undefined;
}

export const losslens = {
  rules: { 'length-with-reason': lengthWithReason, 'no-exported-mutable': noExportedMutable },
};
