/** Tables of vectors: Embedding and EmbeddingBag. */
import { PythonError } from '../../errors';
import type { Arguments } from '../../arguments';
import { define } from '../../define';
import type { Runtime } from '../../runtime';
import { int, none, type ClassValue, type InstanceValue, type Value } from '../../values';
import { own } from '../tensor/creation';
import { addParameter, normally, thenChanged } from '../random/parameters';
import { attribute, functional, layer, sizeOf, type Layer } from './layer';

/** A row of the table that stays as it is; counted from the front. Throws where there is no such row. */
function keepPaddingIndex(self: InstanceValue): number | undefined {
  const [given, rows] = [attribute(self, 'padding_idx'), attribute(self, 'num_embeddings')];
  if (given.kind !== 'int' || rows.kind !== 'int') return undefined;
  if (given.value >= rows.value || given.value < -rows.value) {
    throw new PythonError('AssertionError', 'Padding_idx must be within num_embeddings');
  }
  const row = given.value < 0 ? given.value + rows.value : given.value;
  self.attributes.set('padding_idx', int(row));
  return row;
}

/** Normal numbers, but zeros for what pads; or the table that is given. */
function addTable(self: InstanceValue, args: Arguments, runtime: Runtime): void {
  const padding = keepPaddingIndex(self);
  const given = args.value('_weight');
  if (given.kind === 'tensor') {
    const isFrozen = args.signature.parameters.some(({ name }) => name === '_freeze') && args.bool('_freeze');
    self.attributes.set('weight', own(given.tensor.asLeaf({ requiresGrad: !isFrozen }), runtime, true));
    return;
  }
  const sizes = ['num_embeddings', 'embedding_dim'].map((name) => sizeOf(args.value(name), name));
  const columns = sizes[1];
  const initial =
    padding === undefined || typeof columns !== 'number'
      ? normally(0, 1)
      : thenChanged(normally(0, 1), (values) => values.fill(0, padding * columns, (padding + 1) * columns));
  addParameter(self, 'weight', sizes, initial, args, runtime);
}

const shown = (self: InstanceValue, usual: Readonly<Record<string, (value: Value) => boolean>>): string[] =>
  Object.entries(usual).flatMap(([name, isUsual]) =>
    isUsual(attribute(self, name)) ? [] : [`${name}={${name}}`],
  );

const isNone = (value: Value): boolean => value.kind === 'None';
const isTwo = (value: Value): boolean =>
  (value.kind === 'float' || value.kind === 'int') && value.value === 2;
const isFalse = (value: Value): boolean => value.kind === 'bool' && !value.value;

/** `from_pretrained(table, freeze=True, …)`: a layer around a table that is there already. */
const fromPretrained = (name: string, parameters: string): ClassValue['attributes'] =>
  new Map([
    [
      'from_pretrained',
      define(`torch.nn.${name}.from_pretrained`, parameters, (args, runtime) => {
        const table = args.value('embeddings');
        const shape = table.kind === 'tensor' ? table.tensor.shape : undefined;
        const [rows, columns] = shape ?? [];
        const others = args.signature.parameters
          .map((parameter) => parameter.name)
          .filter((parameter) => !['embeddings', 'freeze'].includes(parameter));
        const made = runtime.call(classes.get(name)!, [asSize(rows), asSize(columns)], {
          _weight: table,
          ...Object.fromEntries(others.map((other) => [other, args.value(other)])),
        });
        const weight = made.kind === 'instance' ? made.attributes.get('weight') : undefined;
        const isFrozen = runtime.truth(args.value('freeze')) !== false;
        if (weight?.kind === 'tensor')
          runtime.rebind(weight, weight.tensor.asLeaf({ requiresGrad: !isFrozen }));
        return made;
      }),
    ],
  ]);

const asSize = (size: unknown): Value => (typeof size === 'number' ? int(size) : none);

const embedding = layer({
  name: 'Embedding',
  signature:
    '(num_embeddings, embedding_dim, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False, _weight=None, _freeze=False, device=None, dtype=None)',
  omit: ['_weight', '_freeze'],
  construct: addTable,
  forward: (self, args, runtime) =>
    functional(
      'embedding',
      [
        args.value('input'),
        attribute(self, 'weight'),
        ...['padding_idx', 'max_norm', 'norm_type', 'scale_grad_by_freq', 'sparse'].map((name) =>
          attribute(self, name),
        ),
      ],
      {},
      runtime,
    ),
  describes: (self) => [
    '{num_embeddings}',
    '{embedding_dim}',
    ...shown(self, {
      padding_idx: isNone,
      max_norm: isNone,
      norm_type: isTwo,
      scale_grad_by_freq: isFalse,
    }),
    ...(isFalse(attribute(self, 'sparse')) ? [] : ['sparse=True']),
  ],
  attributes: fromPretrained(
    'Embedding',
    '(embeddings, freeze=True, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False)',
  ),
  samples: [
    { module: 'nn.Embedding(5, 4)', inputs: ['torch.tensor([[0, 2], [4, 2]])'] },
    { module: 'nn.Embedding(4, 3, padding_idx=1)', inputs: ['torch.tensor([1, 3, 1])'] },
    { module: 'nn.Embedding(3, 7, padding_idx=-1, max_norm=1.0)', inputs: ['torch.tensor([[0], [2]])'] },
    {
      module: 'nn.Embedding.from_pretrained(torch.arange(6.0).reshape(3, 2), freeze=False)',
      inputs: ['torch.tensor([2, 0])'],
    },
  ],
});

const embeddingBag = layer({
  name: 'EmbeddingBag',
  signature:
    "(num_embeddings, embedding_dim, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, mode='mean', sparse=False, _weight=None, include_last_offset=False, padding_idx=None, device=None, dtype=None)",
  omit: ['_weight'],
  construct: addTable,
  takes: '(input, offsets=None, per_sample_weights=None)',
  forward: (self, args, runtime) =>
    functional(
      'embedding_bag',
      [args.value('input'), attribute(self, 'weight'), args.value('offsets')],
      {
        ...Object.fromEntries(
          [
            'max_norm',
            'norm_type',
            'scale_grad_by_freq',
            'mode',
            'sparse',
            'include_last_offset',
            'padding_idx',
          ].map((name) => [name, attribute(self, name)]),
        ),
        per_sample_weights: args.value('per_sample_weights'),
      },
      runtime,
    ),
  describes: (self) => [
    '{num_embeddings}',
    '{embedding_dim}',
    ...shown(self, { max_norm: isNone, norm_type: isTwo, scale_grad_by_freq: isFalse }),
    'mode={mode!r}',
    ...shown(self, { padding_idx: isNone }),
  ],
  attributes: fromPretrained(
    'EmbeddingBag',
    "(embeddings, freeze=True, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, mode='mean', sparse=False, include_last_offset=False, padding_idx=None)",
  ),
  samples: [
    { module: 'nn.EmbeddingBag(5, 3)', inputs: ['torch.tensor([[0, 2], [4, 2]])'] },
    {
      module: "nn.EmbeddingBag(5, 4, mode='sum')",
      inputs: ['torch.tensor([1, 2, 4, 3])', 'torch.tensor([0, 3])'],
    },
    { module: "nn.EmbeddingBag(4, 2, mode='max')", inputs: ['torch.tensor([[0, 3, 1]])'] },
  ],
});

const classes: ReadonlyMap<string, ClassValue> = new Map([
  ['Embedding', embedding.type],
  ['EmbeddingBag', embeddingBag.type],
]);

export const embeddings: readonly Layer[] = [embedding, embeddingBag];
