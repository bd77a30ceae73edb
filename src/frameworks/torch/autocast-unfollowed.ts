/** What autocast does to functions that are not made of the operations to which it hands other dtypes. */
import { activeRecast, inUnknownPrecision } from '../../engine/context';
import type { NativeFunction } from '../values';

/** Runs `body`; under autocast what it gives has no dtype and no values. */
export const unfollowed = <Value>(body: () => Value): Value =>
  activeRecast() ? inUnknownPrecision(body) : body();

/** Functions whose kernels autocast treats in another way than those of which they are made here. */
const NAMES: ReadonlySet<string> = new Set(
  [
    'bilinear dot embedding_bag mv quantile nanquantile trace vdot'.split(' ').map((name) => `torch.${name}`),
    'dot mv quantile nanquantile trace vdot'.split(' ').map((name) => `torch.Tensor.${name}`),
    'adaptive_avg_pool3d avg_pool3d bilinear embedding_bag fold instance_norm max_pool3d pad rms_norm scaled_dot_product_attention'
      .split(' ')
      .map((name) => `torch.nn.functional.${name}`),
    'lstm gru rnn_tanh rnn_relu lstm_cell gru_cell rnn_tanh_cell rnn_relu_cell addmv addmv_ rms_norm stft'
      .split(' ')
      .map((name) => `torch.${name}`),
    ['torch.linalg.vecdot'],
  ].flat(),
);

/** The function, which under autocast gives what is not known where it is one of these. */
export const outsideAutocast = (one: NativeFunction): NativeFunction =>
  NAMES.has(one.name) ? { ...one, call: (args, runtime) => unfollowed(() => one.call(args, runtime)) } : one;
