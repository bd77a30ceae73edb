/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'fastai',
    title: 'get_preds applies the activation of the loss, and the text applies it again.',
    code: `from fastai.vision.all import *

dls = ImageDataLoaders.from_folder('images', valid_pct=0.2, item_tfms=Resize(224))
learn = vision_learner(dls, resnet18, metrics=error_rate)
preds, targs = learn.get_preds()
confidence = F.softmax(preds, dim=1).max(dim=1).values  # warning: double-activation
`,
    fixed: [['F.softmax(preds, dim=1).max(dim=1).values', 'preds.max(dim=1).values']],
  },
  {
    framework: 'fastai',
    title: 'Sigmoids of a tagger, held against a threshold.',
    code: `from fastai.vision.all import *

learn = vision_learner(dls, resnet34, n_out=20, loss_func=BCEWithLogitsLossFlat())
preds, targs = learn.tta()
tags = torch.sigmoid(preds) > 0.5  # error: double-activation
`,
    fixed: [['torch.sigmoid(preds) > 0.5', 'preds > 0.5']],
  },
  {
    framework: 'fastai',
    title: 'A model of its own in a Learner.',
    code: `from fastai.basics import *
from torch import nn

learn = Learner(dls, nn.Sequential(nn.Flatten(), nn.Linear(784, 10)), loss_func=CrossEntropyLossFlat())
learn.fit_one_cycle(3)
probs = learn.get_preds()[0].softmax(dim=-1)  # warning: double-activation
`,
    fixed: [['learn.get_preds()[0].softmax(dim=-1)', 'learn.get_preds()[0]']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'fastai',
    title: 'The probabilities of get_preds as they are.',
    code: `from fastai.vision.all import *

dls = ImageDataLoaders.from_folder('images', valid_pct=0.2, item_tfms=Resize(224))
learn = vision_learner(dls, resnet18, metrics=error_rate)
preds, targs = learn.get_preds()
confidence, labels = preds.max(dim=1)
`,
  },
  {
    framework: 'fastai',
    title: "PyTorch's loss has no activation: get_preds gives raw scores.",
    code: `from fastai.basics import *
from torch import nn

learn = Learner(dls, nn.Sequential(nn.Flatten(), nn.Linear(784, 10)), loss_func=nn.CrossEntropyLoss())
probs = learn.get_preds()[0].softmax(dim=1)
`,
  },
  {
    framework: 'fastai',
    title: 'The activation is switched off.',
    code: `from fastai.vision.all import *

learn = vision_learner(dls, resnet34, loss_func=CrossEntropyLossFlat())
scores, targs = learn.get_preds(act=noop)
probs = scores.softmax(dim=1)
`,
  },
];
