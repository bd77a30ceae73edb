import torch
import torch.nn as nn
import torch.nn.functional as F

critic = nn.Sequential(nn.Linear(8, 16), nn.Tanh(), nn.Linear(16, 1))


def labels_of_two_batches(source, target):
    scores = torch.cat([critic(source), critic(target)])
    domains = torch.cat([torch.ones(len(source)), torch.zeros(len(target))]).to(scores.device)
    return F.binary_cross_entropy_with_logits(scores, domains)  # error: broadcast-shape-mismatch


def picked_by_shuffled_places(states, returns):
    for places in torch.randperm(len(states)).split(64):
        loss = F.mse_loss(critic(states[places]), returns.view(-1)[places])  # error: broadcast-shape-mismatch
        loss.backward()


values = nn.Linear(4, 2)


def rewards_beside_best_values(memory, batch=32):
    states = torch.randn(batch, 4)
    rewards = torch.randn(batch, 1)
    chosen = values(states).gather(1, torch.zeros(batch, 1, dtype=torch.long))
    best = values(torch.randn(batch, 4)).max(1)[0].detach()
    return F.mse_loss(chosen, rewards + 0.9 * best)  # error: broadcast-shape-mismatch
