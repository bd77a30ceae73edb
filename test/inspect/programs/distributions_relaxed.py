import torch
import torch.distributions as D


def attempt(call):
    try:
        print(call())
    except (ValueError, NotImplementedError) as error:
        print(type(error).__name__, error)


t = torch.tensor
cases = [
    (lambda a, b: D.RelaxedBernoulli(t(0.5), logits=a - b), t([0.3, 0.6, 0.1])),
    (lambda a, b: D.RelaxedBernoulli(t([0.7]), probs=(a + b).sigmoid()), t([[0.3, 0.6, 0.1]])),
    (lambda a, b: D.RelaxedOneHotCategorical(t(0.7), logits=a * b), t([0.3, 0.6, 0.1])),
    (lambda a, b: D.RelaxedOneHotCategorical(t(0.7), probs=(a + b) / 2), t([0.2, 0.2, 0.6])),
    (lambda a, b: D.OneHotCategoricalStraightThrough(logits=a - b), t([0.0, 1.0, 0.0])),
    (lambda a, b: D.TransformedDistribution(D.Normal(a, b), D.ExpTransform()), t([0.3, 2.0, 1.0])),
    (lambda a, b: D.TransformedDistribution(D.Normal(a, b), [D.AffineTransform(1.0, -2.0), D.SigmoidTransform()]), t([0.3, 0.5, 0.9])),
    (lambda a, b: D.TransformedDistribution(D.Uniform(a, a + b), [D.AffineTransform(0.5, b), D.TanhTransform()]), t([0.8, 0.73, 0.84])),
    (lambda a, b: D.TransformedDistribution(D.Independent(D.Normal(a, b), 1), [D.TanhTransform(cache_size=1)]), t([0.3, 0.5, 0.9])),
    (lambda a, b: D.TransformedDistribution(D.Uniform(torch.zeros(3), torch.ones(3)), [D.SigmoidTransform().inv, D.AffineTransform(a, b)]), t([0.3, 0.5, 0.9])),
]
for make, value in cases:
    a = t([0.3, 2.0, 1.0], requires_grad=True)
    b = t([1.0, 0.2, 0.5], requires_grad=True)
    d = make(a, b)
    print(d, d.batch_shape, d.event_shape, d.has_rsample)
    torch.manual_seed(3)
    drawn = d.rsample()
    print(drawn)
    (drawn * t([1.0, 2.0, 3.0])).sum().backward()
    print(a.grad, b.grad)
    print(d.sample((2,)), torch.rand(1))
    a.grad = b.grad = None
    density = make(a, b).log_prob(value)
    print(density)
    density.sum().backward()
    print(a.grad, b.grad)

# a policy that is squashed, and looked back at through its cache
torch.manual_seed(0)
mean = t([0.5, -3.0], requires_grad=True)
log_std = t([0.1, 1.5], requires_grad=True)
policy = D.TransformedDistribution(D.Normal(mean, log_std.exp()), [D.TanhTransform(cache_size=1)])
action = policy.rsample()
log_prob = policy.log_prob(action).sum(-1)
(0.2 * log_prob - action.sum()).backward()
print(action, log_prob, mean.grad, log_std.grad)

relaxed = D.RelaxedBernoulli(t(0.5), probs=t([0.2, 0.9]))
print(relaxed.temperature, relaxed.probs, relaxed.logits)
print(D.AffineTransform(1.0, 2.0)(t([1.0, 2.0])), D.ExpTransform().inv(t([1.0, 2.0])))
print(D.TanhTransform().log_abs_det_jacobian(t([0.5]), t([0.5]).tanh()))
attempt(lambda: D.RelaxedBernoulli(t(0.5)))
attempt(lambda: D.RelaxedBernoulli(t(0.5), probs=t([1.5, 0.5])))
attempt(lambda: D.TransformedDistribution(D.Normal(0.0, 1.0), D.ExpTransform()).log_prob(t(-1.0)))
attempt(lambda: D.RelaxedBernoulli(t(0.5), probs=t([0.5, 0.5])).log_prob(t([1.5, 0.5])))
attempt(lambda: D.RelaxedOneHotCategorical(t(0.5), probs=t([0.5, 0.5])).log_prob(t([0.7, 0.5])))
