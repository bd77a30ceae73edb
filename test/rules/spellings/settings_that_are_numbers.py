"""Numbers of the command line, of annotations and of counters: whichever they are, a tensor times one keeps its shape."""

import argparse
import math
from typing import Optional

import torch
import torch.nn as nn
import torch.nn.functional as F

critic = nn.Sequential(nn.Linear(8, 16), nn.Tanh(), nn.Linear(16, 1))


def of_the_command_line():
    parser = argparse.ArgumentParser()
    parser.add_argument("--gamma", type=float, default=0.99)
    parser.add_argument("--scale", default=2.0)
    args = parser.parse_args()
    rewards, after = torch.randn(32), torch.randn(32)
    target = rewards + args.gamma * after / -args.scale
    F.mse_loss(critic(torch.randn(32, 8)), target)  # error: broadcast-shape-mismatch


def of_annotations(weight: float, bound: Optional[int]):
    target = torch.randn(32) * max(weight, 0.1) + math.log(bound)
    F.mse_loss(critic(torch.randn(32, 8)), target)  # error: broadcast-shape-mismatch


class Agent:
    def __init__(self, net, discount: float):
        self.discount = discount
        self.steps = 0

    def learn(self, batches):
        for batch in batches:
            self.steps += 1
        target = torch.randn(32) * self.discount / self.steps
        F.mse_loss(critic(torch.randn(32, 8)), target)  # error: broadcast-shape-mismatch
