import assert from 'node:assert/strict';
import { parseModule } from '../../../src/python/parse';
import type { Call, Expression } from '../../../src/python/syntax';
import { walk } from '../../../src/python/walk';
import {
  assignedNames,
  callAt,
  itemsAround,
  operandOf,
  readsOf,
  unpackedInto,
  type EditedSource,
} from '../../../src/rules/shared/code-shape';
import {
  applyEdits,
  asOperand,
  certainFix,
  removeItem,
  renameCallee,
  replaceSpan,
  unwrapCall,
} from '../../../src/rules/shared/edits';

const read = (text: string): EditedSource => ({ index: 0, text, module: parseModule(text) });

/** The call whose text is exactly this. */
function call(source: EditedSource, text: string): Call {
  const start = source.text.indexOf(text);
  const found = callAt(source, { start, end: start + text.length });
  assert.ok(found, `no call ${text}`);
  return found;
}

/** The text after taking the call `text` away from around its operand. */
function unwrapped(code: string, text: string): string {
  const source = read(code);
  const outer = call(source, text);
  const operand = operandOf(source, outer);
  assert.ok(operand);
  return applyEdits(code, [unwrapCall(source, outer, operand)])!;
}

/** The text after taking the item that is the call `text` away. */
function without(code: string, text: string): string | null {
  const source = read(code);
  const item = call(source, text);
  const around = itemsAround(source, item);
  assert.ok(around);
  const edit = removeItem(source, around.items, item);
  return edit && applyEdits(code, [edit]);
}

describe('unwrapCall', () => {
  const imports = 'import torch\nimport torch.nn.functional as F\n';

  it('takes a function, a method and a keyword argument away', () => {
    assert.equal(
      unwrapped(`${imports}y = F.softmax(x, dim=1)\n`, 'F.softmax(x, dim=1)'),
      `${imports}y = x\n`,
    );
    assert.equal(unwrapped(`${imports}y = z.softmax(1)\n`, 'z.softmax(1)'), `${imports}y = z\n`);
    assert.equal(
      unwrapped(`${imports}y = F.softmax(dim=1, input=z)\n`, 'F.softmax(dim=1, input=z)'),
      `${imports}y = z\n`,
    );
    assert.equal(unwrapped('y = self.out(x).sigmoid()\n', 'self.out(x).sigmoid()'), 'y = self.out(x)\n');
  });

  it('keeps what belongs together in brackets', () => {
    assert.equal(unwrapped('y = (a + b).softmax(1)\n', '(a + b).softmax(1)'), 'y = a + b\n');
    assert.equal(
      unwrapped(`${imports}y = F.softmax(a + b, 1).view(-1)\n`, 'F.softmax(a + b, 1)'),
      `${imports}y = (a + b).view(-1)\n`,
    );
    assert.equal(
      unwrapped(`${imports}y = 2 * F.softmax(a + b, 1)\n`, 'F.softmax(a + b, 1)'),
      `${imports}y = 2 * (a + b)\n`,
    );
    assert.equal(
      unwrapped(`${imports}f(F.softmax(a + b, 1), t)\n`, 'F.softmax(a + b, 1)'),
      `${imports}f(a + b, t)\n`,
    );
  });

  it('keeps an operand of several lines in brackets', () => {
    const code = `${imports}y = F.softmax(\n    a +\n    b, dim=1)\n`;
    const fixed = unwrapped(code, code.slice(code.indexOf('F.soft'), -1));
    assert.equal(fixed, `${imports}y = (a +\n    b)\n`);
    assert.deepEqual(parseModule(fixed).problems, []);
  });
});

describe('removeItem', () => {
  it('takes an item of one line with its comma', () => {
    assert.equal(without('m = S(A(1), B(2))\n', 'B(2)'), 'm = S(A(1))\n');
    assert.equal(without('m = S(A(1), B(2))\n', 'A(1)'), 'm = S(B(2))\n');
    assert.equal(without('m = S(A(1), B(2), C(3))\n', 'B(2)'), 'm = S(A(1), C(3))\n');
    assert.equal(without('m = [A(1), B(2),]\n', 'B(2)'), 'm = [A(1),]\n');
  });

  it('takes the lines of an item that stands alone on them, comment included', () => {
    const code = 'm = S(\n    A(1),\n    B(2),  # probabilities\n)\n';
    assert.equal(without(code, 'B(2)'), 'm = S(\n    A(1),\n)\n');
    assert.equal(
      without('m = S(\n    A(1),\n    B(\n        2\n    )\n)\n', 'B(\n        2\n    )'),
      'm = S(\n    A(1),\n)\n',
    );
    assert.equal(without('m = S(\r\n    A(1),\r\n    B(2)\r\n)\r\n', 'B(2)'), 'm = S(\r\n    A(1),\r\n)\r\n');
  });

  it('takes an item that shares its line with the bracket', () => {
    assert.equal(without('m = S(\n    A(1),\n    B(2))\n', 'B(2)'), 'm = S(\n    A(1))\n');
  });

  it('does not empty a list', () => {
    assert.equal(without('m = S(A(1))\n', 'A(1)'), null);
  });
});

