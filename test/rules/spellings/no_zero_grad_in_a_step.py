"""The step of training is a method, which a loop calls."""
import torch
from torch import nn


class Agent:
    def __init__(self):
        self.net = nn.Linear(4, 2)
        self.optimizer = torch.optim.RMSprop(self.net.parameters())
        self.criterion = nn.SmoothL1Loss()

    def learn(self, states, targets):
        loss = self.criterion(self.net(states), targets)
        loss.backward()  # warning: missing-zero-grad
        self.optimizer.step()
        return loss.item()


agent = Agent()
for episode in range(100):
    agent.learn(torch.randn(8, 4), torch.randn(8, 2))
