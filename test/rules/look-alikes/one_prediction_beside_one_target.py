import torch
import torch.nn as nn
import torch.nn.functional as F

critic = nn.Sequential(nn.Linear(8, 16), nn.Tanh(), nn.Linear(16, 1))


# Of one state the critic gives one number in one dim, and so is its target.
def online(state, target, returns, t):
    F.mse_loss(critic(state), torch.tensor([target])).backward()
    F.mse_loss(critic(state), returns[t : t + 1]).backward()
    F.mse_loss(critic(state), torch.tensor(target).view(-1)).backward()
    F.mse_loss(critic(state), torch.ones(1)).backward()


def in_batches(states, returns):
    n = states.size(0)
    F.binary_cross_entropy_with_logits(critic(states), torch.ones(n, 1)).backward()
    for places in torch.randperm(len(states)).split(64):
        F.mse_loss(critic(states[places]).squeeze(-1), returns.view(-1)[places]).backward()
        F.mse_loss(critic(states[places]), returns.view(-1, 1)[places]).backward()
    for place in torch.randperm(len(states)).split(1):
        F.mse_loss(critic(states[place[0]]), returns.view(-1)[place]).backward()


values = nn.Linear(4, 2)


# Each quantile of one side is held against each of the other.
def quantiles(chosen, target):
    pairs = target.unsqueeze(1) + torch.zeros(5, 1)
    return F.smooth_l1_loss(chosen.unsqueeze(2).expand(-1, 5, 5), pairs)


def rewards_of_one_shape(batch=32):
    rewards = torch.randn(batch)
    chosen = values(torch.randn(batch, 4)).gather(1, torch.zeros(batch, 1, dtype=torch.long))
    best = values(torch.randn(batch, 4)).max(1)[0].detach()
    return F.mse_loss(chosen, (rewards + 0.9 * best).unsqueeze(1))
