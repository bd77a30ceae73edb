/** Names that torch has for gradients that are operations of their own. */
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import { define } from '../../define';
import { tensorValue, type NativeFunction } from '../../values';

export const gradientForms: readonly NativeFunction[] = [
  define('torch.ops.aten.threshold_backward', '(grad_output, self, threshold)', (args) =>
    tensorValue(
      Tensor.apply(ops.threshold_backward, [args.tensor('grad_output'), args.tensor('self')], {
        threshold: args.number('threshold'),
      }),
    ),
  ),
  define(
    'torch.ops.aten.leaky_relu_backward',
    '(grad_output, self, negative_slope, self_is_result)',
    (args) =>
      tensorValue(
        Tensor.apply(ops.leaky_relu_backward, [args.tensor('grad_output'), args.tensor('self')], {
          negative_slope: args.number('negative_slope'),
        }),
      ),
  ),
  define('torch.ops.aten.hardtanh_backward', '(grad_output, self, min_val, max_val)', (args) =>
    tensorValue(
      Tensor.apply(ops.hardtanh_backward, [args.tensor('grad_output'), args.tensor('self')], {
        min_val: args.number('min_val'),
        max_val: args.number('max_val'),
      }),
    ),
  ),
  define('torch._standard_gamma_grad', '(self, output)', (args) =>
    tensorValue(Tensor.apply(ops.standard_gamma_grad, [args.tensor('self'), args.tensor('output')], {})),
  ),
  define('torch._dirichlet_grad', '(x, alpha, total)', (args) =>
    tensorValue(
      Tensor.apply(ops.dirichlet_grad, [args.tensor('x'), args.tensor('alpha'), args.tensor('total')], {}),
    ),
  ),
];
