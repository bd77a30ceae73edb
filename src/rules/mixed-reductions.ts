import * as elsewhere from './examples/mixed-reductions';
import * as onPyTorch from './examples/on-pytorch/mixed-reductions';
import type { LossCall, OperationRecord, TensorId, TensorRecord } from '../inspect/inspection';
import { evidence, message, number } from './shared/evidence';
import { findingsAmong } from './shared/loss-findings';
import type { Finding, Rule, RuleContext } from './rule';

const NAME = 'mixed-reductions';

/** A term of a loss: all of its elements averaged, or all of them summed. */
interface Term {
  readonly reduction: 'mean' | 'sum';
  readonly record: TensorRecord;
  /** The call of a library's loss, which reduced it or whose elements were reduced since; null for what is written out. */
  readonly call: LossCall | null;
  /** The divergence of a Gaussian from the standard one, written out as in variational autoencoders. */
  readonly isGaussian: boolean;
}

/** Operations of each element for itself. */
const elementwise: ReadonlySet<string> = new Set([
  'add',
  'cast',
  'div',
  'mul',
  'neg',
  'pow',
  'square',
  'sub',
]);

/** Factors that stand in formulas and are no weights. */
const plainFactors: ReadonlySet<number> = new Set([0.5, 1, 2]);

/** A sum of more parts than this is not taken apart. */
const MAXIMUM_PARTS = 2_000;

/** What a part of a sum is: made of further parts, or a term; null where it is weighted, or reduced in a way that cannot be told. */
type Part = { readonly madeOf: readonly TensorId[] } | { readonly term: Term } | null;

class Terms {
  readonly #context: RuleContext;
  readonly #calls = new Map<TensorId, LossCall>();

  constructor(context: RuleContext) {
    this.#context = context;
    for (const call of context.inspection.losses)
      if (call.output !== null) this.#calls.set(call.output, call);
  }

  /** The terms of a sum from left to right, each once however often it is added; null where a part of it cannot be told. */
  of(sum: TensorId): readonly Term[] | null {
    const terms: Term[] = [];
    const seen = new Set<TensorId>();
    const waiting = [sum];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      const part = seen.size > MAXIMUM_PARTS ? null : this.#part(id);
      if (part === null) return null;
      if ('term' in part) terms.push(part.term);
      else waiting.push(...[...part.madeOf].reverse());
    }
    return terms;
  }

  #part(id: TensorId): Part {
    const record = this.#context.tensor(id);
    const call = this.#calls.get(id);
    if (call) {
      const { reduction } = call;
      return reduction === 'mean' || reduction === 'sum'
        ? { term: { reduction, record, call, isGaussian: false } }
        : null;
    }
    if (!record.producer) return this.#isPlainNumber(record) ? { madeOf: [] } : null;
    const { operation, inputs, attributes } = record.producer;
    const [first, second] = inputs;
    if (operation === 'neg') return { madeOf: [first!] };
    if (operation === 'add' || operation === 'sub') return { madeOf: [first!, second!] };
    if (operation === 'mul' || operation === 'div') {
      if (this.#isPlainFactor(second!)) return { madeOf: [first!] };
      return operation === 'mul' && this.#isPlainFactor(first!) ? { madeOf: [second!] } : null;
    }
    if ((operation !== 'mean' && operation !== 'sum') || attributes['dim'] != null) return null;
    if (this.#isReducedBefore(first!)) return null;
    const isGaussian = this.#isGaussian(first!);
    return { term: { reduction: operation, record, call: this.#callBehind(first!), isGaussian } };
  }

  /** The call whose losses of the elements a tensor still has. */
  #callBehind(id: TensorId): LossCall | null {
    for (const at of this.#elementsOf(id)) {
      const call = this.#calls.get(at);
      if (call) return call.reduction === 'none' ? call : null;
    }
    return null;
  }

  #isPlainNumber({ data, shape, requiresGrad }: TensorRecord): boolean {
    return data !== null && shape?.length === 0 && !requiresGrad;
  }

  #isPlainFactor(id: TensorId): boolean {
    const record = this.#context.tensor(id);
    if (record.producer && record.producer.operation !== 'cast') return false;
    return this.#isPlainNumber(record) && plainFactors.has(Math.abs(record.data![0]!));
  }

  /** The tensors that a tensor is made of element by element, itself among them. */
  #elementsOf(id: TensorId): ReadonlySet<TensorId> {
    const seen = new Set<TensorId>([id]);
    for (const at of seen) {
      const { producer } = this.#context.tensor(at);
      const isCall = at !== id && this.#calls.has(at);
      if (producer && !isCall && elementwise.has(producer.operation))
        for (const input of producer.inputs) seen.add(input);
    }
    return seen;
  }

  /** `1 + logvar - mu ** 2 - exp(logvar)`, or the same of a standard deviation and its logarithm. */
  #isGaussian(id: TensorId): boolean {
    const elements = this.#elementsOf(id);
    for (const at of elements) {
      const { producer } = this.#context.tensor(at);
      if (producer?.operation !== 'exp' && producer?.operation !== 'log') continue;
      for (const inner of this.#elementsOf(producer.inputs[0]!))
        if (elements.has(inner) && this.#context.tensor(inner).shape?.length !== 0) return true;
    }
    return false;
  }

  /** Whether some dims were reduced before the rest: the mean over a batch of sums is another thing. */
  #isReducedBefore(id: TensorId): boolean {
    return [...this.#elementsOf(id)].some((at) => {
      if (this.#calls.get(at)?.reduction === 'none') return false;
      const operation = this.#context.tensor(at).producer?.operation;
      return operation === 'sum' || operation === 'mean';
    });
  }
}

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

function judge(context: RuleContext, terms: Terms, sum: OperationRecord): Finding | null {
  const sides = sum.inputs.map((input) => (input === null ? null : terms.of(input)));
  // Each side is reduced in one way, and the other one in the other.
  const [one, other] = (['mean', 'sum'] as const).map((reduction) =>
    sides
      .find((side) => side?.length && side.every((term) => term.reduction === reduction))
      ?.find((term) => isOfData(context, term)),
  );
  if (!one || !other) return null;
  const isAutoencoder = one.isGaussian || other.isGaussian;
  if (!isAutoencoder && (!one.call || !other.call)) return null;
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
      'one term is the mean over all elements and the other the sum over them, but the terms of one loss are expected to be reduced the same way',
      !isAutoencoder
        ? 'the sum grows with the batch and its sizes and outweighs the mean, by as many times as there are elements'
        : other.isGaussian
          ? 'the divergence outweighs the reconstruction by as many times as there are elements, so the posterior collapses to the prior'
          : 'the divergence counts next to nothing beside the reconstruction, so the latent space is not regularized',
      "sum both, with reduction='sum', and divide by the size of the batch, or weigh the terms on purpose",
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

\`reduction='sum'\` in both, divided by the size of the batch, is what the formulas say. A factor that is written before one
of the terms, such as \`beta / n\`, is taken for a decision, and the rule is silent.`,
  check: (context) => {
    const terms = new Terms(context);
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
    ...onPyTorch.wrong,
    ...elsewhere.wrong,
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
    ...onPyTorch.right,
    ...elsewhere.right,
  ],
};
