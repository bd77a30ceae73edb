import * as elsewhere from './examples/mixed-reductions';
import * as onPyTorch from './examples/on-pytorch/mixed-reductions';
import * as ofKeras from './examples/keras/mixed-reductions';
import type { OperationRecord, TensorId } from '../inspect/inspection';
import { evidence, message, number } from './shared/evidence';
import { binaryLosses, regressionLosses } from './shared/loss-families';
import { findingsAmong, predictionOf, targetOf } from './shared/loss-findings';
import { LossTerms, type Term } from './shared/loss-terms';
import { outputsOfScores } from './shared/output-width';
import type { Finding, Rule, RuleContext } from './rule';

const NAME = 'mixed-reductions';

/** Whether data went into a loss: a penalty on the weights has nothing to do with the batch. */
function isOfData(context: RuleContext, term: Term): boolean {
  if (term.isGaussian) return true;
  const seen = new Set<TensorId>([term.record.id]);
  for (const id of seen) {
    const { producer, requiresGrad, shape } = context.tensor(id);
    if (!producer && !requiresGrad && shape?.length !== 0) return true;
    for (const input of producer?.inputs ?? []) seen.add(input);
  }
  return false;
}

/** What a sum is over, after the words about the mean. */
const sumText = ({ dims, isGaussian }: Term): string =>
  dims === 'sample'
    ? `${isGaussian ? 'the latent dims' : 'the elements'} of each sample`
    : dims === 'all'
      ? 'them'
      : 'it';

const hasSeveralBehindBatch = (shape: readonly (number | string)[]): boolean =>
  shape.slice(1).some((size) => typeof size === 'number' && size > 1);

/**
 * Whether a library's loss compares several numbers for each sample: one alone is a sample's whole loss, and its mean
 * over the batch is what a sum over the latent dims belongs to.
 */
function hasSeveralOfEachSample(context: RuleContext, { call }: Term): boolean {
  const input = call && ofElements.has(call.loss) ? predictionOf(context, call) : null;
  if (!input) return false;
  const { record, origin } = input;
  // Where the places of an image are not counted in the prediction, they may be in what it is held against.
  const shapes = [record.shape, targetOf(context, call!)?.record.shape].filter((shape) => shape != null);
  if (record.shape) return shapes.some(hasSeveralBehindBatch);
  const outputs =
    outputsOfScores(context, record) ?? (origin.before && outputsOfScores(context, origin.before));
  return outputs !== null && outputs > 1;
}

/** Whether a divergence that is averaged has several latent dims: of one alone the mean over the batch is right. */
function hasSeveralLatentDims(context: RuleContext, { record }: Term): boolean {
  const [elements] = record.producer?.inputs ?? [];
  const dims = elements === undefined ? null : context.tensor(elements).shape;
  return dims ? hasSeveralBehindBatch(dims) : false;
}

const ofElements: ReadonlySet<string> = new Set([...regressionLosses, ...binaryLosses]);

