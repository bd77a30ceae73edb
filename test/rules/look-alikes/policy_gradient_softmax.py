import torch
import torch.nn.functional as F
from torch import nn
from torch.distributions import Categorical


class Policy(nn.Module):
    def __init__(self):
        super().__init__()
        self.action = nn.Linear(4, 2)

    def forward(self, state):
        return F.softmax(self.action(state), dim=-1)


policy = Policy()
probabilities = policy(torch.randn(1, 4))
distribution = Categorical(probabilities)
action = distribution.sample()
loss = -distribution.log_prob(action)
