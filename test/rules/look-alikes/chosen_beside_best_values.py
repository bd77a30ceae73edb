import copy

import torch
import torch.nn as nn
import torch.nn.functional as F
from replay import memory

policy = nn.Sequential(nn.Linear(4, 32), nn.ReLU(), nn.Linear(32, 2))
target = copy.deepcopy(policy)
critic = nn.Linear(4, 1)
criterion = nn.SmoothL1Loss()


def learn(gamma=0.99):
    states, actions, rewards, following, done = memory.sample(64)
    chosen = policy(states).gather(1, actions.unsqueeze(1)).squeeze(1)
    with torch.no_grad():
        wanted = rewards + gamma * target(following).max(1)[0] * (1 - done)
    return criterion(chosen, wanted)


def learn_in_columns(gamma=0.99):
    states, actions, rewards, following, done = memory.sample(64)
    chosen = policy(states).gather(1, actions)
    best = target(following).detach().max(1)[0].unsqueeze(1)
    return criterion(chosen, rewards + gamma * best * (1 - done))


def learn_with_the_dim_kept(gamma=0.99):
    states, actions, rewards, following = memory.sample(64)
    chosen = policy(states).gather(1, actions.unsqueeze(1))
    best = target(following).max(1, keepdim=True)[0].detach()
    return F.mse_loss(chosen, rewards.unsqueeze(1) + gamma * best)


# One state is one row, and there is no other that it could be compared with.
def learn_at_once(state, action, reward, following, gamma=0.99):
    chosen = policy(state.unsqueeze(0)).gather(1, action.view(1, 1))
    best = target(following.unsqueeze(0)).max(1)[0].detach()
    return F.mse_loss(chosen, reward + gamma * best)


def learn_value(gamma=0.99):
    states, rewards, following = memory.pairs(64)
    return F.mse_loss(critic(states).squeeze(1), rewards + gamma * target(following).amax(1))


def learn_of_columns(gamma=0.99):
    states, rewards, following = memory.pairs(64)
    return F.mse_loss(critic(states), rewards + gamma * critic(following).detach())
