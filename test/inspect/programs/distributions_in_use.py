import torch
from torch import distributions as D
from torch.distributions import Normal, kl_divergence, Categorical, Bernoulli
torch.manual_seed(3)
for d in (D.Gamma(torch.tensor([0.5, 2.0, 9.0]), torch.tensor([1.0, 2.0, 0.5])), D.Beta(0.5, 2.0), D.Beta(torch.tensor([1.0, 5.0]), torch.tensor([2.0, 0.3])), D.Dirichlet(torch.tensor([0.5, 1.5, 3.0])), D.StudentT(torch.tensor([3.0, 10.0])), D.Chi2(torch.tensor([1.0, 4.0])), D.Poisson(torch.tensor([0.5, 4.0, 20.0])), D.Binomial(10, torch.tensor([0.1, 0.5, 0.9])), D.Binomial(torch.tensor([100.0]), logits=torch.tensor([0.3])), D.Multinomial(5, torch.tensor([0.2, 0.3, 0.5])), D.NegativeBinomial(5.0, torch.tensor([0.3, 0.6]))):
    print(d, d.mean, d.variance, d.stddev, d.sample(), d.sample((2,)), d.sample(torch.Size([3])))
mu = torch.tensor([0.1, -0.2], requires_grad=True)
sigma = torch.tensor([1.0, 0.5], requires_grad=True)
d = Normal(mu, sigma)
z = d.rsample()
loss = (z ** 2).sum() + kl_divergence(d, Normal(torch.zeros(2), torch.ones(2))).sum()
loss.backward()
print(z, loss, mu.grad, sigma.grad)
logits = torch.tensor([[0.2, 0.3, -0.5], [1.0, 0.0, -1.0]], requires_grad=True)
policy = Categorical(logits=logits)
action = policy.sample()
reward = torch.tensor([1.0, -0.5])
loss = -(policy.log_prob(action) * reward).mean() - 0.01 * policy.entropy().mean()
loss.backward()
print(action, loss, logits.grad, policy.probs, policy.logits)
p = torch.tensor([0.3, 0.6], requires_grad=True)
b = Bernoulli(p)
(b.log_prob(torch.tensor([1.0, 0.0])).sum() + b.entropy().sum()).backward()
print(p.grad, b.probs, b.logits)
print(kl_divergence(Categorical(torch.tensor([0.5, 0.5])), Categorical(torch.tensor([0.9, 0.1]))), kl_divergence(Bernoulli(0.3), Bernoulli(torch.tensor([0.5, 0.0]))))
print(kl_divergence(D.Exponential(1.0), D.Exponential(2.0)), kl_divergence(D.Laplace(0.0, 1.0), D.Laplace(1.0, 2.0)), kl_divergence(D.Uniform(0.0, 1.0), D.Uniform(0.0, 2.0)), kl_divergence(D.Poisson(2.0), D.Poisson(3.0)), kl_divergence(D.Geometric(0.3), D.Geometric(0.5)))
print(kl_divergence(D.Independent(Normal(torch.zeros(2, 3), 1.0), 1), D.Independent(Normal(torch.ones(2, 3), 2.0), 1)), kl_divergence(D.Uniform(0.0, 1.0), Normal(0.0, 1.0)), kl_divergence(D.Laplace(0.0, 1.0), Normal(0.5, 2.0)), kl_divergence(D.Exponential(2.0), Normal(0.5, 2.0)))
n = Normal(torch.tensor([0.0, 1.0]), torch.tensor([1.0, 2.0]))
print(n.cdf(torch.tensor([0.5, 0.5])), n.mode, n.perplexity(), n.loc, n.scale, D.Uniform(0.0, 4.0).cdf(torch.tensor([1.0])), D.Exponential(2.0).cdf(torch.tensor([1.0])), D.Laplace(0.0, 1.0).cdf(torch.tensor([1.0, -1.0])), D.Laplace(0.0, 1.0).icdf(torch.tensor([0.2, 0.7])), D.Cauchy(0.0, 1.0).cdf(torch.tensor([1.0])))
print(Categorical(torch.tensor([1.0, 3.0])).enumerate_support(), Bernoulli(torch.tensor([0.2, 0.4])).enumerate_support(), Categorical(torch.tensor([1.0, 3.0])).mode, D.OneHotCategorical(torch.tensor([1.0, 3.0])).mode, Categorical(torch.ones(4)).perplexity())
for call in (
    lambda: Normal(0.0, -1.0),
    lambda: Normal(torch.tensor([0.0, 1.0]), torch.tensor([1.0, -1.0])),
    lambda: Bernoulli(1.5),
    lambda: Bernoulli(0.5).log_prob(torch.tensor([2.0])),
    lambda: Categorical(torch.tensor([-0.5, 1.5])),
    lambda: Categorical(torch.tensor([0.5, 0.5])).log_prob(torch.tensor(2)),
    lambda: Categorical(),
    lambda: Categorical(probs=torch.ones(2), logits=torch.ones(2)),
    lambda: D.Exponential(torch.tensor([1.0])).log_prob(torch.tensor([-1.0])),
    lambda: Normal(torch.zeros(3), 1.0).log_prob(torch.zeros(2)),
    lambda: Normal(0.0, 1.0).log_prob(0.5),
    lambda: D.Independent(Normal(0.0, 1.0), 1),
    lambda: D.Dirichlet(torch.tensor(1.0)),
):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
print(Normal(0.0, -1.0, validate_args=False).scale, isinstance(n, D.Distribution), n.has_rsample, Bernoulli(0.5).has_rsample)