describe('renameCallee', () => {
  const renamed = (code: string, text: string, from: string, to: string): string | null => {
    const source = read(code);
    const edits = renameCallee(source, call(source, text).func, from, to);
    return edits && applyEdits(code, edits);
  };

  it('renames an attribute', () => {
    assert.equal(
      renamed('l = F.nll_loss(x, y)\n', 'F.nll_loss(x, y)', 'nll_loss', 'cross_entropy'),
      'l = F.cross_entropy(x, y)\n',
    );
    assert.equal(renamed('l = F.mse_loss(x, y)\n', 'F.mse_loss(x, y)', 'nll_loss', 'cross_entropy'), null);
  });

  it('extends the import of a bare name', () => {
    assert.equal(
      renamed(
        'from torch.nn import NLLLoss, Linear\nl = NLLLoss()\n',
        'NLLLoss()',
        'NLLLoss',
        'CrossEntropyLoss',
      ),
      'from torch.nn import NLLLoss, CrossEntropyLoss, Linear\nl = CrossEntropyLoss()\n',
    );
    assert.equal(
      renamed(
        'from torch.nn import (\n    NLLLoss,\n    CrossEntropyLoss,\n)\nl = NLLLoss()\n',
        'NLLLoss()',
        'NLLLoss',
        'CrossEntropyLoss',
      ),
      'from torch.nn import (\n    NLLLoss,\n    CrossEntropyLoss,\n)\nl = CrossEntropyLoss()\n',
    );
  });

  it('leaves a name alone that comes from elsewhere', () => {
    assert.equal(
      renamed('from torch.nn import *\nl = NLLLoss()\n', 'NLLLoss()', 'NLLLoss', 'CrossEntropyLoss'),
      null,
    );
    assert.equal(
      renamed('from torch.nn import NLLLoss as Loss\nl = Loss()\n', 'Loss()', 'NLLLoss', 'CrossEntropyLoss'),
      null,
    );
  });
});

describe('certainFix', () => {
  it('refuses edits after which the text is no Python, and edits that overlap', () => {
    const source = read('y = f(x)\n');
    const context = { source: () => source };
    const edit = (start: number, end: number, newText: string) =>
      replaceSpan(source, { start, end }, newText);
    assert.equal(certainFix(context, 'Break', [edit(5, 6, '')]), null);
    assert.equal(certainFix(context, 'Overlap', [edit(0, 5, 'z'), edit(4, 8, 'w')]), null);
    assert.equal(certainFix(context, 'Nothing', []), null);
    assert.equal(certainFix(context, 'Nothing', null), null);
    assert.deepEqual(certainFix(context, 'Unwrap', [edit(4, 8, 'x')]), {
      title: 'Unwrap',
      edits: [edit(4, 8, 'x')],
    });
  });
});

describe('questions about the syntax', () => {
  it('counts reads, not writes', () => {
    const source = read('p = f(x)\nq = p + p\np = 1\nprint(p)\n');
    assert.equal(readsOf(source.module, 'p'), 3);
    assert.equal(readsOf(source.module, 'p', 21), 1);
  });

  it('knows what is unpacked into a call, and what is assigned in between', () => {
    const source = read('layers = [A(), B()]\nm = nn.Sequential(*layers)\nfor i, j in m:\n    k += 1\n');
    assert.deepEqual(unpackedInto(source, 'Sequential'), ['layers']);
    assert.deepEqual([...assignedNames(source.module, 20, source.text.length)].sort(), ['i', 'j', 'k', 'm']);
  });

  it('brackets operands that would fall apart', () => {
    const operand = (code: string): string => {
      const source = read(`${code}\n`);
      let found: Expression | undefined;
      walk(source.module, (node) => {
        if (node.kind === 'ExpressionStatement') found = node.value;
      });
      return asOperand(source, found!);
    };
    assert.equal(operand('a + b'), '(a + b)');
    assert.equal(operand('-x'), '(-x)');
    assert.equal(operand('1'), '(1)');
    assert.equal(operand('f(x)[0].y'), 'f(x)[0].y');
  });
});
