import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findTensorTexts, readTensorText, tensorTextAt, type TensorText } from '../../src/python/literals';

interface Print {
  readonly text: string;
  readonly shape: readonly number[];
  readonly values: readonly (number | string)[];
  readonly elided?: boolean;
  readonly dtype?: string;
  readonly gradFn?: string;
  readonly requiresGrad?: boolean;
  readonly wrapper?: string;
  readonly shapeSaid?: readonly number[];
}

const prints = JSON.parse(
  readFileSync(path.join('test', 'python', 'fixtures', 'prints.json'), 'utf8'),
) as Print[];

function read(text: string): TensorText {
  const result = readTensorText(text);
  assert.ok(result.ok, result.ok ? '' : result.failure.message);
  return result.value;
}

/** What a test says of a tensor, and nothing else of it. */
function essence(tensor: TensorText): Omit<TensorText, 'values'> & { readonly values: readonly number[] } {
  return { ...tensor, values: [...tensor.values] };
}

const numbers: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, '-inf': -Infinity };

describe('readTensorText', () => {
  describe('reads what PyTorch and NumPy print', () => {
    for (const print of prints) {
      it(print.text.split('\n', 1)[0]!.slice(0, 60), () => {
        const tensor = read(print.text);
        assert.deepEqual(tensor.shape, print.shape);
        assert.equal(tensor.elided, print.elided ?? false);
        assert.equal(tensor.values.length, print.values.length);
        tensor.values.forEach((value, index) => {
          const wanted = print.values[index]!;
          const number = typeof wanted === 'string' ? numbers[wanted]! : wanted;
          if (!Number.isFinite(number)) assert.ok(Object.is(value, number));
          // Prints round to four digits after the point, or of the mantissa; NumPy to eight.
          else
            assert.ok(
              Math.abs(value - number) <= 5.1e-5 * Math.max(1, Math.abs(number)),
              `${value} is not ${number}`,
            );
        });
        for (const field of ['dtype', 'gradFn', 'requiresGrad', 'wrapper'] as const) {
          assert.equal(tensor[field], print[field], field);
        }
        assert.deepEqual(tensor.shapeSaid, print.shapeSaid);
        // NumPy's str() of one number says nothing of where it is from.
        const isPlain = /^[\d.]+$|^\[\]$|^\[?\[?\s*[\d.]+\s*\]?\]?$/.test(print.text);
        if (!isPlain) assert.equal(tensor.framework, /tensor/.test(print.text) ? 'torch' : 'numpy');
      });
    }
  });

  describe('reads other frameworks, code and JSON', () => {
    const cases: readonly (readonly [string, Partial<ReturnType<typeof essence>>])[] = [
      ['Array([1., 2.], dtype=float32)', { shape: [2], values: [1, 2], framework: 'jax', dtype: 'float32' }],
      ['Array(0.5, dtype=float32, weak_type=True)', { shape: [], values: [0.5], framework: 'jax' }],
      ['DeviceArray([[1, 2]], dtype=int32)', { shape: [1, 2], framework: 'jax', elementType: 'int' }],
      [
        'tf.Tensor([[1. 2.]], shape=(1, 2), dtype=float32)',
        { shape: [1, 2], values: [1, 2], framework: 'tensorflow', shapeSaid: [1, 2], dtype: 'float32' },
      ],
      ['tf.Tensor(0.5, shape=(), dtype=float32)', { shape: [], shapeSaid: [], values: [0.5] }],
      [
        '<tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>',
        { shape: [2], values: [1, 2], framework: 'tensorflow', shapeSaid: [2] },
      ],
      ['<tf.Tensor: shape=(), dtype=float32, numpy=0.6931472>', { shape: [], values: [0.6931472] }],
      [
        "<tf.Variable 'w:0' shape=(2,) dtype=float32, numpy=array([1., 2.], dtype=float32)>",
        { shape: [2], values: [1, 2], framework: 'tensorflow', wrapper: 'tf.Variable' },
      ],
      ["tensor([1.5], device='cuda:0')", { device: 'cuda:0', framework: 'torch' }],
      [
        "tensor([0.5], device='cuda:0', grad_fn=<MulBackward0>)",
        { gradFn: 'MulBackward0', requiresGrad: true },
      ],
      ['tensor([0.5], grad_fn=<MulBackward0 object at 0x7f3>)', { gradFn: 'MulBackward0' }],
      ['torch.tensor([[1, 0, 0]], dtype=torch.float32)', { dtype: 'torch.float32', elementType: 'float' }],
      ['x = torch.tensor([0.5], requires_grad=True)', { requiresGrad: true, values: [0.5] }],
      ['torch.Tensor([1, 2])', { elementType: 'float', dtype: 'torch.float32', values: [1, 2] }],
      ['torch.LongTensor([[2], [0]])', { elementType: 'int', dtype: 'torch.int64', shape: [2, 1] }],
      [
        'torch.tensor([1, 2]).float().cuda()',
        { dtype: 'torch.float32', device: 'cuda', elementType: 'float' },
      ],
      ['torch.tensor(np.array([1., 2.]))', { framework: 'torch', shape: [2] }],
      [
        'np.array([[1, 2], [3, 4]], dtype=np.float32)',
        { framework: 'numpy', dtype: 'np.float32', elementType: 'float' },
      ],
      ['np.array([1, 2], np.int64)', { framework: 'numpy', dtype: 'np.int64' }],
      ['tf.constant([0.9, 0.1])', { framework: 'tensorflow' }],
      ['jnp.array([0.9, 0.1])', { framework: 'jax' }],
      ['[[1, 2], [3, 4]]', { shape: [2, 2], framework: 'python', elementType: 'int' }],
      ['((1., 2.), (3., 4.))', { shape: [2, 2], framework: 'python' }],
      ['[true, false]', { framework: 'json', elementType: 'bool', values: [1, 0] }],
      ['[1.5, NaN, -Infinity]', { framework: 'json', values: [1.5, NaN, -Infinity] }],
      ["[float('nan'), -float('inf'), np.nan, math.inf]", { values: [NaN, -Infinity, NaN, Infinity] }],
      ['[np.float32(0.5), np.float32(1.0)]', { shape: [2], values: [0.5, 1] }],
      ['[tensor(0.5, grad_fn=<NegBackward0>), tensor(0.25)]', { shape: [2], values: [0.5, 0.25] }],
      ['[0.9 0.1 0.1]', { framework: 'numpy', shape: [3] }],
      ['[[ 1 -2]\n [30  4]]', { shape: [2, 2], values: [1, -2, 30, 4], framework: 'numpy' }],
      ['0.5665', { shape: [], values: [0.5665] }],
      ['[]', { shape: [0], values: [] }],
    ];
    for (const [text, wanted] of cases) {
      it(text, () => {
        const tensor: Record<string, unknown> = { ...essence(read(text)) };
        for (const [field, value] of Object.entries(wanted)) assert.deepEqual(tensor[field], value, field);
      });
    }
  });

  it('takes null of JSON for nan, and says so', () => {
    const tensor = read('[1, null]');
    assert.deepEqual([...tensor.values], [1, NaN]);
    assert.deepEqual(tensor.notes, ['1 × null has no number and was read as nan']);
  });

  describe('passes over what stands around a tensor', () => {
    for (const text of [
      'loss: tensor([1., 2.])',
      'loss = tensor([1., 2.])',
      'x: tensor([1., 2.])',
      'Epoch 3 step 20 loss tensor([1., 2.])',
      '2024-01-01 12:00:00 INFO loss=tensor([1., 2.])',
      '>>> tensor([1., 2.])',
      'Out[3]: tensor([1., 2.])',
      '`tensor([1., 2.])`',
      '"tensor([1., 2.])"',
      '```\ntensor([1., 2.])\n```',
      'x = [1., 2.]  # logits',
      '\n   [1.0, 2.0],\n',
      'logits -> [1. 2.]',
    ]) {
      it(JSON.stringify(text), () => {
        const tensor = read(text);
        assert.deepEqual([tensor.shape, [...tensor.values]], [[2], [1, 2]]);
      });
    }
  });

  describe('says where a text is wrong', () => {
    const cases: readonly (readonly [text: string, at: string, message: RegExp])[] = [
      ['[[1, 2], [3]]', '[3]', /^this row at element \[1\] has 1 element, where 2 were expected/],
      [
        'tensor([[1., 2.],\n        [3.]])',
        '[3.]',
        /^line 2: this row at element \[1\] has 1 element, where 2 were/,
      ],
      ['[[1, 2], [3, 4)]', ')', /^found '\)' where '\]' was expected at element \[1\]\[2\]/],
      ['[1, two, 3]', 'two', /^found 'two' where a number or '\]' was expected at element \[1\]/],
      ['[1, 2', '[', /^the text ends before this '\[' is closed: '\]' was expected/],
      ['tensor([1., 2.]', '', /^the text ends before 'tensor\(' is closed/],
      ['[1, 2 3]', '3', /^found '3' where a comma or '\]' was expected at element \[2\]/],
      ['[1 2, 3]', ',', /^found ',' where white space parted the elements before/],
      ['[1,, 2]', ',', /^found ',' where a number or a list was expected/],
      ['[1, [2]]', '[2]', /^found a list where a number was expected at element \[1\]/],
      ['[[1], 2]', '2', /^found the number 2 where a list was expected at element \[1\]/],
      ['[1, 2+3j]', '2', /^found '2' where/],
      [
        'torch.randn(2, 3)',
        'torch.randn(',
        /^'torch.randn\(…\)' is no form of tensor that can be read without running it/,
      ],
      ['torch.tensor([1., 2.]).softmax(0)', '.softmax', /^found '.softmax' after the tensor/],
      ['tensor([1., 2.]) tensor([3.])', 'tensor', /^found 'tensor' after the tensor/],
      [
        'tf.Tensor([1. 2.], shape=(3,), dtype=float32)',
        'tf.Tensor',
        /^the text says shape \(3\) and shows \(2\)/,
      ],
      ['', '', /^the text is empty/],
      ['hello', 'hello', /^found 'hello' where a number or '\[' was expected/],
    ];
    for (const [text, at, message] of cases) {
      it(JSON.stringify(text), () => {
        const result = readTensorText(text);
        assert.ok(!result.ok);
        assert.match(result.failure.message, message);
        assert.ok(
          text.startsWith(at, result.failure.start),
          `it points at ${text.slice(result.failure.start)}`,
        );
        assert.ok(result.failure.end <= text.length);
      });
    }
  });

  it('never throws on truncations and random edits', () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    for (let round = 0; round < 2_000; round++) {
      const { text } = prints[random(prints.length)]!;
      const at = random(text.length);
      const edited =
        text.slice(0, at) +
        '[](),.=<>\'"x-3 \n'[random(17)]! +
        text.slice(at + random(3), text.length - random(4));
      const result = readTensorText(edited);
      if (!result.ok) assert.ok(result.failure.start <= edited.length && result.failure.message !== '');
      findTensorTexts(edited);
    }
    assert.ok(!readTensorText('['.repeat(100_000)).ok);
  });
});

