import torch
from torch import distributions as D
from torch.distributions import kl_divergence
a = torch.tensor([0.5, 2.0, 9.0], requires_grad=True)
g = D.Gamma(a, torch.tensor([1.0, 2.0, 0.5]))
lp = g.log_prob(torch.tensor([0.5, 1.0, 20.0]))
lp.sum().backward()
print(lp, a.grad, g.entropy())
b = D.Beta(torch.tensor([1.0, 5.0]), torch.tensor([2.0, 0.3]))
print(b.log_prob(torch.tensor([0.3, 0.9])), b.entropy(), D.Dirichlet(torch.tensor([0.5, 1.5, 3.0])).log_prob(torch.tensor([0.2, 0.3, 0.5])), D.Dirichlet(torch.tensor([0.5, 1.5, 3.0])).entropy())
print(D.StudentT(torch.tensor([3.0, 10.0])).log_prob(torch.tensor([0.5, -1.0])), D.StudentT(3.0).entropy(), D.Chi2(torch.tensor([1.0, 4.0])).log_prob(torch.tensor([0.5, 2.0])))
print(D.Poisson(torch.tensor([0.5, 4.0])).log_prob(torch.tensor([0.0, 3.0])), D.Binomial(10, torch.tensor([0.1, 0.5])).log_prob(torch.tensor([2.0, 5.0])), D.Binomial(10, torch.tensor([0.1, 0.5])).entropy(), D.Multinomial(5, torch.tensor([0.2, 0.3, 0.5])).log_prob(torch.tensor([1.0, 2.0, 2.0])))
print(D.NegativeBinomial(5.0, torch.tensor([0.3, 0.6])).log_prob(torch.tensor([2.0, 5.0])), D.Weibull(torch.tensor([1.0, 2.0]), torch.tensor([1.5, 0.7])).log_prob(torch.tensor([0.5, 1.5])), D.Weibull(1.0, 1.5).mean, D.Weibull(1.0, 1.5).variance)
print(kl_divergence(g, D.Gamma(1.0, 1.0)), kl_divergence(b, D.Beta(1.0, 1.0)), kl_divergence(D.Dirichlet(torch.ones(3)), D.Dirichlet(torch.tensor([0.5, 1.5, 3.0]))), D.Normal(0.0, 1.0).icdf(torch.tensor([0.1, 0.975])))
