/**
 * Attributes that some layers have and others do not: code asks for them with `hasattr`. A layer of torch.nn that does
 * not have one says so; of a class of the user's it may still turn up elsewhere.
 */
import { full } from '../../../engine/formula';
import { PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { signature } from '../../signature';
import { none, type InstanceValue, type Value } from '../../values';
import { hasInitials, resetParameters } from '../random/parameters';

const NAMES =
  'weight bias running_mean running_var num_features in_features out_features in_channels out_channels kernel_size stride padding_idx p inplace weight_ih_l0 hidden_size num_embeddings embedding_dim'.split(
    ' ',
  );

/**
 * What any layer of torch.nn 2.13 or nn.Module itself has beside names with an underscore (`dir` of one object of each
 * class). What is not among these, and was not set, no layer has.
 */
const NAMES_OF_ANY = new Set(
  'T_destination activation activation_relu_or_gelu add_module add_zero_attn affine align_corners all_weights alpha append apply approximate batch_first beta bfloat16 bias bias_k bias_v bidirectional blank buffers call_super_init ceil_mode check_forward_args check_hidden_size check_input children clear cls_to_become compile convert_sync_batchnorm copy count_include_pad cpu cuda cutoffs d_model decoder delta device_ids dilation dim distance_function div_value divisor_override double downscale_factor dropout dropout1 dropout2 dropout3 dump_patches elementwise_affine embed_dim embedding_dim enable_nested_tensor encoder end_dim eps eval extend extra_repr flatten_parameters float forward from_pretrained fromkeys full gather generate_square_subsequent_mask get get_buffer get_expected_cell_size get_expected_hidden_size get_extra_state get_parameter get_submodule groups half has_uninitialized_params head head_bias head_dim head_size hidden_size ignore_index in1_features in2_features in_channels in_features in_proj_bias in_proj_weight include_last_offset init initialize_parameters inplace input_size insert ipu items k k_proj_weight kdim keepdim kernel_size keys label_smoothing lambd layers linear linear1 linear2 load_state_dict log_input log_prob log_target lower margin mask_check max_norm max_val merge_masks min_val mode module modules momentum mtia multihead_attn n_classes n_clusters name named_buffers named_children named_modules named_parameters negative_slope nhead nonlinearity norm norm1 norm2 norm3 norm_first norm_type normalized_shape num_batches_tracked num_channels num_classes num_embeddings num_features num_groups num_heads num_layers num_parameters options out_channels out_features out_proj output_padding output_ratio output_size p padding padding_idx padding_mode parallel_apply parameters permute_hidden pop popitem pos_weight predict process_group proj_size q_proj_weight recompute_scale_factor reduction register_backward_hook register_buffer register_forward_hook register_forward_pre_hook register_full_backward_hook register_full_backward_pre_hook register_load_state_dict_post_hook register_load_state_dict_pre_hook register_module register_parameter register_state_dict_post_hook register_state_dict_pre_hook replicate requires_grad_ reset_parameters reset_running_stats return_indices running_mean running_var scale_factor scale_grad_by_freq scatter self_attn set_extra_state set_submodule setdefault share_memory shortlist_size size sparse start_dim state_dict stride swap tail threshold to to_empty track_running_stats train training transposed type unflattened_size update upper upscale_factor use_nested_tensor v_proj_weight value values vdim weight xpu zero_grad zero_infinity'.split(
    ' ',
  ),
);

/** Whether no layer of torch.nn has an attribute of this name of its own. */
export function isOfNoLayer(self: InstanceValue, name: string): boolean {
  return (
    !self.class.isUser &&
    self.class.name.startsWith('torch.nn.') &&
    !self.state.has('unknown') &&
    !name.startsWith('_') &&
    !/^(weight|bias)_(ih|hh|hr)_?/.test(name) &&
    !NAMES_OF_ANY.has(name)
  );
}

function missing(self: InstanceValue, name: string): undefined {
  if (self.class.isUser || self.state.has('unknown') || !self.class.name.startsWith('torch.nn.'))
    return undefined;
  const title = self.class.name.slice(self.class.name.lastIndexOf('.') + 1);
  throw new PythonError('AttributeError', `'${title}' object has no attribute '${name}'`);
}

/** The running statistics as they were before the first batch. */
export function resetStatistics(self: InstanceValue, runtime: Runtime): void {
  for (const [name, value] of [
    ['running_mean', 0],
    ['running_var', 1],
    ['num_batches_tracked', 0],
  ] as const) {
    const buffer = self.attributes.get(name);
    if (buffer?.kind === 'tensor')
      runtime.rebind(buffer, full(buffer.tensor.shape, buffer.tensor.dtype, value));
  }
}

const resetting = (self: InstanceValue): Value | undefined => {
  if (!hasInitials(self) && !self.attributes.has('running_mean')) return missing(self, 'reset_parameters');
  return {
    kind: 'native',
    name: `${self.class.name}.reset_parameters`,
    signature: signature('()'),
    call: (_, runtime) => {
      resetStatistics(self, runtime);
      resetParameters(self, runtime);
      return none;
    },
  };
};

export const layerAttributes: Readonly<Record<string, (self: InstanceValue) => Value | undefined>> = {
  ...Object.fromEntries(NAMES.map((name) => [name, (self: InstanceValue) => missing(self, name)])),
  reset_parameters: resetting,
};
