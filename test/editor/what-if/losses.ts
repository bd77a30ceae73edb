/** Programs with a loss to play with, and what is made of them. */
import assert from 'node:assert/strict';
import { settingOf, type LossSetting } from '../../../src/editor/what-if/loss-setting';
import type { Subject } from '../../../src/editor/inspector/model';
import type { Inspection, LossCall } from '../../../src/inspect/inspection';
import type { ReadProgram } from '../../../src/editor/what-if/player';
import { analyze } from '../../../src/rules/analyze';

export interface ReadLoss {
  readonly subject: Subject;
  readonly inspection: Inspection;
  readonly call: LossCall;
  readonly setting: LossSetting;
}

/** Reads the programs of playing where the test runs. */
export const readProgram: ReadProgram = async (purpose, { text, ...how }) => ({
  ok: true,
  value: await analyze([{ file: purpose, text }], how),
});

/** The last loss of a program, whose values are all known. */
export async function lossOf(text: string): Promise<ReadLoss> {
  const analysis = await analyze([{ file: 'train.py', text }]);
  const { inspection } = analysis;
  const call = inspection.losses.at(-1);
  assert.ok(call, `no loss in ${text}`);
  const setting = settingOf(inspection, call);
  assert.ok(setting.ok, setting.ok ? '' : setting.failure);
  const subject: Subject = {
    analysis,
    revision: 1,
    sources: [{ text, name: 'train.py' }],
    fixable: true,
  };
  return { subject, inspection, call, setting: setting.value };
}

export const head = 'import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n';

const scores = 'z = torch.tensor([[2.0, -1.0, 0.5], [0.2, 1.4, -0.6]], requires_grad=True)\n';
const labels = 'y = torch.tensor([0, 2])\n';
const hot = 't = torch.tensor([[0.7, 0.2, 0.1], [0.0, 0.5, 0.5]])\n';

/** One of each kind: functions and classes, tensors in the call and in the constructor, options, reductions, frameworks. */
export const programs: readonly string[] = [
  `${head}${scores}${labels}loss = F.cross_entropy(z * 2, y, label_smoothing=0.2, reduction='sum')\n`,
  `${head}${scores}${labels}loss = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0, 0.5]), ignore_index=2)(z, y)\n`,
  `${head}${scores}${hot}loss = F.cross_entropy(z, t)\n`,
  `${head}${scores}${labels}loss = nn.NLLLoss()(z.log_softmax(1), y)\n`,
  `${head}${scores}${hot}loss = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([3.0, 1.0, 0.1]))(z, t)\n`,
  `${head}${scores}${hot}loss = F.binary_cross_entropy(z.sigmoid(), t, reduction='none')\n`,
  `${head}${scores}${hot}loss = nn.KLDivLoss(reduction='batchmean')(z.log_softmax(1), t)\n`,
  `${head}${scores}${hot}loss = nn.SmoothL1Loss(beta=0.3)(z, t)\n`,
  `${head}${scores}${hot}loss = F.huber_loss(z, t, delta=0.5)\n`,
  `${head}${scores}${hot}loss = F.gaussian_nll_loss(z, t, torch.full((2, 3), 0.3), full=True)\n`,
  `${head}${scores}${hot}loss = F.poisson_nll_loss(z, t, log_input=False)\n`,
  `${head}${scores}loss = F.triplet_margin_loss(z, z + 1.0, z - 0.3, margin=0.7)\n`,
  `${head}${scores}loss = F.cosine_embedding_loss(z, z.flip(1), torch.tensor([1, -1]), margin=0.1)\n`,
  `${head}${scores}${labels}loss = nn.MultiMarginLoss(p=2, margin=0.4)(z, y)\n`,
  `${head}from torchvision.ops import sigmoid_focal_loss\n${scores}${hot}loss = sigmoid_focal_loss(z, t, gamma=1.5, reduction='mean')\n`,
  `import keras\nimport numpy as np\nloss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction='sum')(np.array([0, 2]), np.array([[2.0, -1.0, 0.5], [0.2, 1.4, -0.6]]))\n`,
  `import keras\nimport numpy as np\nloss = keras.losses.binary_crossentropy(np.array([[0.0, 1.0]]), np.array([[0.2, 0.6]]), label_smoothing=0.1)\n`,
  `import optax\nimport jax.numpy as jnp\nloss = optax.softmax_cross_entropy(jnp.array([[0.2, 0.8]]), jnp.array([[0.0, 1.0]]))\n`,
  `import tensorflow as tf\nloss = tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.constant([1.0, 0.0]), logits=tf.constant([0.3, -2.0]))\n`,
  `from fastai.losses import CrossEntropyLossFlat\n${head}${scores}${labels}loss = CrossEntropyLossFlat()(z, y)\n`,
];
