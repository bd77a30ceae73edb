"""Sampling among the likeliest tokens: their logarithms are masked with -inf on purpose."""
import torch
from torch import nn


class TopPSampler(nn.Module):
    def __init__(self, mass):
        super().__init__()
        self.mass = mass

    def forward(self, scores):
        likeliest, order = torch.sort(scores.softmax(dim=-1), dim=-1, descending=True)
        left_out = likeliest.cumsum(dim=-1) - likeliest > self.mass
        log_likeliest = torch.log(likeliest)
        log_likeliest[left_out] = float("-inf")
        drawn = torch.distributions.Categorical(logits=log_likeliest).sample()
        return order.gather(-1, drawn.unsqueeze(-1))
