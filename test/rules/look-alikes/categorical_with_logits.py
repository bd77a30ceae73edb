import torch
from torch import nn
from torch.distributions import Bernoulli, Categorical

head = nn.Linear(4, 3)
scores = head(torch.randn(2, 4))
action = Categorical(logits=scores).sample()
coin = Bernoulli(logits=scores).sample()
