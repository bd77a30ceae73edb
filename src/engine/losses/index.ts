/** The registry of losses. Adding one adds its file and one line here. */
import type { AnyLoss } from '../loss';
import { binary_cross_entropy } from './binary_cross_entropy';
import { binary_cross_entropy_with_logits } from './binary_cross_entropy_with_logits';
import { binary_crossentropy, categorical_crossentropy, kl_divergence } from './clipped_cross_entropy';
import { complete_box_iou_loss } from './complete_box_iou_loss';
import { cosine_embedding_loss } from './cosine_embedding_loss';
import { cosine_proximity } from './cosine_proximity';
import { cross_entropy } from './cross_entropy';
import { ctc_loss } from './ctc_loss';
import { binary_focal_crossentropy, categorical_focal_crossentropy } from './focal_crossentropy';
import { distance_box_iou_loss } from './distance_box_iou_loss';
import { gaussian_nll_loss } from './gaussian_nll_loss';
import { generalized_box_iou_loss } from './generalized_box_iou_loss';
import { hinge_embedding_loss } from './hinge_embedding_loss';
import { huber_loss } from './huber_loss';
import { kl_div } from './kl_div';
import { l1_loss } from './l1_loss';
import { log_cosh } from './log_cosh';
import { categorical_hinge, hinge_loss } from './margin_hinge';
import { margin_ranking_loss } from './margin_ranking_loss';
import { mse_loss } from './mse_loss';
import { multi_margin_loss } from './multi_margin_loss';
import { multilabel_margin_loss } from './multilabel_margin_loss';
import { multilabel_soft_margin_loss } from './multilabel_soft_margin_loss';
import { nll_loss } from './nll_loss';
import { poisson_nll_loss } from './poisson_nll_loss';
import { absolute_percentage_error, squared_logarithmic_error } from './relative_errors';
import { sigmoid_focal_loss } from './sigmoid_focal_loss';
import { smooth_l1_loss } from './smooth_l1_loss';
import { soft_margin_loss } from './soft_margin_loss';
import { triplet_margin_loss } from './triplet_margin_loss';
import { tversky_loss } from './tversky_loss';

export const losses = {
  absolute_percentage_error,
  binary_cross_entropy,
  binary_cross_entropy_with_logits,
  binary_crossentropy,
  binary_focal_crossentropy,
  categorical_crossentropy,
  categorical_focal_crossentropy,
  categorical_hinge,
  complete_box_iou_loss,
  cosine_embedding_loss,
  cosine_proximity,
  cross_entropy,
  ctc_loss,
  distance_box_iou_loss,
  gaussian_nll_loss,
  generalized_box_iou_loss,
  hinge_embedding_loss,
  hinge_loss,
  huber_loss,
  kl_div,
  kl_divergence,
  l1_loss,
  log_cosh,
  margin_ranking_loss,
  mse_loss,
  multi_margin_loss,
  multilabel_margin_loss,
  multilabel_soft_margin_loss,
  nll_loss,
  poisson_nll_loss,
  sigmoid_focal_loss,
  smooth_l1_loss,
  soft_margin_loss,
  squared_logarithmic_error,
  triplet_margin_loss,
  tversky_loss,
} as const satisfies Readonly<Record<string, AnyLoss>>;

/** PyTorch's functional name of a loss. */
export type LossName = keyof typeof losses;
