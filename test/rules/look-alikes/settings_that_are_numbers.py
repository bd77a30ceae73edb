"""Numbers of the command line, of annotations and of counters, where predictions and targets have one shape."""

import argparse
from dataclasses import dataclass
from typing import Optional

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
import tyro


@dataclass
class Args:
    gamma: float = 0.99
    batch_size: int = 64
    minibatch_size: int = 16


critic = nn.Sequential(nn.Linear(8, 16), nn.Tanh(), nn.Linear(16, 1))
scores = nn.Linear(8, 4)


def of_the_command_line(labels):
    parser = argparse.ArgumentParser()
    parser.add_argument("--gamma", type=float, default=0.99)
    parser.add_argument("--weights", type=float, nargs="+")
    parser.add_argument("--scale", type=eval)
    args, _ = parser.parse_known_args()
    args.gamma = torch.randn(32, 1)
    rewards = torch.randn(32, 1)
    F.mse_loss(critic(torch.randn(32, 8)), rewards * args.gamma)
    F.mse_loss(critic(torch.randn(32, 8)), torch.tensor(args.weights).view(32, 1))
    F.mse_loss(critic(torch.randn(32, 8)), args.scale)
    return F.cross_entropy(scores(torch.randn(32, 8)), labels * args.number)


def of_one_state(state, returns, times: int):
    for t in range(times):
        F.mse_loss(critic(state[t]), returns[t : t + 1])
        F.mse_loss(critic(state[t]).view(-1), returns.view(-1)[t : t + 1])


def counters(batches):
    total = None
    for batch in batches:
        total = batch if total is None else total + batch
        weight = 0
        weight = weight + batch
    return F.mse_loss(critic(torch.randn(32, 8)), total * weight)


def minibatches(states, weight: Optional[float]):
    args = tyro.cli(Args)
    returns = torch.zeros(args.batch_size)
    places = np.arange(args.batch_size)
    for start in range(0, args.batch_size, args.minibatch_size):
        chosen = places[start : start + args.minibatch_size]
        loss = (critic(states[chosen]).squeeze(-1) - returns[chosen]) ** 2
        loss = ((critic(states[chosen]) - returns[chosen].unsqueeze(1)) ** 2).mean() + loss.mean()
    return loss * weight


def places_in_rows(batch, gamma: float):
    states, actions, rewards, after = batch
    chosen = scores(states).gather(1, actions)
    best = scores(after).max(1)[0]
    F.smooth_l1_loss(chosen.squeeze(), rewards + gamma * best)
    F.smooth_l1_loss(chosen, rewards + gamma * best.unsqueeze(1))
    F.smooth_l1_loss(chosen, rewards.view(-1, 1) + gamma * scores(after).max(1, keepdim=True)[0])