function judge(context: RuleContext, terms: LossTerms, sum: OperationRecord): Finding | null {
  const sides = sum.inputs.map((input) => (input === null ? null : terms.of(input)));
  // Each side is reduced in one way, and the other one in the other.
  const [one, other] = (['mean', 'sum'] as const).map((reduction) =>
    sides
      .find((side) => side?.length && side.every((term) => term.reduction === reduction))
      ?.find((term) => isOfData(context, term)),
  );
  if (!one || !other) return null;
  const isOfEachSample = other.dims === 'sample' && one.dims === 'all';
  const hasSeveral = one.isGaussian ? hasSeveralLatentDims : hasSeveralOfEachSample;
  if (isOfEachSample ? !hasSeveral(context, one) : one.dims !== other.dims) return null;
  const isAutoencoder = one.isGaussian || other.isGaussian;
  if (!isAutoencoder && (isOfEachSample || !one.call || !other.call)) return null;
  const places = [one, other].flatMap(({ record, call, reduction }) => {
    const place = record.place ?? call?.place;
    return place ? [{ place, message: reduction === 'mean' ? 'this is a mean' : 'this is a sum' }] : [];
  });
  const values = [one, other].map(({ record }) => record.data?.[0]);
  return {
    rule: NAME,
    severity: 'warning',
    place: sum.place,
    message: message([
      `one term is the mean over ${one.dims === 'all' ? 'all elements' : 'the last axis'} and the other the sum over ${sumText(other)}, but the terms of one loss are expected to be reduced the same way`,
      !isAutoencoder
        ? 'the sum grows with the batch and its sizes and outweighs the mean, by as many times as there are elements'
        : other.isGaussian
          ? `the divergence outweighs the reconstruction by as many times as ${isOfEachSample ? 'a sample has' : 'there are'} elements, so the posterior collapses to the prior`
          : isOfEachSample
            ? 'the divergence counts as many times less as there are latent dims, so the latent space is regularized too little'
            : 'the divergence counts next to nothing beside the reconstruction, so the latent space is not regularized',
      one.dims === 'all'
        ? "sum both, with reduction='sum', and divide by the size of the batch, or weigh the terms on purpose"
        : 'multiply the mean by the number of elements along that axis, or weigh the terms on purpose',
    ]),
    evidence: evidence([
      values.every((value) => value !== undefined)
        ? `the mean is ${number(values[0]!)}, the sum ${number(values[1]!)}`
        : null,
    ]),
    related: places,
    fix: null,
  };
}

