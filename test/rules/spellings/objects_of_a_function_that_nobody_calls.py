"""The class is above the function that makes its only object, and what that function gives back is used elsewhere."""
import torch
from torch import nn
import pytorch_lightning as pl


class Trainer:
    def __init__(self, model, losses):
        self.model = nn.DataParallel(model).cuda()
        self.losses = losses

    def step(self, images, labels):
        return self.losses['class'](self.model(images), labels)  # warning: softmax-before-cross-entropy


class Lit(pl.LightningModule):
    def __init__(self, net, criterion):
        super().__init__()
        self.net = net
        self.criterion = criterion

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)  # error: bce-on-logits


def build(classes):
    net = nn.Sequential(nn.Linear(16, classes), nn.Softmax(dim=1))
    return Trainer(net, {'class': nn.CrossEntropyLoss()})


def main(loader):
    lit = Lit(nn.Linear(4, 1), nn.BCELoss())
    pl.Trainer(max_epochs=2).fit(lit, loader)
