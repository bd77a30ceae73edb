import torch
from torch.distributions import MultivariateNormal
torch.manual_seed(0)
cov = torch.tensor([[2.0, 0.5, 0.1], [0.5, 1.0, 0.2], [0.1, 0.2, 1.5]])
d = MultivariateNormal(torch.tensor([0.0, 1.0, -1.0]), cov)
print(d.mean, d.variance, d.stddev, d.batch_shape, d.event_shape, d.covariance_matrix, d.scale_tril)
print(d.log_prob(torch.tensor([0.5, 0.5, 0.5])), d.log_prob(torch.zeros(2, 3)), d.entropy(), d.sample(), d.rsample((2,)))
loc = torch.zeros(2, requires_grad=True)
tril = torch.tensor([[1.0, 0.0], [0.5, 2.0]], requires_grad=True)
e = MultivariateNormal(loc, scale_tril=tril)
e.log_prob(torch.tensor([1.0, 2.0])).backward()
print(loc.grad, tril.grad, e.sample((3,)))
f = MultivariateNormal(torch.zeros(4, 2), torch.eye(2))
print(f, f.log_prob(torch.ones(2)), f.entropy(), f.sample().shape, MultivariateNormal(torch.zeros(2), torch.eye(2) * 4).log_prob(torch.ones(3, 2)))