export const mixedReductions: Rule = {
  name: NAME,
  title: 'a mean and a sum in one loss',
  severity: 'warning',
  why: `A mean over all elements is the sum divided by their number. Where one term of a loss is a mean and the other a
sum, that number is a weight which nobody chose, and it changes with the batch size and the resolution.

The usual place is a variational autoencoder. For a batch of 64 images of 784 pixels with 20 latent dims, before training:

| | mean | sum |
| --- | --- | --- |
| binary cross-entropy | 0.8043 | 40356 |
| divergence | 0.5313 | 680.1 |

The evidence lower bound compares 40356 with 680.1. Mean and sum, 0.8043 and 680.1, let the divergence win: every image gets
the same code. Sum and mean, 40356 and 0.5313, leave it without effect.

Keras' functions, such as \`keras.losses.binary_crossentropy\`, give the mean over the last axis for each sample. Beside a
divergence that is summed over the latent dims of each sample, that is the same mistake: multiply the mean by the number of
pixels.

\`reduction='sum'\` in both, divided by the size of the batch, is what the formulas say. A factor that is written before one
of the terms, such as \`beta / n\`, is taken for a decision, and the rule is silent.`,
  check: (context) => {
    const terms = new LossTerms(context);
    return findingsAmong(context.inspection.operations, (sum) =>
      (sum.operation === 'add' || sum.operation === 'sub') && sum.function === null
        ? judge(context, terms, sum)
        : null,
    );
  },
  wrong: [
    {
      framework: 'PyTorch',
      title: 'The reconstruction is a mean, the divergence a sum.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

class VAE(nn.Module):
    def __init__(self):
        super().__init__()
        self.mean = nn.Linear(784, 20)
        self.log_variance = nn.Linear(784, 20)
        self.decoder = nn.Linear(20, 784)

    def forward(self, x):
        mu, logvar = self.mean(x), self.log_variance(x)
        z = mu + torch.exp(0.5 * logvar) * torch.randn_like(mu)
        return torch.sigmoid(self.decoder(z)), mu, logvar

model = VAE()

def loss_function(reconstruction, x, mu, logvar):
    bce = F.binary_cross_entropy(reconstruction, x)
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return bce + kld  # warning: mixed-reductions

def train(loader, optimizer):
    for x, _ in loader:
        optimizer.zero_grad()
        reconstruction, mu, logvar = model(x)
        loss_function(reconstruction, x, mu, logvar).backward()
        optimizer.step()
`,
    },
    {
      framework: 'PyTorch',
      title: 'The reconstruction is a sum, the divergence a mean.',
      code: `import torch
from torch import nn

encoder, decoder = nn.Linear(784, 40), nn.Linear(20, 784)
reconstruct = nn.MSELoss(reduction='sum')

def step(x):
    mu, logvar = encoder(x).chunk(2, dim=1)
    error = reconstruct(decoder(mu), x)
    divergence = 0.5 * torch.mean(mu ** 2 + torch.exp(logvar) - 1 - logvar)
    loss = error + divergence  # warning: mixed-reductions
    return loss
`,
    },
    {
      framework: 'PyTorch',
      title: 'Two losses with different reductions.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(8, 8)
        self.head = nn.Linear(8, 3)

    def forward(self, x):
        h = self.body(x)
        return self.head(h), h

net = Net()

def step(x, y):
    scores, decoded = net(x)
    return F.cross_entropy(scores, y) + F.mse_loss(decoded, x, reduction='sum')  # warning: mixed-reductions
`,
    },
    {
      framework: 'PyTorch',
      title: 'The divergence is summed for each sample, the reconstruction averaged over all pixels.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

encoder, decoder = nn.Linear(784, 40), nn.Linear(20, 784)

def step(x):
    mu, logvar = encoder(x).chunk(2, dim=1)
    reconstruction = torch.sigmoid(decoder(mu + torch.randn_like(mu) * torch.exp(0.5 * logvar)))
    error = F.mse_loss(reconstruction, x)
    divergence = torch.mean(-0.5 * torch.sum(1 + logvar - mu ** 2 - logvar.exp(), dim=1), dim=0)
    loss = error + divergence  # warning: mixed-reductions
    return loss
`,
    },
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'PyTorch',
      title: 'Both are sums.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

encoder, decoder = nn.Linear(784, 40), nn.Linear(20, 784)

def step(x):
    mu, logvar = encoder(x).chunk(2, dim=1)
    reconstruction = torch.sigmoid(decoder(mu))
    bce = F.binary_cross_entropy(reconstruction, x, reduction='sum')
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (bce + kld) / x.size(0)
`,
    },
    {
      framework: 'PyTorch',
      title: 'The sum is divided by the number of elements.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

encoder, decoder = nn.Linear(784, 40), nn.Linear(20, 784)

def step(x):
    mu, logvar = encoder(x).chunk(2, dim=1)
    reconstruction = torch.sigmoid(decoder(mu))
    bce = F.binary_cross_entropy(reconstruction, x)
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    kld /= x.size(0) * 784
    return bce + kld
`,
    },
    {
      framework: 'PyTorch',
      title: 'A weight that somebody chose.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

encoder, decoder = nn.Linear(784, 40), nn.Linear(20, 784)

def step(x, beta):
    mu, logvar = encoder(x).chunk(2, dim=1)
    error = F.mse_loss(decoder(mu), x)
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return error + beta * kld
`,
    },
    {
      framework: 'PyTorch',
      title: 'The sum over the latent dims, the mean over the batch.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

encoder, decoder = nn.Linear(784, 40), nn.Linear(20, 784)

def step(x):
    mu, logvar = encoder(x).chunk(2, dim=1)
    reconstruction = torch.sigmoid(decoder(mu))
    error = F.mse_loss(reconstruction, x, reduction='none').sum(dim=1).mean()
    kld = (-0.5 * (1 + logvar - mu.pow(2) - logvar.exp()).sum(dim=1)).mean()
    return error + kld
`,
    },
    {
      framework: 'PyTorch',
      title: 'A penalty on the weights.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

model = nn.Linear(8, 3)

def step(x, y):
    return F.cross_entropy(model(x), y) + F.mse_loss(model.weight, torch.zeros(()), reduction='sum')
`,
    },
    {
      framework: 'PyTorch',
      title:
        'One number for each sample: its loss is averaged over the batch, as the sums over the latent dims are.',
      code: `import torch
from torch import nn
import torch.nn.functional as F

encoder, head, classifier = nn.Linear(784, 40), nn.Linear(20, 1), nn.Linear(20, 10)

def step(x, y, labels):
    mu, logvar = encoder(x).chunk(2, dim=1)
    divergence = torch.mean(-0.5 * torch.sum(1 + logvar - mu ** 2 - logvar.exp(), dim=1), dim=0)
    regression = F.mse_loss(head(mu), y) + divergence
    return regression, F.cross_entropy(classifier(mu), labels) + divergence
`,
    },
    ...onPyTorch.right,
    ...elsewhere.right,
    ...ofKeras.right,
  ],
};
