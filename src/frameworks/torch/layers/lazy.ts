/**
 * Layers that are not computed: those that learn their sizes from the first input, and those that need more than
 * one process. What they give means the same as it does elsewhere.
 */
import { moduleClass } from '../module';
import type { ClassValue } from '../../values';
import { signature } from '../../signature';
import { notComputed } from './layer';

const opaque = (name: string, role: 'logits' | 'values', keepsShape: boolean): ClassValue =>
  moduleClass(`torch.nn.${name}`, '(*args, **kwargs)', {
    construct: (self, _, runtime) => {
      // How much is drawn shows when the first input comes.
      runtime.random.torch.lose();
      self.state.set('unknown', `the parameters of ${name} are made when it is called first`);
    },
    invoke: {
      signature: signature('(input, *args)'),
      call: (_, args) => {
        const { shape, dtype } = args.tensor('input');
        return notComputed(keepsShape ? shape : undefined, dtype, { kind: role });
      },
    },
  });

const dims = [1, 2, 3];

export const lazyLayers: readonly ClassValue[] = [
  opaque('LazyLinear', 'logits', false),
  ...dims.flatMap((spatial) => [
    opaque(`LazyConv${spatial}d`, 'logits', false),
    opaque(`LazyConvTranspose${spatial}d`, 'logits', false),
    opaque(`LazyBatchNorm${spatial}d`, 'values', true),
    opaque(`LazyInstanceNorm${spatial}d`, 'values', true),
  ]),
  opaque('SyncBatchNorm', 'values', true),
  opaque('CrossMapLRN2d', 'values', true),
];
