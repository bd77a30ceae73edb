import torch
import torch.nn.functional as F
from torch import nn


class PolicyValue(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(64, 32)
        self.policy = nn.Linear(32, 9)
        self.value = nn.Linear(32, 1)

    def forward(self, board):
        hidden = F.relu(self.body(board))
        return self.policy(hidden), torch.tanh(self.value(hidden))


net = PolicyValue()


def step(boards, moves, results):
    policy, value = net(boards)
    return F.cross_entropy(policy, moves) + F.mse_loss(value, results)
