/** What is not known: branches, loops and calls leave behind exactly what holds whatever happens. */
import assert from 'node:assert/strict';
import { inspect, type Inspection } from '../../src/inspect';

const read = (text: string): Promise<Inspection> =>
  inspect([
    { file: 'a.py', text: `import torch\nfrom torch import nn\nimport torch.nn.functional as F\n${text}` },
  ]);

function show(inspection: Inspection, name: string): unknown {
  const record = inspection.variables[name];
  if (record?.kind === 'tensor') {
    const { shape, role, data } = inspection.tensors[record.tensor]!;
    return { shape, role: role.kind, known: data !== null };
  }
  return record?.kind === 'scalar' ? record.value : record?.kind;
}

describe('what is not known', () => {
  it('keeps what both branches agree on', async () => {
    const inspection = await read(
      'if unknown_flag:\n    a = 1\n    b = 2\n    x = torch.zeros(2, 3)\nelse:\n    a = 1\n    b = 3\n    x = torch.ones(2, 4)\n',
    );
    assert.equal(show(inspection, 'a'), 1);
    assert.equal(show(inspection, 'b'), 'unknown');
    assert.deepEqual(show(inspection, 'x'), { shape: [2, '?'], role: 'unknown', known: false });
  });

  it('what is written in one expression joins as branches do, and an error on one way is no error', async () => {
    const inspection = await read(
      `seen = []
a = torch.zeros(2, 3) if unknown_flag else torch.zeros(2, 3) @ torch.zeros(2, 3)
b = unknown_flag and seen.append(1)
c = unknown_flag or torch.zeros(4, 3)
n = len(seen)
print('said') if unknown_flag else None
unknown_flag and print('said')
`,
    );
    assert.deepEqual(show(inspection, 'a'), { shape: [2, 3], role: 'binary-targets', known: true });
    assert.equal(inspection.unknowns.filter(({ error }) => error).length, 0);
    assert.deepEqual(inspection.printed, []);
    assert.equal(show(inspection, 'n'), 'unknown');
  });

  it('an item, a key or a member that is not known may be any of those that are there, and is no error', async () => {
    const inspection = await read(
      `names, table, few = ['a', 'b', 'c'], {'a': 0, 'b': 1}, {1, 2}
at = names.index(unknown_item)
count = names.count(unknown_item)
known = ['a', 'b', unknown_item].index('b')
names.remove(unknown_item)
left = len(names)
value = table.pop(unknown_item)
entries = len(table)
few.discard(unknown_item)
members = len(few)
two = {1}
two.add(unknown_item)
size = len(two)
`,
    );
    assert.equal(show(inspection, 'known'), 1);
    for (const name of ['at', 'count', 'left', 'value', 'entries', 'members', 'size'])
      assert.equal(show(inspection, name), 'unknown', name);
    assert.equal(inspection.unknowns.filter(({ error }) => error).length, 0);
  });

  it('an optimizer whose steps nobody counted leaves every variable unknown', async () => {
    const inspection = await read(
      `import tensorflow as tf
w, b = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
optimizer = tf.keras.optimizers.Adam(0.1)
def step():
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(w * 2.0 + b)
    optimizer.apply_gradients(zip(tape.gradient(loss, [w, b]), [w, b]))
for batch in unknown_batches():
    step()
w.assign([1.0, 2.0])
b.assign(0.5)
step()
`,
    );
    for (const name of ['w', 'b']) {
      const record = inspection.variables[name];
      assert.ok(record?.kind === 'tensor' && inspection.tensors[record.tensor]!.data === null, name);
    }
    const reasons = inspection.unknowns.map(({ reason }) => reason);
    assert.ok(reasons.includes('how many steps the optimizer has taken is not known'), reasons.join('\n'));
  });

  it('what a set holds is not known after a branch that is perhaps taken, and known where branches agree', async () => {
    const inspection = await read(
      `one, both, more = {1}, {1}, {1}
if unknown_flag:
    one.add(2)
    both.add(3)
else:
    both.add(3)
n, in_both, size = len(one), 3 in both, len(both)
for item in unknown_items():
    more.add(item)
m = len(more)
more.clear()
none_left = len(more)
filled = {1}
filled.update(unknown_items())
f = len(filled)
x = torch.ones(2, requires_grad=True)
if unknown_flag:
    x.sum().backward()
    x.grad = None
`,
    );
    const shown = ['n', 'in_both', 'size', 'm', 'none_left', 'f'].map((name) => show(inspection, name));
    assert.deepEqual(shown, ['unknown', true, 2, 'unknown', 0, 'unknown']);
    const faults = inspection.unknowns.filter(({ reason }) => reason.includes('failed'));
    assert.deepEqual(faults, []);
  });

  it('knows the dtype of a tensor that is made with an unknown size', async () => {
    const inspection = await read('x = torch.full((unknown_size(),), 1)\ny = torch.zeros(unknown_size())\n');
    const dtypes = ['x', 'y'].map((name) => {
      const record = inspection.variables[name];
      return record?.kind === 'tensor' ? inspection.tensors[record.tensor]!.dtype : null;
    });
    assert.deepEqual(dtypes, ['int64', 'float32']);
    // A size in a tuple is one of the sizes; one alone may be all of them.
    assert.deepEqual(show(inspection, 'x'), { shape: ['?'], role: 'unknown', known: false });
    assert.deepEqual(show(inspection, 'y'), { shape: null, role: 'unknown', known: false });
  });

  it('splits what has an unknown size into as many parts as were asked for, of the same meaning', async () => {
    const inspection = await read(
      'layer = nn.Linear(4, 6)\nmean, spread = layer(unknown_batch()).chunk(2, dim=-1)\n',
    );
    for (const name of ['mean', 'spread'])
      assert.deepEqual(show(inspection, name), { shape: null, role: 'logits', known: false });
  });

  it('reads a function that nobody calls without gradients where its decorator says so', async () => {
    const inspection = await read(
      'layer = nn.Linear(4, 6)\n@torch.no_grad()\ndef evaluate(x, y):\n    return F.cross_entropy(layer(x), y)\n',
    );
    assert.deepEqual(
      inspection.losses.map(({ underNoGrad }) => underNoGrad),
      [true],
    );
  });

  it('forgets the values that an unknown method in place may have changed, through a view too', async () => {
    const inspection = await read(
      'x = torch.ones(2)\nx.frobnicate_(3)\ny = torch.ones(3)\ny[1:].frobnicate_()\nz = torch.ones(2)\nz.frobnicate()\n',
    );
    for (const name of ['x', 'y']) assert.equal((show(inspection, name) as { known: boolean }).known, false);
    assert.equal((show(inspection, 'z') as { known: boolean }).known, true);
  });

  it('forgets the variables that an unknown optimizer of Keras steps', async () => {
    const inspection = await read(
      'import keras, tensorflow as tf\nw = tf.Variable([1.0, 2.0])\nv = tf.Variable([1.0])\n' +
        'opt = keras.optimizers.Ftrl(0.1)\nopt.apply_gradients(zip([tf.ones(2)], [w]))\n',
    );
    assert.equal((show(inspection, 'w') as { known: boolean }).known, false);
    assert.equal((show(inspection, 'v') as { known: boolean }).known, true);
  });

  it('does not take the end of what is followed for the end of a generator', async () => {
    const inspection = await read(
      'def count():\n    n = 0\n    while True:\n        yield n\n        n += 1\n' +
        'numbers = count()\nfor _ in range(10000):\n    a = next(numbers)\nb = next(numbers, -1)\n',
    );
    assert.equal(show(inspection, 'a'), 9999);
    assert.equal(show(inspection, 'b'), 'unknown');
  });

  it('leaves steps for what follows where single items of an endless generator are asked for', async () => {
    const inspection = await inspect(
      [
        {
          file: 'a.py',
          text:
            'def batches():\n    while True:\n        for at in range(10):\n            yield at + 1\n' +
            'ones = batches()\na = next(ones)\nfor _ in range(10**6):\n    b = next(ones)\nc = 2 + 3\n',
        },
      ],
      { limits: { steps: 4000 } },
    );
    assert.equal(show(inspection, 'c'), 5);
    assert.equal(show(inspection, 'a'), 1);
    assert.equal(show(inspection, 'b'), 'unknown');
  });

  it('goes through a generator beside a range in step with it, and no further than Python does', async () => {
    const inspection = await read(
      'seen = []\ndef count():\n    n = 0\n    while True:\n        n += 1\n        seen.append(n)\n        yield n\n' +
        'pairs = [(i, n) for i, n in zip(range(3), count())]\nlast, made = pairs[-1], len(seen)\n' +
        'for n, i in zip(count(), range(2)):\n    pass\nall_made = len(seen)\n',
    );
    assert.equal(show(inspection, 'made'), 3);
    assert.equal(show(inspection, 'n'), 2);
    // The one more that Python asks for before it sees that the range is at its end.
    assert.equal(show(inspection, 'all_made'), 6);
  });

  it('does not take a generator that a loop has left for one that is at its end', async () => {
    const inspection = await read(
      'def count():\n    yield 1\n    yield 2\n    yield 3\n' +
        'numbers = count()\nfor a in numbers:\n    break\nb = next(numbers, -1)\nc = 0\nfor c in numbers:\n    pass\n' +
        'd = [x for x in numbers]\nasked = count()\nnext(asked)\nfor e in asked:\n    break\nf = next(asked)\n',
    );
    assert.equal(show(inspection, 'a'), 1);
    for (const name of ['b', 'c', 'd']) assert.equal(show(inspection, name), 'unknown', name);
    // Whose items somebody has asked for one by one, a loop leaves where it stands.
    assert.equal(show(inspection, 'e'), 2);
    assert.equal(show(inspection, 'f'), 3);
  });

  it('keeps what is picked under an index that is not known, but not its values', async () => {
    const inspection = await read(
      'p = torch.arange(12.).reshape(3, 4).softmax(1)\na = p[unknown_index]\nb = p[:unknown_bound]\nc = p[1:torch.tensor(3)]\n',
    );
    assert.deepEqual(show(inspection, 'a'), { shape: null, role: 'probabilities', known: false });
    assert.deepEqual(show(inspection, 'b'), { shape: ['?', 4], role: 'probabilities', known: false });
    assert.deepEqual(show(inspection, 'c'), { shape: [2, 4], role: 'probabilities', known: true });
  });

  it('keeps a dim for each slice whose bounds are not known', async () => {
    const inspection = await read(
      'x = torch.zeros(4, 5, 6)\nrows = torch.tensor([0, 2, 3])\na = x[unknown_a:unknown_b, unknown_c:unknown_d]\n' +
        'b = x[unknown_a:unknown_b, :, unknown_c:unknown_d]\nc = x[rows, unknown_a:unknown_b]\nd = x[None, ..., unknown_a:unknown_b, unknown_c:]\n' +
        'e = x[unknown_a:unknown_b, 0]\n',
    );
    const shapes = ['a', 'b', 'c', 'd', 'e'].map(
      (name) => (show(inspection, name) as { shape: unknown }).shape,
    );
    assert.deepEqual(shapes, [
      ['?', '?', 6],
      ['?', 5, '?'],
      [3, '?', 6],
      [1, 4, '?', '?'],
      ['?', 6],
    ]);
  });

  it('keeps a role that both branches give', async () => {
    const inspection = await read(
      'z = torch.randn(2, 3)\nif unknown_flag:\n    p = z.softmax(1)\nelse:\n    p = (z / 2).softmax(1)\nq = p if other else z\n',
    );
    assert.deepEqual(show(inspection, 'p'), { shape: [2, 3], role: 'probabilities', known: false });
    assert.deepEqual(show(inspection, 'q'), { shape: [2, 3], role: 'unknown', known: false });
  });

  it('takes a branch that raises or returns for one that does not go on', async () => {
    const inspection = await read(
      'def f(n):\n    if n > unknown_bound:\n        raise ValueError("too large")\n    return n\n' +
        'def g(n):\n    if unknown_flag:\n        return 1\n    return 1\nx = f(3)\ny = g(0)\n',
    );
    assert.equal(show(inspection, 'x'), 3);
    assert.equal(show(inspection, 'y'), 1);
  });

  it('forgets what a loop of unknown length changes, and keeps the rest', async () => {
    const inspection = await read(
      'total = 0\nsame = 5\nw = torch.ones(2)\nitems = []\nfor batch in loader:\n    total += 1\n    same = 5\n    w = w * 2\n    items.append(1)\nn = len(items)\n',
    );
    assert.equal(show(inspection, 'total'), 'unknown');
    assert.equal(show(inspection, 'n'), 'unknown');
    assert.deepEqual(show(inspection, 'w'), { shape: [2], role: 'values', known: false });
  });

  it('loses what a write to an unknown place may have changed', async () => {
    const inspection = await read(
      'import numpy as np\nat = np.unknown_to_all(3)\nclass A:\n    pass\na = A()\na.x = torch.zeros(2)\n' +
        't, u, v, kept = torch.zeros(2), torch.zeros(2), torch.zeros(3), torch.zeros(2)\n' +
        'n, m, o = np.zeros(2), np.zeros((2, 2)), np.zeros(2)\n' +
        't[at] = 1.0\nu[at] += 1.0\nv[1:][at] = 2.0\na.x[at] = 1.0\nx = a.x\nn[at], other = 1.0, 2\n' +
        'np.fill_diagonal(m, at)\nnp.multiply(o, 2, out=o, where=at)\n',
    );
    for (const name of ['t', 'u', 'v', 'x', 'n', 'm', 'o'])
      assert.equal((show(inspection, name) as { known: boolean }).known, false, name);
    assert.equal((show(inspection, 'kept') as { known: boolean }).known, true);
  });

  it('takes back attributes and items of a branch that is only walked', async () => {
    const inspection = await read(
      'class A:\n    pass\na = A()\na.x = 1\nd = {"k": 1}\nif unknown_flag:\n    a.x = 2\n    d["k"] = 2\n    d["new"] = 3\nx, k = a.x, d["k"]\n',
    );
    assert.equal(show(inspection, 'x'), 'unknown');
    assert.equal(show(inspection, 'k'), 'unknown');
  });

  it('lists the names and calls that knowledge ends at, with their lines', async () => {
    const { unknowns } = await read(
      'import zoo\nmodel = zoo.create_model("x")\nloss = F.mse_loss(model(xs), ys)\n',
    );
    assert.deepEqual(
      unknowns.map(({ place, reason }) => [place.line, reason]),
      [
        [5, 'zoo.create_model is not known to LossLens'],
        [6, "the name 'xs' is not defined in what was read"],
        [6, "the name 'ys' is not defined in what was read"],
      ],
    );
  });

  it('reads functions that nobody calls, and prints nothing there', async () => {
    const { losses, printed } = await read(
      'def train(x, y, criterion=nn.CrossEntropyLoss()):\n    print("never")\n    loss = criterion(x.softmax(1), y)\n    loss.backward()\n',
    );
    assert.deepEqual(printed, []);
    assert.deepEqual(
      losses.map(({ function: name, value, place }) => [name, value, place.line]),
      [['torch.nn.CrossEntropyLoss', null, 6]],
    );
  });

  it('reads methods under no_grad as methods', async () => {
    const { losses, variables } = await read(
      'class T:\n    def __init__(self):\n        self.loss = nn.MSELoss()\n    @torch.no_grad()\n    def check(self, a, b):\n        return self.loss(a, b)\n' +
        'value = T().check(torch.ones(2), torch.zeros(2)).item()\n',
    );
    assert.equal(losses[0]?.underNoGrad, true);
    assert.deepEqual(variables['value'], { kind: 'scalar', value: 1, type: 'float' });
  });

  it('gives a literal the role that a loss takes it for, unless its values say otherwise', async () => {
    const inspection = await read(
      'z = torch.tensor([[2.0, -1.0], [0.5, 3.0]])\nt = torch.tensor([0, 1])\nF.cross_entropy(z, t)\n' +
        'p = torch.tensor([[0.9, 0.1], [0.25, 0.75]])\nF.cross_entropy(p, t)\n',
    );
    const roles = ['z', 't', 'p'].map((name) => (show(inspection, name) as { role: string }).role);
    assert.deepEqual(roles, ['logits', 'class-indices', 'probabilities']);
  });

  it('does not list what a handler raises that nothing led to', async () => {
    const inspection = await read(
      'class Settings(dict):\n    def __getattr__(self, key):\n        try:\n            value = self[key]\n        except KeyError as error:\n            raise AttributeError(key) from error\n        return value\n\nrate = Settings(lr=0.1).lr\n',
    );
    assert.equal(show(inspection, 'rate'), 0.1);
    assert.deepEqual(inspection.unknowns, []);
  });

  it('does not take arguments of unknown number for none', async () => {
    const inspection = await read(
      "import numpy as np\nxs = np.load('sizes.npy')\nn = len(range(*xs))\nmost = max(1, *xs)\nitems = {1}.union(*xs)\nx = torch.ones(4).view(*xs)\nprint('sizes', *xs)\n",
    );
    for (const name of ['n', 'most', 'items', 'x']) assert.equal(show(inspection, name), 'unknown', name);
    assert.deepEqual(inspection.printed, ['sizes ‹unknown›']);
    assert.ok(inspection.unknowns.every(({ error, reason }) => error === null && !reason.includes('Error')));
  });
});
