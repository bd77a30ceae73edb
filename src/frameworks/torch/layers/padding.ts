/** Layers that put something around an image. */
import { float, str, type Value } from '../../values';
import { attribute, functional, layer, repeated, type Layer } from './layer';

interface Kind {
  readonly name: string;
  /** As `F.pad` calls it. */
  readonly mode: string;
  readonly dims: readonly number[];
  /** The constructor takes the value that is put there. */
  readonly takesValue?: true;
  readonly describes: readonly string[];
}

const kinds: readonly Kind[] = [
  {
    name: 'ConstantPad',
    mode: 'constant',
    dims: [1, 2, 3],
    takesValue: true,
    describes: ['padding={padding}', 'value={value}'],
  },
  { name: 'ZeroPad', mode: 'constant', dims: [1, 2, 3], describes: ['{padding}'] },
  { name: 'ReflectionPad', mode: 'reflect', dims: [1, 2, 3], describes: ['{padding}'] },
  { name: 'ReplicationPad', mode: 'replicate', dims: [1, 2, 3], describes: ['{padding}'] },
  { name: 'CircularPad', mode: 'circular', dims: [1, 2, 3], describes: ['{padding}'] },
];

function padding(kind: Kind, spatial: number): Layer {
  const { name, mode, takesValue, describes } = kind;
  const extra = takesValue ? ', 3.5' : '';
  const input = `torch.randn(1, 2, ${Array.from({ length: spatial }, () => 3).join(', ')})`;
  const uneven = [1, 2, 0, 1, 1, 0].slice(0, 2 * spatial).join(', ');
  return layer({
    name: `${name}${spatial}d`,
    signature: takesValue ? '(padding, value)' : '(padding)',
    construct: (self, args) => {
      self.attributes.set('padding', repeated(args.value('padding'), 2 * spatial));
    },
    forward: (self, args, runtime) => {
      const value: Value = takesValue ? attribute(self, 'value') : float(0);
      return functional(
        'pad',
        [args.value('input'), attribute(self, 'padding'), str(mode), ...(mode === 'constant' ? [value] : [])],
        {},
        runtime,
      );
    },
    describes,
    samples: [`nn.${name}${spatial}d(1${extra})`, `nn.${name}${spatial}d((${uneven})${extra})`].map(
      (module) => ({ module, inputs: [input] }),
    ),
  });
}

export const paddings: readonly Layer[] = kinds.flatMap((kind) =>
  kind.dims.map((spatial) => padding(kind, spatial)),
);
