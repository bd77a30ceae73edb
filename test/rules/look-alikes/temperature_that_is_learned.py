"""Soft actor-critic: the entropy is detached, because only its coefficient is trained by this loss."""
import torch


class Agent:
    def __init__(self, actor, coefficient="auto"):
        self.actor = actor
        self.coefficient = coefficient
        self.log_coefficient = None
        self.prepare()

    def prepare(self):
        if isinstance(self.coefficient, str) and self.coefficient.startswith("auto"):
            start = 1.0
            if "_" in self.coefficient:
                start = float(self.coefficient.split("_")[1])
            self.log_coefficient = torch.log(torch.ones(1) * start).requires_grad_(True)
            self.optimizer = torch.optim.Adam([self.log_coefficient], lr=1e-3)

    def update(self, states, wanted_entropy=-2.0):
        actions, log_prob = self.actor(states)
        if self.log_coefficient is not None:
            loss = -(self.log_coefficient * (log_prob + wanted_entropy).detach()).mean()
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
