"""What reinforcement learning keeps, and the batches that it picks of that: columns against vectors, whatever their sizes."""

from dataclasses import dataclass

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
    epochs: int = 4


critic = nn.Sequential(nn.Linear(8, 16), nn.Tanh(), nn.Linear(16, 1))
scores = nn.Linear(8, 4)


def minibatches(states, space):
    args = tyro.cli(Args)
    values = torch.zeros(args.batch_size, args.epochs)
    returns = (values + args.gamma * torch.zeros_like(values)).reshape(-1)
    states = torch.tensor(states).reshape((-1,) + space.shape)
    places = np.arange(args.batch_size)
    for start in range(0, args.batch_size, args.minibatch_size):
        chosen = places[start : start + args.minibatch_size]
        loss = ((critic(states[chosen]) - returns[chosen]) ** 2).mean()  # error: broadcast-shape-mismatch
        F.mse_loss(critic(states[chosen]), returns[chosen])  # error: broadcast-shape-mismatch
        loss = (returns[chosen] - critic(states[chosen])) ** 2  # error: broadcast-shape-mismatch
        loss = torch.max(loss, 2 * loss).mean()


class Memory:
    def __init__(self, size, shape):
        self.count = 0
        self.states = np.zeros((size, *shape), dtype=np.float32)
        self.actions = np.zeros(size, dtype=np.int64)
        self.rewards = np.zeros(size, dtype=np.float32)

    def store(self, state, action, reward):
        self.rewards[self.count % len(self.rewards)] = reward
        self.count += 1

    def sample(self, count):
        chosen = np.random.choice(min(self.count, 1000), count, replace=False)
        return self.states[chosen], self.actions[chosen], self.rewards[chosen]


def learns(env, gamma: float):
    memory = Memory(1000, env.observation_space.shape)
    for state, action, reward in env:
        memory.store(state, action, reward)
    states, actions, rewards = memory.sample(32)
    states, actions, rewards = torch.tensor(states), torch.tensor(actions), torch.tensor(rewards)
    chosen = scores(states)[np.arange(32), actions]
    best = scores(states).max(1, keepdim=True)[0]
    F.mse_loss(rewards + gamma * best, chosen)  # error: broadcast-shape-mismatch


def places_that_are_not_read(batch, gamma: float):
    states, actions, rewards, after = batch
    chosen = scores(states).gather(1, actions)
    best = scores(after).max(1)[0]
    F.smooth_l1_loss(chosen, rewards + gamma * best)  # error: broadcast-shape-mismatch
    F.smooth_l1_loss(chosen.squeeze(), rewards.view(-1, 1) + gamma * best.unsqueeze(1))  # error: broadcast-shape-mismatch
    F.smooth_l1_loss(chosen, torch.zeros(32, 1) + gamma * best)  # error: broadcast-shape-mismatch
