import torch
import torch.distributions as D

cases = [
    lambda: D.Uniform(1., 0.), lambda: D.Uniform(torch.tensor([0., 2.]), torch.tensor([1., 1.])), lambda: D.Uniform(1., 1.),
    lambda: D.Uniform(0., 1., validate_args=False), lambda: D.Uniform(1., 0., validate_args=False),
    lambda: D.Beta(0., 1.), lambda: D.Beta(1., torch.tensor([1., -1.])), lambda: D.Dirichlet(torch.tensor([1., 0.])),
    lambda: D.MultivariateNormal(torch.zeros(2), -torch.eye(2)),
    lambda: D.MultivariateNormal(torch.zeros(2), torch.tensor([[1., .5], [.2, 1.]])),
    lambda: D.MultivariateNormal(torch.zeros(2), scale_tril=torch.tensor([[1., .5], [.2, 1.]])),
    lambda: D.Normal(0., -1.), lambda: D.Normal(torch.zeros(2), torch.ones(3)), lambda: D.Bernoulli(),
    lambda: D.Categorical(torch.tensor([-1., 2.])), lambda: D.Gamma(1., -1.), lambda: D.Exponential(0.),
]
for case in cases:
    try:
        print(case())
    except (ValueError, RuntimeError) as error:
        print(type(error).__name__, error)

root = torch.tensor([[1.5, 0.], [.3, .8]], requires_grad=True)
normal = D.MultivariateNormal(torch.zeros(2), root @ root.T)
value = normal.log_prob(torch.tensor([.4, -1.2]))
value.backward()
print(value, root.grad, normal.entropy())
