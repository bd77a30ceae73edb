import torch
from torch import nn
import torch.nn.functional as F


class SyncNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.face = nn.Sequential(nn.Linear(20, 8), nn.ReLU())
        self.audio = nn.Sequential(nn.Linear(10, 8), nn.ReLU())

    def forward(self, face, audio):
        a = F.normalize(self.face(face), dim=1)
        b = F.normalize(self.audio(audio), dim=1)
        return (a * b).sum(dim=1, keepdim=True)


net = SyncNet()


def step(face, audio, y):
    return nn.BCELoss()(net(face, audio), y)
