import torch
from torch import nn
from torch.distributions import Bernoulli, Categorical

actor = nn.Linear(4, 2)
x = torch.randn(5, 4)
out = actor(x)
action = Categorical(out).sample()  # error: missing-softmax
other = Categorical(probs=out).sample()  # error: missing-softmax
coin = Bernoulli(probs=out).sample()  # error: missing-sigmoid
