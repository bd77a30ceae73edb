import * as ofKeras from './examples/keras/mse-on-class-scores';
import * as elsewhere from './examples/mse-on-class-scores';
import * as onPyTorch from './examples/on-pytorch/mse-on-class-scores';
import { placesOfActivation } from './shared/activation-fix';
import { lastName, sourceAt } from './shared/code-shape';
import { message } from './shared/evidence';
import { endOfOutput, findingsAtHeads, metricsOf, type KerasHead } from './shared/keras-heads';
import { findingsAtLosses, predictionOf, targetOf } from './shared/loss-findings';
import { isOneHot } from './shared/multi-hot';
import type { Place } from '../base/place';
import type { Finding, Rule, RuleContext } from './rule';

function finding(
  place: Place,
  what: string,
  { related, says }: { readonly related: Finding['related']; readonly says: string },
): Finding {
  return {
    rule: 'mse-on-class-scores',
    severity: 'info',
    place,
    message: message([
      `${what} comes out of a softmax and the target is one-hot, but a squared error expects numbers that are measured and not classes`,
      'its gradient vanishes where the model is certain and wrong, so training is slow',
      says,
    ]),
    evidence: '',
    related,
    fix: null,
  };
}

/** Whether a model is compiled with the metric of right answers: then its targets are classes. */
const hasAccuracy = (context: RuleContext, head: KerasHead): boolean =>
  metricsOf(head, sourceAt(context, head.call)).some((metric) =>
    metric.kind === 'Constant'
      ? ['accuracy', 'acc', 'categorical_accuracy'].includes(String(metric.value))
      : metric.kind === 'Call' && lastName(metric.func) === 'CategoricalAccuracy',
  );

export const mseOnClassScores: Rule = {
  name: 'mse-on-class-scores',
  title: 'squared error on class probabilities',
  severity: 'info',
  why: `A squared error between softmax probabilities and one-hot targets has its minimum at the right place, but it learns
slowly: its gradient with respect to the scores passes the slope of the softmax, which is almost 0 where the model is certain
and wrong. Cross-entropy's gradient there is the plain difference between probability and target.

For the scores 6, 0, 0 and the second class as target, the largest gradient at the scores is 0.0049 with the squared error and
0.9975 with cross-entropy.

It is a hint: the squared error of probabilities is the Brier score, which is a fine measure and an uncommon loss. It is reported
where the targets are certainly one-hot and a gradient is wanted, in Keras also where the accuracy is measured.`,
  check: (context) => [
    ...findingsAtLosses(context, ['mse_loss', 'mean_squared_error'], (call) => {
      const input = predictionOf(context, call);
      const target = targetOf(context, call);
      if (call.underNoGrad || input?.origin.kind !== 'softmax' || !target || !isOneHot(target.record))
        return null;
      const { argument, origin } = input;
      return finding(call.place, argument.expression || 'the input', {
        related: placesOfActivation(context, call, origin, 'softmax'),
        says: 'pass the raw scores and the class indices to cross-entropy',
      });
    }),
    ...findingsAtHeads(context, (head) => {
      const { event, loss, origin, target } = head;
      if (loss !== 'mean_squared_error' || origin.kind !== 'softmax') return null;
      const areClasses = event === 'fit' ? target && isOneHot(target) : hasAccuracy(context, head);
      if (!areClasses) return null;
      return finding(head.place, "the model's output", {
        related: endOfOutput(head, 'softmax is applied here'),
        says: 'compile with categorical_crossentropy',
      });
    }),
  ],
  wrong: [
    {
      framework: 'PyTorch',
      title: 'A classifier with softmax learns one-hot targets by a squared error.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

model = nn.Sequential(nn.Linear(8, 3), nn.Softmax(dim=1))
criterion = nn.MSELoss()
labels = torch.tensor([0, 2, 1])
loss = criterion(model(torch.randn(3, 8)), F.one_hot(labels, 3).float())  # info: mse-on-class-scores
`,
    },
    {
      framework: 'PyTorch',
      title: 'One-hot rows as numbers.',
      code: `import torch
import torch.nn.functional as F

scores = torch.tensor([[6.0, 0.0, 0.0], [0.5, 1.0, -1.0]], requires_grad=True)
target = torch.tensor([[0.0, 1.0, 0.0], [0.0, 1.0, 0.0]])
loss = F.mse_loss(torch.softmax(scores, dim=1), target)  # info: mse-on-class-scores
`,
    },
    {
      framework: 'PyTorch',
      title: 'The one-hot rows are made in the training step.',
      code: `from torch import nn
import torch.nn.functional as F

net = nn.Linear(20, 5)

def step(batch, labels):
    probabilities = net(batch).softmax(dim=1)
    target = F.one_hot(labels, num_classes=5).float()
    return F.mse_loss(probabilities, target)  # info: mse-on-class-scores
`,
    },
    ...ofKeras.wrong,
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'Scores and class indices.',
      code: `from torch import nn

net = nn.Linear(20, 5)
criterion = nn.CrossEntropyLoss()

def step(batch, labels):
    return criterion(net(batch), labels)
`,
    },
    {
      framework: 'PyTorch',
      title: 'The Brier score as a measure.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

net = nn.Linear(20, 5)

def brier(batch, labels):
    with torch.no_grad():
        probabilities = net(batch).softmax(dim=1)
        return F.mse_loss(probabilities, F.one_hot(labels, 5).float())
`,
    },
    {
      framework: 'PyTorch',
      title: 'A least-squares GAN: raw scores against ones.',
      code: `import torch
from torch import nn

discriminator = nn.Linear(16, 1)
criterion = nn.MSELoss()
loss = criterion(discriminator(torch.randn(4, 16)), torch.ones(4, 1))
`,
    },
    {
      framework: 'PyTorch',
      title: 'Shares that are measured and not classes.',
      code: `import torch
import torch.nn.functional as F
from torch import nn

net = nn.Linear(4, 3)
shares = torch.tensor([[0.5, 0.3, 0.2], [0.1, 0.6, 0.3]])
loss = F.mse_loss(net(torch.randn(2, 4)).softmax(dim=1), shares)
`,
    },
    ...ofKeras.right,
    ...onPyTorch.right,
    ...elsewhere.right,
  ],
};
