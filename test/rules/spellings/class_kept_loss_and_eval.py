import torch
import torch.nn as nn
import torch.nn.functional as F


class Trainer:
    def __init__(self):
        self.model = nn.Linear(12, 4)
        self.criterion = nn.CrossEntropyLoss()

    def train_step(self, x, y):
        return self.criterion(self.model(x), y)

    def eval_step(self, x, y):
        self.model.eval()
        with torch.no_grad():
            out = F.softmax(self.model(x), dim=1)
            return self.criterion(out, y).item()  # warning: eval-loss-on-probabilities
