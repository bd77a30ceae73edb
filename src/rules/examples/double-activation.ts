/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: "A softmax of what the model's softmax gives.",
    code: `import jax

def model(params, x):
    return jax.nn.softmax(x @ params['w'])

def confidence(params, x):
    return jax.nn.softmax(model(params, x)).max(axis=-1)  # warning: double-activation
`,
    fixed: [['return jax.nn.softmax(model(params, x)).max(axis=-1)', 'return model(params, x).max(axis=-1)']],
  },
  {
    framework: 'JAX',
    title: 'Two sigmoids.',
    code: `import jax
import jax.numpy as jnp

scores = jnp.array([2.0, -3.0, 0.5])
p = jax.nn.sigmoid(scores)
q = jax.nn.sigmoid(p)  # warning: double-activation
`,
    fixed: [['q = jax.nn.sigmoid(p)', 'q = p']],
  },
  {
    framework: 'JAX',
    title: 'A threshold after the second sigmoid.',
    code: `import jax

def model(params, x):
    return jax.nn.sigmoid(x @ params['w'] + params['b'])

def predict(params, x):
    return jax.nn.sigmoid(model(params, x)) > 0.5  # error: double-activation
`,
    fixed: [['return jax.nn.sigmoid(model(params, x)) > 0.5', 'return model(params, x) > 0.5']],
  },
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
    framework: 'JAX',
    title: 'A softmax of raw scores.',
    code: `import jax

def model(params, x):
    return x @ params['w']

def confidence(params, x):
    return jax.nn.softmax(model(params, x)).max(axis=-1)
`,
  },
  {
    framework: 'JAX',
    title: 'A product between two sigmoids.',
    code: `import jax

def model(params, x):
    hidden = jax.nn.sigmoid(x @ params['w1'])
    return jax.nn.sigmoid(hidden @ params['w2'])
`,
  },
  {
    framework: 'JAX',
    title: 'Rows and columns of the same scores.',
    code: `import jax
import jax.numpy as jnp

scores = jnp.ones((3, 3))
matches = jax.nn.softmax(scores, axis=0) * jax.nn.softmax(scores, axis=1)
`,
  },
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