describe('findTensorTexts', () => {
  const log = [
    'Epoch [1/10], step [200] x[0] = 3',
    'logits: tensor([[0.1, 0.2],',
    '        [0.3, 0.4]], grad_fn=<AddBackward0>)',
    'loss tensor(0.5) and array([1, 2]) in [0.9 0.1]',
    "shape torch.Size([2, 3]) ['a', 'b'] [x, 1]",
    '<tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>',
  ].join('\n');

  it('finds prints and lists in a log, in order, and no subscripts or counters', () => {
    const texts = findTensorTexts(log).map(({ start, end }) => log.slice(start, end).split('\n', 1)[0]);
    assert.deepEqual(texts, [
      'tensor([[0.1, 0.2],',
      'tensor(0.5)',
      'array([1, 2])',
      '[0.9 0.1]',
      '<tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>',
    ]);
  });

  it('gives the one at an offset, also far into a long log', () => {
    const long = `${'step 1 of many\n'.repeat(60_000)}${log}`;
    const offset = long.indexOf('0.3, 0.4');
    const found = tensorTextAt(long, offset);
    assert.deepEqual([...(found?.tensor.values ?? [])], [0.1, 0.2, 0.3, 0.4]);
    assert.ok(found && long.startsWith('tensor([[0.1', found.start) && long.endsWith('>', found.end + 500));
    assert.equal(tensorTextAt(long, 5), null);
  });
});
