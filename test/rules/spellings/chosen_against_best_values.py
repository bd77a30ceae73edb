import copy

import torch
import torch.nn as nn
import torch.nn.functional as F
from replay import memory


class Dueling(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(4, 32), nn.ReLU())
        self.value = nn.Linear(32, 1)
        self.advantage = nn.Linear(32, 2)

    def forward(self, x):
        h = self.body(x)
        advantage = self.advantage(h)
        return self.value(h) + advantage - advantage.mean(dim=1, keepdim=True)


policy = nn.Sequential(nn.Linear(4, 32), nn.ReLU(), nn.Linear(32, 2))
target = copy.deepcopy(policy)
dueling = Dueling()
critic = nn.Linear(4, 1)
criterion = nn.SmoothL1Loss()


def learn(gamma=0.99):
    states, actions, rewards, following, done = memory.sample(64)
    chosen = policy(states).gather(1, actions.unsqueeze(1))
    with torch.no_grad():
        wanted = rewards + gamma * target(following).max(1)[0] * (1 - done)
    loss = criterion(chosen, wanted)  # error: broadcast-shape-mismatch
    right = criterion(chosen.squeeze(1), wanted)
    beside = criterion(chosen, wanted.unsqueeze(1))
    return loss + right + beside


def learn_twice(gamma=0.99):
    states, actions, rewards, following, done = memory.sample(64)
    chosen = policy(states).gather(1, actions.view(-1, 1)).squeeze(1)
    with torch.no_grad():
        best = policy(following).argmax(1, keepdim=True)
        wanted = rewards + gamma * target(following).gather(1, best) * (1 - done)
    return F.mse_loss(chosen, wanted)  # error: broadcast-shape-mismatch


def learn_with_advantages(gamma=0.99):
    states, actions, rewards, following, done = memory.sample(64)
    chosen = dueling(states).gather(1, actions.long().unsqueeze(-1))
    best = dueling(following).max(dim=1).values.detach()
    return F.mse_loss(chosen, rewards + gamma * best)  # error: broadcast-shape-mismatch


def learn_value():
    states, following = memory.pairs(64)
    return F.mse_loss(critic(states), target(following).amax(1))  # error: broadcast-shape-mismatch
